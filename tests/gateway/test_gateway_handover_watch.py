"""Nobody is left waiting without a word; who left a number is called back."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from assistant import clock
from assistant.gateway.handover_watch import CALL_BACK, EVERY_SECONDS, HandoverWatch
from assistant.handover import Ending
from assistant.handover.keeping import IDLE_AFTER, TOLD_WITHIN, UNTAKEN_AFTER, end_idle
from assistant.requests import Tickets
from assistant.settings import Settings
from assistant.wording.phrases import phrase_book
from tests.gateway.two_sides import TwoSides

ZH = phrase_book("zh")
SECOND = timedelta(seconds=1)


class Watched(TwoSides):
    """Two sides, a watch, and a clock that can be put on."""

    def __init__(self, engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(engine, settings)
        self.watch = HandoverWatch(engine, self.world.secret, self.delivery)
        self.time = datetime(2026, 11, 23, 10, tzinfo=clock.ZONE)
        monkeypatch.setattr(clock, "now", lambda: self.time)

    def looks(self, after: timedelta = timedelta()) -> None:
        """The watch looks, so much later."""
        self.time += after
        self.http.run(self.watch.look())

    def tickets(self, user: str = "anna") -> Any:
        return Tickets(self.world.engine, self.world.secret).of(
            [self.conversations.key("chat", user)]
        )


@pytest.fixture
def watched(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Watched]:
    made = Watched(sqlite_engine, Settings(home=tmp_path / "home"), monkeypatch)
    yield made
    made.close()


def test_whom_nobody_answers_is_told_so(watched: Watched) -> None:
    watched.asked()
    watched.looks(UNTAKEN_AFTER)
    assert watched.waiting() == []
    watched.looks(SECOND)
    watched.looks(SECOND)
    [told] = watched.waiting()
    assert (told["text"], told["author"]) == (ZH.reply("handover_untaken").text, "bot")
    assert watched.queue() == []
    assert watched.tickets() == []
    assert watched.says("附近有药店吗")["text"] == "答：附近有药店吗"


def test_who_left_a_number_is_called_back(watched: Watched) -> None:
    watched.rasa.slots = {"phone": "13907138642"}
    watched.asked("我要转人工")
    watched.looks(UNTAKEN_AFTER + SECOND)
    watched.looks(SECOND)
    assert watched.says("还有吗")["text"].startswith(ZH.reply("handover_untaken_called").text)
    [ticket] = watched.tickets()
    assert (ticket.kind, ticket.desk) == (CALL_BACK, "community_office")
    assert (ticket.details.words, ticket.details.phone) == (("我要转人工",), "13907138642")
    assert ticket.filed_at == watched.time - SECOND


def test_a_stop_in_between_leaves_nobody_untold_and_no_call_unmade(watched: Watched) -> None:
    watched.rasa.slots = {"phone": "13907138642"}
    watched.asked()
    watched.time += UNTAKEN_AFTER + SECOND
    # The process ended right after this.
    assert len(end_idle(watched.world.engine, watched.world.secret, watched.time)) == 1
    for _ in range(3):
        watched.looks(SECOND)
    [told] = watched.waiting()
    assert told["text"] == ZH.reply("handover_untaken_called").text
    assert len(watched.tickets()) == 1


def test_what_is_long_over_is_not_told_any_more(watched: Watched) -> None:
    watched.asked()
    end_idle(watched.world.engine, watched.world.secret, watched.time + UNTAKEN_AFTER + SECOND)
    watched.looks(TOLD_WITHIN)
    assert watched.waiting() == []


def test_a_defect_with_one_keeps_nobody_else_from_being_told(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    watched.rasa.slots = {"phone": "13907138642"}
    watched.asked(user="a")
    watched.time += SECOND
    watched.rasa.slots = {}
    watched.asked(user="b")

    def broken(*_: Any) -> Any:
        raise ValueError("a defect")

    with monkeypatch.context() as patched:
        patched.setattr(Tickets, "file", broken)
        watched.looks(UNTAKEN_AFTER + SECOND)
    assert [each["text"] for each in watched.waiting("b")] == [ZH.reply("handover_untaken").text]
    assert watched.waiting("a") == []
    assert "a defect" in caplog.text
    watched.looks(SECOND)
    called = ZH.reply("handover_untaken_called").text
    assert [each["text"] for each in watched.waiting("a")] == [called]


def test_whom_the_clerk_left_alone_is_the_assistants_again(watched: Watched) -> None:
    held = watched.taken()
    watched.looks(IDLE_AFTER)
    assert watched.desk(f"/{held}").json()["state"] == "human"
    watched.says("在吗")
    watched.looks(IDLE_AFTER)
    assert watched.desk(f"/{held}").json()["state"] == "human"
    watched.looks(SECOND)
    assert watched.desk(f"/{held}").json()["ending"] == Ending.IDLE
    reply = watched.says("附近有药店吗")
    assert reply["text"] == f"{ZH.reply('handover_idle').text}\n答：附近有药店吗"


def test_one_ticket_that_cannot_be_filed_keeps_nobody_else_from_being_told(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    watched.rasa.slots = {"phone": "13907138642"}
    watched.asked(user="a")
    watched.time += SECOND
    watched.rasa.slots = {}
    watched.asked(user="b")

    def gone(*_: Any) -> Any:
        raise OperationalError("INSERT", {}, Exception("13907138642"))

    monkeypatch.setattr(Tickets, "file", gone)
    watched.looks(UNTAKEN_AFTER + SECOND)
    untaken = ZH.reply("handover_untaken").text
    assert [each["text"] for each in watched.waiting("b")] == [untaken]
    # Nothing was noted, so nothing else is said.
    assert [each["text"] for each in watched.waiting("a")] == [untaken]
    assert "OperationalError" in caplog.text
    assert "13907138642" not in caplog.text


@pytest.mark.parametrize(
    "error", [OperationalError("UPDATE", {}, Exception("gone")), ValueError("a defect")]
)
def test_a_database_that_is_gone_is_no_reason_to_stop(
    watched: Watched,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def gone(*_: Any) -> Any:
        raise error

    monkeypatch.setattr("assistant.gateway.handover_watch.end_idle", gone)
    watched.looks()
    assert "could not be looked at" in caplog.text


def test_it_goes_on_looking(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        watched.time += UNTAKEN_AFTER + SECOND
        if len(slept) == 3:
            raise asyncio.CancelledError

    watched.asked()
    with monkeypatch.context() as patched:
        patched.setattr("assistant.gateway.handover_watch.asyncio.sleep", sleep)
        with pytest.raises(asyncio.CancelledError):
            watched.http.run(watched.watch.keep_watching())
    assert slept == [EVERY_SECONDS] * 3
    assert len(watched.waiting()) == 1
