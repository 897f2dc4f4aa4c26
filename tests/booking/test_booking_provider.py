"""The provider's side, and what people are told of it."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, text

from assistant.booking import Booking, Refusal, Status
from assistant.booking.notices import Notice, NoticeKind, Notices
from assistant.booking.offer import ConfirmedBy
from assistant.storing import transaction
from tests.booking.booking_desk import DAY, NOW, Desk, an_offer, at, series

PENDING = {"confirmed_by": ConfirmedBy.PROVIDER}


def told(engine: Engine, person: str, now: object) -> list[Notice]:
    with transaction(engine) as connection:
        return Notices(connection).claim([person], now)  # type: ignore[arg-type]


def test_what_is_booked_in_order_of_time(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=3), an_offer("other"))
    late, early = desk.booked("ma", at(14)), desk.booked("li", at(9))
    beside = desk.booked("ma", at(14), "other")
    desk.booked("wu", at(9, day=13))
    dropped = desk.bookings.cancel(early.id, NOW)
    assert desk.provider.booked(at(0), at(0, day=13)) == [dropped, late, beside]
    assert desk.provider.booked(at(9), at(14)) == [dropped]
    assert desk.provider.booked(at(0), at(0, day=13), ["other"]) == [beside]
    assert desk.provider.booked(at(0), at(0, day=13), []) == []


def test_confirming_once(engine: Engine) -> None:
    desk = Desk(engine, an_offer(**PENDING))
    made = desk.booked("ma", at(14))
    confirmed = desk.provider.confirm(made.id, at(8, 30))
    assert isinstance(confirmed, Booking)
    assert confirmed.status is Status.CONFIRMED
    assert desk.bookings.booking(made.id) == confirmed
    assert desk.provider.confirm(made.id, at(8, 40)) == confirmed
    assert desk.history(made)[1:] == [("confirmed", at(14), "provider", at(8, 30))]
    (notice,) = told(engine, "ma", at(8, 30))
    assert (notice.kind, notice.booking, notice.due) == (
        NoticeKind.CONFIRMED, made.id, at(8, 30),
    )  # fmt: skip
    assert told(engine, "ma", at(8, 30)) == []
    assert desk.provider.confirm("nobody's", NOW) is Refusal.GONE


@pytest.mark.parametrize("way", ["cancel", "decline", "fulfil"])
def test_what_ended_is_not_confirmed(engine: Engine, way: str) -> None:
    desk = Desk(engine, an_offer(**PENDING))
    made = desk.booked("ma", at(14))
    if way == "cancel":
        desk.bookings.cancel(made.id, NOW)
    elif way == "decline":
        desk.provider.decline(made.id, "", NOW)
    else:
        desk.provider.fulfil(made.id, at(14, 10))
    assert desk.provider.confirm(made.id, NOW) is Refusal.GONE
    ended = desk.bookings.booking(made.id)
    assert ended is not None
    assert not ended.holds
    assert desk.taken(at(14)) == 0


def test_declining_tells_why_and_nothing_else(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(14))
    declined = desk.provider.decline(made.id, "医生病了", at(8, 30))
    assert isinstance(declined, Booking)
    assert declined.status is Status.DECLINED
    assert desk.taken(at(14)) == 0
    assert desk.provider.decline(made.id, "again", at(8, 40)) == declined
    assert desk.taken(at(14)) == 0
    # Not the reminder: it would send people to a closed door.
    (notice,) = told(engine, "ma", at(13))
    assert (notice.kind, notice.reason) == (NoticeKind.DECLINED, "医生病了")
    assert desk.history(made)[1:] == [("declined", at(14), "provider", at(8, 30))]
    assert desk.book("li", at(14)) is not Refusal.FULL
    assert desk.provider.decline("nobody's", "", NOW) is Refusal.GONE


def test_done_and_not_come(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=2))
    came, stayed = desk.booked("ma", at(9)), desk.booked("li", at(9))
    assert desk.provider.no_show(stayed.id, at(8, 59)) is Refusal.TOO_SOON
    assert desk.bookings.booking(stayed.id) == stayed
    done = desk.provider.fulfil(came.id, at(9, 20))
    assert isinstance(done, Booking)
    assert done.status is Status.FULFILLED
    missed = desk.provider.no_show(stayed.id, at(9))
    assert isinstance(missed, Booking)
    assert missed.status is Status.NO_SHOW
    assert desk.provider.no_show(stayed.id, at(9, 5)) == missed
    assert desk.provider.fulfil(stayed.id, at(9, 5)) is Refusal.GONE
    assert desk.provider.no_show("nobody's", at(9)) is Refusal.GONE
    assert [notice.kind for notice in told(engine, "li", at(10))] == [NoticeKind.NO_SHOW]
    assert told(engine, "ma", at(10)) == []
    assert desk.counts_are_right()


def test_a_day_that_closes(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=2), an_offer("other"))
    two = [desk.booked("ma", at(9)), desk.booked("li", at(14))]
    beside = desk.booked("ma", at(9), "other")
    tomorrow = desk.booked("ma", at(9, day=13))
    declined = desk.provider.close_day("hut", DAY, "停电", NOW)
    assert [booking.id for booking in declined] == [booking.id for booking in two]
    assert {booking.status for booking in declined} == {Status.DECLINED}
    assert [notice.reason for notice in told(engine, "li", NOW)] == ["停电"]
    assert desk.bookings.booking(beside.id) == beside
    assert desk.bookings.booking(tomorrow.id) == tomorrow
    for start in (at(9), at(10), at(14)):
        assert desk.book("wu", start) is Refusal.CLOSED
    assert desk.provider.close_day("hut", DAY, "停电", NOW) == []
    assert desk.counts_are_right()


def test_who_was_there_before_the_day_closed_is_not_declined(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    morning, afternoon = desk.booked("ma", at(9)), desk.booked("li", at(14))
    declined = desk.provider.close_day("hut", DAY, "停水", at(12))
    assert [booking.id for booking in declined] == [afternoon.id]
    assert desk.bookings.booking(morning.id) == morning


def test_a_day_opens_again_without_those_who_were_declined(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(9))
    assert desk.provider.open_day("hut", DAY) is False
    desk.provider.close_day("hut", DAY, "", NOW)
    assert desk.provider.open_day("hut", DAY) is True
    assert desk.provider.open_day("hut", DAY) is False
    kept = desk.bookings.booking(made.id)
    assert kept is not None
    assert kept.status is Status.DECLINED
    assert desk.booked("li", at(9)).holds
    assert desk.booked("li", at(10)).holds


def test_closing_that_was_broken_off_goes_on(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=4))
    made = [desk.booked(f"p{n}", at(9)) for n in range(4)]
    declines = 0

    def stop(*args: object) -> None:
        nonlocal declines
        declines += str(args[2]).startswith("UPDATE booking")
        if declines == 3:
            raise RuntimeError("the power went")

    event.listen(engine, "before_cursor_execute", stop)
    with pytest.raises(RuntimeError, match="power"):
        desk.provider.close_day("hut", DAY, "停电", NOW)
    event.remove(engine, "before_cursor_execute", stop)
    assert desk.counts_are_right()
    assert desk.taken(at(9)) == 2
    assert desk.book("late", at(9)) is Refusal.CLOSED
    rest = desk.provider.close_day("hut", DAY, "停电", NOW)
    assert len(rest) == 2
    assert desk.taken(at(9)) == 0
    for booking in made:
        assert [notice.reason for notice in told(engine, booking.person or "", NOW)] == ["停电"]
        assert len(desk.history(booking)) == 2


def test_the_day_is_the_local_one(engine: Engine) -> None:
    """In UTC the hours before eight in the morning lie on the day before."""
    desk = Desk(engine, series(starts=at(0, day=1), rule="FREQ=HOURLY", capacity=2))
    moments = (at(0, day=13), at(23, day=13), at(23), at(0, day=14))
    first, last, before, after = (desk.booked("ma", start, "clinic") for start in moments)
    declined = desk.provider.close_day("clinic", at(0, day=13).date(), "", NOW)
    assert [booking.id for booking in declined] == [first.id, last.id]
    assert desk.bookings.booking(before.id) == before
    assert desk.bookings.booking(after.id) == after


def test_calls_to_make(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=3))
    reminded, declined = desk.booked("ma", at(14)), desk.booked("li", at(15))
    desk.provider.decline(declined.id, "停电", at(8, 30))
    assert [(notice.kind, booking.id) for notice, booking in desk.provider.calls(at(12))] == [
        (NoticeKind.REMINDER, reminded.id), (NoticeKind.DECLINED, declined.id),
    ]  # fmt: skip
    first, second = desk.provider.calls(at(12))
    assert desk.provider.called(first[0].id) is True
    assert desk.provider.called(first[0].id) is False
    assert told(engine, "ma", at(12)) == []
    assert told(engine, "li", at(12)) == [second[0]]
    assert desk.provider.called(second[0].id) is False
    assert desk.provider.calls(at(12)) == []
    assert desk.provider.called(10**6) is False


def test_what_nobody_needs_to_hear_any_more(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=3))
    desk.booked("ma", at(14))
    declined = desk.booked("li", at(15))
    desk.provider.decline(declined.id, "停电", at(8, 30))
    assert len(desk.provider.calls(at(13, 59))) == 2
    assert [notice.kind for notice, _ in desk.provider.calls(at(14))] == [NoticeKind.DECLINED]
    week = at(15) + timedelta(days=7)
    assert len(desk.provider.calls(week - timedelta(minutes=1))) == 1
    assert desk.provider.calls(week) == []
    assert told(engine, "li", week) == []


def test_notices_go_with_their_booking(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(14))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM booking"))
        assert connection.scalar(text("SELECT count(*) FROM notice")) == 0
        assert connection.scalar(text("SELECT count(*) FROM booking_change")) == 0
    assert desk.bookings.booking(made.id) is None


def test_what_has_not_begun_is_not_done(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(14))
    assert desk.provider.fulfil(made.id, at(13, 59)) is Refusal.TOO_SOON
    assert desk.taken(at(14)) == 1


def test_what_nobody_marked_is_settled_some_days_later(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=3))
    old, dropped, late = (
        desk.booked(who, at(hour)) for who, hour in (("a", 9), ("b", 10), ("c", 14))
    )
    desk.bookings.cancel(dropped.id, NOW)
    assert desk.provider.settle(at(12), at(18)) == 1
    assert desk.provider.settle(at(12), at(18)) == 0
    found = [desk.bookings.booking(each.id) for each in (old, dropped, late)]
    statuses = [each.status for each in found if each]
    assert statuses == [Status.FULFILLED, Status.CANCELLED, Status.CONFIRMED]
