"""Two at the same time, in the worst order: PostgreSQL lets both in, SQLite one by one."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import yaml
from sqlalchemy import Engine, event, insert, select
from sqlalchemy.exc import OperationalError

from assistant import storing
from assistant.booking import Booking, Refusal, Status
from assistant.booking.notices import Notices
from assistant.booking.offer_import import import_offers
from assistant.booking.rows import SLOT
from assistant.catalogue import load_catalogue
from assistant.database import connect
from assistant.facilities.tables import Facility
from assistant.storing import transaction
from tests.booking.booking_desk import NOW, Desk, an_offer, at

A_MOMENT = 0.3
"""Seconds after which somebody elsewhere has come as far as they can."""


@pytest.fixture
def other(engine: Engine) -> Iterator[Engine]:
    """Another process's way to the same database."""
    found = connect(engine.url.render_as_string(hide_password=False))
    yield found
    found.dispose()


@contextmanager
def meanwhile(
    engine: Engine, before: str, work: Callable[[], object], passed: int = 0
) -> Iterator[None]:
    """Does `work` once, right before a statement that begins so, after `passed` others."""
    left = passed + 1

    def listen(*args: object) -> None:
        nonlocal left
        if " ".join(str(args[2]).split()).startswith(before):
            left -= 1
            if left == 0:
                work()

    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    assert left <= 0


