"""Turns: in order for one person, once for one message, never in silence."""

import asyncio
from datetime import datetime
from typing import Any

import pytest

from assistant.clock import ZONE
from assistant.gateway.conversations import MOST_WAITING, Conversations
from assistant.gateway.limits import Limits
from assistant.gateway.messages import LONGEST, LONGEST_TELLING, Inbound
from assistant.gateway.rasa import RasaError
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

PAYLOAD = Reply(speech="好", text="好的").as_json() | {"behaviour": "find", "services": ["bank"]}


class StubRasa:
    """Stands for the Rasa server at the edge of the gateway: remembers what it was asked."""

    def __init__(self, *, fails: bool = False, ready: bool = True, seconds: float = 0.0) -> None:
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.fails = fails
        self.is_ready = ready
        self.seconds = seconds
        self.parsed: list[str] = []

    async def turn(
        self, sender: str, text: str, message_id: str, metadata: dict[str, Any]
    ) -> list[dict[str, Any]]:
        self.asked.append((sender, text, metadata))
        await asyncio.sleep(self.seconds)
        if self.fails:
            raise RasaError("the bot said nothing")
        return [PAYLOAD]

    async def parse(self, text: str) -> dict[str, Any]:
        self.parsed.append(text)
        if self.fails:
            raise RasaError("gone")
        return {"intent": {"name": "emergency" if "晕倒" in text else "find"}}

    async def ready(self) -> bool:
        return self.is_ready


def talk(rasa: StubRasa, *messages: Inbound, seconds: float = 5.0) -> list[Reply]:
    async def run() -> list[Reply]:
        conversations = Conversations(rasa, b"secret", seconds)
        return [(await conversations.turn(message)).reply for message in messages]

    return asyncio.run(run())


def test_the_same_message_is_answered_the_same_and_asked_once() -> None:
    rasa = StubRasa()
    message = Inbound("old lady", "配钥匙", message_id="m1")
    first, second = talk(rasa, message, message)
    assert first == second
    assert len(rasa.asked) == 1


def test_the_same_message_id_of_two_people_is_two_messages() -> None:
    rasa = StubRasa()
    talk(rasa, Inbound("a", "配钥匙", message_id="m1"), Inbound("b", "配钥匙", message_id="m1"))
    assert len(rasa.asked) == 2


def test_retries_at_the_same_time_wait_for_one_answer() -> None:
    rasa = StubRasa(seconds=0.05)

    async def run() -> None:
        conversations = Conversations(rasa, b"secret", 5.0)
        message = Inbound("a", "配钥匙", message_id="m1")
        answers = await asyncio.gather(*(conversations.turn(message) for _ in range(5)))
        assert all(answer == answers[0] for answer in answers)

    asyncio.run(run())
    assert len(rasa.asked) == 1


def test_turns_of_one_person_keep_their_order() -> None:
    order: list[str] = []

    class Slow(StubRasa):
        async def turn(
            self, sender: str, text: str, message_id: str, metadata: dict[str, Any]
        ) -> Any:
            await asyncio.sleep(0.05 if text == "一" else 0)
            order.append(text)
            return [PAYLOAD]

    async def run() -> None:
        conversations = Conversations(Slow(), b"secret", 5.0)
        await asyncio.gather(*(conversations.turn(Inbound("a", text)) for text in "一二三"))

    asyncio.run(run())
    assert order == ["一", "二", "三"]


def test_rasa_is_not_told_who_speaks() -> None:
    rasa = StubRasa()
    talk(rasa, Inbound("13800138000", "配钥匙"))
    assert "13800138000" not in rasa.asked[0][0]


def test_commands_of_rasa_cannot_be_sent() -> None:
    rasa = StubRasa()
    talk(rasa, Inbound("a", '/find{"here": "x"}'))
    assert not rasa.asked[0][1].startswith("/")


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "empty"), ("   \n", "empty"), ("🌧️🌧️", "wordless"), ("……", "wordless"),
     ("我" * (LONGEST_TELLING + 1), "too_long"), ("a" * 2 * LONGEST_TELLING, "too_long")],
)  # fmt: skip
def test_messages_without_meaning_get_a_true_sentence(text: str, key: str) -> None:
    rasa = StubRasa()
    [reply] = talk(rasa, Inbound("a", text))
    books = [phrase_book("zh"), phrase_book("en")]
    assert reply.text in [book.reply(key).text for book in books]
    assert not rasa.asked


STORY = "我们家在这里住了很多年。" * 60
"""Longer than what is understood at a time."""


def test_a_long_story_is_answered_by_its_first_part_and_passed_on_whole() -> None:
    rasa = StubRasa()
    [reply] = talk(rasa, Inbound("a", STORY))
    assert reply == Reply.from_json(PAYLOAD)
    [(_, text, metadata)] = rasa.asked
    assert text == STORY[: len(text)]
    assert text.endswith("。")
    assert LONGEST - len("我们家在这里住了很多年。") < len(text) <= LONGEST
    assert metadata["whole"] == STORY
    assert "".join(rasa.parsed) == STORY


@pytest.mark.parametrize("before", [0, 40, 80, 120])
def test_danger_anywhere_in_a_long_story_is_what_is_answered(before: int) -> None:
    rasa = StubRasa()
    story = "我们家在这里住了很多年。" * before + "有人晕倒了。" + STORY
    talk(rasa, Inbound("a", story))
    [(_, text, metadata)] = rasa.asked
    assert "晕倒" in text
    assert len(text) <= LONGEST
    assert metadata["whole"] == story


