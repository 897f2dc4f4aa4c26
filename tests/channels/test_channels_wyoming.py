"""The Wyoming server: the real client, recorded frames, and whatever else may come over TCP."""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient
from wyoming.event import async_read_event
from wyoming.handle import Handled
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong

from assistant.channel_settings import ChannelSettings
from assistant.channels.channel import Channel, Event, EventKind, Refused, Request
from assistant.channels.wyoming import (
    IDLE_SECONDS,
    LANGUAGES,
    MOST_CONNECTIONS,
    Wyoming,
    WyomingServer,
    serve_wyoming,
    set_up,
    wyoming,
)
from assistant.channels.wyoming_frames import BrokenFrameError, read_frame
from assistant.errors import UsageError
from assistant.wording.reply import Reply
from tests.booking.booking_desk import NOW

RECORDED = sorted((Path(__file__).parent / "recorded" / "wyoming").glob("*.json"))
CANTEEN = Reply(
    "最近的社区食堂，走路五分钟。", "最近的社区食堂", suggestions=("怎么走", "还有别的吗", "电话")
)


class TellingDoor:
    """Notes what comes and answers the same; a text may make it fail, or wait for ever."""

    def __init__(self, reply: Reply = CANTEEN) -> None:
        self.reply = reply
        self.events: list[Event] = []
        self.asked = asyncio.Event()

    async def answer(self, channel: Channel, event: Event) -> Reply:
        self.events.append(event)
        self.asked.set()
        if event.text == "fail":
            raise RuntimeError("a defect")
        if event.text == "hang":
            await asyncio.Event().wait()
        return self.reply


class Quick(Wyoming):
    """The same channel, of which an answer is wanted at once."""

    @property
    def capabilities(self) -> Any:
        return replace(super().capabilities, seconds=-0.45)


Talk = Callable[[WyomingServer], Awaitable[Any]]


def with_server(
    door: TellingDoor, talk: Talk, channel: Wyoming | None = None, idle: float = IDLE_SECONDS
) -> Any:
    """What `talk` gives with a server that listens on a free port."""

    async def run() -> Any:
        server = WyomingServer(door, channel or Wyoming(), "127.0.0.1", 0, idle)
        await server.open()
        try:
            return await talk(server)
        finally:
            await server.stop()
            assert server.connections == 0

    return asyncio.run(run())


async def sent(server: WyomingServer, raw: bytes) -> list[dict[str, Any]]:
    """Everything that comes back until the server closes; nothing where it does at once."""
    reader, writer = await asyncio.open_connection(*server.address)
    found = []
    with contextlib.suppress(ConnectionError):
        writer.write(raw)
        writer.write_eof()
        while (event := await async_read_event(reader)) is not None:
            found.append({"type": event.type, "data": event.data})
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    return found


def exchange(door: TellingDoor, raw: bytes, **more: Any) -> list[dict[str, Any]]:
    async def talk(server: WyomingServer) -> list[dict[str, Any]]:
        return await sent(server, raw)

    found: list[dict[str, Any]] = with_server(door, talk, **more)
    return found


def said(text: str, **context: str) -> bytes:
    data = {"text": text, "context": context}
    return (json.dumps({"type": "transcript", "data": data}, ensure_ascii=False) + "\n").encode()


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_recorded_frames(path: Path) -> None:
    recorded = json.loads(path.read_text(encoding="utf-8"))
    door = TellingDoor()
    assert exchange(door, recorded["send"].encode()) == recorded["answers"]
    heard = [
        {"kind": str(e.kind), "user": e.user, "text": e.text, "language": e.language}
        for e in door.events
    ]
    assert heard == recorded["events"]


def test_the_real_client_is_told_about_us_and_answered() -> None:
    async def talk(server: WyomingServer) -> tuple[Info, Pong, Handled]:
        async with AsyncTcpClient(*server.address) as client:
            answers = []
            context = {"conversation_id": "c1", "satellite_id": "s1"}
            for asked in (Describe(), Ping("在吗"), Transcript("食堂在哪", context, "zh-CN")):
                await client.write_event(asked.event())
                answered = await client.read_event()
                assert answered is not None
                answers.append(answered)
        info, pong, handled = answers
        return Info.from_event(info), Pong.from_event(pong), Handled.from_event(handled)

    info, pong, handled = with_server(TellingDoor(), talk)
    (program,) = info.handle
    assert program.installed
    assert not program.supports_handled_streaming
    assert program.models[0].languages == list(LANGUAGES)
    assert program.models[0].installed
    assert info.intent == []
    assert pong.text == "在吗"
    assert handled.context == {"conversation_id": "c1"}
    assert handled.text is not None
    assert handled.text.startswith(CANTEEN.speech)