class Elsewhere:
    """Work that was begun elsewhere and is waited for at the end."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(4)
        self._futures: list[Future[object]] = []

    def begin(self, work: Callable[[], object]) -> None:
        """Begins it; goes on when it waits for us, or, where it does not, when it is done."""
        self._futures.append(self._pool.submit(work))
        with suppress(TimeoutError):
            self._futures[-1].result(A_MOMENT)

    def ended(self) -> list[object]:
        """What they gave, in the order of their beginning."""
        found = [future.result() for future in self._futures]
        self._pool.shutdown()
        return found


def test_a_move_beside_a_booking_of_the_same_slot(
    postgresql_engine: Engine,
) -> None:
    """The person books by telephone the slot that their chat is moving to."""
    second = connect(postgresql_engine.url.render_as_string(hide_password=False))
    desk = Desk(postgresql_engine, an_offer(capacity=5))
    phone = Desk(second)
    desk.booked("li", at(14))
    made = desk.booked("ma", at(9))
    with meanwhile(postgresql_engine, "UPDATE booking", lambda: phone.booked("ma", at(14))):
        assert desk.bookings.move(made.id, at(14), NOW) is Refusal.ALREADY
    assert desk.counts_are_right()
    second.dispose()


def test_a_cancellation_beside_a_move(engine: Engine, other: Engine) -> None:
    """Whoever comes second sees what the first one did: nobody is told that it is gone."""
    desk, second = Desk(engine, an_offer(capacity=5)), Desk(other)
    made = desk.booked("ma", at(9))
    elsewhere = Elsewhere()

    def move() -> object:
        return second.bookings.move(made.id, at(14), NOW)

    with meanwhile(engine, "UPDATE booking", lambda: elsewhere.begin(move)):
        dropped = desk.bookings.cancel(made.id, NOW)
    assert isinstance(dropped, Booking)
    assert elsewhere.ended() == [Refusal.GONE]
    kept = desk.bookings.booking(made.id)
    assert kept is not None
    assert kept.status is Status.CANCELLED
    assert desk.counts_are_right()


def test_one_change_twice_at_once_is_one_change(engine: Engine, other: Engine) -> None:
    """A cancellation, a confirmation and a fulfilment that are sent twice."""
    desk, second = Desk(engine, an_offer(capacity=5)), Desk(other)
    for number, (one, two) in enumerate(
        (
            (desk.bookings.cancel, second.bookings.cancel),
            (desk.provider.fulfil, second.provider.fulfil),
            (desk.provider.no_show, second.provider.no_show),
        )
    ):
        made = desk.booked(f"p{number}", at(9))
        moment = NOW if number == 0 else at(9, 30)
        elsewhere = Elsewhere()

        def again(two: object = two, made: Booking = made, moment: object = moment) -> object:
            return two(made.id, moment)  # type: ignore[operator]

        with meanwhile(engine, "UPDATE booking", lambda: elsewhere.begin(again)):  # noqa: B023
            first = one(made.id, moment)
        assert isinstance(first, Booking)
        assert elsewhere.ended() == [first]
        assert len(desk.history(made)) == 2
    assert desk.counts_are_right()


def test_a_day_that_closes_while_somebody_books(engine: Engine, other: Engine) -> None:
    """Nobody holds a place on a closed day that they were not told was dropped."""
    desk, second = Desk(engine, an_offer(capacity=5)), Desk(other)
    elsewhere = Elsewhere()
    day = at(9).date()

    def close() -> object:
        return second.provider.close_day("hut", day, "停电", NOW)

    # The booking has looked whether the day is closed, and writes its slot now.
    with meanwhile(engine, "INSERT INTO slot", lambda: elsewhere.begin(close)):
        made = desk.booked("ma", at(9))
    (declined,) = elsewhere.ended()
    assert [booking.id for booking in declined] == [made.id]  # type: ignore[attr-defined]
    assert desk.book("li", at(9)) is Refusal.CLOSED
    assert desk.counts_are_right()


def test_an_offer_that_shrinks_while_somebody_books(
    engine: Engine, other: Engine, tmp_path: Path
) -> None:
    """The slot that is made meanwhile gets the new size too."""
    desk = Desk(engine, an_offer(capacity=5))
    facility = {
        "id": "f-1",
        "ref": "1",
        "source": "t",
        "origin": "t",
        "name": "x",
        "status": "open",
    }
    with engine.begin() as connection:
        connection.execute(insert(Facility).values(lat=30, lon=114, cell=1, **facility))
    path = tmp_path / "tests.yaml"
    path.write_text(yaml.safe_dump([an_offer(capacity=1).as_json()], allow_unicode=True))
    elsewhere = Elsewhere()

    def shrink() -> object:
        return import_offers(other, load_catalogue(), path).changed

    with meanwhile(engine, "INSERT INTO slot", lambda: elsewhere.begin(shrink)):
        desk.booked("ma", at(9))
    assert elsewhere.ended() == [1]
    assert desk.book("li", at(9)) is Refusal.FULL
    with engine.connect() as connection:
        assert connection.scalar(select(SLOT.c.capacity)) == 1


def test_moves_that_cross_do_not_wait_for_one_another(engine: Engine, other: Engine) -> None:
    desk, second = Desk(engine, an_offer(capacity=2)), Desk(other)
    ma, li = desk.booked("ma", at(9)), desk.booked("li", at(14))
    elsewhere = Elsewhere()
    broken_off: list[object] = []

    def count(context: object) -> None:
        broken_off.append(context)

    for each in (engine, other):
        event.listen(each, "handle_error", count)

    def cross() -> object:
        return second.bookings.move(li.id, at(9), NOW)

    # One of the two slots is ours already.
    with meanwhile(engine, "UPDATE slot", lambda: elsewhere.begin(cross), passed=1):
        assert isinstance(desk.bookings.move(ma.id, at(14), NOW), Booking)
    assert isinstance(elsewhere.ended()[0], Booking)
    assert broken_off == []
    assert desk.counts_are_right()


def test_many_threads_for_few_places(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=5))
    gate = threading.Barrier(16)

    def want(number: int) -> object:
        gate.wait()
        return desk.book(f"p{number}", at(9))

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(want, range(16)))
    assert sum(isinstance(answer, Booking) for answer in answers) == 5
    assert answers.count(Refusal.FULL) == 11
    assert desk.taken(at(9)) == 5


def test_one_wish_in_many_threads_is_one_booking(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=5))
    gate = threading.Barrier(12)

    def want(_: int) -> object:
        gate.wait()
        return desk.book("ma", at(9))

    with ThreadPoolExecutor(12) as pool:
        answers = set(pool.map(want, range(12)))
    assert len({answer.id for answer in answers}) == 1  # type: ignore[attr-defined]
    assert desk.taken(at(9)) == 1


def test_a_notice_is_claimed_once(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=9))
    for hour in (13, 14, 15, 16):
        desk.booked("ma", at(hour))
    gate = threading.Barrier(8)

    def claim(_: int) -> list[int]:
        gate.wait()
        with transaction(engine) as connection:
            return [notice.id for notice in Notices(connection).claim(["ma"], at(12, 59))]

    with ThreadPoolExecutor(8) as pool:
        claimed = [each for found in pool.map(claim, range(8)) for each in found]
    assert len(claimed) == len(set(claimed)) == 2


def test_who_waits_too_long_is_told_so(
    engine: Engine, other: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody holds the database or the slot and does not let go."""
    monkeypatch.setitem(storing._BEGIN, "postgresql", "SET LOCAL lock_timeout = '50ms'")
    desk = Desk(engine, an_offer(capacity=9))
    desk.booked("li", at(9))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _impatient)
        engine.dispose()
    with transaction(other) as connection:
        connection.exec_driver_sql("UPDATE slot SET taken = taken")
        with pytest.raises(OperationalError):
            desk.book("ma", at(9))
    assert desk.booked("ma", at(9)).holds
    assert desk.taken(at(9)) == 2


def _impatient(connection: object, _: object) -> None:
    connection.execute("PRAGMA busy_timeout = 50")  # type: ignore[attr-defined]
