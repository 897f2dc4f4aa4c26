"""The judge of the race: it finds what is wrong, else its zeros would say nothing."""

import json
import os
import signal
from collections.abc import Callable
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, update

from assistant.booking import Booking
from assistant.booking.rows import BOOKING, CHANGE, SLOT
from benchmarks.bookings import page
from benchmarks.bookings.client import Diary, Fate, read
from benchmarks.bookings.judge import Verdict, judge
from benchmarks.bookings.wishes import NOON, OFFERS, SLOTS, put_up, steps
from tests.booking.booking_desk import Desk

NOTHING = dict.fromkeys(asdict(Verdict(0, 0, 0, 0, 0, 0)), 0)


def answer(booking: Booking) -> dict[str, Any]:
    return {"id": booking.id, "status": booking.status, "start": booking.start.isoformat()}


class Race:
    """Three bookings, one dropped, one moved, and what was told of them."""

    def __init__(self, engine: Engine) -> None:
        put_up(engine)
        self.engine = engine
        desk = Desk(engine)
        self.kept = desk.booked("ma", SLOTS[4], "race-3", quantity=2, now=NOON)
        self.moved = desk.booked("li", SLOTS[5], "race-1", now=NOON)
        self.dropped = desk.booked("wu", SLOTS[4], "race-1", now=NOON)
        self.answers = [answer(each) for each in (self.kept, self.moved, self.dropped)]
        for done in (
            desk.bookings.move(self.moved.id, SLOTS[6], NOON),
            desk.bookings.cancel(self.dropped.id, NOON),
        ):
            assert isinstance(done, Booking)
            self.answers.append(answer(done))

    def run(self, *statements: Any) -> None:
        with self.engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)

    def verdict(self) -> dict[str, int]:
        return asdict(judge(self.engine, self.answers))


def test_what_is_right_is_found_right(engine: Engine) -> None:
    assert Race(engine).verdict() == NOTHING
    assert Verdict(0, 0, 0, 0, 0, 0).flawless
    assert not any(Verdict(*(int(n == m) for m in range(6))).flawless for n in range(6))


def slot_counts_one_more(race: Race) -> None:
    race.run(update(SLOT).where(SLOT.c.taken == 2).values(taken=3))


def booking_is_lost(race: Race) -> None:
    race.run(delete(CHANGE).where(CHANGE.c.booking_id == race.kept.id))
    race.run(delete(BOOKING).where(BOOKING.c.id == race.kept.id))
    race.run(update(SLOT).where(SLOT.c.taken == 2).values(taken=0))


def booking_is_elsewhere(race: Race) -> None:
    slot = {"offer_id": "race-3", "start": SLOTS[8], "capacity": 3, "taken": 2, "closed": False}
    race.run(
        insert(SLOT).values(slot),
        update(BOOKING).where(BOOKING.c.id == race.kept.id).values(start=SLOTS[8]),
        update(SLOT).where(SLOT.c.start == SLOTS[4]).values(taken=0),
        update(CHANGE).where(CHANGE.c.booking_id == race.kept.id).values(start=SLOTS[8]),
    )


def dropped_one_stands(race: Race) -> None:
    race.run(
        update(BOOKING).where(BOOKING.c.id == race.dropped.id).values(status="confirmed"),
        update(SLOT).where(SLOT.c.offer_id == "race-1", SLOT.c.start == SLOTS[4]).values(taken=1),
        delete(CHANGE).where(CHANGE.c.status == "cancelled"),
    )


def nobody_was_told(race: Race) -> None:
    race.answers = [each for each in race.answers if each["id"] != race.kept.id]


def history_goes_on_after_its_end(race: Race) -> None:
    at = {"start": SLOTS[4], "by": "person", "at": NOON}
    race.run(insert(CHANGE).values(booking_id=race.dropped.id, status="cancelled", **at))


def history_is_missing(race: Race) -> None:
    race.run(delete(CHANGE).where(CHANGE.c.booking_id == race.kept.id))


def place_was_sold_twice_for_a_while(race: Race) -> None:
    """The moved one was in the slot of the dropped one before that was dropped."""
    race.run(
        update(CHANGE)
        .where(CHANGE.c.booking_id == race.moved.id, CHANGE.c.start == SLOTS[5])
        .values(start=SLOTS[4])
    )


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (slot_counts_one_more, {"miscounted": 1}),
        (booking_is_lost, {"missing": 1}),
        (booking_is_elsewhere, {"missing": 1}),
        (dropped_one_stands, {"missing": 1}),
        (nobody_was_told, {"untold": 1}),
        (history_goes_on_after_its_end, {"broken_histories": 1}),
        (history_is_missing, {"broken_histories": 1}),
        (place_was_sold_twice_for_a_while, {"oversold": 1}),
    ],
)
def test_what_is_wrong_is_found(
    engine: Engine, wrong: Callable[[Race], None], found: dict[str, int]
) -> None:
    race = Race(engine)
    wrong(race)
    assert race.verdict() == NOTHING | found


def test_a_diary_keeps_whole_lines_only(tmp_path: Path) -> None:
    path = tmp_path / "told"
    diary = Diary(path)
    diary.write(step=1)
    diary.write(step=2)
    with path.open("a") as file:
        file.write('{"step": 3, "half')
    again = Diary(path)
    assert again.entries == [{"step": 1}, {"step": 2}]
    again.write(step=3)
    assert [entry["step"] for entry in read(path)] == [1, 2, 3]
    assert read(tmp_path / "none") == []
    assert [json.loads(line) for line in path.read_text().splitlines()] == again.entries


def test_the_same_seed_wants_the_same_from_any_step_on() -> None:
    whole = list(islice(steps("seed", 0), 40))
    assert list(islice(steps("seed", 30), 10)) == whole[30:]
    assert whole[0].kind == "book"
    assert {step.kind for step in whole} == {"book", "cancel", "move"}
    assert {step.times for step in whole} == {1, 2, 3}
    assert whole[0].wish.offer == next(steps("other", 0)).wish.offer == OFFERS[0].id
    assert whole[0].wish.request != next(steps("other", 0)).wish.request


def test_fate_strikes_at_its_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    kills: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda *told: kills.append(told))
    fate = Fate(3)
    for _ in range(2):
        fate.step()
    assert kills == []
    fate.step()
    assert kills == [(os.getpid(), signal.SIGKILL)]
    never = Fate(0)
    for _ in range(5):
        never.step()
    assert len(kills) == 1


def test_the_page_shows_what_was_measured() -> None:
    row = {"database": "SQLite", "way": "ours", "attempts": 10_001, "rate": 500, "killed": 20}
    row |= {"made": 608, "p50": 2.04, "p95": 36.7, "full": 3936, "busy": 0, "oversold": 7}
    row |= {"miscounted": 0, "missing": 8, "untold": 0, "doubles": 9, "broken_histories": 0}
    text, head, rows = page.section([row])
    assert "killed 5 times" in " ".join(text.split())
    assert len(head) == len(rows[0])
    shown = dict(zip(head, rows[0], strict=True))
    assert (shown["p50 ms"], shown["booked"], shown["attempts"]) == ("2.0", "608", "10,001")
    assert [shown[name] for name in ("sold twice", "missing", "doubles")] == ["7", "8", "9"]
