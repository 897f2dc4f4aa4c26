"""Names that tell places of one name from each other: short, and such as people know."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.places.landmarks import Landmarks
from assistant.places.names import fold
from assistant.places.points import NamedPoint
from assistant.walking.straight import Position

SIDES_METRES = 300.0
"""Places of one name that lie this far apart are told by the side on which they lie."""

_SIDES = (("东边", "east"), ("北边", "north"), ("西边", "west"), ("南边", "south"))


def tell_apart(
    points: Sequence[NamedPoint],
    landmarks: Landmarks,
    kinds: Mapping[str, tuple[str, str]],
) -> tuple[NamedPoint, ...]:
    """The places, those of one name with something in brackets that only one of them has.

    What they are, where that differs (`kinds` has the words); else what people know beside them;
    else on which side they lie. One of them may keep its bare name.
    """
    counted = Counter(fold(point.name) for point in points)
    told = list(points)
    for name, count in counted.items():
        if count > 1:
            places = [i for i, point in enumerate(points) if fold(point.name) == name]
            words = _words([points[i] for i in places], landmarks, kinds)
            for i, word in zip(places, words, strict=True):
                told[i] = _with_word(points[i], word)
    return tuple(told)


def _words(
    points: Sequence[NamedPoint], landmarks: Landmarks, kinds: Mapping[str, tuple[str, str]]
) -> list[tuple[str, str] | None]:
    labels = [kinds.get(point.kind) for point in points]
    if None not in labels and len(set(labels)) == len(points):
        return list(labels)
    known = [landmarks.surroundings(point) for point in points]
    found: list[tuple[str, str] | None] = []
    for i, own in enumerate(known):
        others = {place.name for j, places in enumerate(known) if j != i for place in places}
        place = next((place for place in own if place.name not in others), None)
        found.append((f"{place.name}附近", f"near {place.called('en')}") if place else None)
    missing = [i for i, word in enumerate(found) if word is None]
    if len(missing) > 1:
        sides = _sides([points[i].position for i in missing])
        for i, side in zip(missing, sides, strict=True):
            found[i] = side
    return found


def _sides(positions: Sequence[Position]) -> list[tuple[str, str] | None]:
    """The side on which each place lies, of two places; None where that tells nothing."""
    if len(positions) != 2:
        return [None] * len(positions)
    (lat, lon), (other_lat, other_lon) = positions
    north, east = (lat - other_lat) * 111_195, (lon - other_lon) * 95_000
    if max(abs(north), abs(east)) < SIDES_METRES:
        return [None, None]
    index = (0 if east > 0 else 2) if abs(east) >= abs(north) else (1 if north > 0 else 3)
    return [_side(index), _side((index + 2) % 4)]


def _side(index: int) -> tuple[str, str]:
    chinese, english = _SIDES[index]
    return chinese, f"the one in the {english}"


def _with_word(point: NamedPoint, word: tuple[str, str] | None) -> NamedPoint:
    if word is None:
        return point
    return replace(
        point, name=f"{point.name}（{word[0]}）", name_en=f"{point.called('en')} ({word[1]})"
    )
