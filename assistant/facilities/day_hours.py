"""The hours of one day, by its rule and by the table of days.

On a **public holiday** what a rule says of holidays (`PH`) holds as written. A rule that says
nothing of them is read as people would: who is closed on both days of the weekend works like an
office, and is closed; who opens at weekends opens by the weekday, but hours may differ.

On a **make-up workday** who is closed on both days of the weekend opens as on a workday. Which one
is never announced: where they differ it is what most of them say, and has to be confirmed. Who
opens at weekends keeps to the weekday.

In a year whose holidays are **not announced yet** hours go by the weekday, and have to be confirmed
on every day that is likely to be off. What a rule says of holidays holds on the festival itself,
which is off by law. Weekends that may become workdays are not guessed.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from assistant.facilities.hours_calendar import DayKind, SpecialDay, special_day
from assistant.facilities.hours_rule import (
    Door,
    Place,
    Rule,
    Stretch,
    in_term,
    names_school_holidays,
    read,
)
from assistant.times import Days
from assistant.times.days import DAY

SATURDAY, SUNDAY = 5, 6
WEEK = 7 * DAY


@dataclass(frozen=True)
class DayHours:
    """When a place is open that opens on one day; a night belongs to the day it begins on."""

    open: tuple[tuple[datetime, datetime], ...]
    """From when until when, in local time and in order; a lunch break is the gap between two."""
    kind: DayKind = DayKind.ORDINARY
    unconfirmed: bool = False
    """Whether hours may differ: on a holiday, or because nothing is announced yet."""
    holiday: str = ""
    """The public holiday that the day belongs to, or may belong to."""


@dataclass(frozen=True)
class DayDoors:
    """What a rule says of one day, with all that is known of the day."""

    stretches: tuple[Stretch, ...]
    """When it is not closed."""
    special: SpecialDay | None = None
    unconfirmed: bool = False
    off: bool = False
    """Whether it stays closed all day for a holiday only."""
    made_up: bool = False
    """Whether it opens because a weekend is worked."""


def hours_on(rule: str, day: date, days: Days) -> DayHours | None:
    """The hours on `day` by a rule in OpenStreetMap syntax.

    None where the rule is missing or broken, where it opens only to those who asked before, and
    where it is unknown: in school holidays, of which no dates are known.
    """
    doors = day_doors(rule, None, day, days) if rule else None
    if doors is None:
        return None
    if names_school_holidays(rule):
        term = day_doors(in_term(rule), None, day, days)
        if term is None or term.stretches != doors.stretches:
            return None
    found = tuple((s.start, s.end) for s in doors.stretches if s.door is Door.OPEN and s.end)
    if doors.stretches and not found:
        return None
    if doors.special is None:
        return DayHours(found)
    return DayHours(found, doors.special.kind, doors.unconfirmed, doors.special.holiday)


@lru_cache(maxsize=16384)
def day_doors(rule: str, near: Place | None, day: date, days: Days) -> DayDoors | None:
    """What `rule` says of `day`; None where it cannot be understood. `near` is for the sun."""
    known = read(rule, near)
    if known is None:
        return None
    special = special_day(day, days)
    if special is None:
        return DayDoors(tuple(known.hours_of(day)))
    if special.kind is DayKind.MAKE_UP:
        return _made_up(known, day, special)
    if special.kind is DayKind.HOLIDAY and known.names_holidays:
        meant = known.on_holiday(day.weekday()) or known
        return _fixed(known, day, special, tuple(meant.hours_of(day)))
    if special.announced and _rests_at_weekends(known, day):
        return _fixed(known, day, special, ())
    by_weekday = tuple(known.hours_of(day))
    # Who never opens on that weekday will not do so because it is a holiday.
    return DayDoors(by_weekday, special, unconfirmed=bool(by_weekday))


def _fixed(rule: Rule, day: date, special: SpecialDay, hours: tuple[Stretch, ...]) -> DayDoors:
    """A holiday on which it is known what the doors do."""
    return DayDoors(hours, special, off=not hours and any(_workdays(rule, day)))


def _made_up(rule: Rule, day: date, special: SpecialDay) -> DayDoors:
    if not _rests_at_weekends(rule, day):
        return DayDoors(tuple(rule.hours_of(day)), special)
    weekdays = _workdays(rule, day)
    # Of two that are as frequent the earlier one in the week comes first.
    usual, count = Counter(weekdays).most_common(1)[0]
    return DayDoors(usual, special, unconfirmed=count < len(weekdays), made_up=bool(usual))


def _workdays(rule: Rule, day: date) -> list[tuple[Stretch, ...]]:
    return [_moved(rule, day, weekday) for weekday in range(SATURDAY)]


def _rests_at_weekends(rule: Rule, day: date) -> bool:
    return not any(_moved(rule, day, weekday) for weekday in (SATURDAY, SUNDAY))


def _moved(rule: Rule, day: date, weekday: int) -> tuple[Stretch, ...]:
    """The hours of the nearest such weekday in the same month, as if they were those of `day`."""
    stand_in = _nearest(day, weekday)
    by = day - stand_in
    return tuple(
        Stretch(each.start + by, _later(each.end, by), each.door)
        for each in rule.hours_of(stand_in)
    )


def _nearest(day: date, weekday: int) -> date:
    """The nearest such weekday in the month of `day`, so that seasons stay what they are."""
    ahead = day + (weekday - day.weekday()) % 7 * DAY
    return min(ahead, ahead - WEEK, key=lambda found: (found.month != day.month, abs(found - day)))


def _later(end: datetime | None, by: timedelta) -> datetime | None:
    return end + by if end else None
