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
from assistant.times import read_times
from assistant.wording.details import detail_reply, not_noted
from assistant.wording.keywords import asks_else, aspects_of

_PICKS = re.compile(
    r"那[个家间]|嗰[个間间]|[说講讲]的是|不是这|唔係|唔系|"
    r"\bone\b|\bi mean|\bi said|\bnot (?:that|this)"
)
_CAN_THEY = re.compile(
    r"(?:那里?|那[儿边]|他们|它)?(?:能|可以|可不可以|可唔可以|会|收不收|做不做|can |do )"
)
"""Begins a question about the place just named: 能彩打吗."""

_MAY_PICK = frozenset(
    {"set_location", "select", "deny", "nlu_fallback", "chitchat", "find", "out_of_scope"}
)
"""Behaviours that a sentence which picks one seems to have."""


def number_named(turn: Turn, world: World) -> int | None:
    """The number, from 0, of the place just listed that is named; None where none is."""
    listed = [place for place, _ in turn.shown["places"]]
    if not listed:
        return None
    with Session(world.engine) as session:
        found = {place: store.get(session, place) for place in listed}
    names = [
        (each.name, each.name_en or "") if each else ("", "")
        for each in (found[place] for place in listed)
    ]
    # 文印店那家 is one of the list, whatever else is called so.
    common = "" if _PICKS.search(turn.text.lower()) else _common(world.catalogue)
    return which_named(turn.text, names, common)


def picked(turn: Turn, world: World, text: str) -> Early | None:
    """The place that is picked by name, as if its number were said; what is asked of it."""
    if turn.intent not in _MAY_PICK or turn.slot("draft"):
        return None
    aspects = aspects_of(text)
    called = turn.ordinal is not None and "phone" in aspects
    if not called and not _PICKS.search(text.lower()):
        return None
    number = turn.chosen if called else number_named(turn, world)
    place = shown_place(turn, world, number) if number is not None else None
    if place is None:
        return None
    slots = {"chosen": number, "asked": {"question": "directions"}}
    if aspects:
        when = next((each for each in read_times(text, turn.now) if each.start), None)
        reply = detail_reply(place, aspects, turn.now, turn.language, when)
    elif asks_else(text):
        reply = not_noted(place, turn.now, turn.language)
    else:
        reply = writer(turn, world).chosen(place)
    return Early(Outcome(reply, slots), final=True)


def asked_of_shown(turn: Turn, world: World) -> Outcome | None:
    """能不能彩打, of places just listed: nobody noted that; None where a search is meant."""
    same = not turn.services or set(turn.services) <= set(turn.shown["services"])
    if not turn.shown["places"] or not same or not _CAN_THEY.match(turn.text):
        return None
    place = shown_place(turn, world, turn.chosen) if asks_else(turn.text) else None
    return Outcome(not_noted(place, turn.now, turn.language)) if place else None


@lru_cache(maxsize=4)
def _common(catalogue: Catalogue) -> str:
    """What services are called: 文印 tells no shop from another."""
    words: list[str] = []
    for service in catalogue:
        words += [service.label_zh, service.label_en, *service.synonyms_zh, *service.synonyms_en]
    return "|".join(words).lower()
