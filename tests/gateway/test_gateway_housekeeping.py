"""Once a day: who did not come back is forgotten, and whose the old bookings were."""

import asyncio
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, insert
from sqlalchemy.exc import OperationalError

from assistant import clock
from assistant.booking import Booking, Bookings, Details, Offer, Provider, Wish
from assistant.booking.offer import Kind
from assistant.booking.rows import OFFER
from assistant.gateway.housekeeping import (
    ANSWERED_WITHIN,
    erase_bookings,
    forget_unseen,
    keep_house,
    keep_requests,
)
from assistant.people import People, PersonPlace
from assistant.requests import Filing, Status, Ticket, TicketDesk, Tickets
from assistant.settings import Settings

SECRET = bytes(32)


def test_who_did_not_come_back_is_forgotten(engine: Engine) -> None:
    people = People(engine, SECRET)
    people.remember_place("old", PersonPlace("home", 30.0, 114.0), date(2025, 1, 1))
    people.remember_place("new", PersonPlace("home", 30.0, 114.0), date(2026, 1, 1))
    forget_unseen(people, 365, date(2026, 11, 23))
    assert not people.known("old", date(2026, 11, 23)).places
    assert people.known("new", date(2026, 11, 23)).places


def test_a_busy_database_is_no_reason_to_stop(caplog: pytest.LogCaptureFixture) -> None:
    def busy(_before: date) -> int:
        raise OperationalError("DELETE", {}, Exception("locked"))

    people: Any = SimpleNamespace(forget_unseen=busy)
    forget_unseen(people, 365, date(2026, 11, 23))
    assert "could not be deleted" in caplog.text


def booked(engine: Engine, start: datetime) -> Booking:
    """A booking that ends half an hour after `start`."""
    offer = Offer(
        "o", "hut", ("health_hut",), Kind.APPOINTMENT, "咨询", "consultation", starts=start
    )
    row: dict[str, object] = {"id": "o", "facility_id": "hut", "kind": offer.kind}
    row |= {"spec": offer.as_json(), "withdrawn": False, "origin": "test"}
    with engine.begin() as connection:
        connection.execute(insert(OFFER).values(row))
    wish = Wish("r", "o", start, "p" * 24, 1, Details("13907138642"))
    made = Bookings(engine, SECRET).book(wish, start - timedelta(hours=1))
    assert isinstance(made, Booking)
    return made


def person_of(engine: Engine, booking: Booking) -> str | None:
    found = Bookings(engine, SECRET).booking(booking.id)
    assert found is not None
    return found.person


def test_old_bookings_do_not_say_any_more_whose_they_were(engine: Engine) -> None:
    start = datetime(2026, 11, 23, 9, tzinfo=clock.ZONE)
    made = booked(engine, start)
    erase_bookings(engine, 30, made.end + timedelta(days=30))
    assert person_of(engine, made) == "p" * 24
    erase_bookings(engine, 30, made.end + timedelta(days=30, seconds=1))
    assert person_of(engine, made) is None


def test_a_database_that_is_gone_is_no_reason_to_stop(caplog: pytest.LogCaptureFixture) -> None:
    gone = create_engine("sqlite:////nowhere/at/all.db")
    erase_bookings(gone, 30, datetime(2026, 11, 23, tzinfo=clock.ZONE))
    keep_requests(gone, 30, datetime(2026, 11, 23, tzinfo=clock.ZONE))
    assert "old bookings could not be erased" in caplog.text
    assert "old reports could not be erased" in caplog.text


def done(engine: Engine, then: datetime) -> Ticket:
    """A report that the desk says is mended."""
    desk = TicketDesk(engine, SECRET)
    ticket = Tickets(engine, SECRET).file(Filing("r", "p" * 24, "lift", "city_line"), then)
    desk.assign(ticket.id, "city_line", then)
    ended = desk.finish(ticket.id, "修好了", then)
    assert isinstance(ended, Ticket)
    return ended


def reporter(engine: Engine, ticket: Ticket) -> str | None:
    found = Tickets(engine, SECRET).ticket(ticket.id)
    assert found is not None
    return found.person


def test_reports_are_closed_unanswered_and_do_not_say_any_more_whose_they_were(
    engine: Engine,
) -> None:
    then = datetime(2026, 5, 1, 9, tzinfo=clock.ZONE)
    made = done(engine, then)
    closed_at = then + ANSWERED_WITHIN + timedelta(seconds=1)

    def after(moment: datetime) -> tuple[Status, bool]:
        keep_requests(engine, 180, moment)
        found = Tickets(engine, SECRET).ticket(made.id)
        assert found is not None
        return found.status, found.person is not None

    assert after(then + ANSWERED_WITHIN) == (Status.DONE, True)
    assert after(closed_at) == (Status.CLOSED, True)
    assert after(closed_at + timedelta(days=180)) == (Status.CLOSED, True)
    assert after(closed_at + timedelta(days=180, seconds=1)) == (Status.CLOSED, False)


def test_the_house_is_kept_once_a_day_with_the_days_that_are_set(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = People(engine, SECRET)
    then = clock.now() - timedelta(days=9)
    people.remember_place("old", PersonPlace("home", 30.0, 114.0), then.date())
    made = booked(engine, then)
    report = done(engine, then)
    slept = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        raise asyncio.CancelledError

    monkeypatch.setattr(asyncio, "sleep", sleep)

    def keep(settings: Settings) -> tuple[bool, bool]:
        """One round; whether the home and the person of the booking are still there."""
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(keep_house(people, Provider(engine, SECRET), engine, settings))
        return bool(people.known("old", then.date()).places), person_of(engine, made) is not None

    assert keep(Settings(keep_days=20, booking_keep_days=20)) == (True, True)
    assert keep(Settings(keep_days=20, booking_keep_days=5)) == (True, False)
    assert keep(Settings(keep_days=5, booking_keep_days=20)) == (False, False)
    assert slept == [24 * 3600] * 3
    Tickets(engine, SECRET).withdraw(report.id, then)
    assert keep(Settings(request_keep_days=20)) == (False, False)
    assert reporter(engine, report)
    assert keep(Settings(request_keep_days=5)) == (False, False)
    assert not reporter(engine, report)


def test_a_defect_in_one_part_keeps_no_other_from_being_done(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = booked(engine, clock.now() - timedelta(days=9))

    def broken(_before: date) -> int:
        raise ValueError("a defect")

    async def sleep(_seconds: float) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(asyncio, "sleep", sleep)
    people: Any = SimpleNamespace(forget_unseen=broken)
    settings = Settings(booking_keep_days=5)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(keep_house(people, Provider(engine, SECRET), engine, settings))
    assert person_of(engine, made) is None
    assert "a defect" in caplog.text
