"""Places of the list just given, and the ways to them."""

from dataclasses import dataclass, replace
from typing import Any

from actions.offices import writer
from actions.turn import Here, Turn
from actions.world import World
from assistant.finding import FoundPlace
from assistant.walking import Route
from assistant.walking.arrival import Arrival
from assistant.walking.directions import LandmarkFinder
from assistant.wording.directions import arrival_of, directions_reply
from assistant.wording.measures import name_of
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply


@dataclass(frozen=True)
class Goal:
    """Where somebody walks to."""

    lat: float
    lon: float
    name: str
    """In the person's language."""
    sign: str
    """The name on the spot, so that it is no landmark on the way to itself."""
    arrival: Arrival | None = None
    place: FoundPlace | None = None

    def as_slot(self, service: str = "") -> dict[str, Any]:
        """The form in which Rasa keeps it."""
        if self.place:
            return {"place": self.place.id, "service": service or self.place.services[0]}
        return {"lat": self.lat, "lon": self.lon, "name": self.name, "sign": self.sign}


def goal_at(place: FoundPlace, turn: Turn) -> Goal:
    """A place that was found, as a goal."""
    name = name_of(place, turn.language)
    arrival = arrival_of(place, wheels=turn.walker.wheelchair)
    return Goal(place.lat, place.lon, name, place.name, arrival, place)


def goal_of(slot: dict[str, Any], here: Here, turn: Turn, world: World) -> Goal | None:
    """The goal that `as_slot` wrote, as it is now; None where the place is gone."""
    if "place" not in slot:
        return Goal(slot["lat"], slot["lon"], slot["name"], slot["sign"])
    place = world.finder.place(
        slot["place"], slot["service"], here.lat, here.lon, walker=turn.walker, now=turn.now
    )
    return goal_at(place, turn) if place else None


def shown_place(turn: Turn, world: World, number: int) -> FoundPlace | None:
    """The place of that number (from 0; -1 the last) in the list just given, as it is now."""
    listed = turn.shown["places"]
    here = start_of(turn, world, number)
    if here is None or not -len(listed) <= number < len(listed):
        return None
    place_id, service = listed[number]
    return world.finder.place(
        place_id, service, here.lat, here.lon, walker=turn.walker, now=turn.now
    )


def start_of(turn: Turn, world: World, number: int) -> Here | None:
    """From where one walks to the place of that number: on a round, from the one before."""
    listed = turn.shown["places"]
    number = number if number >= 0 else len(listed) + number
    if not turn.shown.get("round") or not 0 < number < len(listed) or turn.start is None:
        return turn.start
    place_id, service = listed[number - 1]
    before = world.finder.place(
        place_id, service, turn.start.lat, turn.start.lon, walker=turn.walker, now=turn.now
    )
    return Here(before.lat, before.lon, before.name, before.name_en or "") if before else turn.start


def route_to(goal: Goal, here: Here, turn: Turn, world: World) -> Route | None:
    """The way to a goal at the person's own pace; None where no network knows one."""
    return world.finder.route((here.lat, here.lon), (goal.lat, goal.lon), turn.walker)


def way_to(goal: Goal, here: Here, turn: Turn, world: World) -> Reply | None:
    """The way in words; where there is no route to a place, its address; None to other goals."""
    route = route_to(goal, here, turn, world)
    if route is None:
        return _no_way(goal.place, turn, world) if goal.place else None
    walker = turn.walker
    reply = directions_reply(
        route,
        goal.name,
        seen(world, goal.sign),
        turn.language,
        arrival=goal.arrival,
        avoid_steps=walker.avoid_steps,
        wheelchair=walker.wheelchair,
    )
    places = (goal.place.as_json(),) if goal.place else ()
    suggestions = phrase_book(turn.language)["way_suggestions"].suggestions
    return replace(reply, places=places, suggestions=suggestions)


def _no_way(place: FoundPlace, turn: Turn, world: World) -> Reply:
    book = phrase_book(turn.language)
    words = writer(turn, world).place_fields(place)
    address = place.address or book.said("address_unknown").text
    key = "directions_estimated" if place.estimated else "directions_none"
    return book.reply(key, name=words["name"], metres=words["metres"], address=address)


def seen(world: World, target: str) -> LandmarkFinder:
    """What is seen at a turn; the place that one walks to is no landmark on the way."""
    return lambda lat, lon: world.gazetteer.nearest_landmark(lat, lon, exclude=target)
