"""The place that a chain comes to, from the inside out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.places.chains import Chain, ChainReader, Link
from assistant.places.choosing import WALKABLE
from assistant.places.deciding import Decider
from assistant.places.kind_index import EXIT, KindIndex
from assistant.places.mentions import Context, Mention, Role
from assistant.places.points import NamedPoint
from assistant.places.relations import Relation
from assistant.places.words import PlaceWords
from assistant.walking.straight import Position, metres_between

ANCHORED = 1500.0
"""Metres: what people call a place by is not farther from it."""


@dataclass(frozen=True)
class ChainPlace:
    """What a chain comes to: places, or what must be asked."""

    chain: Chain
    word: str = ""
    """The words of the place that is meant."""
    points: tuple[NamedPoint, ...] = ()
    """One, or the several that its first name may mean."""
    relation: Relation | None = None
    certain: bool = True
    wanted: str | None = None
    """A kind of place of which nobody said near what."""
    stranger: str | None = None
    """A name that would tell where, and that nobody knows."""


class ChainPlaces:
    """Looks for the chains of a sentence and for their places."""

    def __init__(self, decider: Decider, kinds: KindIndex, words: PlaceWords) -> None:
        self._decider = decider
        self._kinds = kinds
        self._reader = ChainReader(words)

    def find(
        self,
        context: Context,
        mentions: Sequence[Mention],
        usable: Sequence[Mention],
        near: Position | None,
    ) -> list[ChainPlace]:
        """What the chains of a sentence come to; `usable` are those names that are places."""
        found = []
        for chain in self._reader.read(context, mentions):
            at = self._outside(chain, context, usable, near)
            link = chain.links[-1]
            word = context.text[link.start : link.end]
            found.append(replace(self._place(chain, context, mentions, at), word=word))
        return found

    def _place(
        self,
        chain: Chain,
        context: Context,
        mentions: Sequence[Mention],
        at: Position | None,
    ) -> ChainPlace:
        if chain.stranger:
            return ChainPlace(chain, stranger=chain.stranger)
        around = [at] if at else []
        spot: NamedPoint | None = None
        certain = True
        for link in chain.links:
            if link.mention:
                points = self._decider.decide(context, link.mention, mentions, at).points
                if len(points) != 1:
                    return ChainPlace(chain, points=points)
                spot, certain = points[0], certain and link.mention.certain
                around = [spot.position]
                if spot.kind == "street":
                    around = self._decider.along(link.mention)
                continue
            if not around:
                return ChainPlace(chain, wanted=link.word)
            found, sure = self._of_kind(link, around, ANCHORED if spot else WALKABLE)
            if found is None:
                # Somewhere about the place before it, which is known.
                return ChainPlace(chain, points=(spot,) if spot else (), certain=False)
            spot, certain, around = found, certain and sure, [found.position]
        return ChainPlace(
            chain, points=(spot,) if spot else (), relation=chain.relation, certain=certain
        )

    def _of_kind(
        self, link: Link, around: Sequence[Position], within: float
    ) -> tuple[NamedPoint | None, bool]:
        """The place of a kind nearest to any of the positions, and whether it is surely meant."""
        found = self._nearest(link.tags, link.word, around, within)
        if found is None and link.tags[0].startswith(EXIT):
            # Of an exit that the map does not have, the station.
            return self._nearest(("station",), "", around, within), False
        return found, True

    def _nearest(
        self, tags: Sequence[str], word: str, around: Sequence[Position], within: float
    ) -> NamedPoint | None:
        found = [
            (metres_between(at, point.position), point)
            for at in around
            if (point := self._kinds.nearest(tags, word, at, within))
        ]
        return min(found, key=lambda item: item[0])[1] if found else None

    def _outside(
        self,
        chain: Chain,
        context: Context,
        mentions: Sequence[Mention],
        near: Position | None,
    ) -> Position | None:
        """Where the person says to be besides; else where they were last."""
        for mention in mentions:
            outside = mention.end <= chain.start or mention.start >= chain.end
            if outside and mention.role is not Role.GOAL:
                points = self._decider.decide(context, mention, mentions, near).points
                if len(points) == 1:
                    return points[0].position
        return near
