"""What one name in a sentence comes to: the places that it may mean, with number and part."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.places.buildings import bare_number, exit_number, said_letter, said_number
from assistant.places.choosing import likely
from assistant.places.mentions import Context, Mention
from assistant.places.name_index import NameIndex
from assistant.places.names import fold, part_key
from assistant.places.points import NamedPoint
from assistant.places.words import PlaceWords
from assistant.walking.straight import Position

_NUMBER_BEFORE = re.compile(
    r"(?:building|block|bldg|tower|no|exit|entrance) \w{1,8}[|, ]*(?:unit \w{1,6}[|, ]*)?"
    r"(?:(?:of|in|at)(?: the)?)? ?$"
)
_UNIT = re.compile(r"[|, ]*unit \w{1,6}$")
_OF = re.compile(r" (?:of|in|at)(?: the)? ?$")
_GATE = re.compile(r"的?([东南西北正后大侧][东南西北]?门)")


@dataclass(frozen=True)
class Decision:
    """What one mention comes to."""

    points: tuple[NamedPoint, ...]
    building_unknown: bool = False


class Decider:
    """Looks at what is said beside a name; holds nothing but what it was made with."""

    def __init__(self, names: NameIndex, words: PlaceWords) -> None:
        self._names = names
        self._words = words

    def decide(
        self,
        context: Context,
        mention: Mention,
        mentions: Sequence[Mention],
        near: Position | None,
    ) -> Decision:
        """The places that the mention may mean; of one that is numbered, the numbered part."""
        others = [p for m in mentions if m.start != mention.start for p in self.along(m)]
        numbers = list(_numbers(context, mention))
        parts = self._parts(context, mention, numbers)
        if parts:
            return Decision(likely(parts, near, others, self._words))
        points = likely(mention.points, near, others, self._words)
        numbered = any(point.kind in self._words.numbered for point in points)
        # A number without a noun ("银杏苑3") is only a building's if there is one.
        unknown = numbered and any(sure for _, sure in numbers)
        return Decision(points, building_unknown=unknown)

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

    def along(self, mention: Mention) -> list[Position]:
        """Positions of what is named; of a street its corners too, for it has no middle."""
        points = list(mention.points)
        if any(point.kind == "street" for point in points):
            points += self._names.along(mention.key)
        return [point.position for point in points]


def _numbers(context: Context, mention: Mention) -> Iterator[tuple[str, bool]]:
    """The numbers said beside a name, and whether a noun says that they number a part of it."""
    after, before = context.after(mention.end), context.text[: mention.start]
    rest = context.text[mention.end :]
    building = said_number(after)
    if building:
        yield building, True
    for guess in (exit_number(rest), bare_number(after), said_letter(rest)):
        if guess:
            yield guess, False
    turned = _NUMBER_BEFORE.search(before)
    if turned:
        part = _UNIT.sub("", _OF.sub("", turned.group()).rstrip(" ,|"))
        number = said_number(part) or exit_number(" " + part)
        if number:
            yield number, True
