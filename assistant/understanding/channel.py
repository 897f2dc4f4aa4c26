"""The door through which the gateway talks to Rasa: local, with a token, for short messages only.

`POST /webhooks/assistant/webhook` with the header `X-Assistant-Token` takes
`{"sender": …, "message": …, "metadata": {…}, "message_id": …}` and answers the list of what the
bot said. Errors are answered as errors, never as an empty list.
"""

from __future__ import annotations

import hmac
import ipaddress
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.understanding import patches

TOKEN_HEADER = "X-Assistant-Token"  # noqa: S105 (the name of a header)
MOST_CHARACTERS = 1000
"""Longer messages are refused: nobody says them, and understanding them takes time."""

_logger = logging.getLogger(__name__)


class RefusedError(Exception):
    """A request that is not answered; holds the HTTP status and the reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class AssistantChannel(InputChannel):
    """Rasa's input channel `assistant`."""

    def __init__(self, token: str, most_characters: int = MOST_CHARACTERS) -> None:
        if not token:
            raise ValueError("the channel 'assistant' needs a token in credentials.yml")
        self._token, self._most = token, int(most_characters)

    @classmethod
    def name(cls) -> str:
        """The channel's name in credentials.yml, in the address and in `channel:` conditions."""
        return "assistant"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> AssistantChannel:
        """The channel with the settings of credentials.yml; ValueError without a token."""
        credentials = credentials or {}
        most = int(credentials.get("most_characters", MOST_CHARACTERS))
        return cls(str(credentials.get("token") or ""), most)

    def message(self, request: Request, output: CollectingOutputChannel) -> UserMessage:
        """What was said, after the checks. Raises RefusedError."""
        if not _is_local(request.ip):
            raise RefusedError(403, "only this machine may ask")
        given = request.headers.get(TOKEN_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            raise RefusedError(401, "wrong token")
        body = request.json
        if not isinstance(body, dict):
            raise RefusedError(400, "the body must be an object")
        sender, text = body.get("sender"), body.get("message")
        if not (isinstance(sender, str) and sender and isinstance(text, str)):
            raise RefusedError(400, "sender and message must be text")
        if len(text) > self._most:
            raise RefusedError(413, f"the message is longer than {self._most} characters")
        # Rasa reads a leading slash as a command that sets intents and slots.
        text = text.strip().lstrip("/／ ").strip()
        if not text:
            raise RefusedError(400, "the message is empty")
        metadata = body.get("metadata")
        return UserMessage(
            text,
            output,
            sender,
            input_channel=self.name(),
            message_id=body.get("message_id"),
            metadata=metadata if isinstance(metadata, dict) else {},
        )

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's addresses."""
        patches.apply()
        door = Blueprint("assistant_channel")

        @door.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @door.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            output = CollectingOutputChannel()
            try:
                message = self.message(request, output)
            except RefusedError as refused:
                return response.json({"error": str(refused)}, status=refused.status)
            await on_new_message(message)
            return response.json(output.messages)

        return door


def _is_local(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
