"""Days on which doors do not keep their ordinary week: holidays, make-up workdays, and guesses."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from assistant.times import Days
from assistant.times.days import DAY, LUNAR_YEARS, Festival


class DayKind(StrEnum):
    """What a day is for those who work."""

    ORDINARY = "ordinary"
    HOLIDAY = "holiday"
    """A public holiday: announced, or one by law whatever will be announced."""
    MAKE_UP = "make_up"
    """A Saturday or Sunday that is worked for a holiday."""


@dataclass(frozen=True)
class SpecialDay:
    """One day that is not like others."""

    kind: DayKind
    """Ordinary where it lies around a holiday that is not announced: perhaps it is off."""
    holiday: str
    """The holiday it belongs to; empty for a make-up workday."""
    announced: bool
    """Whether the holidays of its year are known."""


def special_day(day: date, days: Days) -> SpecialDay | None:
    """What is special about `day`; None for most days."""
    return _special_days(days, day.year).get(day)


@lru_cache(maxsize=8192)
def next_special(day: date, days: Days) -> date:
    """The first special day from `day` on; every year has some."""
    for year in (day.year, day.year + 1):
        found = list(_special_days(days, year))
        at = bisect_left(found, day)
        if at < len(found):
            return found[at]
    return date(day.year + 2, 1, 1)


@lru_cache(maxsize=1024)
def _special_days(days: Days, year: int) -> Mapping[date, SpecialDay]:
    """The special days of a year, in order."""
    found = _announced(days, year) if days.is_announced(year) else _likely(days, year)
    return dict(sorted(found.items()))


def _announced(days: Days, year: int) -> dict[date, SpecialDay]:
    names: dict[date, str] = {}
    for festival in _festivals(days):
        for day in _days_off(days, festival, year):
            names.setdefault(day, festival.holiday)
    found = {}
    day = date(year, 1, 1)
    while day.year == year:
        if days.is_holiday(day):
            found[day] = SpecialDay(DayKind.HOLIDAY, names.get(day, ""), announced=True)
        elif days.is_make_up(day):
            found[day] = SpecialDay(DayKind.MAKE_UP, "", announced=True)
        day += DAY
    return found


def _likely(days: Days, year: int) -> dict[date, SpecialDay]:
    """The holidays by law, and around each as many days as were off in years that are known."""
    found: dict[date, SpecialDay] = {}
    for festival in _festivals(days):
        own = festival.in_year(year)
        if own is None:
            continue
        before, after = _reach(days, festival)
        for ahead in range(-before, after + 1):
            day = own + ahead * DAY
            found.setdefault(day, SpecialDay(DayKind.ORDINARY, festival.holiday, announced=False))
        found[own] = SpecialDay(DayKind.HOLIDAY, festival.holiday, announced=False)
    return {day: special for day, special in found.items() if day.year == year}


def _festivals(days: Days) -> list[Festival]:
    """Those with a public holiday. Where two make one, it goes by the solar one: 国庆."""
    found = {days.festival(word) for word in days.festival_words}
    holidays = {each for each in found if each and each.holiday}
    return sorted(holidays, key=lambda each: (each.calendar != "solar", each.name))


@lru_cache(maxsize=64)
def _reach(days: Days, festival: Festival) -> tuple[int, int]:
    """How many days before and after it were ever off."""
    others = [other for other in _festivals(days) if other != festival]
    before, after = 0, 0
    for year in LUNAR_YEARS:
        own = festival.in_year(year) if days.is_announced(year) else None
        off = _days_off(days, festival, year) if own else []
        # Two holidays in one say nothing of a year in which they are two.
        if own and off and not any(other.in_year(year) in off for other in others):
            before = max(before, (own - off[0]).days)
            after = max(after, (off[-1] - own).days)
    return before, after


def _days_off(days: Days, festival: Festival, year: int) -> list[date]:
    own = festival.in_year(year)
    span = days.holiday(festival.holiday, own) if own else None
    if span is None:
        return []
    return [span.first + ahead * DAY for ahead in range((span.after - span.first).days)]
