"""Several errands in one walk, told two stops at a time; and what there is within reach."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from actions.offices import writer
from actions.outcome import Outcome
from actions.turn import Here, Turn
from actions.world import World
from assistant.finding import Tour
from assistant.wording.reach import reach_reply
from assistant.wording.tours import tour_reply, tour_spoken

MOST_ERRANDS = 6

REACH = ("life_circle_map",)
"""The service that is asked for by 我家附近都有啥."""

GO_ON = "round_on"
"""The open question whether to go on with the stops that have not been told yet."""

_IN_ORDER = re.compile(
    r"先.+(?:再|然后|接着|之后|最后|后)|\bfirst\b.+\b(?:then|after|next)\b|按.{0,4}(?:顺序|次序)"
)


def around(turn: Turn, world: World, services: Sequence[str], here: Here) -> Outcome | None:
    """One walk for `services`; None where not one of them can be done on foot now."""
    wanted = {
        "errands": list(services[:MOST_ERRANDS]),
        "in_order": bool(_IN_ORDER.search(turn.text)),
        "left_at": turn.now.isoformat(),
    }
    tour = _tour(turn, world, wanted, here)
    if not tour.stops:
        return None
    shown = {
        "services": list(services),
        "places": [[stop.place.id, stop.services[0]] for stop in tour.stops],
        "offset": len(tour.stops),
        "here": here.as_slot(),
        "round": wanted,
    }
    return _told(tour, turn, world, 0, {"shown": shown, "chosen": None, "guide": None})


def go_around(turn: Turn, world: World) -> Outcome:
    """The stops that have not been told yet."""
    wanted, here = turn.shown["round"], turn.start
    assert here is not None  # noqa: S101 - a round begins somewhere
    tour = _tour(turn, world, wanted, here, again=True)
    return _told(tour, turn, world, int(turn.asked["told"]), {})


def _tour(
    turn: Turn, world: World, wanted: dict[str, Any], here: Here, *, again: bool = False
) -> Tour:
    return world.finder.tour(
        wanted["errands"],
        here.lat,
        here.lon,
        walker=turn.walker,
        now=datetime.fromisoformat(wanted["left_at"]),
        in_order=wanted["in_order"],
        record=not again,
    )


def _told(tour: Tour, turn: Turn, world: World, start: int, slots: dict[str, Any]) -> Outcome:
    words = writer(turn, world)
    told = start + tour_spoken(tour, words, start)
    more = {"question": GO_ON, "told": told}
    asked = more if told < len(tour.stops) else {"question": "directions"}
    return Outcome(tour_reply(tour, words, start), slots | {"asked": asked})


def within_reach(turn: Turn, world: World, here: Here) -> Outcome:
    """我家附近都有啥: what there is on foot, by group; the places named can be asked about."""
    reach = world.finder.reach(here.lat, here.lon, walker=turn.walker, now=turn.now)
    reply = reach_reply(reach, world.catalogue, turn.language)
    places = [[place["id"], place["services"][0]] for place in reply.places]
    shown = {"services": list(REACH), "places": places, "offset": len(places)}
    return Outcome(reply, {"shown": shown | {"here": here.as_slot()}, "chosen": None})
