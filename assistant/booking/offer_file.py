"""Offers as a file: YAML, a list of entries; every slip is told with the entry it stands in."""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.booking.offer import ConfirmedBy, Kind, Need, Offer
from assistant.booking.recurrence import ends, recurrence
from assistant.clock import ZONE
from assistant.entry_file import read_entries
from assistant.facilities.hours import tidy, valid

_FIELDS = {item.name: item for item in fields(Offer)}
_REQUIRED = [name for name, item in _FIELDS.items() if item.default is MISSING]
_LISTS = ("services", "words", "needs", "except_on")
_NUMBERS = ("minutes", "capacity", "most", "lead_minutes", "days_ahead", "cancel_minutes")
_YEARS = ("age_from", "age_below")
LONGEST_ID = 120
LONGEST_AHEAD = 366
"""Most days that anything can be booked ahead: the loops over days stay short."""
LONGEST_MINUTES = LONGEST_AHEAD * 24 * 60
MOST_PLACES = 100_000
OLDEST = 130
"""Years of age."""
FIRST_YEAR = 2000
"""No series began earlier: the loops over recurrences stay short."""
_MOST = {
    "lead_minutes": LONGEST_MINUTES, "cancel_minutes": LONGEST_MINUTES, "capacity": MOST_PLACES,
    "most": MOST_PLACES,
}  # fmt: skip


class BadOfferError(ValueError):
    """An entry that cannot be taken; the message says why, for the person who wrote it."""


@dataclass(frozen=True)
class OfferFile:
    """What a file holds."""

    offers: tuple[Offer, ...]
    skipped: tuple[tuple[str, str], ...]
    """Name and reason of each entry that cannot be taken, in the order of the file."""


def read_offers(path: Path, services: Collection[str], facilities: Collection[str]) -> OfferFile:
    """The offers of a file; `services` and `facilities` are the ids that exist.

    Raises UsageError where the file is no list of entries.
    """
    offers: dict[str, Offer] = {}
    skipped = []
    for number, entry in enumerate(read_entries(path, "offers"), start=1):
        name = str(entry.get("id") or "").strip() if isinstance(entry, dict) else ""
        name = name or f"entry {number}"
        try:
            offer = read_offer(entry, services, facilities)
            if offer.id in offers:
                raise BadOfferError("another entry has this id already")
            offers[offer.id] = offer
        except BadOfferError as error:
            skipped.append((name, str(error)))
    return OfferFile(tuple(offers.values()), tuple(skipped))


def read_offer(entry: Any, services: Collection[str], facilities: Collection[str]) -> Offer:
    """The offer that an entry describes. Raises BadOfferError."""
    if not isinstance(entry, dict):
        raise BadOfferError("it is no entry with names and values")
    _check_names(entry)
    # What is left empty is not told.
    values = {name: _value(name, value) for name, value in entry.items() if value is not None}
    for name in _REQUIRED:
        if not values.get(name):
            raise BadOfferError(f'it lacks "{name}"')
    offer = Offer(**values)
    _check_links(offer, services, facilities)
    _check_times(offer)
    _check_numbers(offer)
    return offer


def _check_names(entry: Mapping[Any, Any]) -> None:
    for name in entry:
        if name not in _FIELDS:
            meant = difflib.get_close_matches(str(name), _FIELDS, n=1)
            hint = f'; did you mean "{meant[0]}"?' if meant else ""
            raise BadOfferError(f'there is no field "{name}"{hint}')


def _value(name: str, value: Any) -> Any:
    if name in _LISTS:
        if not isinstance(value, list):
            raise BadOfferError(f'"{name}" must be a list')
        return tuple(dict.fromkeys(_element(name, each) for each in value))
    if name in _NUMBERS:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise BadOfferError(f'"{name}" must be a whole number, not {value!r}')
        return value
    if name in _YEARS:
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not 0 <= value <= OLDEST
        ):
            raise BadOfferError(f'"{name}" must be an age in years, not {value!r}')
        return float(value)
    if name in ("kind", "confirmed_by"):
        return _choice(name, value, Kind if name == "kind" else ConfirmedBy)
    if name == "starts":
        return _moment(value)
    if name == "on_holidays":
        if not isinstance(value, bool):
            raise BadOfferError('"on_holidays" must be true or false')
        return value
    text = _text(name, value)
    return tidy(text) if name == "hours" else text


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise BadOfferError(f'"{name}" must be words; put them in quotes')
    return str(value).strip()


