"""What is told of a way, chosen before it is put into words."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.walking.legs import legs
from assistant.walking.route import Route, Step
from assistant.walking.sights import LandmarkFinder, Sight, Sights
from assistant.walking.words import Words

LAST_GAP_METRES = 35.0
"""A destination farther from the last way than this is told to be so."""

SOON_METRES = 30.0
"""After a shorter stretch than this the next turn comes at once, and is told with it."""


@dataclass(frozen=True)
class Stretch:
    """One piece of the way as it is told."""

    leg: Step
    sight: Sight | None
    """What is seen at its beginning."""


Piece = tuple[Stretch, ...]
"""What is told in one sentence: a stretch, or a very short one and the next."""


@dataclass(frozen=True)
class Plan:
    """What is told of a way, before it is put into words."""

    route: Route
    pieces: tuple[Piece, ...]
    door: Sight | None
    """What is beside or opposite the destination."""
    target: str
    at_door: bool
    """Whether the person sets out from a door, not from somewhere in the street."""


def plan(
    route: Route, landmarks: LandmarkFinder, target: str, words: Words, *, outdoors: bool = False
) -> Plan:
    """Choose what is told of `route`."""
    sights = Sights(landmarks, words, target)
    told = legs(route.steps)
    sights.leave_out(name for leg in told for p in leg.passages for name in (p.name, p.name_en))
    stretches = [
        Stretch(leg, sights.at_turn(leg) if number else None) for number, leg in enumerate(told)
    ]
    door = sights.at_door(route) if route.last_gap <= LAST_GAP_METRES and told else None
    return Plan(route, tuple(_pieces(stretches)), door, target, not outdoors)


def _pieces(stretches: Sequence[Stretch]) -> list[Piece]:
    pieces: list[Piece] = []
    for stretch in stretches:
        last = pieces[-1] if pieces else ()
        if len(last) == 1 and _is_brief(last[0].leg) and stretch.sight is None:
            pieces[-1] = (*last, stretch)
        else:
            pieces.append((stretch,))
    return pieces


def _is_brief(leg: Step) -> bool:
    return leg.metres < SOON_METRES and not leg.passages
