"""What somebody has to know before setting out who avoids steps, or has wheels under them."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from assistant.walking.passages import STEPS, Pass, Passage
from assistant.walking.route import Route
from assistant.walking.words import Words

KNOWN_SHARE = 0.5
"""Where less of the way than this was looked at, steps may be missing from the map."""

ROUGH_METRES = 20.0
"""Less bad pavement or less of a barred way than this is not worth a word."""

_WITH_STEPS = STEPS | {Pass.FOOTBRIDGE, Pass.SUBWAY}


class Caution(StrEnum):
    """Something to be told before the way itself."""

    STEPS = "steps"
    STEPS_SEVERAL = "steps_several"
    RAMP = "ramp"
    """Steps that a ramp for wheels leads beside."""
    LIFT = "lift"
    ESCALATOR = "escalator"
    ROUGH = "rough"
    BARRED = "barred"
    UNKNOWN = "unknown"
    """The map does not say enough of the ground."""


def cautions(route: Route, avoid_steps: bool, wheelchair: bool) -> tuple[Caution, ...]:
    """What to tell such a person of `route`, the weightiest first; nothing to anybody else."""
    if not (avoid_steps or wheelchair):
        return ()
    return tuple(_cautions(route, wheelchair))


def flights(route: Route) -> int:
    """How many flights of steps lie on the way, without those that have a ramp."""
    return sum(passage.flights for passage in _passages(route) if not passage.ramp)


def warned(found: Sequence[Caution], route: Route, words: Words) -> list[str]:
    """Those cautions as sentences."""
    count = words.count(flights(route))
    return [words.sentence(words.say("caution", one.value, count=count)) for one in found]


def _cautions(route: Route, wheelchair: bool) -> Iterator[Caution]:
    passages = _passages(route)
    kinds = {passage.kind for passage in passages}
    count = flights(route)
    if count:
        yield Caution.STEPS if count == 1 else Caution.STEPS_SEVERAL
    elif kinds & _WITH_STEPS:
        yield Caution.RAMP
    if Pass.LIFT in kinds:
        yield Caution.LIFT
    if Pass.ESCALATOR in kinds:
        yield Caution.ESCALATOR
    if wheelchair and route.ground.barred_metres >= ROUGH_METRES:
        yield Caution.BARRED
    if route.ground.rough_metres >= ROUGH_METRES:
        yield Caution.ROUGH
    if route.ground.known < KNOWN_SHARE:
        yield Caution.UNKNOWN


def _passages(route: Route) -> list[Passage]:
    return [passage for step in route.steps for passage in step.passages]