def test_the_same_speaker_is_the_same_person_in_a_new_conversation() -> None:
    door = TellingDoor()
    exchange(door, said("a", conversation_id="1", satellite_id="s") + said("b", satellite_id="s"))
    exchange(door, said("c", conversation_id="2", device_id="d", satellite_id="s"))
    assert {event.user for event in door.events} == {"satellite:s"}


def test_without_any_id_each_sentence_is_somebody_else_s() -> None:
    door = TellingDoor()
    exchange(door, said("a") + said("b"))
    first, second = door.events
    assert first.user != second.user
    assert first.message_id is None


@pytest.mark.parametrize(
    ("reply", "heard"),
    [
        (CANTEEN, CANTEEN.speech + "叫我一声再说，怎么走，或者，还有别的吗，都行。"),
        (
            replace(CANTEEN, suggestions=("怎么走",)),
            CANTEEN.speech + "叫我一声再说，怎么走，就行。",
        ),
        (replace(CANTEEN, suggestions=()), CANTEEN.speech),
        (CANTEEN.last(), CANTEEN.speech),
        (replace(CANTEEN, ask_location=True), CANTEEN.speech),
        (replace(CANTEEN, speech="长" * 119 + "。"), "长" * 119 + "。"),
        (
            replace(CANTEEN, speech="长" * 100 + "。"),
            "长" * 100 + "。叫我一声再说，怎么走，就行。",
        ),
        (
            replace(CANTEEN, speech="It is near.", suggestions=("The way",), language="en"),
            "It is near. Wake me and say, The way.",
        ),
        (replace(CANTEEN, suggestions=("第1个怎么走",)), "第一个怎么走，就行。"),
        (replace(CANTEEN, speech="", text=""), ""),
    ],
)
def test_what_is_heard(reply: Reply, heard: str) -> None:
    event = Event(EventKind.TEXT, "s")
    spoken = Wyoming().write(event, reply).body.decode()
    assert spoken.endswith(heard)
    assert bool(spoken) is bool(reply.speech)
    assert not spoken.rstrip().endswith(("？", "?"))


def test_where_a_person_answers_elsewhere_nothing_is_spoken() -> None:
    door = TellingDoor(Reply("", "", handoff="human"))
    assert exchange(door, said("食堂", satellite_id="s"))[0]["data"]["text"] == ""


def test_a_door_that_fails_is_told_in_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    (answer,) = exchange(TellingDoor(), said("fail", satellite_id="secret-name"))
    assert answer["type"] == "handled"
    assert "出了点毛病" in answer["data"]["text"]
    assert "secret-name" not in caplog.text


def test_a_door_that_is_late_is_told_in_a_sentence() -> None:
    (answer,) = exchange(TellingDoor(), said("hang", satellite_id="s"), channel=Quick())
    assert "我还在查" in answer["data"]["text"]


BROKEN = [
    b"not json\n",
    b"[]\n",
    b"1\n",
    b"{}\n",
    b'{"type": 1}\n',
    b'{"type": "transcript", "data": [1]}\n',
    b'{"type": "transcript", "data": [1], "data_length": 2}\n{}',
    b'{"type": "transcript", "data_length": 2}\n[]',
    b'{"type": "transcript", "data_length": "2"}\n{}',
    b'{"type": "transcript", "data_length": true}\n{',
    b'{"type": "transcript", "data_length": -1}\n',
    b'{"type": "transcript", "data_length": 99999999999}\n',
    b'{"type": "audio-chunk", "payload_length": 99999999999}\n',
    b'{"type": "transcript", "data_length": 20}\n{"te',
    b'{"type": "transcript"',
    b"\xff\xfe\n",
    b'{"type": "' + b"x" * 70_000 + b'"}\n',
    b"x" * 200_000,
    b"[" * 60_000 + b"\n",
]


