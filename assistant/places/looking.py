"""What a sentence comes to if these are its names."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from assistant.places.addresses import parts_around, without_flat
from assistant.places.chain_places import ChainPlace, ChainPlaces
from assistant.places.chains import Chain
from assistant.places.deciding import Decider
from assistant.places.kind_index import KindIndex
from assistant.places.landmarks import Landmarks
from assistant.places.mentions import Context, Mention, Role
from assistant.places.name_index import NameIndex
from assistant.places.names import corner_key, fold
from assistant.places.points import NamedPoint, Resolution
from assistant.places.telling_apart import tell_apart
from assistant.places.words import PlaceWords
from assistant.walking.straight import Position

MOST_CHOICES = 5
CHAIN = 3
"""A name of more places than that is a brand, and no place where nobody says where."""

WEAK_LENGTH = 2
"""Names of so few Chinese letters are only places where the words around them say so."""


class Looker:
    """Weighs the names and chains of a sentence; holds nothing but what it was made with."""

    def __init__(
        self, names: NameIndex, landmarks: Landmarks, kinds: KindIndex, words: PlaceWords
    ) -> None:
        self._names = names
        self._landmarks = landmarks
        self._words = words
        self._decider = Decider(names, words)
        self._chains = ChainPlaces(self._decider, kinds, words)

    def look(
        self, context: Context, mentions: Sequence[Mention], near: Position | None
    ) -> Resolution | None:
        """What the sentence comes to if these are its names."""
        usable = sorted(
            filter(None, (self._usable(context, mention) for mention in mentions)),
            key=lambda mention: self._order(context, mention),
        )
        chains = self._chains.find(context, mentions, usable, near)
        answer = self._answer(context, usable, mentions, near)
        return self._chained(context, chains, usable, answer) or answer

    def _chained(
        self,
        context: Context,
        chains: Sequence[ChainPlace],
        usable: Sequence[Mention],
        answer: Resolution | None,
    ) -> Resolution | None:
        """The answer with the places of the chains; None where there are none in it."""
        for chain in chains:
            if not chain.points:
                continue
            spot = chain.points[0]
            goal = answer.goal if answer else None
            if self._is_where_to(context, chain.chain, usable):
                goal = spot if len(chain.points) == 1 else goal
                if answer:
                    return replace(answer, goal=goal)
                return Resolution(spot, mention=chain.word, goal=goal, certain=chain.certain)
            found = Resolution(
                mention=chain.word, goal=goal, certain=chain.certain, relation=chain.relation
            )
            if len(chain.points) == 1:
                return replace(found, hit=spot)
            return replace(found, choices=self._told_apart(chain.points[:MOST_CHOICES]))
        return None

    def _is_where_to(self, context: Context, chain: Chain, usable: Sequence[Mention]) -> bool:
        """Whether a chain says where the person wants to go."""
        if chain.role is Role.GOAL:
            return True
        before = self._words.goal_before.search(context.text[: chain.start])
        here = (m for m in usable if m.role is Role.HERE)
        return bool(before) and any(m.end <= chain.start or m.start >= chain.end for m in here)

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

    def _order(self, context: Context, mention: Mention) -> tuple[bool | int, ...]:
        kinds = {point.kind for point in mention.points}
        sure = bool(kinds & self._words.places)
        # Of two names, one that stands for several places is what the other tells more about;
        # and a street tells about what lies along it.
        settled_by_others = sure and len(mention.points) > 1
        now = self._words.now_before.search(context.text[: mention.start])
        return (
            mention.role is Role.GOAL,
            not now,
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
            decision = self._decider.decide(context, mention, mentions, near)
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
                **self._beside(context, mention),
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
                points = self._decider.decide(context, mention, mentions, near).points
                if len(points) == 1 or (near and len(points) > CHAIN):
                    return points[0]
        return None

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
        streets = sorted(filter(self._is_street, usable), key=lambda m: m.start)
        return next((pair for pair in pairwise(streets) if context.joined(*pair)), None)

    def _is_street(self, mention: Mention) -> bool:
        """Whether a name is that of a street, maybe among others: stations are called so too."""
        return mention.points[0].kind == "street" or bool(
            self._names.along(fold(mention.points[0].name))
        )

    def _is_home(self, points: Sequence[NamedPoint]) -> bool:
        return all(point.kind in self._words.places for point in points)

    def _said(self, context: Context, mention: Mention) -> str:
        """The name with the number that follows it, as it was said; without that of a flat."""
        number = self._words.building_after.match(context.text, mention.end)
        return without_flat(context.text[mention.start : number.end() if number else mention.end])

    def _beside(self, context: Context, mention: Mention) -> dict[str, Any]:
        """The relation and the parts of the address that are said beside a name."""
        end = context.numbered_end(mention.end)
        relations = self._words.relations
        relation = relations.following(context.text, end) or relations.preceding(
            context.text, mention.start
        )
        found: dict[str, Any] = {"relation": relation[0] if relation else None}
        if {point.kind for point in mention.points} & self._words.housed:
            rest = len(context.text) - len(context.after(mention.end))
            parts = parts_around(context.text, mention.start, rest)
            found |= {"building": parts.building, "unit": parts.unit}
        return found

    def _told_apart(self, points: Sequence[NamedPoint]) -> tuple[NamedPoint, ...]:
        """The places with names that tell them from each other."""
        return tell_apart(points, self._landmarks, self._words.kinds_said)

    def unfinished(self, context: Context, near: Position | None) -> ChainPlace | None:
        """A chain of which it must be asked near what, or whose anchor nobody knows."""
        chains = self._chains.find(context, [], [], near)
        return next((chain for chain in chains if chain.wanted or chain.stranger), None)


def _is_weak(key: str) -> bool:
    return " " not in key if key.isascii() else len(key) <= WEAK_LENGTH
