"""Names that tell places of one name from each other: short, and such as people know."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import cos, radians

from assistant.places.landmarks import Landmarks
from assistant.places.names import fold
from assistant.places.points import NamedPoint
from assistant.walking.straight import Position

Side = tuple[str, str]
"""In Chinese and in English."""

_ENDS: tuple[tuple[Side, Side], tuple[Side, Side]] = (
    (("北", "north"), ("南", "south")),
    (("东", "east"), ("西", "west")),
)
_CHINESE = "二三四五六七八九"
_ENGLISH = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


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
        # The side among all of them, for those of which nothing else tells.
        sides = _sides([point.position for point in points])
        for i in missing:
            found[i] = sides[i]
    return found


def _sides(positions: Sequence[Position]) -> list[tuple[str, str] | None]:
    """On which side each place lies, along the line on which they are farthest apart.

    None for all where they stand in one spot.
    """
    easts = [lon * cos(radians(lat)) for lat, lon in positions]
    norths = [lat for lat, _ in positions]
    across = _spread(easts) >= _spread(norths)
    values = easts if across else norths
    if not _spread(values):
        return [None] * len(positions)
    first, last = _ENDS[across]
    order = sorted(range(len(values)), key=lambda i: -values[i])
    names = _in_a_row(len(values), first, last)
    return [names[order.index(i)] for i in range(len(values))]


def _in_a_row(count: int, first: Side, last: Side) -> list[Side]:
    """What so many places in a row are called, from the first side to the last."""
    if count == 2:
        return [(f"{zh}边", f"the one in the {en}") for zh, en in (first, last)]
    inner: list[Side] = [("中间", "the one in the middle")]
    if count > 3:
        counted = zip(_CHINESE[: count - 2], _ENGLISH[: count - 2], strict=True)
        inner = [(f"从{first[0]}数第{zh}个", f"the {en} from the {first[1]}") for zh, en in counted]
    ends = [(f"最{zh}边", f"the one farthest {en}") for zh, en in (first, last)]
    return [ends[0], *inner, ends[1]]


def _spread(values: Sequence[float]) -> float:
    return max(values) - min(values)


def _with_word(point: NamedPoint, word: tuple[str, str] | None) -> NamedPoint:
    if word is None:
        return point
    return replace(
        point, name=f"{point.name}（{word[0]}）", name_en=f"{point.called('en')} ({word[1]})"
    )
