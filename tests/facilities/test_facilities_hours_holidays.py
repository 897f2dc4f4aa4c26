"""Open or not at a moment, around holidays and make-up workdays."""

import csv
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.clock import ZONE
from assistant.facilities.day_hours import hours_on
from assistant.facilities.hours import DayKind, HoursState, state
from assistant.facilities.hours_calendar import next_special
from assistant.paths import DEMO
from assistant.times import Days, load_days
from assistant.times.days import DAY

DAYS = load_days()
NO_DAYS = Days({}, {})
OFFICE = "Mo-Fr 08:30-12:00,14:00-17:30"
SHOP = "Mo-Su 08:00-20:00"
with (DEMO / "facilities.csv").open(encoding="utf-8", newline="") as file:
    DEMO_RULES = sorted({row["opening_hours"] for row in csv.DictReader(file)} - {""})
RULES = [
    *(rule for rule in DEMO_RULES if "SH" not in rule),
    "Mo-Su 18:00-02:00; PH off", "Fr,Sa 21:00-05:00; Su 12:00-20:00", "24/7; PH off",
    "PH 10:00-12:00", "Mo-Su 08:00-20:00; PH 10:00-16:00", "Tu-Su 00:00-24:00",
    "Mo-Th 09:00-17:00; Fr 09:00-26:00", "off", "Jun-Aug 18:00-24:00", "22:00-06:00",
]  # fmt: skip

SELDOM = ("PH 10:00-12:00", "24/7; PH off", "Jun-Aug 18:00-24:00")
"""Rules whose next change may be months ahead."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("rule", "moment", "opens_at"),
    [
        (OFFICE, "2026-09-30 18:00", "2026-10-08 08:30"),
        (f"{OFFICE}; PH off", "2026-09-30 18:00", "2026-10-08 08:30"),
        (OFFICE, "2026-10-09 18:00", "2026-10-10 08:30"),
        (OFFICE, "2026-10-10 12:30", "2026-10-10 14:00"),
        (OFFICE, "2026-10-10 18:00", "2026-10-12 08:30"),
        (OFFICE, "2026-02-13 18:00", "2026-02-14 08:30"),
        (OFFICE, "2026-02-14 18:00", "2026-02-24 08:30"),
        ("Tu,Fr 09:00-16:30", "2026-02-13 17:00", "2026-02-24 09:00"),
        ("PH 10:00-12:00", "2026-06-22 10:00", "2026-09-25 10:00"),
    ],
)
def test_closed_until_the_doors_really_open(rule: str, moment: str, opens_at: str) -> None:
    assert state(rule, at(moment)) == HoursState(False, at(opens_at))


@pytest.mark.parametrize("day", range(1, 8))
def test_an_office_in_the_week_of_the_national_day(day: int) -> None:
    noon = at(f"2026-10-{day:02} 10:00")
    for rule in (OFFICE, f"{OFFICE}; PH off"):
        assert state(rule, noon) == HoursState(
            False, at("2026-10-08 08:30"), because=DayKind.HOLIDAY, holiday="国庆节"
        )


@pytest.mark.parametrize("day", range(15, 24))
def test_a_shop_at_spring_festival_may_keep_other_hours(day: int) -> None:
    open_now = state(SHOP, at(f"2026-02-{day} 10:00"))
    assert (open_now.open, open_now.closes_at) == (True, at(f"2026-02-{day} 20:00"))
    assert (open_now.unconfirmed, open_now.holiday) == (True, "春节")
    assert open_now.announced
    assert open_now.because is DayKind.ORDINARY


@pytest.mark.parametrize("day", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"])
def test_a_make_up_workday_opens_offices(day: str) -> None:
    found = state(OFFICE, at(f"2026-{day} 10:00"))
    assert found == HoursState(True, None, at(f"2026-{day} 12:00"), because=DayKind.MAKE_UP)


def test_the_evening_before_a_day_on_which_hours_may_differ() -> None:
    found = state(SHOP, at("2026-09-30 21:00"))
    assert found == HoursState(False, at("2026-10-01 08:00"), unconfirmed=True, holiday="国庆节")


def test_a_year_not_announced_is_said_to_be_so() -> None:
    assert state(SHOP, at("2027-02-08 10:00")) == HoursState(
        True, None, at("2027-02-08 20:00"), unconfirmed=True, holiday="春节", announced=False
    )
    assert state(OFFICE, at("2026-12-31 18:00")) == HoursState(
        False, at("2027-01-01 08:30"), unconfirmed=True, holiday="元旦", announced=False
    )


def test_what_is_never_open_is_not_closed_for_a_holiday() -> None:
    for rule in ("off", "Jun-Aug 18:00-24:00"):
        assert state(rule, at("2026-10-03 10:00")).because is DayKind.ORDINARY


def test_always_open_through_a_holiday() -> None:
    assert state("24/7", at("2026-10-03 10:00")) == HoursState(
        True, unconfirmed=True, holiday="国庆节"
    )
    assert state("24/7; PH off", at("2026-09-30 10:00")).closes_at == at("2026-10-01 00:00")
    assert state("24/7; PH off", at("2026-10-03 10:00")).opens_at == at("2026-10-08 00:00")


def test_hours_by_the_sun_on_a_holiday_follow_the_sun_of_the_place() -> None:
    harbin, kashgar = (45.8, 126.6), (39.5, 76.0)
    evening = at("2026-10-03 18:00")
    assert state("sunrise-sunset", evening, harbin).open is False
    assert state("sunrise-sunset", evening, kashgar).open is True


def test_another_table_of_days() -> None:
    assert state(OFFICE, at("2026-10-01 10:00"), days=NO_DAYS) == HoursState(
        True, None, at("2026-10-01 12:00")
    )


MOMENTS = st.integers(0, 800 * 96).map(
    lambda quarters: at("2025-12-01 00:00") + timedelta(minutes=15 * quarters)
)


@settings(deadline=None)
@given(rule=st.sampled_from(RULES), moment=MOMENTS)
def test_a_moment_agrees_with_the_hours_of_its_days(rule: str, moment: datetime) -> None:
    spans: list[tuple[datetime, datetime]] = []
    for ahead in range(-1, 15):
        day = hours_on(rule, moment.date() + ahead * DAY, DAYS)
        assert day is not None
        spans += day.open
    found = state(rule, moment)
    assert found.open == any(opens <= moment < closes for opens, closes in spans)
    later = [opens for opens, _ in spans if opens > moment]
    if not found.open and later:
        assert found.opens_at == min(later)
    if found.closes_at and found.closes_at < moment + 10 * DAY:
        assert state(rule, found.closes_at - timedelta(minutes=1)).open is True
        assert state(rule, found.closes_at).open is False
        assert not any(opens <= found.closes_at < closes for opens, closes in spans)


@settings(deadline=None)
@given(rule=st.sampled_from([rule for rule in RULES if rule not in SELDOM]), moment=MOMENTS)
def test_far_from_special_days_nothing_differs(rule: str, moment: datetime) -> None:
    if next_special(moment.date() - DAY, DAYS) > moment.date() + 8 * DAY:
        assert state(rule, moment) == state(rule, moment, days=NO_DAYS)


def test_every_moment_of_the_demo_on_a_special_day_is_known() -> None:
    for day in (date(2026, 2, 17), date(2026, 10, 10), date(2027, 10, 1)):
        for rule in DEMO_RULES:
            found = state(rule, datetime.combine(day, time(10), ZONE))
            assert found.open or found.opens_at or "SH" in rule, rule
