"""What was not ready in time: pushed, told on asking or before the next answer."""

import asyncio
from typing import Any

import pytest

from assistant.channels import EventKind
from assistant.gateway.door import ASKED_WITHIN_SECONDS, NOTHING
from assistant.gateway.relay import Relayed
from assistant.wording.reply import Reply
from tests.gateway.edge import (
    PATIENT,
    said,
    settled,
    text,
)
from tests.gateway.house import BOOKED, EN, ZH, House, run


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
