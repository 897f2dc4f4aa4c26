"""The web page on a real server, with a door of the tests' own or the running assistant behind."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import uvicorn
from sqlalchemy import Engine
from starlette.applications import Starlette

from assistant.channels import Channel, Event
from assistant.client import Assistant
from assistant.settings import Settings
from assistant.web import Door, WebPage, web_routes
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

SECRET = b"w" * 32
NOW = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
"""A Monday morning."""
HERE = (30.262014, 114.540949)
"""The front door of the demo home."""
PHARMACIES: tuple[dict[str, Any], ...] = (
    {
        "id": "demo-a", "name": "仁心堂大药房", "name_en": "Renxintang Pharmacy",
        "services": ["pharmacy"], "lat": 30.261769, "lon": 114.536688, "straight_metres": 410,
        "walk_metres": 477, "walk_minutes": 8.0, "estimated": False, "open": True,
        "opens_at": None, "closes_at": "2026-11-23T21:00:00+08:00", "opening_hours": None,
        "address": "桂香街101号", "phone": "027-0555 0179", "source": "demo",
    },
    {
        "id": "demo-b", "name": "望月大药房", "name_en": "Moonview Pharmacy",
        "services": ["pharmacy"], "lat": 30.2663, "lon": 114.5365, "straight_metres": 640,
        "walk_metres": 862, "walk_minutes": 14.4, "estimated": True, "open": None,
        "opens_at": None, "closes_at": None, "opening_hours": None,
        "address": None, "phone": None, "source": "demo",
    },
)  # fmt: skip


@dataclass
class Script(Door):
    """A door that notes what comes and answers by heart."""

    answers: dict[str, Reply] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    until: threading.Event | None = None
    """Where it is set, no answer is given before it happens."""
    fails: int = 0
    """So many times it breaks down first."""

    async def answer(self, channel: Channel, event: Event) -> Reply:
        """The answer to these words; "听见了：…" where there is none."""
        self.events.append(event)
        self.channels.append(channel)
        if self.until:
            await asyncio.to_thread(self.until.wait, 20)
        if self.fails:
            self.fails -= 1
            raise RuntimeError("as the test wants it")
        heard = f"听见了：{event.text}"
        return self.answers.get(event.text, Reply(heard, heard, suggestions=("怎么走", "谢谢")))


@dataclass
class Running(Door):
    """The door of a whole running assistant."""

    assistant: Assistant
    now: str

    async def answer(self, channel: Channel, event: Event) -> Reply:
        """What the assistant says."""
        body: dict[str, Any] = {
            "user": event.user, "text": event.text, "message_id": event.message_id, "now": self.now
        }  # fmt: skip
        if event.location:
            body["location"] = dict(event.location)
        answered = await asyncio.to_thread(self.assistant.chat, body)
        return Reply.from_json(answered["reply"])


@dataclass(frozen=True)
class Site:
    """A served page."""

    url: str
    door: Any
    page: WebPage
    loop: asyncio.AbstractEventLoop

    def push(self, user: str, reply: Reply) -> bool:
        """Say something later, as the lead's door would."""
        done: Future[bool] = asyncio.run_coroutine_threadsafe(
            self.page.push(user, reply), self.loop
        )
        return done.result(20)


class _Server(uvicorn.Server):
    """Leaves the signals to pytest."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.contextmanager
def served(engine: Engine, door: Door, settings: Settings, now: datetime = NOW) -> Iterator[Site]:
    """The page on a free port of 127.0.0.1, until the block ends."""
    page = WebPage(engine, SECRET, settings, lambda: now)
    app = Starlette(routes=web_routes(door, engine, SECRET, settings, page))
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
    server = _Server(config)
    loops: list[asyncio.AbstractEventLoop] = []
    up = threading.Event()

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        up.set()
        await server.serve([listener])

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    up.wait(20)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    try:
        yield Site(url, door, page, loops[0])
    finally:
        loops[0].call_soon_threadsafe(page.stream.close)
        server.should_exit = True
        thread.join(20)
        listener.close()


def found(language: str = "zh") -> Reply:
    """Two pharmacies, in the words of the phrase book."""
    book = phrase_book(language)
    lead = "药店，最近的是仁心堂大药房，走8分钟（477米），开着，到21:00。"
    second = "2. 望月大药房，走14分钟（862米），开门时间不清楚，去前最好问一声。"
    if language == "en":
        lead = "The nearest pharmacy is Renxintang Pharmacy, 8 minutes on foot."
        second = "2. Moonview Pharmacy"
    suggestions = book["find_suggestions"].suggestions
    return Reply(
        "药店，最近的是仁心堂大药房。走路八分钟。", f"{lead}\n{second}", PHARMACIES,
        suggestions=suggestions, language=language,
    )  # fmt: skip