def _element(name: str, value: Any) -> Any:
    if name == "needs":
        return _choice(name, value, Need)
    if name == "except_on":
        if not isinstance(value, date) or isinstance(value, datetime):
            raise BadOfferError(f'"except_on" holds days such as 2026-05-01, not {value!r}')
        return value
    return _text(name, value)


def _choice(name: str, value: Any, kinds: Any) -> Any:
    try:
        return kinds(value)
    except ValueError:
        known = ", ".join(kinds)
        raise BadOfferError(f'"{name}" must be one of {known}, not {value!r}') from None


def _moment(value: Any) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, datetime):
        raise BadOfferError('"starts" must be a day and time such as 2026-05-01T09:30')
    if value.year < FIRST_YEAR:
        raise BadOfferError(f'"starts" must not be before the year {FIRST_YEAR}')
    return value.astimezone(ZONE) if value.tzinfo else value.replace(tzinfo=ZONE)


def _check_links(offer: Offer, services: Collection[str], facilities: Collection[str]) -> None:
    if len(offer.id) > LONGEST_ID:
        raise BadOfferError(f"its id has more than {LONGEST_ID} characters")
    for service in offer.services:
        if service not in services:
            meant = difflib.get_close_matches(service, services, n=1)
            hint = f'; did you mean "{meant[0]}"?' if meant else ""
            raise BadOfferError(f'there is no service "{service}"{hint}')
    if offer.facility not in facilities:
        raise BadOfferError(f'there is no facility "{offer.facility}"; import facilities first')


def _check_times(offer: Offer) -> None:
    if bool(offer.hours) == bool(offer.starts):
        raise BadOfferError('it must have either "hours" or "starts"')
    if offer.hours and not valid(offer.hours):
        raise BadOfferError(f'the hours "{offer.hours}" cannot be understood')
    if offer.rule and not offer.starts:
        raise BadOfferError('a "rule" needs "starts"')
    if offer.lessons and offer.kind is not Kind.COURSE:
        raise BadOfferError('only a course has "lessons"')
    start = offer.starts or datetime(2026, 1, 1, tzinfo=ZONE)
    for name in ("rule", "lessons"):
        _check_rule(name, getattr(offer, name), start)
    if offer.lessons and not ends(offer.lessons):
        raise BadOfferError("the lessons must end: give them a COUNT or an UNTIL")


def _check_rule(name: str, rule: str, start: datetime) -> None:
    if not rule:
        return
    try:
        first = next(iter(recurrence(rule, start)), None)
    except ValueError as error:
        raise BadOfferError(f'the {name} "{rule}" is no RFC 5545 recurrence: {error}') from None
    if first is None:
        raise BadOfferError(f'the {name} "{rule}" never comes')


def _check_numbers(offer: Offer) -> None:
    if not 5 <= offer.minutes <= 24 * 60:
        raise BadOfferError('"minutes" must be from 5 to 1440')
    for name, most in _MOST.items():
        if getattr(offer, name) > most:
            raise BadOfferError(f'"{name}" must be at most {most}')
    if not 1 <= offer.days_ahead <= LONGEST_AHEAD:
        raise BadOfferError(f'"days_ahead" must be from 1 to {LONGEST_AHEAD}')
    if offer.most < 1 or (offer.capacity and offer.most > offer.capacity):
        raise BadOfferError('"most" must be from 1 to the capacity')
    if bool(offer.unit_zh) != bool(offer.unit_en):
        raise BadOfferError('"unit_zh" and "unit_en" go together')
    if offer.capacity == 0 and offer.kind is not Kind.EVENT:
        raise BadOfferError("only an event can be without a limit (capacity 0)")
    if None not in (offer.age_from, offer.age_below) and not offer.fits_age(offer.age_from or 0.0):
        raise BadOfferError('"age_from" must be below "age_below"')
