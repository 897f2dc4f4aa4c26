"""A rule of opening hours: nights, holidays in it, and hours that only those get who ask."""

from datetime import date, datetime, time, timedelta

import pytest
from opening_hours import OpeningHours

from assistant.clock import ZONE
from assistant.facilities.hours_rule import Door, Rule, Stretch, in_term, read
from assistant.times.days import DAY

MONDAY = date(2026, 11, 23)
THURSDAY = 3


def rule(text: str) -> Rule:
    found = read(text)
    assert found is not None
    return found


def told(stretches: list[Stretch]) -> list[str]:
    """Stretches as hours of their days: "22:00-26:00"."""
    found = []
    for each in stretches:
        assert each.end is not None
        midnight = datetime.combine(each.start.date(), time(), ZONE)
        minutes = int((each.end - midnight).total_seconds()) // 60
        found.append(f"{each.start:%H:%M}-{minutes // 60:02}:{minutes % 60:02}")
    return found


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mo-Fr 08:30-12:00,14:00-17:30", ["08:30-12:00", "14:00-17:30"]),
        ("Mo-Su 18:00-02:00", ["18:00-26:00"]),
        ("22:00-06:00", ["22:00-30:00"]),
        ("22:00-26:00", ["22:00-26:00"]),
        ("18:00-24:00", ["18:00-24:00"]),
        ("18:00-00:00", ["18:00-24:00"]),
        ("24/7", ["00:00-24:00"]),
        ("00:00-24:00", ["00:00-24:00"]),
        ("10:00-10:00", ["10:00-34:00"]),
        ("Su 22:00-04:00", []),
        ("Mo 22:00-04:00", ["22:00-28:00"]),
        ("Mo 22:00-04:00; Tu 00:00-24:00", ["22:00-28:00"]),
        ("Mo 20:00-24:00; Tu 20:00-02:00", ["20:00-24:00"]),
        ("08:00-10:00,18:00-01:00", ["08:00-10:00", "18:00-25:00"]),
        ("off", []),
    ],
)
def test_a_night_belongs_to_the_day_it_begins_on(text: str, hours: list[str]) -> None:
    assert told(rule(text).hours_of(MONDAY)) == hours


@pytest.mark.parametrize(
    "text",
    ["Mo-Fr 08:30-12:00,14:00-17:30", "Mo-Su 18:00-02:00", "Fr,Sa 21:00-05:00",
     "24/7; Su off", "Nov 25-Dec 02 10:00-26:00", "Mo[1] 09:00-11:00; Sa 20:00-00:30",
     "Tu-Su 00:00-24:00", "week 1-53/2 Mo-Fr 22:00-06:00", "Mo-Sa 07:00-09:00,22:00-03:00"],
)  # fmt: skip
def test_the_hours_of_days_together_are_those_of_the_week(text: str) -> None:
    whole = OpeningHours(text, auto_country=False)
    days = [MONDAY + ahead * DAY for ahead in range(-1, 15)]
    stretches = [each for day in days for each in rule(text).hours_of(day)]
    moment = datetime.combine(MONDAY, time(), ZONE)
    while moment.date() < days[-1]:
        inside = any(each.start <= moment < (each.end or moment) for each in stretches)
        assert inside == whole.is_open(moment), moment
        moment += timedelta(minutes=30)


def test_a_night_is_not_cut_by_what_is_said_of_the_day_after_it() -> None:
    known = rule("Fr,Sa 21:00-05:00; Su 12:00-20:00")
    assert known.cuts_nights
    assert told(known.hours_of(date(2026, 11, 28))) == ["21:00-29:00"]
    assert told(known.hours_of(date(2026, 11, 29))) == ["12:00-20:00"]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mo-Fr 09:00-17:00; PH off", []),
        ("PH off; Mo-Fr 09:00-17:00", []),
        ("Mo-Su 08:00-20:00; PH 10:00-16:00", ["10:00-16:00"]),
        ("PH 10:00-16:00; Mo-Su 08:00-20:00", ["10:00-16:00"]),
        ("Sa,Su,PH 10:00-12:00", ["10:00-12:00"]),
        ("Mo-Fr 09:00-17:00, PH 18:00-19:00", ["09:00-17:00", "18:00-19:00"]),
        ("PH Mo-Fr 10:00-11:00", ["10:00-11:00"]),
        ('Mo-Fr 09:00-17:00 "PH; too"; PH off', []),
        ("Sep PH off; Mo-Fr 09:00-17:00", ["09:00-17:00"]),
    ],
)
def test_what_is_said_of_holidays_holds_on_them(text: str, hours: list[str]) -> None:
    known = rule(text)
    assert known.names_holidays
    holiday = known.on_holiday(THURSDAY)
    assert holiday is not None
    assert told(holiday.hours_of(date(2026, 10, 1))) == hours


@pytest.mark.parametrize("text", ["Mo-Fr 09:00-17:00", '24/7 "PH"', "10:00-12:00; PH +1 day off"])
def test_rules_that_do_not_speak_of_holidays(text: str) -> None:
    assert not rule(text).names_holidays


def test_the_library_is_not_asked_which_days_are_holidays() -> None:
    first_of_october = date(2026, 10, 1)
    for near in (None, (32.0, 118.8)):
        found = read("PH sunrise-12:00; Mo-Fr 13:00-14:00", near)
        assert found is not None
        assert told(found.hours_of(first_of_october)) == ["13:00-14:00"]


def test_hours_of_those_who_ask_are_told_apart() -> None:
    doors = rule('Mo 09:00-12:00; Mo 14:00-17:00 "需预约"; Tu unknown').hours_of(MONDAY)
    assert [each.door for each in doors] == [Door.ASK]
    both = rule('Mo 09:00-12:00, Mo 14:00-17:00 "call"').hours_of(MONDAY)
    assert [each.door for each in both] == [Door.OPEN, Door.ASK]
    assert [each.lets_in for each in both] == [True, True]
    assert [each.door for each in rule("10:00-12:00 unknown").hours_of(MONDAY)] == [Door.UNKNOWN]


def test_what_is_left_of_a_rule_while_schools_are_open() -> None:
    assert in_term("Mo-Fr 11:30-19:30; SH Mo-Fr 08:30-18:00") == "Mo-Fr 11:30-19:30"
    assert in_term("SH Mo-Fr 08:30-18:00") == "off"
    assert in_term('Mo 10:00-12:00 "SH; all"') == 'Mo 10:00-12:00 "SH; all"'
