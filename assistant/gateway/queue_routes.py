"""The clerks' interface: /api/queue, who waits for a person, and answering them."""

import asyncio
import hmac
import uuid
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant import clock
from assistant.errors import UsageError
from assistant.gateway.delivery import Delivery
from assistant.gateway.reading import read_body
from assistant.handover import Clerks, Handover, Message, Refusal

LONGEST_NAME = 40
LONGEST_NUMBER = 18
"""Digits of a message's number that a database can hold."""

Answering = Callable[[Request], Awaitable[Response]]

REFUSED = {
    Refusal.GONE: "It is over, or there is none of that id.",
    Refusal.TAKEN: "It is not yours: take it first; another clerk may have it.",
}


class QueueDesk:
    """The handlers. Only who knows one of the tokens may ask."""

    def __init__(self, clerks: Clerks, delivery: Delivery, tokens: Sequence[str]) -> None:
        self._clerks = clerks
        self._delivery = delivery
        self._tokens = [token for token in tokens if token]

    def routes(self) -> list[Route]:
        """The addresses."""
        one = "/api/queue/{id}"
        return [
            Route("/api/queue", self._guarded(self.listed), methods=["GET"]),
            Route("/api/queue/leave", self._guarded(self.leave), methods=["POST"]),
            Route(one, self._guarded(self.shown), methods=["GET"]),
            Route(f"{one}/take", self._guarded(self.take), methods=["POST"]),
            Route(f"{one}/say", self._guarded(self.say), methods=["POST"]),
            Route(f"{one}/return", self._guarded(self.give_back), methods=["POST"]),
        ]

    async def listed(self, request: Request) -> Response:
        """Who waits and who is being answered. Whoever looks with a name counts as being there."""
        clerk = request.query_params.get("clerk", "").strip()[:LONGEST_NAME]
        if clerk:
            await asyncio.to_thread(self._clerks.look, clerk, clock.now())
        found = await asyncio.to_thread(self._clerks.open)
        return JSONResponse({"queue": [as_json(each) for each in found]})

    async def leave(self, request: Request) -> Response:
        """The clerk goes: nobody is put into the queue for them any more."""
        clerk = _name(await read_body(request))
        await asyncio.to_thread(self._clerks.leave, clerk)
        return JSONResponse({"left": clerk})

    async def shown(self, request: Request) -> Response:
        """One hand-over with its messages; `after` leaves out those up to that number."""
        after = request.query_params.get("after", "0")
        if not after.isdecimal() or len(after) > LONGEST_NUMBER:
            raise UsageError('"after" must be the number of a message.')
        held = await self._held(request)
        messages = await asyncio.to_thread(self._clerks.messages, held.id, int(after))
        return JSONResponse(as_json(held) | {"messages": [message_json(m) for m in messages]})

    async def take(self, request: Request) -> Response:
        """The clerk answers from now on."""
        clerk = _name(await read_body(request))
        held = await self._held(request)
        now = clock.now()
        await asyncio.to_thread(self._clerks.look, clerk, now)
        return _handover(await asyncio.to_thread(self._clerks.take, held.id, clerk, now))

    async def say(self, request: Request) -> Response:
        """The clerk says something. The same `message_id` again is the same message."""
        body = await read_body(request)
        clerk, text = _name(body), body.get("text")
        if not isinstance(text, str) or not text.strip():
            raise UsageError('"text" must be a text.')
        identity = body.get("message_id") or uuid.uuid4().hex
        if not isinstance(identity, str) or len(identity) > 64:
            raise UsageError('"message_id" must be a text of up to 64 characters.')
        held, now = await self._held(request), clock.now()
        await asyncio.to_thread(self._clerks.look, clerk, now)
        said = await asyncio.to_thread(self._clerks.say, held.id, clerk, identity, text, now)
        if isinstance(said, Refusal):
            return _refused(said)
        told = said.told or await self._delivery.send(held)
        return JSONResponse(message_json(said) | {"told": told})

    async def give_back(self, request: Request) -> Response:
        """The assistant answers again, and says so."""
        clerk = _name(await read_body(request))
        held = await self._held(request)
        ended = await asyncio.to_thread(self._clerks.give_back, held.id, clerk, clock.now())
        if isinstance(ended, Handover):
            await self._delivery.ended(ended, "handover_returned")
        return _handover(ended)

    async def _held(self, request: Request) -> Handover:
        held = await asyncio.to_thread(self._clerks.handover, request.path_params["id"])
        if held is None:
            raise UsageError(REFUSED[Refusal.GONE])
        return held

    def _guarded(self, answer: Answering) -> Answering:
        async def guarded(request: Request) -> Response:
            given = request.headers.get("authorization", "").removeprefix("Bearer ").encode()
            # Each is compared: how long it takes must not tell which one came close.
            if not sum(hmac.compare_digest(given, token.encode()) for token in self._tokens):
                return JSONResponse({"error": "Not for you: the token is wrong."}, status_code=401)
            return await answer(request)

        return guarded


def as_json(held: Handover) -> dict[str, Any]:
    """A hand-over as clerks see it."""
    return {
        "id": held.id,
        "state": held.state,
        "reason": held.reason,
        "urgent": held.urgent,
        "clerk": held.clerk,
        "channel": held.contact.channel if held.contact else "",
        "asked_at": held.asked_at.isoformat(),
        "ending": held.ending,
        "summary": held.summary.as_json(),
    }


def message_json(message: Message) -> dict[str, Any]:
    """A message as clerks see it."""
    return {
        "id": message.id,
        "author": message.author,
        "text": message.text,
        "at": message.at.isoformat(),
        "told": message.told,
    }


def _name(body: Any) -> str:
    clerk = body.get("clerk") if isinstance(body, dict) else None
    if not isinstance(clerk, str) or not clerk.strip() or len(clerk) > LONGEST_NAME:
        raise UsageError(f'"clerk" must be a name of up to {LONGEST_NAME} characters.')
    return clerk.strip()


def _handover(found: Handover | Refusal) -> Response:
    return _refused(found) if isinstance(found, Refusal) else JSONResponse(as_json(found))


def _refused(refusal: Refusal) -> Response:
    return JSONResponse({"error": REFUSED[refusal]}, status_code=409)
