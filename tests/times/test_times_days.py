from datetime import date, timedelta

import chinese_calendar
import pytest

from assistant.times import load_days

DAYS = load_days()


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_workdays_agree_with_an_independent_calendar(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        assert DAYS.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_a_year_that_is_not_announced_is_said_to_be_so() -> None:
    assert DAYS.is_announced(2026)
    assert not DAYS.is_announced(2031)


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("春节", date(2027, 2, 6)),
        ("端午", date(2027, 6, 9)),
        ("中秋节", date(2027, 9, 15)),
        ("清明", date(2027, 4, 5)),
        ("冬至", date(2026, 12, 22)),
        ("母亲节", date(2027, 5, 9)),
        ("感恩节", date(2026, 11, 26)),
        ("除夕", date(2027, 2, 5)),
    ],
)
def test_festivals_fall_on_the_day_printed_in_calendars(word: str, day: date) -> None:
    festival = DAYS.festival(word)
    assert festival is not None
    assert DAYS.next_festival(festival, date(2026, 11, 23)) == day


def test_a_holiday_spans_the_days_announced() -> None:
    span = DAYS.holiday("春节", date(2026, 2, 17))
    assert span == (date(2026, 2, 15), date(2026, 2, 24))


def test_two_holidays_in_one_are_found_by_either_name() -> None:
    assert DAYS.holiday("中秋节", date(2025, 10, 6)) == DAYS.holiday("国庆节", date(2025, 10, 1))


def test_make_up_workdays_are_no_weekend() -> None:
    assert DAYS.is_make_up(date(2026, 10, 10))
    assert DAYS.next_make_up(date(2026, 9, 21)) == date(2026, 10, 10)
    assert not DAYS.is_make_up(date(2026, 10, 11))
