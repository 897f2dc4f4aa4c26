"""What people book, and what is refused and why."""

from contextlib import suppress
from datetime import UTC, timedelta

import pytest
from sqlalchemy import Engine, event, text

from assistant.booking import Booking, Kind, Offer, Refusal, Status, Wish
from assistant.booking import bookings as room
from assistant.booking.booking import Details
from assistant.booking.offer import ConfirmedBy
from assistant.clock import ZONE
from tests.booking.booking_desk import DETAILS, HOURS, NOW, Desk, an_offer, at, refused, series


def test_a_booking_is_made_kept_and_read_again(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(9, 30), details=DETAILS)
    assert made.status is Status.CONFIRMED
    assert (made.start, made.end) == (at(9, 30), at(10))
    assert made.start.tzinfo is ZONE
    assert (made.offer, made.person, made.quantity, made.holds) == ("hut", "ma", 1, True)
    assert desk.bookings.booking(made.id) == made
    assert desk.bookings.with_code(made.code) == made
    assert desk.bookings.of(["ma", "li"], NOW) == [made]
    assert made.details == DETAILS
    assert desk.taken(at(9, 30)) == 1
    assert desk.history(made) == [("confirmed", at(9, 30), "person", NOW)]
    assert desk.bookings.booking("nobody's") is None
    assert desk.bookings.with_code("0000") is None


def test_the_same_wish_again_is_the_same_booking(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=5))
    made = desk.booked("ma", at(9))
    assert desk.book("ma", at(9)) == made
    # Also when it could not be booked any more, and with the clock put back.
    assert desk.book("ma", at(9), now=at(18)) == made
    assert desk.book("ma", at(9), now=NOW - timedelta(days=40)) == made
    assert desk.taken(at(9)) == 1
    assert len(desk.history(made)) == 1
    dropped = desk.bookings.cancel(made.id, NOW)
    assert desk.book("ma", at(9)) == dropped
    assert desk.taken(at(9)) == 0


def test_a_wish_that_was_refused_may_succeed_later(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    first = desk.booked("ma", at(9))
    assert desk.book("li", at(9)) is Refusal.FULL
    desk.bookings.cancel(first.id, NOW)
    assert desk.booked("li", at(9)).person == "li"


def test_a_full_slot_keeps_nothing_of_who_was_refused(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=3, most=3))
    desk.booked("ma", at(9), quantity=2)
    assert desk.book("li", at(9), quantity=2) is Refusal.FULL
    assert desk.taken(at(9)) == 2
    assert desk.booked("wu", at(9), quantity=1).quantity == 1
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM booking")) == 2
        assert connection.scalar(text("SELECT count(*) FROM booking_change")) == 2
    assert desk.counts_are_right()


def test_no_limit_needs_no_count(engine: Engine) -> None:
    desk = Desk(engine, series(capacity=0, most=2))
    for n in range(7):
        desk.booked(f"p{n}", at(10), "clinic", quantity=2)
    free = desk.bookings.free(series(capacity=0, most=2), NOW, at(11), NOW)
    assert [(each.start, each.left) for each in free] == [(at(10), None)]
    assert desk.taken(at(10), "clinic") == 14
    assert desk.book("p8", at(10), "clinic", quantity=3) is Refusal.TOO_MANY


@pytest.mark.parametrize("quantity", [-1, 0, 3])
def test_only_so_many_places_in_one_booking(engine: Engine, quantity: int) -> None:
    desk = Desk(engine, an_offer(capacity=9, most=2))
    assert desk.book("ma", at(9), quantity=quantity) is Refusal.TOO_MANY
    assert desk.taken(at(9)) is None


def test_nobody_holds_a_slot_twice(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=5))
    made = desk.booked("ma", at(9))
    assert desk.book("ma", at(9), request="another") is Refusal.ALREADY
    assert desk.taken(at(9)) == 1
    desk.bookings.cancel(made.id, NOW)
    assert desk.booked("ma", at(9), request="another").id != made.id


def test_lead_time_to_the_minute(engine: Engine) -> None:
    desk = Desk(engine, an_offer(lead_minutes=60, capacity=9))
    assert desk.booked("ma", at(9), now=at(8)).start == at(9)
    assert desk.book("li", at(9), now=at(8, 1)) is Refusal.TOO_SOON
    assert desk.book("li", at(9), now=at(9)) is Refusal.TOO_SOON
    assert desk.book("li", at(9), now=at(12)) is Refusal.TOO_SOON


def test_what_has_begun_is_over_without_a_lead_time_too(engine: Engine) -> None:
    offer = an_offer(capacity=9)
    desk = Desk(engine, offer)
    assert desk.booked("ma", at(9), now=at(8, 59)).start == at(9)
    assert desk.book("li", at(9), now=at(9)) is Refusal.TOO_SOON
    free = desk.bookings.free(offer, at(8), at(10), at(9))
    assert [each.start for each in free] == [at(9, 30)]


