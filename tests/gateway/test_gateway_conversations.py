"""Turns: in order for one person, once for one message, never in silence."""

import asyncio
from typing import Any

import pytest

from assistant.gateway.conversations import Conversations
from assistant.gateway.messages import LONGEST, Inbound
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

    async def turn(
        self, sender: str, text: str, message_id: str, metadata: dict[str, Any]
    ) -> list[dict[str, Any]]:
        self.asked.append((sender, text, metadata))
        await asyncio.sleep(self.seconds)
        if self.fails:
            raise RasaError("the bot said nothing")
        return [PAYLOAD]

    async def ready(self) -> bool:
        return self.is_ready


def talk(rasa: StubRasa, *messages: Inbound, seconds: float = 5.0) -> list[Reply]:
    async def run() -> list[Reply]:
        conversations = Conversations(rasa, b"secret", seconds)  # type: ignore[arg-type]
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
        conversations = Conversations(rasa, b"secret", 5.0)  # type: ignore[arg-type]
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
        conversations = Conversations(Slow(), b"secret", 5.0)  # type: ignore[arg-type]
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
     ("我" * (LONGEST + 1), "too_long"), ("a" * 5000, "too_long")],
)  # fmt: skip
def test_messages_without_meaning_get_a_true_sentence(text: str, key: str) -> None:
    rasa = StubRasa()
    [reply] = talk(rasa, Inbound("a", text))
    books = [phrase_book("zh"), phrase_book("en")]
    assert reply.text in [book.reply(key).text for book in books]
    assert not rasa.asked


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
