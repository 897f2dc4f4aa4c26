"""Open smart speakers: Home Assistant asks us over the Wyoming protocol, a line of JSON over TCP.

It opens a connection for every sentence and speaks the text of one `handled`. The protocol knows no
password: the port belongs on a private network. The microphone is never kept open.
"""

import asyncio
import errno
import logging
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from wyoming.event import Event as Frame
from wyoming.handle import Handled
from wyoming.info import Attribution, Describe, HandleModel, HandleProgram, Info
from wyoming.ping import Ping, Pong
from wyoming.server import AsyncEventHandler, AsyncTcpServer

from assistant.channel_settings import ChannelSettings
from assistant.channels.channel import Answer, Channel, Event, EventKind, Refused, Request
from assistant.channels.wyoming_frames import BrokenFrameError, read_frame
from assistant.errors import UsageError
from assistant.wording.breath import BREATH
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply, join_spoken

log = logging.getLogger(__name__)

LANGUAGES = ("zh", "zh-CN", "zh-Hans", "yue", "en")
MOST_CONNECTIONS = 64
IDLE_SECONDS = 60.0
"""After so long without a whole event a connection is closed: Home Assistant opens one anew."""
GRACE_SECONDS = 0.5
"""How much longer than it promised the door may take before people hear that it did not work."""
LONGEST_NAME = 200
"""Characters of a speaker's id that count."""


class Door(Protocol):
    """Where events are answered."""

    async def answer(self, channel: Channel, event: Event) -> Reply:
        """The reply to an event, in time for the channel."""


class Wyoming(Channel):
    """Reads transcripts, writes what is to be spoken. It is not reached over HTTP."""

    name = "wyoming"
    over_http = False

    async def read(self, request: Request) -> Event | Answer:
        """Nothing comes this way. Raises Refused."""
        raise Refused("wyoming does not speak HTTP", 404)

    def heard(self, data: Mapping[str, Any]) -> Event:
        """What happened, from the data of a transcript.

        The speaker is whom we know: Home Assistant begins a new conversation every few minutes.
        """
        text, language = data.get("text"), _clean(data.get("language"))
        context = data.get("context")
        kind = EventKind.TEXT if isinstance(text, str) else EventKind.UNREADABLE
        if isinstance(text, str) and not text.strip():
            kind = EventKind.SILENCE
        return Event(
            kind,
            user=_speaker(context if isinstance(context, dict) else {}),
            text=_clean(text),
            language="en" if language.lower().startswith("en") else "zh",
        )

    def write(self, event: Event, reply: Reply) -> Answer:
        """The words to be spoken; what can be said next stands at the end, as no question."""
        if not reply.speech:
            return self.silence(event)
        return _spoken(join_spoken(reply.speech, _hint(reply)))

    def silence(self, event: Event) -> Answer:
        """Nothing is spoken."""
        return _spoken("")


def _spoken(text: str) -> Answer:
    return Answer(text.encode("utf-8", "replace"), "text/plain; charset=utf-8")


def _hint(reply: Reply) -> str:
    """What can be said after waking the speaker again, as far as the breath lasts."""
    if not reply.expects_reply or reply.ask_location:
        return ""
    language = "en" if reply.language == "en" else "zh"
    book = phrase_book(language)
    forms = []
    if len(reply.suggestions) > 1:
        first, second = reply.suggestions[:2]
        forms.append(book.said("wyoming_next_two", first=first, second=second).speech)
    if reply.suggestions:
        forms.append(book.said("wyoming_next", first=reply.suggestions[0]).speech)
    room = BREATH[language] - len(reply.speech)
    return next((form for form in forms if len(form) < room), "")


def _speaker(context: Mapping[str, Any]) -> str:
    """Who speaks: the speaker, the device, else the conversation; somebody new without any."""
    for name in ("satellite_id", "device_id", "conversation_id"):
        known = _clean(context.get(name))[:LONGEST_NAME]
        if known:
            return f"{name.removesuffix('_id')}:{known}"
    return f"nobody:{uuid.uuid4().hex}"


def _clean(text: object) -> str:
    """A text that can be written again; "" for what is none."""
    return text.encode("utf-8", "replace").decode() if isinstance(text, str) else ""


def wyoming(settings: ChannelSettings) -> Wyoming | None:
    """The channel; None where no port is set. Raises UsageError for a port or host that is none."""
    if not settings.wyoming_port:
        return None
    if not 0 < settings.wyoming_port < 65536:
        raise UsageError("ASSISTANT_WYOMING_PORT must be a port from 1 to 65535, or 0: off.")
    if not settings.wyoming_host.strip():
        raise UsageError("ASSISTANT_WYOMING_HOST must be an address to listen on: 127.0.0.1.")
    return Wyoming()


