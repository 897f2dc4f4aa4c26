"""Addresses as people tell them: estate, building, unit and room, whole or in pieces."""

import re
from dataclasses import dataclass

from assistant.understanding.text import normalise

MOST_WORDS = 3
"""English words of an estate that is told after the number."""
LONGEST = 120
"""Characters that are kept of an address."""

_HAN_DIGIT = "零〇一二三四五六七八九幺"
_HAN = f"{_HAN_DIGIT}十百"
_NUMERAL = f"[0-9{_HAN}]+"
_WORD = "(?:[0-9]+[a-z]?|[a-z](?![a-z])|one|two|three|four|five|six|seven|eight|nine|ten)"
_HOUSE = re.compile(
    rf"(?<![月0-9{_HAN}]){_NUMERAL}(?:号楼|号院|栋|幢|座|弄|号(?!线|店|码))|"
    rf"\b(?:building|block|number) ?{_WORD}\b|\bno\.? ?[0-9]+[a-z]?\b"
)
_UNIT = re.compile(rf"{_NUMERAL}单元|(?:unit|entrance) ?{_WORD}\b")
_ROOM = re.compile(
    rf"{_NUMERAL}(?:室|房|号门)|(?<![0-9])[0-9]{{3,4}}(?![0-9年月点:])|"
    rf"(?<![{_HAN}])[{_HAN_DIGIT}]{{3,4}}(?![{_HAN}点])|"
    rf"(?:room|flat|apartment|apt|door) ?{_WORD}\b"
)
_BEFORE = re.compile(
    r"^(?:(?:地址|门牌号?|住址)?(?:写|说|弄|报|记)?(?:不对|不是|错了?)(?:了)?[，, ]*"
    r"(?:应该|其实)?(?:是|在)?|(?:no|wrong)[, ]+(?:it's|it is)?)[，, ]*|"
    r"^(?:地址(?:是|就是|在)?|(?:我|她|他|我妈|我爸|我们)?家?(?:住在|住|就在|在)|就?送到|到|来|是|"
    r"(?:the )?address is|(?:i|she|he|we) lives? (?:at|in)|"
    r"(?:my|her|his) (?:flat|home|house|place|address) is(?: in| at)?|it's|it is|at|in)"
    r"\s*[:：,，]?\s*"
)
_NO_ESTATE = re.compile(r"\b(?:phone|number|tel|mobile|my|is|thanks|please|not|today|tomorrow)\b")
"""In what follows a door these are no estate."""

_CLAUSE = re.compile(r"[^，。！？；,.!?;\n]+")
_GLUE = re.compile(r"[\s,，、的]+")


@dataclass(frozen=True)
class Door:
    """The parts of an address; what was not told is ""."""

    estate: str = ""
    """Everything that is no number of a house: estate, street."""
    house: str = ""
    unit: str = ""
    room: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether it tells of which estate or street it is."""
        return not self.estate

    @property
    def has_room(self) -> bool:
        """Whether a unit or a room is told."""
        return bool(self.unit or self.room)

    @property
    def text(self) -> str:
        """The address in one line."""
        parts = (self.estate, self.house, self.unit, self.room)
        told = [part for part in parts if part]
        return (", " if all(part.isascii() for part in told) else "").join(told)[:LONGEST]

    def after(self, known: "Door") -> "Door":
        """This door, with what it leaves out taken from the one `known` before.

        Another building keeps unit and room; another unit or room keeps the building.
        """
        if self.estate:
            return self
        house = self.house or known.house
        if self.house and not self.has_room:
            return Door(known.estate, house, known.unit, known.room)
        unit = self.unit or ("" if self.house else known.unit)
        return Door(known.estate, house, unit, self.room)


def door_in(text: str) -> Door | None:
    """The address told in `text`; None where none of its clauses has a number of a house."""
    said = normalise(text)
    spans = [
        match.span()
        for match in _CLAUSE.finditer(said)
        if _HOUSE.search(match.group()) or _UNIT.search(match.group()) or _is_room(match.group())
    ]
    if not spans:
        return None
    first, last = spans[0][0], spans[-1][1]
    after = _CLAUSE.search(said, last)
    told = after.group() if after else ""
    if (
        after
        and told.isascii()
        and 0 < len(told.split()) <= MOST_WORDS
        and not _NO_ESTATE.search(told)
    ):
        last = after.end()  # Room 301, Ginkgo Court
    return door_of(text[first:last])


def door_of(text: str) -> Door:
    """The parts of an address."""
    said = normalise(text.strip())
    start = 0
    for _ in range(2):
        before = _BEFORE.match(said[start:])
        start += before.end() if before else 0
    text, said = text.strip()[start:], said[start:]
    found, rest, left = {}, said, list(text)
    for name, pattern in (("house", _HOUSE), ("unit", _UNIT), ("room", _ROOM)):
        match = pattern.search(rest)
        found[name] = text[match.start() : match.end()] if match else ""
        if match:
            blank = "\n" * (match.end() - match.start())
            rest = rest[: match.start()] + blank + rest[match.end() :]
            left[match.start() : match.end()] = blank
    estate = "".join(left).replace("\n", " ")
    return Door(_GLUE.sub(" ", estate).strip(), **found)


def _is_room(clause: str) -> bool:
    """Whether a clause is no more than a room: 三零一."""
    return bool(_ROOM.fullmatch(clause.strip()))
