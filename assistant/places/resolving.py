"""From a sentence to the place that it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.places.buildings import bare_number, exit_number, said_number
from assistant.places.choosing import likely
from assistant.places.landmarks import Landmarks
from assistant.places.mentions import Context, Mention, Role
from assistant.places.name_index import NameIndex
from assistant.places.names import corner_key, fold, fold_sentence, part_key
from assistant.places.points import NamedPoint, Resolution
from assistant.places.words import PlaceWords
from assistant.walking.straight import Position

LONGEST_TEXT = 200
"""Letters of a sentence that are looked through."""

MOST_CHOICES = 5
CHAIN = 3
"""A name of more places than that is a brand, and no place where nobody says where."""

WEAK_LENGTH = 2
"""Names of so few Chinese letters are only places where the words around them say so."""

_NUMBER_BEFORE = re.compile(r"(?:building|block|bldg|tower|no) \w{1,8}[|, ]*(?:of|in|at)? ?$")
_GATE = re.compile(r"的?([东南西北正后大侧][东南西北]?门)")


@dataclass(frozen=True)
class _Decision:
    """What one mention comes to."""

    points: tuple[NamedPoint, ...]
    building_unknown: bool = False


class Resolver:
    """Looks for names in sentences; holds nothing but what it was made with."""

    def __init__(self, names: NameIndex, landmarks: Landmarks, words: PlaceWords) -> None:
        self._names = names
        self._landmarks = landmarks
        self._words = words

    def resolve(self, text: str, near: Position | None) -> Resolution:
        """See `Gazetteer.resolve`."""
        context = Context(fold_sentence(text[:LONGEST_TEXT]), self._words)
        for find in (self._names.mentions, self._names.heard, self._names.misspelt):
            mentions = find(context)
            usable = sorted(
                filter(None, (self._usable(context, mention) for mention in mentions)),
                key=self._order,
            )
            answer = self._answer(context, usable, mentions, near)
            if answer:
                return answer
        return Resolution(mention=context.unknown_place())

    def _usable(self, context: Context, mention: Mention) -> Mention | None:
        """The mention with those of its places that it can mean here; None where there are none."""
        alone = context.is_alone(mention.start, mention.end)
        marked = mention.role is not Role.PLAIN
        if marked or (alone and len(mention.points) <= CHAIN):
            return mention
        sure = tuple(point for point in mention.points if point.kind in self._words.places)
        if not sure or (_is_weak(mention.key) and not (alone or context.is_numbered(mention.end))):
            return None
        return replace(mention, points=sure)

    def _order(self, mention: Mention) -> tuple[bool, bool, bool, int, bool, int, int]:
        kinds = {point.kind for point in mention.points}
        sure = bool(kinds & self._words.places)
        # Of two names, one that stands for several places is what the other tells more about;
        # and a street tells about what lies along it.
        settled_by_others = sure and len(mention.points) > 1
        return (
            mention.role is Role.GOAL,
            not settled_by_others,
            kinds == {"street"},
            -mention.role,
            not sure,
            mention.start - mention.end,
            mention.start,
        )

    def _answer(
        self,
        context: Context,
        usable: Sequence[Mention],
        mentions: Sequence[Mention],
        near: Position | None,
    ) -> Resolution | None:
        goal = self._goal(context, usable, mentions, near)
        corner = self._corner(context, usable)
        if corner:
            return Resolution(corner, mention=corner.name, goal=goal)
        for mention in self._first_street_first(context, usable):
            decision = self._decide(context, mention, mentions, near)
            points = decision.points
            if mention.role is not Role.HERE and len(points) > CHAIN and not self._is_home(points):
                # A brand with many branches, and nothing that says which.
                continue
            said = self._said(context, mention) if decision.building_unknown else mention.key
            found = Resolution(
                mention=said,
                building_unknown=decision.building_unknown,
                goal=goal,
                certain=mention.certain,
            )
            if len(points) == 1:
                return replace(found, hit=points[0])
            return replace(found, choices=self._told_apart(points[:MOST_CHOICES]))
        return None

    def _goal(
        self,
        context: Context,
        usable: Sequence[Mention],
        mentions: Sequence[Mention],
        near: Position | None,
    ) -> NamedPoint | None:
        for mention in usable:
            if mention.role is Role.GOAL:
                points = self._decide(context, mention, mentions, near).points
                if len(points) == 1 or (near and len(points) > CHAIN):
                    return points[0]
        return None

    def _decide(
        self,
        context: Context,
        mention: Mention,
        mentions: Sequence[Mention],
        near: Position | None,
    ) -> _Decision:
        others = [p for m in mentions if m.start != mention.start for p in self._along(m)]
        numbers = list(_numbers(context, mention))
        parts = self._parts(context, mention, numbers)
        if parts:
            return _Decision(likely(parts, near, others, self._words))
        points = likely(mention.points, near, others, self._words)
        numbered = any(point.kind in self._words.numbered for point in points)
        # A number without a noun ("银杏苑3") is only a building's if there is one.
        unknown = numbered and any(sure for _, sure in numbers)
        return _Decision(points, building_unknown=unknown)

    def _parts(
        self, context: Context, mention: Mention, numbers: Sequence[tuple[str, bool]]
    ) -> tuple[NamedPoint, ...]:
        """The buildings, exits, house numbers or gates that are said beside the name."""
        keys = sorted({fold(point.name) for point in mention.points})
        for key in keys:
            for number, _ in numbers:
                for part in (part_key(key, number), f"{key}{number}号"):
                    if self._names.get(part):
                        return self._names.get(part)
            gate = _GATE.match(context.after(mention.end))
            if gate and self._names.get(key + gate[1]):
                return self._names.get(key + gate[1])
        return ()

    def _along(self, mention: Mention) -> list[Position]:
        """Points of what is named; of a street its corners too, for it has no middle."""
        points = list(mention.points)
        if any(point.kind == "street" for point in points):
            points += self._names.along(mention.key)
        return [point.position for point in points]

    def _corner(self, context: Context, usable: Sequence[Mention]) -> NamedPoint | None:
        """The corner of two streets that are named one after the other."""
        pair = self._street_pair(context, usable)
        if not pair or usable[0] not in pair:
            return None
        keys = [fold(mention.points[0].name) for mention in pair]
        corners = self._names.get(corner_key(keys[0], keys[1]))
        return corners[0] if corners else None

    def _first_street_first(self, context: Context, usable: Sequence[Mention]) -> list[Mention]:
        pair = self._street_pair(context, usable)
        if pair and usable[0] in pair:
            return [pair[0], *(mention for mention in usable if mention != pair[0])]
        return list(usable)

    def _street_pair(
        self, context: Context, usable: Sequence[Mention]
    ) -> tuple[Mention, Mention] | None:
        streets = sorted((m for m in usable if m.points[0].kind == "street"), key=lambda m: m.start)
        return next((pair for pair in pairwise(streets) if context.joined(*pair)), None)

    def _is_home(self, points: Sequence[NamedPoint]) -> bool:
        return all(point.kind in self._words.places for point in points)

    def _said(self, context: Context, mention: Mention) -> str:
        """The name with the number that follows it, as it was said."""
        number = self._words.building_after.match(context.text, mention.end)
        return context.text[mention.start : number.end() if number else mention.end]

    def _told_apart(self, points: Sequence[NamedPoint]) -> tuple[NamedPoint, ...]:
        """The places with names that tell them from each other."""
        return tuple(self._distinguished(point) for point in points)

    def _distinguished(self, point: NamedPoint) -> NamedPoint:
        other = self._landmarks.surroundings(point)
        if other is None:
            return point
        english = f"{point.called('en')} (near {other.called('en')})"
        return replace(point, name=f"{point.name}（{other.name}附近）", name_en=english)


def _numbers(context: Context, mention: Mention) -> Iterator[tuple[str, bool]]:
    """The numbers said beside a name, and whether a noun says that they number a part of it."""
    after, before = context.after(mention.end), context.text[: mention.start]
    for number in (said_number(after), exit_number(context.text[mention.end :])):
        if number:
            yield number, True
    bare = bare_number(after)
    if bare:
        yield bare, False
    turned = _NUMBER_BEFORE.search(before)
    if turned:
        number = said_number(turned.group().rstrip(" ,|").removesuffix(" of"))
        if number:
            yield number, True


def _is_weak(key: str) -> bool:
    return " " not in key if key.isascii() else len(key) <= WEAK_LENGTH
