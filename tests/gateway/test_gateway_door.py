"""The door: an answer in time, the late one on asking, nothing twice, never silent."""

import asyncio
import logging

import pytest

from assistant.channels import EventKind
from assistant.gateway import door as door_module
from assistant.gateway.door import NOTHING
from assistant.places import from_wgs84
from assistant.wording.phrases import phrase_book
from tests.gateway.edge import (
    AT_ONCE,
    PATIENT,
    gone,
    said,
    settled,
    text,
)
from tests.gateway.house import EN, ZH, House, run


def test_what_is_ready_in_time_is_answered() -> None:
    async def story() -> None:
        house = House()
        assert await house.says("配钥匙") == said("配钥匙")
        assert house.rasa.asked[0][2]["channel"] == house.platform.name

    run(story)


@pytest.mark.parametrize("words", ["配钥匙", "a locksmith"])
def test_a_turn_that_fails_becomes_a_true_sentence(
    words: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        house = House()
        house.rasa.breaks[words] = ZeroDivisionError()
        book = EN if words.isascii() else ZH
        for message_id in (None, "m1"):
            assert await house.says(words, message_id) == book.reply("failed")
        house.rasa.breaks[words] = gone()
        assert await house.says(words) == book.reply("failed")

    run(story)
    assert "a turn failed" in caplog.text


def test_a_message_that_comes_again_has_one_effect() -> None:
    async def story() -> None:
        house = House()
        house.rasa.hold("配钥匙")
        house.platform.seconds = PATIENT
        asked = [
            asyncio.create_task(house.door.answer(house.platform, text("配钥匙", "m1")))
            for _ in range(4)
        ]
        await house.rasa.came["配钥匙"].wait()
        house.rasa.let_go("配钥匙")
        assert await asyncio.gather(*asked) == [said("配钥匙")] * 4
        assert await house.says("配钥匙", "m1") == said("配钥匙")
        assert house.rasa.sentences == ["配钥匙"]

    run(story)


def test_a_late_message_that_comes_again_is_answered_by_its_own_answer() -> None:
    async def story() -> None:
        house = House()
        await house.is_late("哪里可以配钥匙", "m1")
        assert await house.says("哪里可以配钥匙", "m1") == said("哪里可以配钥匙")
        assert house.rasa.sentences == ["哪里可以配钥匙"]

    run(story)


def test_one_person_is_answered_in_order_and_others_are_not_kept_waiting() -> None:
    async def story() -> None:
        house = House()
        house.rasa.hold("一号线")
        house.platform.seconds = PATIENT
        first, second = (
            asyncio.create_task(house.door.answer(house.platform, text(words)))
            for words in ("一号线", "二号线")
        )
        await house.rasa.came["一号线"].wait()
        assert await house.says("三号线", user="bert") == said("三号线")
        assert house.rasa.sentences == ["一号线", "三号线"]
        house.rasa.let_go("一号线")
        assert [await first, await second] == [said("一号线"), said("二号线")]
        assert house.rasa.sentences == ["一号线", "三号线", "二号线"]

    run(story)


def test_the_late_answer_of_somebody_else_is_told_to_nobody() -> None:
    async def story() -> None:
        house = House()
        await house.is_late("配钥匙")
        assert await house.says("好了吗", user="bert") == said("好了吗")
        assert await house.says("好了吗") == said("配钥匙")

    run(story)


def test_who_is_silent_twice_has_gone() -> None:
    async def story() -> None:
        house = House(voice=True)
        first = await house.happens(EventKind.SILENCE)
        assert first == ZH.reply("empty")
        assert first.expects_reply
        second = await house.happens(EventKind.SILENCE)
        assert second == ZH.reply("gone_silent").last()
        assert second.end_session
        assert await house.happens(EventKind.SILENCE) == first
        assert await house.happens(EventKind.SILENCE, language="en") == (
            EN.reply("gone_silent").last()
        )
        assert house.rasa.asked == []

    run(story)


@pytest.mark.parametrize("between", [EventKind.TEXT, EventKind.LEAVE, EventKind.LAUNCH])
def test_silence_counts_anew_after_something_else(between: EventKind) -> None:
    async def story() -> None:
        house = House(voice=True)
        for _ in range(2):
            assert await house.happens(EventKind.SILENCE) == ZH.reply("empty")
            await house.happens(between)

    run(story)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_no_sentence_is_answered_without_the_bot(language: str) -> None:
    async def story() -> None:
        house, book = House(), phrase_book(language)
        for kind, reply in (
            (EventKind.LAUNCH, book.reply("greet")),
            (EventKind.PROBE, book.reply("greet")),
            (EventKind.UNREADABLE, book.reply("unreadable")),
            (EventKind.SILENCE, book.reply("empty")),
            (EventKind.LEAVE, NOTHING),
        ):
            assert await house.happens(kind, language=language) == reply
        assert house.rasa.asked == []

    run(story)


def test_a_platforms_way_of_counting_coordinates_is_converted() -> None:
    async def story() -> None:
        house = House()
        lat, lon = from_wgs84(30.262, 114.541, "gcj02")
        sent = {"lat": lat, "lon": lon, "crs": "gcj02", "label": "银杏苑"}
        await house.door.answer(house.platform, text("", location=sent))
        here = house.rasa.asked[0][2]["here"]
        assert (round(here["lat"], 5), round(here["lon"], 5)) == (30.262, 114.541)
        assert here["label"] == "银杏苑"
        unreadable: dict[str, dict[str, object]] = {
            "here_unreadable": {"lat": "x"},
            "here_swapped": {"lat": 114.5, "lon": 30.2},
        }
        for key, location in unreadable.items():
            answer = await house.door.answer(house.platform, text("", location=location))
            assert answer == ZH.reply(key)

    run(story)


def test_not_everything_is_remembered_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door_module, "MOST_REMEMBERED", 2)

    async def story() -> None:
        house = House()
        for user in "abac":  # a the second time just now: b was longest ago
            house.rasa.hold(user * 3)
            house.platform.seconds = AT_ONCE
            await house.door.answer(house.platform, text(user * 3, user=user))
            house.rasa.let_go(user * 3)
        await settled()
        assert await house.says("好了吗", user="b") == said("好了吗")
        assert await house.says("好了吗", user="a") == said("aaa")

    run(story)


def test_the_logs_do_not_tell_who_speaks(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        house = House(push=True)
        house.rasa.breaks["我叫王秀英"] = ZeroDivisionError()
        await house.says("我叫王秀英")
        house.platform.push_gives = False
        await house.is_late("我家在三楼")

    with caplog.at_level(logging.DEBUG):
        run(story)
    for word in ("anna", "王秀英", "三楼"):
        assert word not in caplog.text