def test_what_is_short_enough_is_asked_as_it_is() -> None:
    rasa = StubRasa()
    talk(rasa, Inbound("a", "我" * LONGEST), Inbound("a", "我" * (LONGEST + 1)))
    assert "whole" not in rasa.asked[0][2]
    assert rasa.asked[0][1] == "我" * LONGEST
    assert rasa.asked[1][2]["whole"] == "我" * (LONGEST + 1)
    talk(rasa, Inbound("a", "我" * LONGEST_TELLING))
    assert rasa.asked[2][2]["whole"] == "我" * LONGEST_TELLING


def test_a_long_story_that_cannot_be_looked_through_is_a_failure_and_is_said_so() -> None:
    [reply] = talk(StubRasa(fails=True), Inbound("a", STORY))
    assert reply == phrase_book("zh").reply("failed")


def test_who_speaks_too_fast_is_told_so_and_others_are_not() -> None:
    rasa = StubRasa()

    async def run() -> list[Reply]:
        limited = Conversations(rasa, b"secret", 5.0, limits=Limits(2))
        messages = [Inbound("a", "配钥匙"), Inbound("a", "a bank"), Inbound("a", "药店"),
                    Inbound("a", "a bank"), Inbound("b", "药店"),
                    Inbound("a", "药店", now=datetime(2026, 5, 1, tzinfo=ZONE))]  # fmt: skip
        return [(await limited.turn(message)).reply for message in messages]

    replies = asyncio.run(run())
    book = {language: phrase_book(language).reply("too_fast") for language in ("zh", "en")}
    assert replies[2:4] == [book["zh"], book["en"]]
    assert [reply.text for reply in (*replies[:2], *replies[4:])] == ["好的"] * 4
    assert len(rasa.asked) == 4


def test_a_message_that_comes_again_does_not_count() -> None:
    rasa = StubRasa()

    async def run() -> list[Reply]:
        limited = Conversations(rasa, b"secret", 5.0, limits=Limits(1))
        message = Inbound("a", "配钥匙", message_id="m1")
        return [(await limited.turn(message)).reply for _ in range(3)]

    assert [reply.text for reply in asyncio.run(run())] == ["好的"] * 3


def test_not_more_than_some_wait_for_their_turn() -> None:
    rasa = StubRasa(seconds=0.01)

    async def run() -> list[Reply]:
        conversations = Conversations(rasa, b"secret", 5.0)
        turns = [conversations.turn(Inbound("a", "配钥匙")) for _ in range(MOST_WAITING + 3)]
        return [answered.reply for answered in await asyncio.gather(*turns)]

    replies = asyncio.run(run())
    assert replies.count(phrase_book("zh").reply("too_fast")) == 3
    assert len(rasa.asked) == MOST_WAITING


def test_a_bot_that_is_starting_says_so_and_gives_a_number() -> None:
    [reply] = talk(StubRasa(fails=True, ready=False), Inbound("a", "配钥匙"))
    assert "12345" in reply.text
    assert reply == phrase_book("zh").reply("not_ready")


def test_a_bot_that_says_nothing_is_a_failure_and_is_said_so() -> None:
    [reply] = talk(StubRasa(fails=True), Inbound("a", "where is the bank"))
    assert reply == phrase_book("en").reply("failed")


def test_a_bot_that_is_too_slow_is_not_waited_for() -> None:
    [reply] = talk(StubRasa(seconds=5.0), Inbound("a", "配钥匙"), seconds=0.05)
    assert reply == phrase_book("zh").reply("busy")


def test_a_failure_is_logged_for_the_operator(caplog: pytest.LogCaptureFixture) -> None:
    talk(StubRasa(fails=True), Inbound("a", "我叫王秀英要配钥匙"))
    assert "no answer from the bot" in caplog.text
    assert "王秀英" not in caplog.text


def test_a_position_alone_is_passed_on() -> None:
    rasa = StubRasa()
    here = {"lat": 30.26, "lon": 114.54, "label": "", "label_en": ""}
    talk(rasa, Inbound("a", "", here=here))
    _, text, metadata = rasa.asked[0]
    assert text
    assert metadata["here"] == here
    assert metadata["here_sent"] is True


def test_a_position_that_cannot_be_read_is_said_so() -> None:
    [reply] = talk(StubRasa(), Inbound("a", "", here_unreadable=True))
    assert reply == phrase_book("zh").reply("here_unreadable")


def test_a_swapped_position_gets_a_sentence_of_its_own() -> None:
    [reply] = talk(StubRasa(), Inbound("a", "", here_unreadable=True, here_swapped=True))
    assert reply == phrase_book("zh").reply("here_swapped")


def test_a_turn_that_failed_is_tried_anew_when_its_message_comes_again() -> None:
    class Broken(StubRasa):
        async def turn(
            self, sender: str, text: str, message_id: str, metadata: dict[str, Any]
        ) -> list[dict[str, Any]]:
            answer = await super().turn(sender, text, message_id, metadata)
            if len(self.asked) == 1:
                raise ZeroDivisionError
            return answer

    async def run() -> Reply:
        conversations = Conversations(Broken(), b"secret", 5.0)
        message = Inbound("a", "配钥匙", message_id="m1")
        with pytest.raises(ZeroDivisionError):
            await conversations.turn(message)
        await asyncio.sleep(0)
        return (await conversations.turn(message)).reply

    assert asyncio.run(run()).text == "好的"
