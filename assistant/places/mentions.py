"""What the words around a name say: here is where I am, there is where I want to go."""

import re
from dataclasses import dataclass
from enum import IntEnum

from assistant.places.buildings import bare_number, exit_number, said_number
from assistant.places.points import NamedPoint
from assistant.places.words import PlaceWords

LOOKED_BACK = 30
"""Letters before a name in which a word such as "near" is looked for."""

_UNKNOWN = re.compile(
    r"(?:我在|住在|人在|家在|我住|就是|喺)([\u3400-\u9fff0-9a-z]{1,14}?"
    r"(?:小区|社区|花园|家园|公寓|大厦|广场|新村|苑|园|村|里|府|城|庭|居|路|街|巷|道|桥|站|栋|楼|公园|学校|医院))"
    r"(?:附近|旁边|这边|这里|对面|门口|啊|呢|吧|\||$)"
)
_EXIT = re.compile(
    "(?:地铁)?站?的?(?:[0-9一二三四五六七八九十]{1,3}[a-z]?|[a-z][0-9]?)号?(?:出|入|出入)?口"
)
_BETWEEN_STREETS = re.compile(r"[|+ ]?(?:[和与跟同及交]|交叉|靠近|(?: ?and ?))?[| ]?")


class Role(IntEnum):
    """What a name is said for."""

    GOAL = 0
    PLAIN = 1
    HERE = 2


@dataclass(frozen=True)
class Mention:
    """A name found in a folded sentence."""

    key: str
    start: int
    end: int
    points: tuple[NamedPoint, ...]
    certain: bool = True
    role: Role = Role.PLAIN


class Context:
    """A folded sentence, and what it says around a part of it."""

    def __init__(self, text: str, words: PlaceWords) -> None:
        self.text = text
        self._words = words

    def role(self, start: int, end: int) -> Role:
        """What the name from `start` to `end` is said for."""
        before, after = self.text[max(0, start - LOOKED_BACK) : start], self.text[end:]
        words = self._words
        goes_on = bool(words.goal_after.match(after))
        if words.here_after.match(after) or words.here_before.search(before):
            return Role.HERE
        if goes_on or words.goal_before.search(before):
            return Role.GOAL
        return Role.HERE if words.goal_before_unsure.search(before) else Role.PLAIN

    def after(self, end: int) -> str:
        """What follows a name, without words such as 小区 that belong to it."""
        rest = self.text[end:]
        noun = self._words.noun_after.match(rest)
        return rest[noun.end() :] if noun else rest

    def is_numbered(self, end: int) -> bool:
        """Whether a building's number follows."""
        after = self.after(end)
        numbered = said_number(after) or bare_number(after) or exit_number(self.text[end:])
        return bool(numbered)

    def numbered_end(self, end: int) -> int:
        """Where the number of the building or the exit after a name ends; `end` without one."""
        patterns = (self._words.building_after, _EXIT)
        numbers = filter(None, (pattern.match(self.text, end) for pattern in patterns))
        return max((number.end() for number in numbers), default=end)

    def is_marked(self, start: int, end: int) -> bool:
        """Whether the words around say that the part is a place."""
        marked = self.role(start, end) is not Role.PLAIN or self.is_numbered(end)
        return marked or self.is_alone(start, end)

    def is_led_in(self, start: int) -> bool:
        """Whether the words before a part say that it is a place."""
        before = self.text[max(0, start - LOOKED_BACK) : start]
        words = self._words
        led_in = (words.here_before, words.goal_before, words.goal_before_unsure)
        return any(pattern.search(before) for pattern in led_in)

    def is_alone(self, start: int, end: int) -> bool:
        """Whether there is nothing around the part but small words."""
        filler = self._words.filler
        before, after = self.text[:start], self.text[end:]
        return bool(filler.fullmatch(before) and filler.fullmatch(after))

    def joined(self, first: Mention, second: Mention) -> bool:
        """Whether one name follows the other with nothing but an "and" between."""
        return bool(_BETWEEN_STREETS.fullmatch(self.text[first.end : second.start]))

    def unknown_place(self) -> str | None:
        """The name in "我在火星小区", where it looks like one, of a place that nobody knows."""
        match = _UNKNOWN.search(self.text)
        return match[1] if match else None
