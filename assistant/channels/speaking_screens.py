"""The places of an answer as lines of a list on a speaker's screen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.channels.speaking import visible
from assistant.wording.measures import metres_said, minutes_said
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

MOST = 8
"""Lines of a list."""

LONGEST = 60
"""Characters of one line; more does not fit on the screens."""

TELLING = 4
"""Characters from which on a question may be a title; 好的 or "yes" may not."""


@dataclass(frozen=True)
class Line:
    """One place."""

    number: int
    """Its number in the answer: what the person would say to choose it."""
    name: str
    far: str
    address: str


def lines_of(reply: Reply) -> tuple[Line, ...]:
    """The places of `reply` in its order."""
    lines: list[Line] = []
    for place in reply.places[:MOST]:
        english = reply.language == "en"
        name = str((english and place.get("name_en")) or place.get("name") or "")
        number = _number_of(name, reply.text) or (lines[-1].number + 1 if lines else 1)
        address = str(place.get("address") or "")
        far = _far(place, reply.language)
        lines.append(Line(number, *(visible(part)[:LONGEST] for part in (name, far, address))))
    return tuple(lines)


def title_of(question: str, reply: Reply) -> str:
    """What stands above the answer: what was asked, where places answer it and it says enough."""
    if reply.places and len(question) >= TELLING:
        return visible(question)[:LONGEST]
    key = "screen_title" if reply.places else "screen_title_without_places"
    return phrase_book(reply.language).said(key).text


def _number_of(name: str, text: str) -> int | None:
    """A list that goes on is numbered on in the text; the first place of a new one is not."""
    for line in text.splitlines():
        found = re.match(r"([0-9]{1,3})\. ", line)
        if found and name and name in line:
            return int(found[1])
    return None


def _far(place: Mapping[str, Any], language: str) -> str:
    """How far it is: the walk, else the straight line; empty where neither is told."""
    book = phrase_book(language)
    metres, minutes = place.get("walk_metres"), place.get("walk_minutes")
    if metres is None or minutes is None:
        straight = place.get("straight_metres")
        if straight is None:
            return ""
        return book.said("screen_straight", metres=metres_said(straight, language)).text
    key = "screen_walk_about" if place.get("estimated") else "screen_walk"
    length, time = metres_said(metres, language), minutes_said(minutes, language)
    return book.said(key, metres=length, minutes=time).text
