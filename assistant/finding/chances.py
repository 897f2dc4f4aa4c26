"""Where each of several errands could be done: a few good places for each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.finding.promising import through
from assistant.finding.ranking import WORTH_MINUTES, Standing
from assistant.finding.rounds import START, Task
from assistant.finding.search import Found, Ranked
from assistant.finding.spans import Span, open_spans
from assistant.finding.visit import Visit
from assistant.finding.walker import Walker
from assistant.walking import DETOUR, Position, metres_between

KEPT = {1: 6, 2: 6, 3: 5, 4: 4, 5: 4, 6: 4}
"""Places for one errand that are looked at closely, by how many errands there are."""

BY_RANK = 2
"""So many of them are the best ones seen from here."""

POOL = 12
"""Places for one errand that these are chosen from."""

LOOKED_AT = {1: 12, 2: 12, 3: 12, 4: 12, 5: 10, 6: 8}
"""And so many of those, by how many errands there are, for the way around all of them."""

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


def chosen(
    errands: Sequence[Errand], walker: Walker, *, in_order: bool = False, back: bool = False
) -> list[Errand]:
    """The same errands with a few chances each: the more errands, the fewer.

    The best ones seen from here, those on the shortest ways around all errands by the straight
    line, and one that is open for long. A place that is kept for one errand and would do for
    another is kept for both.
    """
    kept, looked_at = KEPT[len(errands)], LOOKED_AT[len(errands)]
    pools = [replace(item, chances=item.chances[:looked_at]) for item in errands]
    if all(len(item.chances) <= kept for item in errands):
        return list(errands)
    numbers = {name: number for number, name in enumerate(places_of(pools), start=START + 1)}
    ways = through(_straight(pools, numbers, walker.pace, in_order=in_order, back=back))
    everywhere: set[str] = set()
    for index, item in enumerate(errands):
        whole = {c.id: ways[index, numbers[c.id]] for c in pools[index].chances}
        everywhere |= _picked(item, whole, kept)
    return [
        replace(item, chances=tuple(c for c in item.chances if c.id in everywhere))
        for item in errands
    ]


def places_of(errands: Iterable[Errand]) -> Mapping[str, Chance]:
    """Every place once, by its id."""
    return {chance.id: chance for item in errands for chance in item.chances}


def _is_worth(visit: Visit) -> bool:
    return visit.minutes is not None and visit.minutes <= WORTH_MINUTES


def _fit(near: Sequence[Ranked]) -> Sequence[Ranked]:
    """Those known to be fit for a wheelchair, where one of them is open near by; else all."""
    fit = [item for item in near if item.visit.facility.wheelchair == "yes"]
    return fit if any(item.standing <= Standing.SOON for item in fit) else near


def _straight(
    errands: Sequence[Errand], numbers: Mapping[str, int], pace: float, *, in_order: bool,
    back: bool,
) -> Task:  # fmt: skip
    """The errands as if doors were always open, and streets were straight lines but the first."""
    places = list(places_of(errands).values())
    first = [0.0, *(chance.seconds for chance in places)]
    legs = [first]
    for chance in places:
        row = [metres_between(chance.position, other.position) * DETOUR / pace for other in places]
        legs.append([chance.seconds, *row])
    return Task(
        legs=legs,
        places=[[numbers[chance.id] for chance in item.chances] for item in errands],
        stays=[0.0] * len(errands),
        spans=[()] * len(legs),
        in_order=in_order,
        back=back,
    )


def _picked(item: Errand, ways: Mapping[str, float], kept: int) -> set[str]:
    """The ids of the chances that are kept; `ways` are the shortest ways that take them in."""
    best = [chance.id for chance in item.chances[:BY_RANK]]
    rest = sorted((name for name in ways if name not in best), key=ways.__getitem__)
    picked = [*best, *rest][:kept]
    hours = {chance.id: chance.open_seconds for chance in item.chances}
    longest = max(hours, key=hours.__getitem__)
    if all(hours[name] < hours[longest] for name in picked):
        # Where all others are closed when one gets there, this one may be open.
        picked[-1] = longest
    return set(picked)
