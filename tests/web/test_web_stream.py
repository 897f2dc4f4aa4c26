"""Messages that come later."""

import asyncio
import json
from collections.abc import AsyncGenerator

import pytest

from assistant.web import stream as stream_module
from assistant.web.stream import AWAY_SECONDS, KEPT, KEPT_SECONDS, MOST_OF_ONE, Stream
from assistant.wording.reply import Reply


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def said(text: str) -> Reply:
    return Reply(text, text, author="operator")


def told(event: bytes) -> tuple[str, str]:
    """The id of an event and the text in it."""
    name, data = event.decode().strip().split("\n")
    return name.removeprefix("id: "), json.loads(data.removeprefix("data: "))["text"]


async def opened(stream: Stream, user: str, last: str = "") -> AsyncGenerator[bytes]:
    """A connection that has begun."""
    lines = stream.listen(user, last)
    assert (await anext(lines)).startswith(b"retry: ")
    return lines


async def closed(*connections: AsyncGenerator[bytes]) -> None:
    for each in connections:
        await each.aclose()


def test_every_window_of_the_person_is_told_and_nobody_else() -> None:
    async def scene() -> None:
        stream = Stream()
        one, two = await opened(stream, "a"), await opened(stream, "a")
        other = await opened(stream, "b")
        assert stream.publish("a", said("给甲"))
        assert stream.publish("b", said("给乙"))
        assert told(await anext(one))[1] == told(await anext(two))[1] == "给甲"
        assert told(await anext(other))[1] == "给乙"
        await closed(one, two, other)

    asyncio.run(scene())


def test_where_nobody_is_nothing_is_kept() -> None:
    async def scene() -> None:
        stream = Stream()
        assert not stream.publish("a", said("一"))
        one = await opened(stream, "a")
        assert stream.publish("a", said("二"))
        assert told(await anext(one))[1] == "二"
        await closed(one)

    asyncio.run(scene())


def test_what_was_missed_comes_once() -> None:
    async def scene() -> None:
        clock = Clock()
        stream = Stream(timer=clock)
        one = await opened(stream, "a")
        stream.publish("a", said("一"))
        last, _ = told(await anext(one))
        await closed(one)
        clock.now += AWAY_SECONDS
        assert stream.publish("a", said("二"))
        assert stream.publish("a", said("三"))
        again = await opened(stream, "a", last)
        assert [told(await anext(again))[1] for _ in range(2)] == ["二", "三"]
        await closed(again)
        clock.now += AWAY_SECONDS + 1
        assert not stream.publish("a", said("四"))

    asyncio.run(scene())


def test_a_name_of_another_server_brings_all_that_is_kept() -> None:
    async def scene() -> None:
        stream = Stream()
        one = await opened(stream, "a")
        stream.publish("a", said("一"))
        for last in ("", "other-1", "x", "-", f"{'9' * 5000}", "é-²"):
            again = await opened(stream, "a", last)
            assert told(await anext(again))[1] == "一"
            await closed(again)
        await closed(one)

    asyncio.run(scene())


def test_old_messages_are_not_told_again() -> None:
    async def scene() -> None:
        clock = Clock()
        stream = Stream(timer=clock)
        one = await opened(stream, "a")
        stream.publish("a", said("旧"))
        clock.now += KEPT_SECONDS + 1
        for number in range(KEPT + 1):
            stream.publish("a", said(str(number)))
        again = await opened(stream, "a")
        texts = [told(await anext(again))[1] for _ in range(KEPT)]
        assert texts == [str(number) for number in range(1, KEPT + 1)]
        await closed(one, again)

    asyncio.run(scene())


def test_what_was_said_is_not_kept_longer_than_it_can_be_asked_for() -> None:
    async def scene() -> None:
        clock = Clock()
        stream = Stream(timer=clock)
        open_ones = [await opened(stream, user) for user in "abc"]
        stream.publish("a", said("一"))
        clock.now += KEPT_SECONDS / 2
        stream.publish("b", said("二"))
        clock.now += KEPT_SECONDS / 2
        stream.publish("c", said("三"))
        assert stream.people_kept == 3
        clock.now += 1
        stream.publish("c", said("四"))
        assert stream.people_kept == 2
        await closed(*open_ones)

    asyncio.run(scene())


def test_connections_of_one_person_are_limited() -> None:
    async def scene() -> None:
        stream = Stream()
        windows = [await opened(stream, "a") for _ in range(MOST_OF_ONE)]
        assert not stream.has_room("a")
        assert stream.has_room("b")
        await closed(windows.pop())
        assert stream.has_room("a")
        await closed(*windows)

    asyncio.run(scene())


def test_connections_of_all_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "MOST_OF_ALL", 2)

    async def scene() -> None:
        stream = Stream()
        windows = [await opened(stream, "a"), await opened(stream, "b")]
        assert not stream.has_room("c")
        await closed(*windows)
        assert stream.has_room("c")

    asyncio.run(scene())


def test_silence_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "HEARTBEAT", 0.0)

    async def scene() -> None:
        stream = Stream()
        one = await opened(stream, "a")
        assert (await anext(one)).startswith(b":")
        monkeypatch.setattr(stream_module, "HEARTBEAT", 60.0)
        stream.publish("a", said("一"))
        assert told(await anext(one))[1] == "一"
        await closed(one)

    asyncio.run(scene())


def test_when_the_server_stops_everybody_goes() -> None:
    async def scene() -> None:
        stream = Stream()
        one = await opened(stream, "a")
        stream.close()
        assert [line async for line in one] == []
        assert not stream.has_room("a")

    asyncio.run(scene())


def test_the_page_gets_what_is_written_for_it() -> None:
    async def scene() -> None:
        stream = Stream(lambda user, reply: {"text": f"{user}：{reply.text}"})
        one = await opened(stream, "a")
        stream.publish("a", said("好\n吗"))
        assert told(await anext(one))[1] == "a：好\n吗"
        await closed(one)

    asyncio.run(scene())