def test_the_horizon_ends_with_a_day(engine: Engine) -> None:
    offer = an_offer(days_ahead=2, capacity=9)
    desk = Desk(engine, offer)
    assert desk.booked("ma", at(16, 30, day=14), now=at(8)).start == at(16, 30, day=14)
    assert desk.book("ma", at(9, day=15), now=at(23, 59)) is Refusal.TOO_FAR
    # The day is the local one, whichever zone the clock is told in.
    assert desk.book("ma", at(9, day=15), now=at(1).astimezone(UTC)) is Refusal.TOO_FAR
    assert desk.booked("ma", at(9, day=15), now=at(1, day=13).astimezone(UTC)).holds
    night = Desk(engine, series("night", starts=at(0, day=1), days_ahead=2))
    assert night.book("ma", at(0, day=15), "night") is Refusal.TOO_FAR
    assert night.booked("ma", at(0, day=14), "night").holds
    free = desk.bookings.free(offer, at(8), at(8, day=30), at(23))
    assert (free[0].start.date().day, free[-1].start.date().day) == (13, 14)


def test_there_must_be_a_slot(engine: Engine) -> None:
    desk = Desk(engine, an_offer())
    for start in (at(9, 10), at(12), at(12, 30), at(8, 30), at(9, day=16), at(17)):
        assert desk.book("ma", start) is Refusal.NO_SLOT
    assert desk.book("ma", at(9), "nothing") is Refusal.WITHDRAWN


def test_a_withdrawn_offer_is_not_booked_but_stands(engine: Engine) -> None:
    offer = an_offer(capacity=5)
    desk = Desk(engine, offer)
    made = desk.booked("ma", at(9))
    desk.change(offer, withdrawn=True)
    assert desk.book("li", at(9)) is Refusal.WITHDRAWN
    assert desk.bookings.move(made.id, at(10), NOW) is Refusal.WITHDRAWN
    assert desk.bookings.offers() == []
    assert desk.bookings.offer("hut") == offer
    assert desk.bookings.of(["ma"], NOW) == [made]
    dropped = desk.bookings.cancel(made.id, NOW)
    assert isinstance(dropped, Booking)


def test_offers_by_service(engine: Engine) -> None:
    one, two = an_offer("b-one"), an_offer("a-two")
    desk = Desk(engine, one, two)
    with engine.begin() as connection:
        for row in ("'b-one', 'health_hut'", "'a-two', 'vaccination'"):
            connection.execute(text(f"INSERT INTO offer_service VALUES ({row})"))
    assert desk.bookings.offers() == [two, one]
    assert desk.bookings.offers(["health_hut"]) == [one]
    assert desk.bookings.offers(["health_hut", "vaccination"]) == [two, one]
    assert desk.bookings.offers([]) == []


def test_what_waits_for_the_provider_is_pending(engine: Engine) -> None:
    desk = Desk(engine, an_offer(confirmed_by=ConfirmedBy.PROVIDER))
    made = desk.booked("ma", at(9))
    assert made.status is Status.PENDING
    assert desk.book("li", at(9)) is Refusal.FULL


def test_starts_told_in_other_zones(engine: Engine) -> None:
    desk = Desk(engine, series(capacity=5))
    desk.provider.close_day("clinic", at(10, day=14).date(), "", NOW)
    assert desk.book("ma", at(10, day=14).astimezone(UTC), "clinic") is Refusal.CLOSED
    early = series("early", starts=at(6, day=1), capacity=5)
    other = Desk(engine, early)
    other.provider.close_day("early", at(6, day=14).date(), "", NOW)
    # Six in the morning is still the day before in UTC.
    assert other.book("ma", at(6, day=14).astimezone(UTC), "early") is Refusal.CLOSED
    made = other.booked("ma", at(6, day=15), "early")
    assert other.bookings.move(made.id, at(6, day=14).astimezone(UTC), NOW) is Refusal.CLOSED


def test_closed_days_are_neither_free_nor_booked(engine: Engine) -> None:
    offer = an_offer(capacity=2)
    desk = Desk(engine, offer)
    desk.booked("ma", at(9, day=14))
    desk.provider.close_day("hut", at(9, day=13).date(), "", NOW)
    desk.provider.close_day("hut", at(9, day=14).date(), "", NOW)
    assert desk.book("li", at(9, day=13)) is Refusal.CLOSED
    assert desk.book("li", at(9, day=14)) is Refusal.CLOSED
    days = {each.start.day for each in desk.bookings.free(offer, NOW, at(8, day=16), NOW)}
    assert days == {12, 15}


