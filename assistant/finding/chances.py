"""Where each of several errands could be done: a few good places for each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.finding.ranking import WORTH_MINUTES, Standing
from assistant.finding.search import Found, Ranked
from assistant.finding.spans import Span, open_spans
from assistant.finding.visit import Visit
from assistant.finding.walker import Walker
from assistant.walking import Position, metres_between

KEPT = 4
"""Places for one errand that are looked at closely."""

BY_RANK = 2
"""So many of them are the best ones seen from here; the others lie best for the other errands."""

POOL = 12
"""Places for one errand that these are chosen from."""

AHEAD_SECONDS = 12 * 3600.0
"""Doors that open later than this are not waited for."""


@dataclass(frozen=True)
class Chance:
    """A place where an errand could be done."""

    visit: Visit
    """As seen from the start."""
    spans: tuple[Span, ...]
    """When it can be gone into, in seconds from now."""
    rank: int
    """Its number among those for the errand."""

    @property
    def id(self) -> str:
        """The facility's."""
        return self.visit.facility.id

    @property
    def position(self) -> Position:
        """Where it is."""
        return self.visit.facility.lat, self.visit.facility.lon

    @property
    def open_seconds(self) -> float:
        """For how long it is open during the next hours."""
        return sum(until - begins for begins, until in self.spans)

    @property
    def seconds(self) -> float:
        """The walk from the start."""
        return self.visit.walk.seconds if self.visit.walk else 0.0


@dataclass(frozen=True)
class Errand:
    """One thing to do."""

    service_id: str
    stay: int
    """Minutes inside."""
    nearest: Visit | None
    """The best place for it, open or not; None where there is none in a walk's reach."""
    chances: tuple[Chance, ...]
    """Where it could be done, best first; none where all doors stay closed."""


def errand(service_id: str, stay: int, found: Found, walker: Walker, now: datetime) -> Errand:
    """The errand for a service, with what a search found for it."""
    near = [item for item in found.ranked if _is_worth(item.visit)]
    pool: list[Chance] = []
    for item in _fit(near) if walker.wheelchair else near:
        spans = open_spans(item.visit.facility, now, AHEAD_SECONDS)
        if any(until - begins >= stay * 60 for begins, until in spans):
            pool.append(Chance(item.visit, spans, len(pool)))
        if len(pool) == POOL:
            break
    return Errand(service_id, stay, near[0].visit if near else None, tuple(pool))


def chosen(errands: Sequence[Errand], walker: Walker, kept: int = KEPT) -> list[Errand]:
    """The same errands with at most `kept` chances each, and what is left of them elsewhere.

    A place that is kept for one errand and would do for another is kept for both.
    """
    picked = {item.service_id: _picked(item, errands, walker.pace, kept) for item in errands}
    everywhere = {chance.id for chances in picked.values() for chance in chances}
    return [
        replace(item, chances=tuple(c for c in item.chances if c.id in everywhere))
        for item in errands
    ]


def _is_worth(visit: Visit) -> bool:
    return visit.minutes is not None and visit.minutes <= WORTH_MINUTES


def _fit(near: Sequence[Ranked]) -> Sequence[Ranked]:
    """Those known to be fit for a wheelchair, where one of them is open near by; else all."""
    fit = [item for item in near if item.visit.facility.wheelchair == "yes"]
    return fit if any(item.standing <= Standing.SOON for item in fit) else near


def _picked(item: Errand, errands: Sequence[Errand], pace: float, kept: int) -> list[Chance]:
    if len(item.chances) <= kept:
        return list(item.chances)
    others = [other.chances for other in errands if other is not item and other.chances]

    def way_round(chance: Chance) -> float:
        """Seconds: from here, and on to the nearest place for each other errand."""
        return chance.seconds + sum(_nearest(chance, places) for places in others) / pace

    best, rest = item.chances[:BY_RANK], item.chances[BY_RANK:]
    picked = [*best, *sorted(rest, key=way_round)[: kept - BY_RANK]]
    longest = max(item.chances, key=lambda chance: chance.open_seconds)
    if all(chance.open_seconds < longest.open_seconds for chance in picked):
        # Where all others are closed when one gets there, this one may be open.
        picked[-1] = longest
    return picked


def _nearest(chance: Chance, places: Iterable[Chance]) -> float:
    """Metres in a straight line."""
    return min(metres_between(chance.position, other.position) for other in places)


def places_of(errands: Iterable[Errand]) -> Mapping[str, Chance]:
    """Every place once, by its id."""
    return {chance.id: chance for item in errands for chance in item.chances}
