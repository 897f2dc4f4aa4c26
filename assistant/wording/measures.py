"""Minutes, metres, phone numbers and opening states in words."""

from datetime import datetime, timedelta

from assistant.facilities.hours import DayKind, HoursState, state
from assistant.finding import FoundPlace
from assistant.wording.moments import holiday_in_words, moment
from assistant.wording.numbers import (
    en_digits,
    en_metres,
    en_minutes,
    zh_digits,
    zh_metres,
    zh_minutes,
)
from assistant.wording.phrases import Said, phrase_book

SOON = timedelta(minutes=45)
"""A place that opens within this time of now is said to open, not to be closed."""

_MINUTE = timedelta(minutes=1)


ALWAYS = "24/7"
"""Hours that no holiday changes."""


def name_of(place: FoundPlace, language: str) -> str:
    """The place's name in the language spoken, the Chinese one where there is no other."""
    return (place.name_en or place.name) if language == "en" else place.name


def minutes(place: FoundPlace, language: str) -> Said:
    """The walk in whole minutes, never less than one."""
    if place.walk_minutes is None:
        return phrase_book(language).said("find_not_walkable")
    return minutes_said(place.walk_minutes, language)


def minutes_said(length: float, language: str) -> Said:
    """A time in whole minutes, never less than one."""
    count = max(1, round(length))
    if language == "en":
        return Said(f"{count} minute{'s' if count > 1 else ''}", en_minutes(count))
    return Said(f"{count}分钟", zh_minutes(count))


def metres(place: FoundPlace, language: str) -> Said:
    """The length of the walk, or of the straight line where it cannot be walked."""
    count = place.straight_metres if place.walk_metres is None else place.walk_metres
    return metres_said(count, language)


def metres_said(count: int, language: str) -> Said:
    """A length, to the metre in writing, rounded in speech."""
    if language == "en":
        return Said(f"{count} m", en_metres(count))
    return Said(f"{count}米", zh_metres(count))


def phone_number(phone: str, language: str) -> Said:
    """A phone number, spoken digit by digit."""
    return Said(phone, en_digits(phone) if language == "en" else zh_digits(phone))


def open_state(place: FoundPlace, now: datetime, language: str, *, doubt: bool = True) -> Said:
    """Whether the place is open on arrival, and when it opens or closes.

    On a holiday it is said why it is closed and, with `doubt`, that hours may differ.
    """
    doors = _doors(place, now)
    said = _open_state(place, doors, now, language)
    if not doubt or not doors.unconfirmed or place.opening_hours == ALWAYS:
        return said
    return phrase_book(language).said(
        "hours_doubted", open=said, doubt=_doubt(place, doors, language)
    )


def in_doubt(place: FoundPlace, now: datetime) -> bool:
    """Whether the hours have to be confirmed that the place is said to keep."""
    return place.opening_hours != ALWAYS and _doors(place, now).unconfirmed


def _open_state(place: FoundPlace, doors: HoursState, now: datetime, language: str) -> Said:
    book = phrase_book(language)
    if place.open is None:
        return book.said("hours_unknown")
    if place.open:
        said = _open_until(place, now, language)
        if doors.because is DayKind.MAKE_UP:
            return book.said("open_make_up", open=said)
        return said
    holiday = holiday_in_words(doors.holiday, language)
    off = doors.because is DayKind.HOLIDAY
    if place.opens_at is None:
        return book.said("closed_holiday", holiday=holiday) if off else book.said("closed")
    time = moment(place.opens_at, now, language)
    if place.opens_at - now <= SOON:
        return book.said("open_soon", time=time)
    if off:
        return book.said("closed_holiday_until", holiday=holiday, time=time)
    return book.said("closed_until", time=time)


def _open_until(place: FoundPlace, now: datetime, language: str) -> Said:
    book = phrase_book(language)
    if place.opening_hours == ALWAYS:
        return book.said("open_always")
    if place.closes_at is None:
        return book.said("open_plain")
    return book.said("open_until", time=moment(place.closes_at, now, language))


def _doubt(place: FoundPlace, doors: HoursState, language: str) -> Said:
    """Why hours may differ, and what to do about it where that can be done."""
    book = phrase_book(language)
    if not doors.holiday:
        doubt = book.said("hours_doubt_make_up")
    elif doors.announced:
        doubt = book.said("hours_doubt_holiday")
    else:
        holiday = holiday_in_words(doors.holiday, language)
        doubt = book.said("hours_doubt_unannounced", holiday=holiday)
    return book.said("hours_call_first", doubt=doubt) if place.phone else doubt


def _doors(place: FoundPlace, now: datetime) -> HoursState:
    """What the hours of the place say of the day it is reached on."""
    at = now + timedelta(minutes=place.walk_minutes or 0)
    if place.open and place.closes_at:
        # Wherever somebody stops on the way, it is this opening that was told.
        at = place.closes_at - _MINUTE
    doors = state(place.opening_hours, at, (place.lat, place.lon))
    # A place may be closed for other reasons than its hours.
    known = place.status == "open" and doors.open is place.open
    return doors if known else HoursState(place.open)
