"""Once a day: who did not come back is forgotten, and whose the old bookings were."""

import asyncio
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, insert
from sqlalchemy.exc import OperationalError

from assistant import clock
from assistant.booking import Booking, Bookings, Details, Offer, Wish
from assistant.booking.offer import Kind
from assistant.booking.rows import OFFER
from assistant.gateway.housekeeping import erase_bookings, forget_unseen, keep_house
from assistant.people import People, PersonPlace
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
    assert "could not be erased" in caplog.text


def test_the_house_is_kept_once_a_day_with_the_days_that_are_set(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = People(engine, SECRET)
    then = clock.now() - timedelta(days=9)
    people.remember_place("old", PersonPlace("home", 30.0, 114.0), then.date())
    made = booked(engine, then)
    slept = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        raise asyncio.CancelledError

    monkeypatch.setattr(asyncio, "sleep", sleep)

    def keep(settings: Settings) -> tuple[bool, bool]:
        """One round; whether the home and the person of the booking are still there."""
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(keep_house(people, engine, settings))
        return bool(people.known("old", then.date()).places), person_of(engine, made) is not None

    assert keep(Settings(keep_days=20, booking_keep_days=20)) == (True, True)
    assert keep(Settings(keep_days=20, booking_keep_days=5)) == (True, False)
    assert keep(Settings(keep_days=5, booking_keep_days=20)) == (False, False)
    assert slept == [24 * 3600] * 3
