"""The web application: `/api/chat`, `/api/messages`, `/api/understand`, `/health`, and others'."""

import hmac
import time
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant import clock
from assistant.channels import capabilities_of
from assistant.errors import UsageError
from assistant.gateway.conversations import Conversations, Health
from assistant.gateway.messages import LONGEST, clean, read_clock, read_message
from assistant.gateway.rasa import Bot, RasaError
from assistant.gateway.reading import read_body
from assistant.gateway.understood import understood


class Gateway:
    """The handlers and what they need."""

    def __init__(
        self,
        conversations: Conversations,
        rasa: Bot,
        health: Health,
        token: str,
        routes: Sequence[Route] = (),
        operator_token: str = "",
    ) -> None:
        """Without an `operator_token` the channel of the hotline is open to all."""
        self.operator_token = operator_token
        self.conversations = conversations
        self.rasa = rasa
        self.parts = health
        self.token = token
        self.routes = routes

    def app(self) -> Starlette:
        """The application."""
        return Starlette(
            routes=[
                Route("/api/chat", self.chat, methods=["POST"]),
                Route("/api/messages", self.messages, methods=["POST"]),
                Route("/api/understand", self.understand, methods=["POST"]),
                Route("/health", self.health, methods=["GET"]),
                *self.routes,
            ],
            exception_handlers={UsageError: _usage_error},
        )

    async def chat(self, request: Request) -> Response:
        """One turn. With `"explain": true` also what was understood."""
        body = await read_body(request)
        inbound = read_message(body, trusted=self._trusted(request))
        self._refuse_strangers(inbound.channel, request)
        started = time.perf_counter()
        answered = await self.conversations.turn(inbound)
        reply = answered.reply.as_json()
        if not body.get("explain"):
            return JSONResponse(reply)
        return JSONResponse(
            {
                "behaviour": answered.behaviour,
                "services": list(answered.services),
                "latency_ms": round((time.perf_counter() - started) * 1000),
                "reply": reply,
            }
        )

    async def messages(self, request: Request) -> Response:
        """What a clerk said to the person since the last message: for programs that ask."""
        inbound = read_message(await read_body(request), trusted=False)
        waiting = await self.conversations.waiting(inbound.channel, inbound.user)
        return JSONResponse({"messages": [waiting.as_json()] if waiting else []})

    async def understand(self, request: Request) -> Response:
        """What one sentence means."""
        body = await read_body(request)
        text = body.get("text") if isinstance(body, dict) else None
        if not isinstance(text, str):
            raise UsageError('"text" must be a text.')
        now = read_clock(body.get("now")) or clock.now()
        try:
            parsed = await self.rasa.parse(clean(text)[:LONGEST] or "。")
        except RasaError:
            return JSONResponse({"error": "The Rasa server does not answer."}, status_code=503)
        return JSONResponse(understood(text, parsed, now))

    async def health(self, request: Request) -> Response:
        """The state of each part; 503 where one does not work."""
        parts = await self.parts()
        well = all(state == "ok" for state in parts.values())
        content = {"status": "ok" if well else "failing", "parts": parts}
        return JSONResponse(content, status_code=200 if well else 503)

    def _refuse_strangers(self, channel: str, request: Request) -> None:
        """Who speaks for callers learns where they live: operators only, once they have a token.

        Raises UsageError.
        """
        if not self.operator_token or not capabilities_of(channel).callers:
            return
        given = request.headers.get("authorization", "").removeprefix("Bearer ").encode()
        known = hmac.compare_digest(given, self.operator_token.encode())
        if not known and not self._trusted(request):
            raise UsageError('"channel" operator wants the operators\' token.')

    def _trusted(self, request: Request) -> bool:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), self.token.encode())


async def _usage_error(_request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, status_code=400)
