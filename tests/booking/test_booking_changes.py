"""Bookings that are dropped or moved."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from assistant.booking import Booking, Refusal, Status
from assistant.booking.offer import ConfirmedBy
from tests.booking.booking_desk import NOW, Desk, an_offer, at


def test_dropping_gives_the_place_back_once(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=4, most=2))
    made = desk.booked("ma", at(9), quantity=2)
    desk.booked("li", at(9))
    dropped = desk.bookings.cancel(made.id, NOW)
    assert isinstance(dropped, Booking)
    assert dropped.status is Status.CANCELLED
    assert desk.taken(at(9)) == 1
    assert desk.bookings.cancel(made.id, at(12)) == dropped
    assert desk.taken(at(9)) == 1
    assert [entry[0] for entry in desk.history(made)] == ["confirmed", "cancelled"]
    assert desk.bookings.of(["ma"], NOW) == []
    assert desk.bookings.with_code(made.code) is None
    assert desk.bookings.cancel("nobody's", NOW) is Refusal.GONE


def test_dropping_in_time_to_the_minute(engine: Engine) -> None:
    desk = Desk(engine, an_offer(cancel_minutes=60))
    made = desk.booked("ma", at(9))
    assert desk.bookings.cancel(made.id, at(8, 1)) is Refusal.TOO_LATE
    assert desk.bookings.move(made.id, at(14), at(8, 1)) is Refusal.TOO_LATE
    assert desk.taken(at(9)) == 1
    assert isinstance(desk.bookings.cancel(made.id, at(8)), Booking)


def test_what_is_over_is_not_dropped(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(9))
    assert desk.bookings.cancel(made.id, at(9, 1)) is Refusal.TOO_LATE
    assert desk.bookings.of(["ma"], at(9, 29)) == [made]
    assert desk.bookings.of(["ma"], at(9, 30)) == []
    desk.provider.fulfil(made.id, at(10))
    assert desk.bookings.cancel(made.id, at(8)) is Refusal.GONE
    assert desk.bookings.move(made.id, at(14), at(8)) is Refusal.GONE


@pytest.mark.parametrize(("old", "new"), [(at(9), at(14)), (at(14), at(9))])
def test_moving_takes_the_new_place_and_gives_the_old(
    engine: Engine, old: datetime, new: datetime
) -> None:
    desk = Desk(engine, an_offer(capacity=3, most=2))
    made = desk.booked("ma", old, quantity=2)
    moved = desk.bookings.move(made.id, new, NOW)
    assert isinstance(moved, Booking)
    assert (moved.start, moved.end) == (new, new + timedelta(minutes=30))
    assert (moved.id, moved.code, moved.quantity) == (made.id, made.code, 2)
    assert desk.bookings.booking(made.id) == moved
    assert desk.counts_are_right()
    assert desk.taken(new) == 2
    assert [entry[:2] for entry in desk.history(made)] == [("confirmed", old), ("confirmed", new)]
    # Once more, as a client that lost the answer.
    assert desk.bookings.move(made.id, new, at(20)) == moved
    assert len(desk.history(made)) == 2


@pytest.mark.parametrize(("old", "new"), [(at(9), at(14)), (at(14), at(9))])
def test_a_move_to_a_full_slot_changes_nothing(
    engine: Engine, old: datetime, new: datetime
) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", old)
    desk.booked("li", new)
    assert desk.bookings.move(made.id, new, NOW) is Refusal.FULL
    assert desk.bookings.booking(made.id) == made
    assert desk.counts_are_right()
    assert len(desk.history(made)) == 1


def test_a_move_keeps_to_the_rules(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=5, lead_minutes=60, days_ahead=3))
    made = desk.booked("ma", at(14))
    other = desk.booked("ma", at(15))
    move = desk.bookings.move
    assert move(made.id, at(9), at(8, 30)) is Refusal.TOO_SOON
    assert move(made.id, at(9, day=19), NOW) is Refusal.TOO_FAR
    assert move(made.id, at(12), NOW) is Refusal.NO_SLOT
    assert move(made.id, at(15), NOW) is Refusal.ALREADY
    assert move("nobody's", at(15), NOW) is Refusal.GONE
    desk.provider.close_day("hut", at(9, day=13).date(), "装修", NOW)
    assert move(made.id, at(9, day=13), NOW) is Refusal.CLOSED
    # A start that is told in another zone is the same start.
    assert move(made.id, at(10, day=13).astimezone(UTC), NOW) is Refusal.CLOSED
    desk.bookings.cancel(other.id, NOW)
    assert isinstance(move(made.id, at(15), NOW), Booking)
    assert desk.counts_are_right()


def test_a_moved_booking_waits_for_the_provider_again(engine: Engine) -> None:
    desk = Desk(engine, an_offer(confirmed_by=ConfirmedBy.PROVIDER))
    made = desk.booked("ma", at(9))
    desk.provider.confirm(made.id, NOW)
    moved = desk.bookings.move(made.id, at(14), NOW)
    assert isinstance(moved, Booking)
    assert moved.status is Status.PENDING
    kept = desk.bookings.booking(made.id)
    assert kept == moved
