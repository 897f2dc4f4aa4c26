"""Who answers where we cannot: the nearest place of a kind that has a phone."""

from dataclasses import replace

from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.finding import FoundPlace
from assistant.wording.answers import AnswerWriter
from assistant.wording.measures import minutes, name_of, open_state, phone_number
from assistant.wording.phrases import Field, Said, phrase_book
from assistant.wording.reply import Reply


def nearest(
    turn: Turn, world: World, *service_ids: str, only_open: bool = False
) -> FoundPlace | None:
    """The nearest place that offers the first of `service_ids` that is offered at all.

    With `only_open`, one that is known to be open when the person gets there.
    """
    if turn.here is None:
        return None
    for service_id in service_ids:
        answer = world.finder.find(
            service_id,
            turn.here.lat,
            turn.here.lon,
            walker=turn.walker,
            now=turn.now,
            limit=5,
            record=False,
        )
        places = () if answer.alternative_id else answer.places
        for place in places:
            if place.open or not only_open:
                return place
    return None


def office(turn: Turn, world: World) -> tuple[Said, Said]:
    """Name and phone of whoever can be asked: the community office, else the set number."""
    place = nearest(turn, world, "community_office")
    if place is not None and place.phone:
        name = name_of(place, turn.language)
        return Said(name, name), phone_number(place.phone, turn.language)
    name = phrase_book(turn.language).said("the_community").text
    return Said(name, name), phone_number(world.settings.community_phone, turn.language)


def number_of_a_person(turn: Turn, world: World) -> Reply:
    """The community office's number and hours, else the city line."""
    book = phrase_book(turn.language)
    place = nearest(turn, world, "community_office")
    if place is None or not place.phone:
        return book.reply("human_city")
    key = "human_closed" if place.open is False else "human"
    reply = book.reply(
        key,
        office=name_of(place, turn.language),
        phone=phone_number(place.phone, turn.language),
        open=open_state(place, turn.now, turn.language),
    )
    return replace(reply, places=(place.as_json(),))


def writer(turn: Turn, world: World) -> AnswerWriter:
    """Somebody to put answers into the person's language."""
    return AnswerWriter(world.catalogue, turn.language, turn.now, lambda: office(turn, world))


def place_words(
    place: FoundPlace, turn: Turn, call_key: str, no_call: str = ""
) -> dict[str, Field]:
    """Name, minutes, hours and phone of a place that somebody is sent to."""
    book = phrase_book(turn.language)
    hours = book.said("hours_clause", open=open_state(place, turn.now, turn.language))
    call: Field = book.said(no_call) if no_call else ""
    if place.phone:
        call = book.said(call_key, phone=phone_number(place.phone, turn.language))
    name = name_of(place, turn.language)
    return {"name": name, "minutes": minutes(place, turn.language), "hours": hours, "call": call}


def about(place: FoundPlace, service: str, reply: Reply) -> Outcome:
    """The reply, with the place kept for "its phone?" and "how do I get there?"."""
    shown = {"services": [service], "places": [[place.id, service]], "offset": 1}
    slots = {"shown": shown, "chosen": 0, "asked": {"question": "directions"}}
    return Outcome(replace(reply, places=(place.as_json(),)), slots)
