"""Which of several places of one name is meant."""

from collections.abc import Iterable, Sequence

from assistant.places.points import NamedPoint
from assistant.places.words import PlaceWords
from assistant.walking.straight import Position, metres_between

WALKABLE = 3000.0
"""Metres: a place that far off may still be the one that a person speaks of without more words."""

PLAINLY_NEARER = 3.0
"""Of two places of one name the nearer is meant where the other is so many times farther."""

TOGETHER = 2000.0
"""Metres: two names in one sentence that lie this close belong together, as in 晓东路的桂园."""

BESIDE = 100.0
"""Metres: nearer than that is as near as can be."""


def likely(
    points: Sequence[NamedPoint],
    near: Position | None,
    others: Iterable[Position],
    words: PlaceWords,
) -> tuple[NamedPoint, ...]:
    """The places of one name that may be meant, the nearest first; a single one is meant.

    `near` is where the person was last, `others` are the points of other names in the sentence.
    """
    if len(points) < 2:
        return tuple(points)
    together = _nearest_to(points, list(others))
    if together:
        return (together,)
    if near is None:
        return tuple(_of_first_rank(points, words))
    at = near
    around = [point for point in points if metres_between(at, point.position) <= WALKABLE]
    found = _of_first_rank(around or points, words)
    found.sort(key=lambda point: metres_between(at, point.position))
    if len(found) > 1 and around:
        first, second = (metres_between(at, point.position) for point in found[:2])
        if second > PLAINLY_NEARER * max(first, BESIDE):
            return (found[0],)
    return tuple(found)


def _of_first_rank(points: Iterable[NamedPoint], words: PlaceWords) -> list[NamedPoint]:
    best = min(words.rank(point.kind) for point in points)
    return [point for point in points if words.rank(point.kind) == best]


def _nearest_to(points: Sequence[NamedPoint], others: Sequence[Position]) -> NamedPoint | None:
    """The one that lies plainly nearest to what else is named."""
    if not others:
        return None
    distances = [min(metres_between(p.position, other) for other in others) for p in points]
    (first, index), (second, _) = sorted(zip(distances, range(len(points)), strict=True))[:2]
    plain = first <= TOGETHER and second > PLAINLY_NEARER * max(first, BESIDE)
    return points[index] if plain else None
