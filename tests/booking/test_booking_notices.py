"""When people are reminded, and of what."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from assistant.booking import Booking
from assistant.booking.notices import (
    KEPT,
    NOTICE,
    SOON,
    Notice,
    NoticeKind,
    Notices,
    reminder_time,
)
from assistant.clock import ZONE
from assistant.storing import transaction
from tests.booking.booking_desk import NOW, Desk, an_offer, at


def claimed(engine: Engine, now: datetime, *persons: str) -> list[Notice]:
    with transaction(engine) as connection:
        return Notices(connection).claim(persons or ("ma",), now)


def states(engine: Engine) -> list[tuple[str, datetime]]:
    with engine.connect() as connection:
        rows = connection.execute(select(NOTICE.c.state, NOTICE.c.due).order_by(NOTICE.c.id))
        return [(row.state, row.due) for row in rows]


@pytest.mark.parametrize(
    ("start", "now", "due"),
    [
        # Later on the day: two hours before.
        (at(14), at(8), at(12)),
        (at(10), at(7), at(8)),
        (at(10, 30), at(7), at(8, 30)),
        # Early: on the evening before.
        (at(9, 30), at(8, day=11), at(19, day=11)),
        (at(9, 59), at(8, day=11), at(19, day=11)),
        (at(0, 30), at(8, day=11), at(19, day=11)),
        (at(8, day=1), at(8, day=28, month=4), at(19, day=30, month=4)),
        # Too soon after the booking to be a reminder.
        (at(9, 30), at(8), None),
        (at(9, 30), at(18, 30, day=11), None),
        (at(9, 30), at(18, 29, day=11), at(19, day=11)),
        (at(14), at(11, 30), None),
        (at(14), at(11, 29), at(12)),
        (at(14), at(15), None),
    ],
)
def test_when_people_are_reminded(start: datetime, now: datetime, due: datetime | None) -> None:
    assert reminder_time(start, now) == due
    assert reminder_time(start.astimezone(UTC), now.astimezone(UTC)) == due


@settings(deadline=None)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    st.timedeltas(timedelta(minutes=1), timedelta(days=30)),
)
def test_nobody_is_reminded_at_night_or_too_late(when: datetime, ahead: timedelta) -> None:
    start = when.replace(tzinfo=ZONE)
    now = start - ahead
    due = reminder_time(start, now)
    if due is None:
        # Then there was no evening left to do it on, or hardly two hours.
        assert ahead < timedelta(hours=16)
    else:
        assert now + SOON < due < start
        assert 8 <= due.hour <= 22
        assert start - due <= timedelta(hours=15)


def test_a_reminder_is_told_once_when_it_is_due(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=3))
    made = desk.booked("ma", at(14))
    desk.booked("li", at(14))
    assert claimed(engine, at(11, 59)) == []
    (notice,) = claimed(engine, at(12))
    assert (notice.kind, notice.booking, notice.reason) == (NoticeKind.REMINDER, made.id, "")
    assert notice.due == at(12)
    assert claimed(engine, at(12, 1)) == []
    assert claimed(engine, at(11)) == []
    assert len(claimed(engine, at(12), "nobody", "li")) == 1


def test_a_reminder_is_of_no_use_once_it_has_begun(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    desk.booked("ma", at(14))
    assert claimed(engine, at(14)) == []
    assert len(claimed(engine, at(13, 59))) == 1


def test_several_are_told_in_the_order_in_which_they_fell_due(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=3))
    starts = [at(15), at(13), at(14, 30)]
    made = [desk.booked("ma", start) for start in starts]
    found = claimed(engine, at(12, 55))
    assert [notice.booking for notice in found] == [made[1].id, made[2].id]


def test_what_was_dropped_is_not_reminded_of(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(14))
    desk.bookings.cancel(made.id, NOW)
    assert claimed(engine, at(12)) == []
    assert states(engine) == [("void", at(12))]


def test_moved_and_back_is_reminded_of_at_the_right_time_only(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(14))
    assert isinstance(desk.bookings.move(made.id, at(16), NOW), Booking)
    assert states(engine) == [("void", at(12)), ("waiting", at(14))]
    assert claimed(engine, at(12, 30)) == []
    assert isinstance(desk.bookings.move(made.id, at(14), NOW), Booking)
    assert states(engine) == [("waiting", at(12)), ("void", at(14))]
    assert len(claimed(engine, at(12, 30))) == 1
    assert claimed(engine, at(15)) == []


def test_what_was_told_is_not_told_again_after_a_move(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(14))
    assert len(claimed(engine, at(12))) == 1
    desk.bookings.move(made.id, at(16), at(12, 10))
    # With the clock put back, so that the old reminder would be put down once more.
    desk.bookings.move(made.id, at(14), at(9))
    assert claimed(engine, at(13)) == []


def test_bad_news_keeps_longer_than_the_time_it_is_about(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(14))
    with transaction(engine) as connection:
        Notices(connection).tell(made, NoticeKind.NO_SHOW, at(15), "")
        last = connection.scalar(select(NOTICE.c.until).order_by(NOTICE.c.id.desc()).limit(1))
    assert last == at(15) + KEPT


def test_the_same_news_again_keeps_the_newer_reason(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(9))
    for reason in ("停水", "停电"):
        with transaction(engine) as connection:
            notices = Notices(connection)
            notices.withdraw(made.id)
            notices.tell(made, NoticeKind.DECLINED, NOW, reason)
    assert [notice.reason for notice in claimed(engine, NOW)] == ["停电"]
