"""The hours of one day, over holidays, make-up workdays and years not announced."""

from datetime import date

import chinese_calendar
import pytest

from assistant.facilities.day_hours import DayHours, hours_on
from assistant.facilities.hours_calendar import DayKind
from assistant.times import load_days
from assistant.times.days import DAY

DAYS = load_days()
OFFICE = "Mo-Fr 08:30-12:00,14:00-17:30"
OFFICE_PH = f"{OFFICE}; PH off"
SHOP = "Mo-Su 08:00-20:00"
SPRING_2026 = [date(2026, 2, 15) + ahead * DAY for ahead in range(9)]
NATIONAL_2026 = [date(2026, 10, 1) + ahead * DAY for ahead in range(7)]
MAKE_UP_2026 = [date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9),
                date(2026, 9, 20), date(2026, 10, 10)]  # fmt: skip


def hours(rule: str, day: date) -> DayHours:
    found = hours_on(rule, day, DAYS)
    assert found is not None
    return found


def clock(found: DayHours) -> list[str]:
    return [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in found.open]


@pytest.mark.parametrize("rule", [OFFICE, OFFICE_PH, f"PH off; {OFFICE}"])
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_offices_are_open_on_the_workdays_of_an_independent_calendar(year: int, rule: str) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        found = hours(rule, day)
        assert bool(found.open) == chinese_calendar.is_workday(day), day
        assert not found.unconfirmed, day
        day += DAY


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_shops_open_every_day_and_have_to_be_asked_on_holidays(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        off, name = chinese_calendar.get_holiday_detail(day)
        found = hours(SHOP, day)
        assert clock(found) == ["08:00-20:00"], day
        assert found.unconfirmed == bool(off and name), day
        day += DAY


@pytest.mark.parametrize("day", [*SPRING_2026, *NATIONAL_2026])
def test_the_days_of_a_long_holiday(day: date) -> None:
    name = "春节" if day.month == 2 else "国庆节"
    for rule in (OFFICE, OFFICE_PH, "Tu,Fr 09:00-16:30", "Mo-Su 08:00-20:00; PH off"):
        assert hours(rule, day) == DayHours((), DayKind.HOLIDAY, holiday=name)
    for rule in (SHOP, "24/7"):
        found = hours(rule, day)
        assert found.open
        assert (found.kind, found.unconfirmed, found.holiday) == (DayKind.HOLIDAY, True, name)
    short = hours("Mo-Su 08:00-20:00; PH 10:00-16:00", day)
    assert (clock(short), short.unconfirmed) == (["10:00-16:00"], False)


@pytest.mark.parametrize("day", MAKE_UP_2026)
def test_make_up_workdays(day: date) -> None:
    for rule in (OFFICE, OFFICE_PH):
        found = hours(rule, day)
        assert clock(found) == ["08:30-12:00", "14:00-17:30"]
        assert all(opens.date() == closes.date() == day for opens, closes in found.open)
        assert (found.kind, found.unconfirmed) == (DayKind.MAKE_UP, False)
    assert clock(hours("Mo-Th 09:00-17:00; Fr 09:00-16:00", day)) == ["09:00-17:00"]
    assert hours("Mo-Th 09:00-17:00; Fr 09:00-16:00", day).unconfirmed
    # Two mornings a week: most workdays have none, but who knows.
    assert hours("Tu,Fr 09:00-16:30", day) == DayHours((), DayKind.MAKE_UP, unconfirmed=True)


def test_who_opens_at_weekends_keeps_to_the_weekday_on_a_make_up_workday() -> None:
    saturday, sunday = date(2026, 10, 10), date(2026, 9, 20)
    rule = "Mo-Fr 08:00-17:00; Sa 08:00-12:00"
    assert clock(hours(rule, saturday)) == ["08:00-12:00"]
    assert not hours(rule, saturday).unconfirmed
    assert clock(hours("Mo-Sa 08:00-18:00", sunday)) == []


def test_seasons_hold_on_make_up_workdays_at_the_edge_of_a_month() -> None:
    rule = "Jan,Feb Mo-Fr 09:00-16:00; Mar-Dec Mo-Fr 08:00-18:00"
    assert clock(hours(rule, date(2026, 2, 28))) == ["09:00-16:00"]
    assert clock(hours("Jan 2-31 Mo-Fr 09:00-16:00", date(2026, 1, 4))) == ["09:00-16:00"]


class TestNotAnnounced:
    """2027 is not in the table."""

    def test_days_around_a_holiday_go_by_the_weekday_and_have_to_be_confirmed(self) -> None:
        monday = date(2027, 10, 4)
        for rule in (OFFICE, OFFICE_PH, SHOP):
            found = hours(rule, monday)
            assert found.open
            assert (found.kind, found.unconfirmed) == (DayKind.ORDINARY, True)
            assert found.holiday == "国庆节"

    def test_what_a_rule_says_of_holidays_holds_on_the_festival_itself(self) -> None:
        assert hours(OFFICE_PH, date(2027, 1, 1)) == DayHours((), DayKind.HOLIDAY, holiday="元旦")

    def test_what_it_does_not_say_has_to_be_confirmed(self) -> None:
        found = hours(OFFICE, date(2027, 1, 1))
        assert (bool(found.open), found.kind, found.unconfirmed) == (True, DayKind.HOLIDAY, True)

    def test_who_is_closed_on_that_weekday_stays_closed(self) -> None:
        saturday = date(2027, 1, 2)
        assert not hours(OFFICE, saturday).open
        assert not hours(OFFICE, saturday).unconfirmed

    def test_other_days_are_days_like_others(self) -> None:
        assert hours(OFFICE, date(2027, 3, 10)).kind is DayKind.ORDINARY
        assert not hours(OFFICE, date(2027, 3, 10)).unconfirmed


def test_a_night_before_a_holiday_ends_on_it() -> None:
    rule = "Mo-Su 18:00-02:00; PH off"
    (opens, closes), *_ = hours(rule, date(2026, 9, 30)).open
    assert (opens.day, closes.month, closes.day, closes.hour) == (30, 10, 1, 2)
    assert not hours(rule, date(2026, 10, 1)).open


@pytest.mark.parametrize(
    "rule", ["", "上午开门", '"先打电话"', 'Mo-Fr 09:00-17:00 "需预约"', "10:00-12:00 unknown"]
)
def test_hours_that_nobody_can_tell(rule: str) -> None:
    assert hours_on(rule, date(2026, 11, 23), DAYS) is None


def test_hours_without_asking_beside_others() -> None:
    found = hours('Mo-Fr 09:00-12:00, Mo-Fr 14:00-17:00 "需预约"', date(2026, 11, 23))
    assert clock(found) == ["09:00-12:00"]


def test_school_holidays_are_not_known() -> None:
    rule = "Mo-Fr 11:30-19:30; SH Mo-Fr 08:30-18:00"
    assert hours_on(rule, date(2026, 11, 23), DAYS) is None
    assert hours(rule, date(2026, 11, 22)) == DayHours(())
    assert hours(rule, date(2026, 10, 1)).kind is DayKind.HOLIDAY
