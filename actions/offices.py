"""Who answers where we cannot: the nearest place of a kind that has a phone."""

from actions.turn import Turn
from actions.world import World
from assistant.finding import FoundPlace
from assistant.wording.answers import AnswerWriter
from assistant.wording.measures import name_of, phone_number
from assistant.wording.phrases import Said, phrase_book


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


def writer(turn: Turn, world: World) -> AnswerWriter:
    """Somebody to put answers into the person's language."""
    return AnswerWriter(world.catalogue, turn.language, turn.now, lambda: office(turn, world))
