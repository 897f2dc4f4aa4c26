"""The slots of an offer: when it takes place, by its hours or by its recurrence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.rrule import rrule, rruleset, rrulestr

from assistant.booking.offer import Kind, Offer
from assistant.clock import ZONE
from assistant.facilities.day_hours import hours_on
from assistant.times import Days
from assistant.times.days import DAY

LONGEST_COURSE = 60
"""Most lessons of a course that are counted."""


@dataclass(frozen=True)
class Slot:
    """A time at which an offer takes place."""

    start: datetime
    end: datetime
    unconfirmed: bool = False
    """Whether it lies on a day whose hours are not sure: a holiday that is not announced yet."""


def slots_between(offer: Offer, start: datetime, end: datetime, days: Days) -> list[Slot]:
    """The slots that begin from `start` up to but not including `end`, in order of time."""
    times = _by_rule if offer.starts else _by_hours
    found = times(offer, start, end, days)
    return sorted((slot for slot in found if start <= slot.start < end), key=_start)


def slot_at(offer: Offer, start: datetime, days: Days) -> Slot | None:
    """The slot that begins at `start`; None if there is none."""
    found = slots_between(offer, start, start + timedelta(minutes=1), days)
    return found[0] if found and found[0].start == start else None


def lessons_of(offer: Offer, start: datetime) -> list[datetime]:
    """When the lessons of a course are that begins at `start`; of anything else that start."""
    if not offer.lessons:
        return [start]
    rule = rrulestr(offer.lessons, dtstart=_wall(start))
    return [_zoned(each) for each in _first(rule, LONGEST_COURSE)]


def _by_hours(offer: Offer, start: datetime, end: datetime, days: Days) -> Iterator[Slot]:
    """Opening hours cut into slots; what is left at their end is too short for one."""
    day = start.astimezone(ZONE).date() - DAY
    last = end.astimezone(ZONE).date()
    while day <= last:
        hours = hours_on(offer.hours, day, days)
        for opens, closes in hours.open if hours else ():
            assert hours is not None  # noqa: S101 - it has intervals
            at = opens
            while at + offer.length <= closes:
                yield Slot(at, at + offer.length, hours.unconfirmed)
                at += offer.length
        day += DAY


def _by_rule(offer: Offer, start: datetime, end: datetime, days: Days) -> Iterator[Slot]:
    for at in _series(offer, start, end):
        day = at.date()
        if day in offer.except_on or (not offer.on_holidays and days.is_holiday(day)):
            continue
        yield Slot(at, _end(offer, at), not days.is_announced(day.year))


def _series(offer: Offer, start: datetime, end: datetime) -> Sequence[datetime]:
    assert offer.starts is not None  # noqa: S101 - the caller looked
    if not offer.rule:
        return [offer.starts]
    # Recurrences are counted by the clock on the wall, as RFC 5545 means them.
    rule = rrulestr(offer.rule, dtstart=_wall(offer.starts))
    return [_zoned(each) for each in rule.between(_wall(start), _wall(end), inc=True)]


def _end(offer: Offer, start: datetime) -> datetime:
    """When it is over; a course is, after its last lesson."""
    last = lessons_of(offer, start)[-1] if offer.kind is Kind.COURSE else start
    return last + offer.length


def _first(rule: rrule | rruleset, count: int) -> list[datetime]:
    found = []
    for each in rule:
        found.append(each)
        if len(found) == count:
            break
    return found


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(ZONE).replace(tzinfo=None)


def _zoned(moment: datetime) -> datetime:
    return moment.replace(tzinfo=ZONE)


def _start(slot: Slot) -> datetime:
    return slot.start
