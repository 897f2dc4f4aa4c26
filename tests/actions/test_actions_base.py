"""The frame of the actions: never silent, nothing of one turn lost for the next."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import NeighbourAction
from actions.outcome import Outcome
from actions.turn import Turn
from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

NO_NEWS = SimpleNamespace(news=lambda *_: [])
WORLD: Any = SimpleNamespace(settings=Settings(), people=None, bookings=NO_NEWS, tickets=NO_NEWS)
HERE = {"lat": 30.26, "lon": 114.54, "label": "银杏苑3栋", "label_en": "Ginkgo Court"}


NOTHING = Outcome()


class Probe(NeighbourAction):
    """Does what the test tells it."""

    def __init__(self, outcome: Outcome | Exception = NOTHING) -> None:
        super().__init__(WORLD)
        self.outcome = outcome

    def name(self) -> str:
        return "action_probe"

    def answer(self, turn: Turn) -> Outcome:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def tracker(
    text: str = "配钥匙",
    language: str = "zh",
    metadata: dict[str, Any] | None = None,
    slots: dict[str, Any] | None = None,
    loop: str | None = None,
) -> Tracker:
    message = {
        "text": text,
        "intent": {"name": "find", "confidence": 0.9},
        "entities": [],
        "language": language,
        "services": [{"id": "key_cutting", "confidence": 0.9}],
        "metadata": metadata or {},
    }
    active = {"name": loop} if loop else {}
    return Tracker("someone", slots or {}, message, [], False, None, active, "action_listen")


def run(outcome: Outcome | Exception, told: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    dispatcher = CollectingDispatcher()
    events = asyncio.run(Probe(outcome).run(dispatcher, told, {}))
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    return [message["custom"] for message in dispatcher.messages], slots


def test_a_defect_becomes_a_true_sentence_and_a_log_line(caplog: pytest.LogCaptureFixture) -> None:
    [message], _ = run(RuntimeError("broken"), tracker())
    assert message["text"] == phrase_book("zh").reply("failed").text
    assert "action_probe failed" in caplog.text


def test_the_sentence_is_in_the_language_of_the_question() -> None:
    [message], _ = run(RuntimeError("broken"), tracker("a key", language="en"))
    assert message["text"] == phrase_book("en").reply("failed").text


def test_an_error_for_people_is_told_to_them() -> None:
    [message], _ = run(UsageError("This pace is too fast."), tracker())
    assert message["text"] == "This pace is too fast."


def test_a_place_sent_with_the_turn_is_remembered() -> None:
    _, slots = run(Outcome(Reply("好", "好")), tracker(metadata={"here": HERE}))
    assert slots["here"] == HERE


def test_an_answer_can_be_said_again() -> None:
    _, slots = run(Outcome(Reply("走路六分钟", "走6分钟")), tracker())
    assert slots["last_reply"]["speech"] == "走路六分钟"


def test_a_new_answer_closes_the_open_question() -> None:
    told = tracker(slots={"asked": {"question": "directions"}})
    _, slots = run(Outcome(Reply("好", "好")), told)
    assert slots["asked"] is None


def test_another_subject_leaves_the_question_for_the_place() -> None:
    dispatcher = CollectingDispatcher()
    told = tracker(loop="place_form")
    events = asyncio.run(Probe(Outcome(Reply("好", "好"))).run(dispatcher, told, {}))
    assert {"event": "active_loop", "timestamp": None, "name": None} in events


def test_the_answer_tells_what_was_understood() -> None:
    [message], _ = run(Outcome(Reply("好", "好")), tracker())
    assert message["behaviour"] == "find"
    assert message["services"] == ["key_cutting"]


def test_cantonese_is_answered_in_chinese() -> None:
    assert Turn(tracker(language="yue"), Settings()).language == "zh"


def test_a_speaker_walks_slower() -> None:
    slow = Turn(tracker(metadata={"channel": "speaker"}), Settings()).walker
    assert slow.pace < Turn(tracker(), Settings()).walker.pace


def test_ordinals_count_from_the_front_and_the_back() -> None:
    told = tracker()
    told.latest_message["entities"] = [{"entity": "choice", "value": 2}]
    assert Turn(told, Settings()).chosen == 1
    told.latest_message["entities"] = [{"entity": "choice", "value": -1}]
    assert Turn(told, Settings()).chosen == -1