def set_up(settings: ChannelSettings, public_url: str) -> list[str]:
    """What to enter in Home Assistant; `public_url` plays no part."""
    if not settings.wyoming_port:
        return []
    return [
        "Home Assistant: Settings, Devices & services, Add integration, Wyoming Protocol;",
        f"  host {settings.wyoming_host}, port {settings.wyoming_port}. There is no password:",
        "  keep the port on a private network.",
    ]


def info() -> Info:
    """What Home Assistant is told about us."""
    by = Attribution(name="Fifteen-minute assistant", url="")
    told: dict[str, Any] = {"attribution": by, "installed": True, "version": "1"}
    model = HandleModel(name="community", description=None, languages=list(LANGUAGES), **told)
    what = "社区服务 / community services within fifteen minutes on foot"
    program = HandleProgram(name="community", description=what, models=[model], **told)
    return Info(handle=[program])


class WyomingServer(AsyncTcpServer):
    """Listens, and answers through the door until it is stopped."""

    def __init__(
        self, door: Door, channel: Wyoming, host: str, port: int, idle_seconds: float = IDLE_SECONDS
    ) -> None:
        """`port` 0: a free one; see `address`."""
        super().__init__(host, port)
        self.door = door
        self.channel = channel
        self.idle_seconds = idle_seconds
        self.connections = 0

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens, once it was opened."""
        assert isinstance(self._server, asyncio.Server)  # noqa: S101 - it was opened
        host, port, *_ = self._server.sockets[0].getsockname()
        return host, port

    async def open(self) -> None:
        """Begins to listen. Raises UsageError where it cannot."""
        try:
            await self.start(lambda reader, writer: _Connection(self, reader, writer))
        except OSError as error:
            where = f"{self.host}:{self.port}"
            if error.errno == errno.EADDRINUSE:
                message = f"Port {self.port} is taken. Set ASSISTANT_WYOMING_PORT to another one."
            else:
                message = f"Cannot listen on {where}. Check ASSISTANT_WYOMING_HOST."
            raise UsageError(message, status=1) from error

    async def stop(self) -> None:
        """Closes everything; who is being answered hears no more."""
        if self._server is not None:
            self._server.close()
        talking = list(self._handlers)
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking, return_exceptions=True)


class _Connection(AsyncEventHandler):
    """One connection: an event after the other."""

    def __init__(
        self, server: WyomingServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        super().__init__(reader, writer)
        self._at = server

    async def run(self) -> None:
        """Answers until the other side is done, sends what is no event, or says nothing."""
        if self._at.connections >= MOST_CONNECTIONS:
            log.warning("wyoming: %d connections are open; one more is closed", MOST_CONNECTIONS)
            self.writer.close()
            return
        self._at.connections += 1
        try:
            await self._talk()
        except (BrokenFrameError, TimeoutError, ConnectionError):
            # Nothing of what was sent goes into the log.
            log.info("wyoming: a connection was closed: no event, or nothing more came")
        finally:
            self._at.connections -= 1
            self.writer.close()

    async def _talk(self) -> None:
        while True:
            async with asyncio.timeout(self._at.idle_seconds):
                frame = await read_frame(self.reader)
            if frame is None or not await self.handle_event(frame):
                return

    async def handle_event(self, event: Frame) -> bool:
        """Answers what concerns us and lets the rest pass; True: go on listening."""
        if Describe.is_type(event.type):
            await self.write_event(info().event())
        elif Ping.is_type(event.type):
            await self.write_event(Pong(text=_clean(event.data.get("text"))).event())
        elif event.type == "transcript":
            await self.write_event(await self._handled(event.data))
        return True

    async def _handled(self, data: Mapping[str, Any]) -> Frame:
        channel, event = self._at.channel, self._at.channel.heard(data)
        reply = await self._answered(event)
        text = channel.write(event, reply).body.decode()
        context = data.get("context")
        told = _clean(context.get("conversation_id")) if isinstance(context, dict) else ""
        return Handled(text, {"conversation_id": told} if told else None).event()

    async def _answered(self, event: Event) -> Reply:
        """The reply of the door; a true sentence where it fails or takes too long."""
        book, channel = phrase_book(event.language), self._at.channel
        wait = channel.capabilities.seconds + GRACE_SECONDS
        try:
            async with asyncio.timeout(wait):
                return await self._at.door.answer(channel, event)
        except TimeoutError:
            log.error("wyoming: the door took too long")
            return replace(book.reply("busy"), language=event.language)
        except Exception:
            log.exception("wyoming: the door failed")
            return replace(book.reply("failed"), language=event.language)


async def serve_wyoming(door: Door, settings: ChannelSettings) -> WyomingServer | None:
    """The listening server, to be stopped with `stop`; None where the channel is off.

    Raises UsageError where it cannot listen.
    """
    channel = wyoming(settings)
    if channel is None:
        return None
    server = WyomingServer(door, channel, settings.wyoming_host, settings.wyoming_port)
    await server.open()
    return server
