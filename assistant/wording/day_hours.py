"""Whether a place is open on the day, or at the hour, that somebody asks about: 礼拜六开门吗."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from assistant.facilities.day_hours import DayHours, hours_on
from assistant.finding import FoundPlace
from assistant.times import TimeSaid
from assistant.times.days import load_days
from assistant.wording.measures import name_of
from assistant.wording.moments import moment, weekday_in_words
from assistant.wording.phrases import Field, Said, phrase_book

MOST_DAYS = 2
"""Days of which the hours are told: a weekend, no whole week."""


def hours_when(place: FoundPlace, asked: TimeSaid, now: datetime, language: str) -> Said | None:
    """The hours on the days asked about; None for today, for many days, and where nobody knows."""
    if not place.opening_hours or asked.start is None or asked.end is None:
        return None
    days = list(_days(asked.start, asked.end))
    if len(days) > MOST_DAYS or (days == [now.date()] and not asked.by_clock):
        return None
    told = [hours_on(place.opening_hours, day, load_days()) for day in days]
    if any(hours is None or hours.unconfirmed for hours in told):
        return None
    known = [hours for hours in told if hours is not None]
    book = phrase_book(language)
    if asked.by_clock:
        return _at(place, asked.start, known[0], now, language)
    lines = [_on(day, hours, language) for day, hours in zip(days, known, strict=True)]
    stop = "; " if language == "en" else "；"
    joined = Said(stop.join(each.text for each in lines), stop.join(each.speech for each in lines))
    return book.said("detail_days", name=name_of(place, language), days=joined)


def _days(start: datetime, end: datetime) -> Iterator[date]:
    day = start.date()
    while day == start.date() or datetime.combine(day, datetime.min.time(), end.tzinfo) < end:
        yield day
        day += timedelta(days=1)
        if (day - start.date()).days > MOST_DAYS:
            return


def _at(place: FoundPlace, at: datetime, hours: DayHours, now: datetime, language: str) -> Said:
    is_open = any(first <= at < last for first, last in hours.open)
    fields: dict[str, Field] = {
        "name": name_of(place, language),
        "moment": moment(at, now, language),
        "days": _on(at.date(), hours, language),
    }
    return phrase_book(language).said("detail_at_open" if is_open else "detail_at_shut", **fields)


def _on(day: date, hours: DayHours, language: str) -> Said:
    """ "周六8:00到12:00", "closed on Sunday"."""
    book, named = phrase_book(language), weekday_in_words(day, language)
    if not hours.open:
        return book.said("day_shut", day=named)
    spans = [
        book.said(
            "day_span", first=moment(first, first, language), last=moment(last, last, language)
        )
        for first, last in hours.open
    ]
    joint = ", " if language == "en" else "、"
    joined = Said(joint.join(s.text for s in spans), joint.join(s.speech for s in spans))
    return book.said("day_open", day=named, hours=joined)
