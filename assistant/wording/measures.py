"""Minutes, metres, phone numbers and opening states in words."""

from datetime import datetime, timedelta

from assistant.finding import FoundPlace
from assistant.wording.moments import moment
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


def open_state(place: FoundPlace, now: datetime, language: str) -> Said:
    """Whether the place is open on arrival, and when it opens or closes."""
    book = phrase_book(language)
    if place.open is None:
        return book.said("hours_unknown")
    if place.open:
        if place.opening_hours == "24/7":
            return book.said("open_always")
        if place.closes_at is None:
            return book.said("open_plain")
        return book.said("open_until", time=moment(place.closes_at, now, language))
    if place.opens_at is None:
        return book.said("closed")
    key = "open_soon" if place.opens_at - now <= SOON else "closed_until"
    return book.said(key, time=moment(place.opens_at, now, language))
