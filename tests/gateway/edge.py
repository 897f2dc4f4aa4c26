"""The two edges of the gateway for the tests: a Rasa that can be held back, a small platform."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import httpx
from starlette.applications import Starlette

from assistant.channels import Answer, Capabilities, Channel, Event, EventKind, Refused, Request
from assistant.gateway.rasa import RasaError
from assistant.wording.reply import Reply

DANGER = ("晕倒", "fainted")
"""Words behind which this Rasa understands an emergency."""
AT_ONCE = 0.2
"""Seconds of a channel in which nothing that is held back can be ready."""
PATIENT = 60.0


class HeldRasa:
    """Stands for the Rasa server: answers each sentence with an echo, once it is let go."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.parsed: list[str] = []
        self.replies: dict[str, Reply] = {}
        """The reply to a sentence, where it is not its echo."""
        self.breaks: dict[str, Exception] = {}
        """What is raised instead of an answer to a sentence."""
        self.parse_breaks: Exception | None = None
        self.came: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        """Set once a sentence was asked."""
        self._held: dict[str, asyncio.Event] = {}

    def hold(self, *sentences: str) -> None:
        """Does not answer these before they are let go."""
        self._held |= {each: asyncio.Event() for each in sentences}

    def let_go(self, *sentences: str) -> None:
        for each in sentences:
            self._held[each].set()

    @property
    def sentences(self) -> list[str]:
        """What was asked, in that order."""
        return [text for _, text, _ in self.asked]

    async def turn(
        self, sender: str, text: str, message_id: str, metadata: dict[str, Any]
    ) -> list[dict[str, Any]]:
        self.asked.append((sender, text, metadata))
        self.came[text].set()
        if text in self._held:
            await self._held[text].wait()
        if text in self.breaks:
            raise self.breaks[text]
        return [self.replies.get(text, said(text)).as_json()]

    async def parse(self, text: str) -> dict[str, Any]:
        self.parsed.append(text)
        if self.parse_breaks:
            raise self.parse_breaks
        found = any(word in text for word in DANGER)
        return {"intent": {"name": "emergency" if found else "find", "confidence": 0.9}}

    async def ready(self) -> bool:
        return True


def said(text: str) -> Reply:
    """The echo of a sentence."""
    return Reply(f"答{text}", f"答：{text}")


def gone() -> RasaError:
    return RasaError("gone")


class SmallPlatform(Channel):
    """A platform whose messages are the fields of an event as JSON."""

    name = "wechat"

    def __init__(self, seconds: float = PATIENT, *, voice: bool = False, push: bool = False):
        self.seconds = seconds
        self._voice = voice
        self.pushes = push
        self.pushed: list[tuple[str, Reply]] = []
        self.push_gives: bool | Exception = True
        self.write_breaks: Exception | None = None
        self.requests: list[Request] = []

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(self.seconds, voice=self._voice)

    @property
    def files(self) -> Mapping[str, bytes]:
        return {"/check.txt": "好".encode()}

    @property
    def can_push(self) -> bool:
        return self.pushes

    async def read(self, request: Request) -> Event | Answer:
        self.requests.append(request)
        if request.method == "GET":
            return Answer(request.query["echo"].encode(), "text/plain", 201)
        if request.headers.get("x-secret") != "open":
            raise Refused("the secret is wrong", 401)
        fields = json.loads(request.body)
        return Event(EventKind(fields.pop("kind", "text")), fields.pop("user", "anna"), **fields)

    def write(self, event: Event, reply: Reply) -> Answer:
        if self.write_breaks:
            raise self.write_breaks
        if not reply.text and not reply.speech:
            return self.silence(event)
        return Answer(reply.text.encode(), "text/plain")

    def silence(self, event: Event) -> Answer:
        return Answer(b"success", "text/plain")

    async def push(self, user: str, reply: Reply) -> bool:
        self.pushed.append((user, reply))
        if isinstance(self.push_gives, Exception):
            raise self.push_gives
        return self.push_gives


def text(words: str, message_id: str | None = None, user: str = "anna", **more: Any) -> Event:
    """Somebody says something."""
    return Event(EventKind.TEXT, user, words, message_id=message_id, **more)


def event(kind: EventKind, user: str = "anna", **more: Any) -> Event:
    """Something else happens."""
    return Event(kind, user, **more)


async def settled() -> None:
    """Waits for all that still goes on."""
    while True:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if not others:
            return
        await asyncio.wait(others)


class Web:
    """Speaks to an application without a network; everything in one event loop, as when serving."""

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self._runner = asyncio.Runner()

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer; a defect is the server's plain 500."""
        return self._runner.run(self.ask(method, path, **options))

    async def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The same within the event loop."""
        transport = httpx.ASGITransport(app=self._app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            return await http.request(method, path, **options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def settled(self) -> None:
        """Waits for all that still goes on."""
        self._runner.run(settled())

    def run(self, work: Any) -> Any:
        """Runs something in the same event loop."""
        return self._runner.run(work)

    def close(self) -> None:
        self._runner.close()
