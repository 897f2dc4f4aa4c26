"""The slots of an offer: when it takes place, by its hours or by its recurrence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from assistant.booking.offer import Kind, Offer
from assistant.booking.recurrence import recurrence, wall, zoned
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
    lessons = islice(recurrence(offer.lessons, start), LONGEST_COURSE)
    # Lessons that end before this course begins tell nothing of it.
    return [zoned(each) for each in lessons] or [start]


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
        unsure = not offer.on_holidays and not days.is_announced(day.year)
        yield Slot(at, _end(offer, at), unsure)


def _series(offer: Offer, start: datetime, end: datetime) -> Sequence[datetime]:
    assert offer.starts is not None  # noqa: S101 - the caller looked
    if not offer.rule:
        return [offer.starts]
    rule = recurrence(offer.rule, offer.starts)
    return [zoned(each) for each in rule.between(wall(start), wall(end), inc=True)]


def _end(offer: Offer, start: datetime) -> datetime:
    """When it is over; a course is, after its last lesson."""
    last = lessons_of(offer, start)[-1] if offer.kind is Kind.COURSE else start
    return last + offer.length


def _start(slot: Slot) -> datetime:
    return slot.start
