"""Places of the person's own: told, shown, forgotten, asked from."""

import re
from dataclasses import replace

from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Here, Turn
from actions.where import here_of, open_question
from actions.world import World
from assistant.people import HOME, PersonPlace, TooManyPlaces
from assistant.people.place_words import OwnPlace, Purpose, own_place, place_words_of_people
from assistant.places import Resolution
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

_CLAUSE = re.compile(r"[，。！？；、,!?;\n]+|\.(?=\s|$)|\s+(?=[\u3400-\u9fff])")


def own_places(turn: Turn, world: World, text: str) -> Early | None:
    """What `text` tells or asks about a place of the person's own."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    for number, clause in enumerate(clauses):
        own = own_place(clause)
        outcome = _outcome(own, turn, world, clause) if own else None
        if outcome:
            rest = "，".join(clauses[:number] + clauses[number + 1 :])
            # 我家在银杏苑附近有药店吗: told and asked in one breath, without a pause.
            asks = turn.surely_meant and _ASKS.search(clause)
            return Early(outcome, text if asks else rest)
    return None


_ASKS = re.compile(r"[吗嘛]|有没有|哪|找|最近|想要|我要|\b(?:any|is there|where|nearest|need)\b")


def _outcome(own: OwnPlace, turn: Turn, world: World, clause: str) -> Outcome | None:
    if own.of_other and not turn.slot("caller"):
        return None
    if own.purpose is Purpose.LIES:
        return _tell(own.name, turn, world, clause)
    if own.purpose is Purpose.HERE:
        return _keep(own.name, turn, world, turn.here) if turn.here else None
    if own.purpose is Purpose.ASKED:
        return _show(own.name, turn, world)
    if own.purpose is Purpose.FORGOTTEN:
        return _forget(own.name, turn)
    return None


def _tell(name: str, turn: Turn, world: World, clause: str) -> Outcome | None:
    """我妈家在凯润金城: looked up and kept."""
    near = (turn.here.lat, turn.here.lon) if turn.here else None
    found = world.gazetteer.resolve(clause, near)
    if found.choices or found.anchor_wanted:
        asked = {"question": "here", "services": list(turn.services), "own": name}
        return Outcome(slots={"asked": asked | open_question(found, turn)}, ask_place=True)
    if found.hit is None:
        lost = found.mention and turn.intent == "set_location"
        return Outcome(phrase_book(turn.language).reply("own_not_found")) if lost else None
    here = here_of(found)
    assert here is not None  # noqa: S101 - there is a hit
    return _with_building(_keep(name, turn, world, here), found, turn)


def _with_building(outcome: Outcome, found: Resolution, turn: Turn) -> Outcome:
    """Says so where the building that was named is not known."""
    if not found.building_unknown or not outcome.reply or not found.hit:
        return outcome
    called = found.hit.called(turn.language)
    unknown = phrase_book(turn.language).reply("building_unknown", place=called)
    return replace(outcome, reply=unknown.then(outcome.reply))


def _keep(name: str, turn: Turn, world: World, here: Here) -> Outcome:
    slots = {"here": here.as_slot()} if name == HOME else None
    return Outcome(keep(name, turn, world, here), slots)


def keep(name: str, turn: Turn, world: World, here: Here) -> Reply:
    """Keep `here` as the person's own place of that name; says whether that went well."""
    book = phrase_book(turn.language)
    label = label_of(here, turn, world)
    place = PersonPlace(name, here.lat, here.lon, here.label or label, here.label_en)
    try:
        kept = turn.person.remember_place(place)
    except TooManyPlaces:
        return book.reply("own_set_too_many")
    if not kept:
        return book.reply("own_set_unsaved", place=label)
    return book.reply("own_set", own=called(name, turn.language), place=label)


def label_of(here: Here, turn: Turn, world: World) -> str:
    """How the place is called; "here" where it has no name."""
    label = here.name(turn.language) or world.gazetteer.label(here.lat, here.lon, turn.language)
    return label or ("here" if turn.language == "en" else "这里")


def called(name: str, language: str) -> str:
    """How we call the person's own place of that name."""
    return place_words_of_people().called(name, language)


def _show(name: str, turn: Turn, world: World) -> Outcome:
    book, own = phrase_book(turn.language), called(name, turn.language)
    here = turn.own_place(name)
    if here is None:
        return Outcome(book.reply("own_none", own=own))
    return Outcome(book.reply("own_told", own=own, place=label_of(here, turn, world)))


def _forget(name: str, turn: Turn) -> Outcome:
    book, own = phrase_book(turn.language), called(name, turn.language)
    if turn.person.place(name) is None:
        return Outcome(book.reply("own_nothing_to_forget", own=own))
    key = "own_forgotten" if turn.person.forget_place(name) else "own_forget_failed"
    return Outcome(book.reply(key, own=own), {"here": None} if name == HOME else None)