@pytest.mark.parametrize("raw", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_event_closes_the_connection_and_no_other(
    raw: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    door = TellingDoor()

    async def talk(server: WyomingServer) -> list[dict[str, Any]]:
        reader, writer = await asyncio.open_connection(*server.address)
        writer.write(raw)
        try:
            if raw.count(b"\n") == 0 or raw.endswith(b"te"):
                writer.write_eof()
            assert await reader.read() == b""
        except ConnectionError:
            pass  # closed while we still wrote
        finally:
            writer.close()
        return await sent(server, said("食堂", satellite_id="s"))

    caplog.set_level(logging.INFO)
    (answer,) = with_server(door, talk)
    assert answer["type"] == "handled"
    assert "Traceback" not in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_letters_that_are_none_do_no_harm() -> None:
    half = b'{"type": "transcript", "data": {"text": "\\ud800", "context": '
    half += b'{"satellite_id": "\\ud800", "conversation_id": "\\udfff"}}}\n'
    half += b'{"type": "ping", "data": {"text": "\\ud800"}}\n'
    handled, pong = exchange(TellingDoor(), half)
    assert handled["data"]["context"] == {"conversation_id": "?"}
    assert pong["data"] == {"text": "?"}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["type", "data", "data_length", "payload_length", "text", "context",
                                 "language", "satellite_id", "conversation_id"]),
                inner,
            )
        ),
    ).map(lambda content: json.dumps(content).encode() + b"\n{}")
)  # fmt: skip
def test_whatever_comes_is_an_event_or_broken(raw: bytes) -> None:
    async def read() -> None:
        reader = asyncio.StreamReader()
        reader.feed_data(raw)
        reader.feed_eof()
        with contextlib.suppress(BrokenFrameError):
            while (frame := await read_frame(reader)) is not None:
                event = Wyoming().heard(frame.data)
                assert len(event.user) <= 220
                event.text.encode()

    asyncio.run(read())


def test_no_more_connections_than_are_allowed(caplog: pytest.LogCaptureFixture) -> None:
    async def talk(server: WyomingServer) -> None:
        open_ones = []
        for _ in range(MOST_CONNECTIONS):
            reader, writer = await asyncio.open_connection(*server.address)
            writer.write(b'{"type": "ping"}\n')
            assert await async_read_event(reader) is not None
            open_ones.append(writer)
        reader, writer = await asyncio.open_connection(*server.address)
        assert await reader.read() == b""
        writer.close()
        open_ones.pop().close()
        while not (answers := await sent(server, said("食堂", satellite_id="s"))):
            pass  # the server has not yet seen that one is gone
        assert answers[0]["type"] == "handled"
        for each in open_ones:
            each.close()

    with_server(TellingDoor(), talk)
    assert "one more is closed" in caplog.text


def test_who_says_nothing_is_hung_up_on() -> None:
    async def talk(server: WyomingServer) -> bytes:
        reader, writer = await asyncio.open_connection(*server.address)
        left = await reader.read()
        writer.close()
        return left

    assert with_server(TellingDoor(), talk, idle=0.05) == b""


def test_stopping_ends_what_is_being_answered() -> None:
    async def talk(server: WyomingServer) -> bytes:
        reader, writer = await asyncio.open_connection(*server.address)
        writer.write(said("hang", satellite_id="s"))
        door = server.door
        assert isinstance(door, TellingDoor)
        await door.asked.wait()
        await server.stop()
        left = await reader.read()
        writer.close()
        return left

    assert with_server(TellingDoor(), talk) == b""


def test_it_is_off_without_a_port_and_told_where_it_cannot_listen() -> None:
    async def run() -> None:
        assert await serve_wyoming(TellingDoor(), ChannelSettings()) is None
        server = WyomingServer(TellingDoor(), Wyoming(), "127.0.0.1", 0)
        await server.open()
        taken = ChannelSettings(wyoming_port=server.address[1])
        with pytest.raises(UsageError, match="is taken"):
            await serve_wyoming(TellingDoor(), taken)
        await server.stop()
        again = await serve_wyoming(TellingDoor(), taken)
        assert again is not None
        assert again.address == ("127.0.0.1", taken.wyoming_port)
        await again.stop()
        nowhere = ChannelSettings(wyoming_port=taken.wyoming_port, wyoming_host="203.0.113.9")
        with pytest.raises(UsageError, match="ASSISTANT_WYOMING_HOST"):
            await serve_wyoming(TellingDoor(), nowhere)

    asyncio.run(run())


@pytest.mark.parametrize("wrong", [{"wyoming_port": 70_000}, {"wyoming_host": " "}])
def test_settings_that_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="ASSISTANT_WYOMING"):
        wyoming(replace(ChannelSettings(wyoming_port=10_850), **wrong))


def test_what_to_enter_is_printed() -> None:
    on = ChannelSettings(wyoming_port=10_850, wyoming_host="192.168.1.5")
    assert "host 192.168.1.5, port 10850" in "\n".join(set_up(on, "https://example.org"))
    assert set_up(ChannelSettings(), "https://example.org") == []


def test_it_is_not_reached_over_http() -> None:
    request = Request("POST", "/channels/wyoming", {}, {}, b"{}", NOW)
    with pytest.raises(Refused) as refused:
        asyncio.run(Wyoming().read(request))
    assert refused.value.status == 404
