"""Opening hours in OpenStreetMap syntax: open or not at a moment, and until or from when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from assistant.clock import ZONE
from assistant.facilities.day_hours import DayDoors, day_doors
from assistant.facilities.hours_calendar import DayKind, next_special
from assistant.facilities.hours_rule import (
    HORIZON_DAYS,
    Door,
    Place,
    Rule,
    Stretch,
    by_the_sun,
    in_term,
    names_school_holidays,
    read,
    tidy,
    valid,
)
from assistant.times import Days, load_days
from assistant.times.days import DAY

__all__ = ["UNKNOWN", "DayKind", "HoursState", "state", "tidy", "valid"]

LOOKED_AT = 60
"""Stretches that are looked through for the next opening."""

NEVER = timedelta(days=8)
"""Doors that do not close within this time do not close."""


@dataclass(frozen=True)
class HoursState:
    """Whether a place is open at a moment, in local time."""

    open: bool | None
    """None: unknown, or only for those who ask before."""
    opens_at: datetime | None = None
    """When it opens next; None while it is open, and where no opening is in sight."""
    closes_at: datetime | None = None
    """When it closes; None unless it is open, and where it never closes or nobody knows when."""
    unconfirmed: bool = False
    """Whether hours may differ: at the moment, or when it is said to open next."""
    because: DayKind = DayKind.ORDINARY
    """HOLIDAY: closed that day for one; MAKE_UP: open because a weekend is worked."""
    holiday: str = ""
    """The one for which it is closed, or on which hours may differ."""
    announced: bool = True
    """False where hours may differ because the holidays of that year are not known yet."""


UNKNOWN = HoursState(None)


def state(
    rule: str | None, at: datetime, where: Place | None = None, days: Days | None = None
) -> HoursState:
    """What `rule` says of the moment `at` (aware); nothing, if it is missing or broken.

    `where` (latitude and longitude) tells when the sun rises and sets, for rules that go by it.
    `days` are the holidays and make-up workdays, those of the calendar unless told otherwise.
    """
    if not rule:
        return UNKNOWN
    # A tenth of a degree moves the sun by less than a minute, and keeps the cache small.
    near = (round(where[0], 1), round(where[1], 1)) if where and by_the_sun(rule) else None
    moment, calendar = at.astimezone(ZONE), days or load_days()
    if not names_school_holidays(rule):
        return _state(rule, moment, near, calendar)
    # Nobody told us when schools are closed: what holds either way is known, nothing else.
    holidays = _state(rule, moment, near, calendar)
    term = _state(in_term(rule), moment, near, calendar)
    return _agreed(holidays, term) if holidays.open == term.open else UNKNOWN


def _agreed(one: HoursState, other: HoursState) -> HoursState:
    """What both say; the earlier closing and the later opening are safe."""
    closings = [moment for moment in (one.closes_at, other.closes_at) if moment]
    openings = [moment for moment in (one.opens_at, other.opens_at) if moment]
    doubted = one if one.unconfirmed else other
    return HoursState(
        one.open,
        opens_at=max(openings) if len(openings) == 2 else None,
        closes_at=min(closings, default=None),
        unconfirmed=doubted.unconfirmed,
        because=doubted.because,
        holiday=doubted.holiday,
        announced=doubted.announced,
    )


def _state(rule: str, moment: datetime, near: Place | None, days: Days) -> HoursState:
    known = read(rule, near)
    if known is None:
        return UNKNOWN
    plain = _in_plain_weeks(known, moment)
    special = next_special(moment.date() - DAY, days)
    change = plain.opens_at or plain.closes_at
    unseen = change.date() < special if change else not known.names_holidays
    if unseen and special > moment.date() and not known.cuts_nights:
        return plain
    # What never opens in plain weeks will not do so because of a holiday it does not speak of.
    closed = plain.open is False and plain.opens_at is None and not known.names_holidays
    horizon = 0 if closed else HORIZON_DAYS
    return _ByDays(rule, near, days, known.has_open_end, horizon).state(moment)


def _in_plain_weeks(rule: Rule, moment: datetime) -> HoursState:
    """What would hold if there were no holidays."""
    following = rule.stretches(moment)
    first = next(following, None)
    if first is None or first.door is Door.ASK:
        return UNKNOWN
    if first.door is Door.OPEN:
        return HoursState(True, closes_at=_closing(rule, first, following))
    return HoursState(None if first.door is Door.UNKNOWN else False, opens_at=_opening(following))


def _closing(rule: Rule, first: Stretch, following: Iterator[Stretch]) -> datetime | None:
    if rule.has_open_end:
        return None
    closing = first.end
    for _, stretch in zip(range(LOOKED_AT), following, strict=False):
        if stretch.door is not Door.OPEN or closing is None:
            break
        closing = stretch.end
    return closing


def _opening(following: Iterator[Stretch]) -> datetime | None:
    looked_at = zip(range(LOOKED_AT), following, strict=False)
    return next((each.start for _, each in looked_at if each.lets_in), None)


@dataclass(frozen=True)
class _ByDays:
    """One rule, looked at day by day where days are not like others."""

    rule: str
    near: Place | None
    days: Days
    open_end: bool
    """Whether nobody knows when it closes."""
    horizon: int
    """How many days ahead an opening is looked for."""

    def state(self, moment: datetime) -> HoursState:
        """What holds at the moment."""
        today = moment.date()
        # A night belongs to the day it began on.
        for day in (today, today - DAY):
            doors = self._doors(day)
            now = next((each for each in doors.stretches if _holds(each, moment)), None)
            if now and now.door is not Door.OPEN:
                return UNKNOWN
            if now:
                because = DayKind.MAKE_UP if doors.made_up else DayKind.ORDINARY
                return _told(
                    HoursState(True, None, self._closing(day, now), because=because), doors
                )
        return self._closed(today, moment)

    def _doors(self, day: date) -> DayDoors:
        return day_doors(self.rule, self.near, day, self.days) or DayDoors(())

    def _closing(self, day: date, now: Stretch) -> datetime | None:
        closing = None if self.open_end else now.end
        for ahead in range(NEVER.days):
            for stretch in self._doors(day + ahead * DAY).stretches:
                if stretch.door is Door.OPEN and closing and stretch.start <= closing:
                    closing = stretch.end and max(closing, stretch.end)
        return closing if closing and closing - now.start < NEVER else None

    def _closed(self, today: date, moment: datetime) -> HoursState:
        doors = self._doors(today)
        because = DayKind.HOLIDAY if doors.off else DayKind.ORDINARY
        found = _told(HoursState(False, because=because), doors)
        for ahead in range(self.horizon):
            later = self._doors(today + ahead * DAY)
            for stretch in later.stretches:
                if stretch.lets_in and stretch.start > moment:
                    return _told(replace(found, opens_at=stretch.start), later)
        return found


def _holds(stretch: Stretch, moment: datetime) -> bool:
    return stretch.start <= moment and (stretch.end is None or moment < stretch.end)


def _told(found: HoursState, doors: DayDoors) -> HoursState:
    """The same with what is to be said of a day: why it is closed, or that hours may differ."""
    special = doors.special
    if special is None or not (doors.unconfirmed or found.because is DayKind.HOLIDAY):
        return found
    if found.unconfirmed or not doors.unconfirmed:
        return replace(found, holiday=found.holiday or special.holiday)
    return replace(
        found,
        unconfirmed=True,
        holiday=found.holiday or special.holiday,
        announced=special.announced,
    )
