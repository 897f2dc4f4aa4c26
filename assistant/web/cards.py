"""Places of a reply as cards: what stands on them, and what need not be said beside them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from assistant.finding import FoundPlace
from assistant.walking import metres_between
from assistant.wording.measures import metres, minutes, name_of, open_state
from assistant.wording.moments import day_in_words
from assistant.wording.numbers import zh_number
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

_NUMBERED = re.compile(r"(\d{1,3})\. ")
_FIRST_NUMBER = re.compile(r"[;；,，、/]")
_NOT_DIALLED = re.compile(r"[^0-9+]")
_ROUNDING = 5.0
"""Metres by which two ways to compute a straight line may differ."""

_ORDINALS = ("first", "second", "third", "fourth", "fifth")

Numbers = Mapping[str, int]
"""Numbers by the places' ids: those that 第二个 counts."""


def place_of(content: Mapping[str, Any]) -> FoundPlace:
    """The place that `FoundPlace.as_json` wrote."""
    known = {item.name: content[item.name] for item in fields(FoundPlace) if item.name in content}
    known["services"] = tuple(known.get("services") or ())
    for name in ("opens_at", "closes_at"):
        known[name] = datetime.fromisoformat(known[name]) if known.get(name) else None
    for name in ("status_until", "verified_on"):
        known[name] = date.fromisoformat(known[name]) if known.get(name) else None
    return FoundPlace(**known)


def numbers_of(reply: Reply, before: Numbers) -> dict[str, int]:
    """The numbers of the places that can be called by number after this reply.

    A list from number one is a new list, one from a later number goes on with the old one. A place
    of the list that is told alone changes nothing; another one is a list of its own if the way
    there is offered, else it has no number.
    """
    if not reply.places:
        return dict(before)
    if len(reply.places) == 1:
        place_id = str(reply.places[0]["id"])
        offered = phrase_book(reply.language)["find_suggestions"].suggestions[0]
        is_new = place_id not in before and offered in reply.suggestions
        return {place_id: 1} if is_new else dict(before)
    numbers: dict[str, int] = {}
    for number, place in enumerate(reply.places, start=1):
        numbers.setdefault(str(place["id"]), _written_number(reply.text, place) or number)
    goes_on = min(numbers.values()) > 1
    return {**before, **numbers} if goes_on else numbers


def _written_number(text: str, place: Mapping[str, Any]) -> int | None:
    names = [name for name in (place["name"], place.get("name_en")) if name]
    for line in text.splitlines():
        match = _NUMBERED.match(line)
        if match and any(name in line for name in names):
            return int(match[1])
    return None


def cards(reply: Reply, numbers: Numbers, now: datetime) -> list[dict[str, Any]]:
    """What stands on the card of each place, in the language of the reply."""
    return [_card(place_of(place), numbers, reply.language, now) for place in reply.places]


def _card(place: FoundPlace, numbers: Numbers, language: str, now: datetime) -> dict[str, Any]:
    book, name = phrase_book(language), name_of(place, language)
    number = numbers.get(place.id)
    phone = _FIRST_NUMBER.split(place.phone or "")[0].strip()
    walk = "web_walk_estimated" if place.estimated else "web_walk"
    reached = place.walk_minutes is not None
    by_name = book.said("web_say_way_name", name=name).text
    count = _counted(number, language)
    return {
        "id": place.id,
        "number": number,
        "name": name,
        "walk": book.said(walk, minutes=minutes(place, language)).text if reached else "",
        "metres": metres(place, language).text if reached else "",
        "far": "" if reached else minutes(place, language).text,
        "open": place.open,
        "hours": _hours(place, language, now),
        "address": "，".join(part for part in (place.address, place.floor) if part),
        "phone": phone,
        "tel": _NOT_DIALLED.sub("", phone),
        "say_way": book.said("web_say_way", number=count).text if count else by_name,
        "say_way_name": by_name,
    }


def _counted(number: int | None, language: str) -> str:
    """The number as it is said in a sentence; nothing where no such word is understood."""
    if number is None:
        return ""
    if language != "en":
        return zh_number(number)
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else ""


def _hours(place: FoundPlace, language: str, now: datetime) -> str:
    """Whether it is open on arrival; until when one is shut that is shut for longer."""
    if place.status == "open" or place.open:
        return open_state(place, now, language).text
    book, until = phrase_book(language), place.status_until
    if until is None:
        return book.said(f"web_status_{place.status}").text
    return book.said("web_status_until", date=day_in_words(until, language)).text


def beside_cards(reply: Reply, numbers: Numbers, now: datetime) -> str:
    """The text without the lines that say what a card says, word for word."""
    told = set()
    for content in reply.places:
        place = place_of(content)
        for doubt in (True, False):
            told.add(f"{numbers.get(place.id)}. {_line(place, reply.language, now, doubt=doubt)}")
    return "\n".join(line for line in reply.text.splitlines() if line not in told)


def _line(place: FoundPlace, language: str, now: datetime, *, doubt: bool) -> str:
    said = phrase_book(language).said(
        "find_next",
        name=name_of(place, language),
        minutes=minutes(place, language),
        metres=metres(place, language),
        open=open_state(place, now, language, doubt=doubt),
    )
    return said.text


def is_round(places: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the places are one walk from door to door, not several walks from one door."""
    return len(places) > 1 and all(
        straight_from((one["lat"], one["lon"]), other) for one, other in pairwise(places)
    )


def straight_from(start: tuple[float, float], place: Mapping[str, Any]) -> bool:
    """Whether the place is told as it lies from `start`."""
    straight = place.get("straight_metres")
    if straight is None:
        return False
    there = metres_between(start, (place["lat"], place["lon"]))
    return bool(abs(there - straight) <= _ROUNDING)
