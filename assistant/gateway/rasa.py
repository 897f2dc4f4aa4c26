"""The two things that are asked of the Rasa server: one turn, and what a sentence means."""

from typing import Any, Protocol

import httpx

CHANNEL = "/webhooks/assistant/webhook"
TOKEN_HEADER = "X-Assistant-Token"  # noqa: S105 - a name, not a secret


class RasaError(Exception):
    """Rasa did not answer as it should; the message is for the log."""


class Bot(Protocol):
    """What the gateway asks of whoever understands and answers; `RasaClient` does it over HTTP."""

    async def turn(
        self, sender: str, text: str, message_id: str, metadata: dict[str, Any], /
    ) -> list[dict[str, Any]]:
        """What is said to `text`: the payloads of the messages. Raises RasaError."""

    async def parse(self, text: str, /) -> dict[str, Any]:
        """How `text` is understood. Raises RasaError."""

    async def ready(self) -> bool:
        """Whether it can answer."""


class RasaClient:
    """Speaks to the Rasa server on this machine."""

    def __init__(self, url: str, token: str, seconds: float) -> None:
        self._token = token
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=32)
        self._http = httpx.AsyncClient(
            base_url=url, timeout=seconds, limits=limits, trust_env=False
        )

    async def turn(
        self, sender: str, text: str, message_id: str, metadata: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """What the bot says to `text`: the payloads of its messages.

        Raises RasaError where Rasa is not there, is too slow or says nothing.
        """
        body = {"sender": sender, "message": text, "message_id": message_id, "metadata": metadata}
        content = await self._post(CHANNEL, body, headers={TOKEN_HEADER: self._token})
        payloads = [message["custom"] for message in content if "custom" in message]
        if not payloads:
            raise RasaError("the bot said nothing")
        return payloads

    async def parse(self, text: str) -> dict[str, Any]:
        """How Rasa understands `text`. Raises RasaError."""
        content = await self._post("/model/parse", {"text": text}, params={"token": self._token})
        return dict(content)

    async def ready(self) -> bool:
        """Whether a model is loaded and the channel is open."""
        try:
            response = await self._http.get("/status", params={"token": self._token}, timeout=2.0)
        except httpx.HTTPError:
            return False
        return response.status_code == 200 and bool(response.json().get("model_file"))

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _post(self, path: str, body: dict[str, Any], **options: Any) -> Any:
        try:
            response = await self._http.post(path, json=body, **options)
            response.raise_for_status()
            return response.json()
        except httpx.TimeoutException as error:
            raise RasaError("too slow") from error
        except httpx.HTTPStatusError as error:
            # Its text would hold the address, and with it the token.
            raise RasaError(f"status {error.response.status_code}") from None
        except (httpx.HTTPError, ValueError) as error:
            raise RasaError(str(error) or type(error).__name__) from error
