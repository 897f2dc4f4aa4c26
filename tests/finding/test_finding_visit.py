"""A visit: the doors when one gets there, not when one leaves."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from finding_town import MONDAY_TEN, SHOP, at

from assistant.finding.visit import visit
from assistant.walking import Walk

FIVE_MINUTES = Walk(300, 300.0)


def test_doors_are_looked_at_on_arrival() -> None:
    shop = replace(SHOP, opening_hours="Mo-Fr 10:04-17:00")
    assert visit(shop, FIVE_MINUTES, MONDAY_TEN).doors.open is True
    assert visit(shop, Walk(100, 100.0), MONDAY_TEN).doors.open is False


def test_or_at_the_time_asked_about() -> None:
    shop = replace(SHOP, opening_hours="Mo-Fr 10:00-17:00")
    evening = visit(shop, FIVE_MINUTES, MONDAY_TEN, at("2026-11-23 20:00"))
    assert evening.doors.open is False
    assert evening.doors.opens_at == at("2026-11-24 10:00")
    assert evening.is_closed


@pytest.mark.parametrize(
    ("hours", "closed", "soon", "last_minutes"),
    [
        ("Mo-Fr 09:00-17:00", False, False, False),
        (None, False, False, False),
        ("Mo-Fr 10:05-17:00", False, False, False),
        ("Mo-Fr 10:35-17:00", False, True, False),
        ("Mo-Fr 10:36-17:00", True, False, False),
        ("Mo-Fr 09:00-10:14", False, False, True),
        ("Mo-Fr 09:00-10:15", False, False, False),
        ("Mo-Fr 09:00-10:05", True, False, False),
        ("off", True, False, False),
        ("24/7", False, False, False),
    ],
)
def test_closed_soon_and_the_last_minutes(
    hours: str | None, closed: bool, soon: bool, last_minutes: bool
) -> None:
    going = visit(replace(SHOP, opening_hours=hours), FIVE_MINUTES, MONDAY_TEN)
    assert (going.is_closed, going.opens_soon, going.closes_soon) == (closed, soon, last_minutes)


def test_the_wait_before_the_door() -> None:
    shop = replace(SHOP, opening_hours="Mo-Fr 10:20-17:00")
    assert visit(shop, FIVE_MINUTES, MONDAY_TEN).wait == timedelta(minutes=15)
    assert visit(SHOP, FIVE_MINUTES, MONDAY_TEN).wait == timedelta(0)


@pytest.mark.parametrize(
    ("status", "until", "offered"),
    [
        ("open", None, True),
        ("planned", None, False),
        ("planned", date(2026, 1, 1), False),
        ("closed", None, False),
        ("closed_until", None, False),
        ("closed_until", date(2026, 11, 24), False),
        ("closed_until", date(2026, 11, 23), True),
    ],
)
def test_nobody_is_sent_to_what_is_not_in_use(
    status: str, until: date | None, offered: bool
) -> None:
    shop = replace(SHOP, status=status, status_until=until, opening_hours="24/7")
    going = visit(shop, FIVE_MINUTES, MONDAY_TEN)
    assert going.is_offered is offered
    assert going.doors.open is (None if status == "closed_until" and offered else
                                status == "open")  # fmt: skip


def test_back_after_a_pause_but_closed_at_this_hour() -> None:
    shop = replace(
        SHOP, status="closed_until", status_until=date(2026, 11, 20), opening_hours="Tu 09:00-17:00"
    )
    assert visit(shop, FIVE_MINUTES, MONDAY_TEN).doors.open is False


def test_minutes_are_told_to_one_decimal() -> None:
    assert visit(SHOP, Walk(412, 415.2), MONDAY_TEN).minutes == 6.9
    assert visit(SHOP, None, MONDAY_TEN).minutes is None


def test_a_place_that_cannot_be_walked_to_is_looked_at_now() -> None:
    going = visit(replace(SHOP, opening_hours="Mo-Fr 10:00-17:00"), None, MONDAY_TEN)
    assert going.arrival == MONDAY_TEN
    assert isinstance(going.arrival, datetime)
    assert going.doors.open is True


def test_a_visit_on_a_holiday_finds_offices_closed_and_shops_perhaps_open() -> None:
    holiday = at("2026-10-03 10:00")
    office = visit(replace(SHOP, opening_hours="Mo-Fr 09:00-17:00"), FIVE_MINUTES, holiday)
    assert office.is_closed
    assert office.doors.opens_at == at("2026-10-08 09:00")
    shop = visit(replace(SHOP, opening_hours="Mo-Su 09:00-17:00"), FIVE_MINUTES, holiday)
    assert not shop.is_closed
    assert shop.doors.unconfirmed


def test_a_visit_on_a_make_up_workday_finds_offices_open() -> None:
    office = replace(SHOP, opening_hours="Mo-Fr 09:00-17:00")
    assert visit(office, FIVE_MINUTES, at("2026-10-10 10:00")).doors.open is True
    assert visit(office, FIVE_MINUTES, at("2026-10-11 10:00")).is_closed