def test_what_is_free_by_count_and_by_wish(engine: Engine) -> None:
    offer = an_offer(capacity=3, most=3)
    desk = Desk(engine, offer)
    desk.booked("ma", at(9), quantity=2)
    desk.booked("li", at(9, 30), quantity=3)
    free = desk.bookings.free(offer, NOW, at(10, 30), NOW)
    assert [(each.start, each.left) for each in free] == [(at(9), 1), (at(10), 3)]
    free = desk.bookings.free(offer, NOW, at(10, 30), NOW, quantity=2)
    assert [each.start for each in free] == [at(10)]
    assert desk.bookings.free(offer, at(10), at(9), NOW) == []
    assert desk.bookings.free(offer, at(7), at(8), NOW) == []
    assert [slot.start for slot in desk.bookings.slots(offer, at(9), at(10))] == [at(9), at(9, 30)]


def test_a_smaller_offer_fills_up_to_its_new_size_only(engine: Engine) -> None:
    """After a shrink a slot holds more than the offer has: it must not be filled up again."""
    desk = Desk(engine, an_offer(capacity=4))
    made = [desk.booked(f"p{n}", at(9)) for n in range(4)]
    desk.change(an_offer(capacity=2))
    desk.bookings.cancel(made[0].id, NOW)
    assert desk.taken(at(9)) == 3
    assert desk.book("p9", at(9)) is Refusal.FULL
    desk.bookings.cancel(made[1].id, NOW)
    assert desk.book("p9", at(9)) is Refusal.FULL
    desk.bookings.cancel(made[2].id, NOW)
    assert desk.booked("p9", at(9)).holds
    assert desk.book("p8", at(9)) is Refusal.FULL


def test_an_early_code_that_somebody_has_gives_way(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "codes", lambda: iter(["1111", "1111", "2222", "3333"]))
    desk = Desk(engine, an_offer(capacity=9))
    first, second = desk.booked("ma", at(9)), desk.booked("li", at(9))
    assert (first.code, second.code) == ("1111", "2222")
    # The person's own slot is told as such, whatever code was tried.
    assert desk.book("li", at(9), request="again") is Refusal.ALREADY
    desk.bookings.cancel(first.id, NOW)
    assert desk.booked("wu", at(9)).code == "1111"
    assert desk.bookings.with_code("1111") != first


def test_no_code_at_all_is_an_error_and_changes_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "codes", lambda: iter(["1111"]))
    desk = Desk(engine, an_offer(capacity=9))
    desk.booked("ma", at(9))
    with pytest.raises(RuntimeError, match="no code is free"):
        desk.book("li", at(9))
    assert desk.counts_are_right()


def test_a_course_ends_with_its_last_lesson(engine: Engine) -> None:
    course = series(
        kind=Kind.COURSE, rule="FREQ=MONTHLY;BYDAY=1MO", lessons="FREQ=WEEKLY;COUNT=4",
        minutes=90, capacity=8, days_ahead=60,
    )  # fmt: skip
    desk = Desk(engine, course)
    made = desk.booked("ma", at(10, day=1, month=6), "clinic")
    assert made.end == at(11, 30, day=22, month=6)
    assert desk.bookings.of(["ma"], at(11, 29, day=22, month=6)) == [made]


def test_details_that_cannot_be_opened_are_taken_for_none(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(9), details=DETAILS)
    with engine.begin() as connection:
        connection.execute(text("UPDATE booking SET sealed = substr(sealed, 2)"))
    found = desk.bookings.booking(made.id)
    assert found is not None
    assert found.details == Details()
    assert "cannot be opened" in caplog.text
    with engine.begin() as connection:
        connection.execute(text("UPDATE booking SET sealed = NULL, person = NULL"))
    found = desk.bookings.booking(made.id)
    assert found is not None
    assert (found.details, found.person) == (Details(), None)


def test_all_of_it_or_nothing(engine: Engine) -> None:
    """Whichever statement of a booking fails, nothing of it stays."""
    desk = Desk(engine, an_offer(capacity=2))
    desk.booked("li", at(9))
    left, failed = 0, 0

    def listen(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise RuntimeError("the power went")

    event.listen(engine, "before_cursor_execute", listen)
    while not desk.bookings.of(["ma"], NOW):
        left = failed + 2
        with suppress(RuntimeError):
            desk.book("ma", at(9))
            break
        failed += 1
        assert desk.counts_are_right()
    event.remove(engine, "before_cursor_execute", listen)
    assert failed > 6
    assert desk.taken(at(9)) == 2
    assert len(desk.bookings.of(["ma"], NOW)) == 1


def test_hours_with_a_lunch_break(engine: Engine) -> None:
    offer: Offer = an_offer(hours=HOURS, minutes=60)
    desk = Desk(engine, offer)
    free = desk.bookings.free(offer, at(0), at(23, 59), at(6))
    assert [each.start.hour for each in free] == [9, 10, 11, 13, 14, 15, 16]
    assert refused(desk.bookings.book(Wish("r", "hut", at(12), "ma"), NOW)) is Refusal.NO_SLOT
