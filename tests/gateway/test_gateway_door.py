"""The door: an answer in time, the late one on asking, nothing twice, never silent."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from assistant.channels import EventKind
from assistant.gateway import door as door_module
from assistant.gateway.conversations import Conversations
from assistant.gateway.door import ASKED_WITHIN_SECONDS, NOTHING, Door
from assistant.gateway.relay import Relayed
from assistant.places import from_wgs84
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply
from tests.gateway.edge import (
    AT_ONCE,
    PATIENT,
    HeldRasa,
    SmallPlatform,
    event,
    gone,
    said,
    settled,
    text,
)

ZH, EN = phrase_book("zh"), phrase_book("en")
BOOKED = Reply("约好了。", "约好了。", booking={"id": "b-1"})
HANGS = 20.0
"""Seconds after which somebody waits for what is held back."""
Story = Callable[[], Awaitable[None]]


class House:
    """A door with what is on either side of it."""

    def __init__(self, *, voice: bool = False, push: bool = False, relay: Any = None) -> None:
        self.rasa = HeldRasa()
        self.platform = SmallPlatform(voice=voice, push=push)
        self.seconds = 1000.0
        talks = Conversations(self.rasa, b"secret", PATIENT, relay)
        self.door = Door(talks, lambda: self.seconds)

    async def says(self, words: str, message_id: str | None = None, user: str = "anna") -> Reply:
        """The answer to something said, for which there is time."""
        self.platform.seconds = PATIENT
        return await self.door.answer(self.platform, text(words, message_id, user))

    async def hurried(self, words: str, message_id: str | None = None) -> Reply:
        """The answer to something said on which Rasa is held back."""
        self.platform.seconds = AT_ONCE
        async with asyncio.timeout(HANGS):
            return await self.door.answer(self.platform, text(words, message_id))

    async def happens(self, kind: EventKind, **more: str) -> Reply:
        """The answer to something else."""
        return await self.door.answer(self.platform, event(kind, **more))

    async def is_late(self, words: str, message_id: str | None = None) -> None:
        """Something is said that is answered too late, and then is ready."""
        self.rasa.hold(words)
        await self.hurried(words, message_id)
        self.rasa.let_go(words)
        await settled()
        self.platform.seconds = PATIENT


def run(story: Story) -> None:
    asyncio.run(story())  # type: ignore[arg-type]


def test_what_is_ready_in_time_is_answered() -> None:
    async def story() -> None:
        house = House()
        assert await house.says("配钥匙") == said("配钥匙")
        assert house.rasa.asked[0][2]["channel"] == house.platform.name

    run(story)


@pytest.mark.parametrize(
    ("voice", "words", "filler"),
    [(False, "配钥匙", ZH.reply("late_shown")), (True, "配钥匙", ZH.reply("late")),
     (False, "a locksmith", EN.reply("late_shown")), (True, "a locksmith", EN.reply("late"))],
)  # fmt: skip
def test_what_is_not_ready_is_said_so_and_told_when_asked(
    voice: bool, words: str, filler: Reply
) -> None:
    async def story() -> None:
        house = House(voice=voice)
        house.rasa.hold(words)
        assert await house.hurried(words) == filler
        house.platform.seconds = PATIENT
        house.rasa.let_go(words)
        asks = "is it ready" if words.isascii() else "好了吗"
        assert await house.says(asks) == said(words)
        assert house.rasa.sentences == [words]
        # It was told; the same question is a sentence like any other now.
        assert await house.says(asks) == said(asks)

    run(story)


@pytest.mark.parametrize("words", ["好了没", "结果", "好", "不要", "嗯。", ""])
def test_what_can_only_be_meant_for_what_nobody_heard(words: str) -> None:
    async def story() -> None:
        house = House()
        await house.is_late("配钥匙")
        assert await house.says(words) == said("配钥匙")
        assert house.rasa.sentences == ["配钥匙"]

    run(story)


def test_the_next_day_a_short_word_is_a_word_like_any_other() -> None:
    async def story() -> None:
        house = House(voice=True)
        for wait, answer in ((0.0, "配钥匙"), (1.0, "你好")):
            await house.is_late("配钥匙")
            house.seconds += ASKED_WITHIN_SECONDS + wait
            assert await house.says("你好") == said(answer)
        await house.is_late("配钥匙")
        house.seconds += ASKED_WITHIN_SECONDS + 1
        assert await house.happens(EventKind.SILENCE) == ZH.reply("empty")

    run(story)


def test_what_was_done_is_told_the_next_day_too() -> None:
    async def story() -> None:
        house = House()
        house.rasa.replies["约"] = BOOKED
        await house.is_late("约")
        house.seconds += 24 * 3600
        assert (await house.says("你好")).text == f"{BOOKED.text}\n答：你好"

    run(story)


class OneWord:
    """Stands for the relay: a clerk has said one thing."""

    def __init__(self) -> None:
        self.left = [Reply("小李在找人。", "小李在找人。", author="operator")]

    async def before(self, *_: Any) -> Relayed:
        return Relayed(before=self.left.pop()) if self.left else Relayed()

    async def after(self, *_: Any) -> None:
        """Nobody is put into a queue."""


def test_what_a_clerk_said_is_not_lost_with_a_late_answer() -> None:
    async def story() -> None:
        house = House(relay=OneWord())
        await house.is_late("配钥匙")
        told = await house.says("附近有药店吗")
        assert told.text == "小李在找人。\n答：配钥匙\n答：附近有药店吗"
        assert await house.says("还有吗") == said("还有吗")

    run(story)


def test_silence_asks_for_it_too() -> None:
    async def story() -> None:
        house = House(voice=True)
        await house.is_late("配钥匙")
        assert await house.happens(EventKind.SILENCE) == said("配钥匙")
        assert await house.happens(EventKind.SILENCE) == ZH.reply("empty")

    run(story)


def test_asked_too_early_it_is_still_being_looked_for() -> None:
    async def story() -> None:
        house = House()
        house.rasa.hold("配钥匙")
        await house.hurried("配钥匙")
        for _ in range(2):
            assert await house.hurried("好了吗") == ZH.reply("late_shown")
        house.rasa.let_go("配钥匙")
        assert await house.says("好了吗") == said("配钥匙")
        assert house.rasa.sentences == ["配钥匙"]

    run(story)


def test_another_sentence_gets_its_own_answer() -> None:
    async def story() -> None:
        house = House()
        await house.is_late("配钥匙")
        assert await house.says("哪里有药店") == said("哪里有药店")
        # Nobody waits for the first one any more.
        assert await house.says("好了吗") == said("好了吗")

    run(story)


@pytest.mark.parametrize("what", ["booking", "ticket"])
def test_what_was_done_is_told_before_another_answer(what: str) -> None:
    async def story() -> None:
        house = House()
        done = Reply("办好了。", "办好了。", **{what: {"id": "1"}})  # type: ignore[arg-type]
        house.rasa.replies["对"] = done
        await house.is_late("对")
        assert await house.says("哪里有药店") == done.then(said("哪里有药店"))
        assert await house.says("哪里有银行") == said("哪里有银行")

    run(story)


def test_what_was_done_is_told_when_the_next_is_late_too() -> None:
    async def story() -> None:
        house = House()
        house.rasa.replies["对"] = BOOKED
        await house.is_late("对")
        await house.is_late("哪里有药店")
        assert await house.says("好了吗") == BOOKED.then(said("哪里有药店"))

    run(story)


def test_what_went_wrong_late_does_not_spoil_another_answer() -> None:
    async def story() -> None:
        house = House()
        house.rasa.breaks["对"] = ZeroDivisionError()
        await house.is_late("对")
        assert await house.says("哪里有药店") == said("哪里有药店")

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


def test_a_channel_that_can_push_does_so_once() -> None:
    async def story() -> None:
        house = House(push=True)
        house.rasa.hold("配钥匙")
        for _ in range(3):  # the platform sends it again, because nothing was said
            assert await house.hurried("配钥匙", "m1") == NOTHING
        assert house.platform.pushed == []
        house.rasa.let_go("配钥匙")
        await settled()
        assert house.platform.pushed == [("anna", said("配钥匙"))]
        assert house.rasa.sentences == ["配钥匙"]
        assert await house.says("好了吗") == said("好了吗")

    run(story)


def test_a_repetition_that_waited_does_not_say_it_a_second_time() -> None:
    async def story() -> None:
        house = House(push=True)
        house.rasa.hold("配钥匙")
        house.platform.seconds = PATIENT
        again = asyncio.create_task(house.door.answer(house.platform, text("配钥匙", "m1")))
        await house.rasa.came["配钥匙"].wait()
        assert await house.hurried("配钥匙", "m1") == NOTHING
        house.rasa.let_go("配钥匙")
        said_at_once = await again
        await settled()
        pushed = [reply for _, reply in house.platform.pushed]
        assert [reply for reply in (said_at_once, *pushed) if reply != NOTHING] == [said("配钥匙")]

    run(story)


def test_two_late_sentences_are_two_pushes_in_their_order() -> None:
    async def story() -> None:
        house = House(push=True)
        house.rasa.hold("一号线", "二号线")
        for words in ("一号线", "二号线"):
            assert await house.hurried(words) == NOTHING
        house.rasa.let_go("二号线", "一号线")
        await settled()
        assert house.platform.pushed == [("anna", said(each)) for each in ("一号线", "二号线")]

    run(story)


@pytest.mark.parametrize("gives", [False, ZeroDivisionError()])
def test_what_could_not_be_pushed_is_kept(
    gives: bool | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        house = House(push=True)
        house.platform.push_gives = gives
        await house.is_late("配钥匙", "m1")
        assert len(house.platform.pushed) == 1
        assert await house.says("好了吗") == said("配钥匙")
        house.rasa.replies["对"] = BOOKED
        await house.is_late("对", "m2")
        assert await house.says("哪里有药店") == BOOKED.then(said("哪里有药店"))

    run(story)
    assert "it is kept" in caplog.text
    assert "anna" not in caplog.text


def test_nothing_is_pushed_where_nothing_is_to_be_said() -> None:
    async def story() -> None:
        house = House(push=True)
        house.rasa.replies["配钥匙"] = NOTHING
        await house.is_late("配钥匙")
        assert house.platform.pushed == []

    run(story)


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
