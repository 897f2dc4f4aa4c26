"""Special days: those announced, those likely in a year that is not, and the next one."""

from datetime import date

import pytest

from assistant.facilities.hours_calendar import DayKind, SpecialDay, next_special, special_day
from assistant.times import load_days
from assistant.times.days import DAY

DAYS = load_days()


@pytest.mark.parametrize(
    ("day", "special"),
    [
        ("2026-02-14", SpecialDay(DayKind.MAKE_UP, "", announced=True)),
        ("2026-02-15", SpecialDay(DayKind.HOLIDAY, "春节", announced=True)),
        ("2026-02-23", SpecialDay(DayKind.HOLIDAY, "春节", announced=True)),
        ("2026-02-24", None),
        ("2026-04-05", SpecialDay(DayKind.HOLIDAY, "清明节", announced=True)),
        ("2025-10-02", SpecialDay(DayKind.HOLIDAY, "国庆节", announced=True)),
        ("2025-10-08", SpecialDay(DayKind.HOLIDAY, "国庆节", announced=True)),
        ("2026-11-23", None),
        ("2027-01-01", SpecialDay(DayKind.HOLIDAY, "元旦", announced=False)),
        ("2027-02-05", SpecialDay(DayKind.ORDINARY, "春节", announced=False)),
        ("2027-02-06", SpecialDay(DayKind.HOLIDAY, "春节", announced=False)),
        ("2027-02-13", SpecialDay(DayKind.ORDINARY, "春节", announced=False)),
        ("2027-02-14", None),
        ("2027-10-07", SpecialDay(DayKind.ORDINARY, "国庆节", announced=False)),
        ("2027-10-09", None),
    ],
)
def test_what_is_special_about_a_day(day: str, special: SpecialDay | None) -> None:
    assert special_day(date.fromisoformat(day), DAYS) == special


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_announced_days_are_those_of_the_table_each_with_its_holiday(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        special = special_day(day, DAYS)
        assert DAYS.is_holiday(day) == bool(special and special.kind is DayKind.HOLIDAY), day
        assert DAYS.is_make_up(day) == bool(special and special.kind is DayKind.MAKE_UP), day
        if special and special.kind is DayKind.HOLIDAY:
            span = DAYS.holiday(special.holiday, day)
            assert span is not None
            assert span.first <= day < span.after, day
        day += DAY


def test_the_next_special_day_is_the_nearest_one() -> None:
    day = date(2025, 12, 1)
    while day < date(2028, 2, 1):
        found = next_special(day, DAYS)
        assert special_day(found, DAYS)
        between = (found - day).days
        assert not any(special_day(day + ahead * DAY, DAYS) for ahead in range(between))
        day += DAY


def test_a_year_beyond_the_lunar_calendar_still_has_its_solar_holidays() -> None:
    assert next_special(date(2150, 6, 1), DAYS) == date(2150, 10, 1)
