"""When doors are open, in seconds from now."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from finding_town import MONDAY_TEN, SHOP, at

from assistant.facilities.hours import state
from assistant.finding.spans import open_spans, start_in

HOUR = 3600.0


@pytest.mark.parametrize(
    ("hours", "spans"),
    [
        (None, ((0, 12),)),
        ("24/7", ((0, 12),)),
        ("off", ()),
        ("Mo-Su 09:00-12:00,13:30-17:00", ((0, 2), (3.5, 7))),
        ("Mo-Su 10:00-11:00", ((0, 1),)),
        ("Mo-Su 11:00-26:00", ((1, 12),)),
        ("Tu 09:00-12:00", ()),
        ("Mo 08:00-10:00", ()),
        ("broken rule (", ((0, 12),)),
        ("Mo 10:00-12:00,12:00-13:00", ((0, 3),)),
    ],
)
def test_spans_of_a_monday_from_ten(
    hours: str | None, spans: tuple[tuple[float, float], ...]
) -> None:
    found = open_spans(replace(SHOP, opening_hours=hours), MONDAY_TEN, 12 * HOUR)
    assert found == tuple((begins * HOUR, ends * HOUR) for begins, ends in spans)


@pytest.mark.parametrize(
    "hours",
    ["Mo-Fr 08:30-12:00,14:00-17:30; Sa 09:00-12:00", "Mo-Su sunrise-sunset", "Tu-Su 06:00-10:15",
     'Mo-Fr 09:00-12:00 "电话预约"; Sa off', "Mo-Su 22:00-06:00"],
)  # fmt: skip
@pytest.mark.parametrize("now", [MONDAY_TEN, at("2026-11-27 11:47"), at("2026-11-28 23:10"),
                                 at("2026-09-30 16:00"), at("2026-10-07 19:00"),
                                 at("2026-10-09 20:30"), at("2026-12-31 21:00")])  # fmt: skip
def test_spans_say_what_the_doors_say(hours: str, now: datetime) -> None:
    shop = replace(SHOP, opening_hours=hours, lat=30.26, lon=114.54)
    spans = open_spans(shop, now, 30 * HOUR)
    for minutes in range(0, 30 * 60, 7):
        moment = now + timedelta(minutes=minutes)
        inside = any(begins <= minutes * 60 < ends for begins, ends in spans)
        doors = state(hours, moment, (shop.lat, shop.lon))
        assert inside == (doors.open is not False), moment


def test_spans_of_a_holiday_and_of_a_make_up_workday() -> None:
    office = replace(SHOP, opening_hours="Mo-Fr 08:00-12:00,14:00-17:00")
    assert open_spans(office, at("2026-10-01 08:00"), 48 * HOUR) == ()
    saturday = open_spans(office, at("2026-10-10 08:00"), 48 * HOUR)
    assert saturday == ((0.0, 4 * HOUR), (6 * HOUR, 9 * HOUR))


SPANS = ((0.0, 3600.0), (5400.0, 9000.0))


@pytest.mark.parametrize(
    ("arrival", "stay", "start"),
    [
        (0, 600, 0),
        (3000, 600, 3000),
        (3001, 600, None),
        (3601, 600, 5400),
        (3600, 600, 5400),
        (3599, 600, None),
        (5400, 3600, 5400),
        (8400, 600, 8400),
        (8401, 600, None),
        (0, 4000, None),
    ],
)
def test_when_a_stay_can_begin(arrival: float, stay: float, start: float | None) -> None:
    assert start_in(SPANS, arrival, stay) == start


def test_a_door_that_stays_closed() -> None:
    assert start_in((), 0, 60) is None
