"""One of the places just listed, by its name or a part of it: 我说的是书香巷那个."""

import re
from functools import lru_cache

from sqlalchemy.orm import Session

from actions.early import Early
from actions.offices import writer
from actions.outcome import Outcome
from actions.turn import Turn
from actions.ways import shown_place
from actions.world import World
from assistant.catalogue import Catalogue
from assistant.facilities import store
from assistant.finding.naming import which_named

_PICKS = re.compile(
    r"那[个家间]|嗰[个間间]|[说講讲]的是|不是这|唔係|唔系|"
    r"\bone\b|\bi mean|\bi said|\bnot (?:that|this)"
)
_MAY_PICK = frozenset(
    {"set_location", "select", "deny", "nlu_fallback", "chitchat", "find", "out_of_scope", "detail"}
)
"""Behaviours that a sentence which picks one seems to have."""


def number_named(turn: Turn, world: World) -> int | None:
    """The number, from 0, of the place just listed that is named; None where none is."""
    listed = [place for place, _ in turn.shown["places"]]
    if not listed or turn.ordinal is not None:
        return None
    with Session(world.engine) as session:
        found = {place: store.get(session, place) for place in listed}
    names = [
        (each.name, each.name_en or "") if each else ("", "")
        for each in (found[place] for place in listed)
    ]
    return which_named(turn.text, names, _common(world.catalogue))


def picked(turn: Turn, world: World, text: str) -> Early | None:
    """The place that is picked by name, as if its number were said."""
    if turn.intent not in _MAY_PICK or turn.slot("draft") or not _PICKS.search(text):
        return None
    number = number_named(turn, world)
    place = shown_place(turn, world, number) if number is not None else None
    if place is None or (turn.intent in ("detail", "find") and "是" not in text):
        return None  # asked about, not only picked: see `named_place`
    slots = {"chosen": number, "asked": {"question": "directions"}}
    return Early(Outcome(writer(turn, world).chosen(place), slots), final=True)


@lru_cache(maxsize=4)
def _common(catalogue: Catalogue) -> str:
    """What services are called: 文印 tells no shop from another."""
    words: list[str] = []
    for service in catalogue:
        words += [service.label_zh, service.label_en, *service.synonyms_zh, *service.synonyms_en]
    return "|".join(words).lower()
