"""Words on a map that do not lie over each other."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from math import ceil, cos, floor, radians, sin

Pixel = tuple[float, float]
"""From the left and from the top."""

LATIN_WIDTH = 0.57
CAPITAL_WIDTH = 0.66
WIDTHS = dict.fromkeys("ijltfrI.,:;!|()[]'", 0.36) | dict.fromkeys("mwMW@%&", 0.92) | {" ": 0.25}
"""Of letters, as a share of the height; Chinese ones are as wide as high."""

LINE_HEIGHT = 1.22
"""From one line to the next, as a share of the height of the letters."""

CELL = 6.0
"""Pixels of a square that is taken or free as a whole."""


@dataclass(frozen=True)
class Rect:
    """A part of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Rect") -> bool:
        """Whether the two lie over each other."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Label:
    """Words at a place of the picture, turned around their middle."""

    text: str
    """With line ends where it has several lines."""
    middle: Pixel
    size: float
    """Height of the letters in pixels."""
    turn: float = 0.0
    """Degrees clockwise."""
    spots: tuple[Pixel, ...] = ()
    """The middles of upright letters, where they follow a steep line one by one."""


@dataclass
class Board:
    """What is taken already."""

    width: float
    height: float
    _taken: set[tuple[int, int]] = field(default_factory=set)

    def is_free(self, rect: Rect) -> bool:
        """Whether a rectangle is inside the picture and over nothing else."""
        inside = rect.left >= 0 and rect.top >= 0
        inside = inside and rect.right <= self.width and rect.bottom <= self.height
        return inside and self._taken.isdisjoint(_cells(rect))

    def take(self, rect: Rect) -> None:
        """Keep a rectangle free of other words."""
        self._taken.update(_cells(rect))

    def try_to_put(self, label: Label) -> bool:
        """Take the place of a label if it is free."""
        rects = rects_of(label)
        if not all(map(self.is_free, rects)):
            return False
        for rect in rects:
            self.take(rect)
        return True

    def first_put(self, labels: Iterable[Label]) -> Label | None:
        """The first of the labels that has room; it takes its place."""
        return next(filter(self.try_to_put, labels), None)


def _cells(rect: Rect) -> Iterator[tuple[int, int]]:
    rows = range(floor(rect.top / CELL), ceil(rect.bottom / CELL))
    for column in range(floor(rect.left / CELL), ceil(rect.right / CELL)):
        for row in rows:
            yield column, row


def is_wide(sign: str) -> bool:
    """Whether a letter is as wide as high, like a Chinese one."""
    return unicodedata.east_asian_width(sign) in "WF"


def text_width(text: str, size: float) -> float:
    """How wide the longest line is, in pixels, a little generously."""
    return max((_line_width(line, size) for line in text.split("\n")), default=0.0)


def _line_width(line: str, size: float) -> float:
    return size * sum(map(_letter_width, line))


def _letter_width(sign: str) -> float:
    if is_wide(sign):
        return 1.0
    return WIDTHS.get(sign, CAPITAL_WIDTH if sign.isupper() else LATIN_WIDTH)


def wrapped(text: str, size: float, width: float, most: int) -> list[str]:
    """Text in lines no wider than `width` and about equally long; what needs more than `most`
    lines is cut. Latin words and what stands in brackets stay together where they can."""
    count = ceil(_line_width(text, size) / width)
    if count <= 1:
        return [text] if text else []
    halves = _bracketed(text)
    if most > 1 and halves and all(_line_width(half, size) <= width for half in halves):
        return halves
    lines = _filled(text, size, max(width * 0.55, _line_width(text, size) / count * 1.12))
    if len(lines) > count or len(lines) > most:
        lines = _filled(text, size, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
    return lines


def _bracketed(text: str) -> list[str]:
    """What stands before the last bracket, and the bracket."""
    at = max(text.rfind(" ("), text.rfind("（"))
    return [text[:at].strip(), text[at:].strip()] if at > 0 else []


def _filled(text: str, size: float, width: float) -> list[str]:
    lines, line = [], ""
    for sign in text:
        if _line_width(line + sign, size) > width and line.strip():
            head, rest = _broken(line)
            lines.append(head.strip())
            line = rest
        line += sign
    return [*lines, line.strip()]


def _broken(line: str) -> tuple[str, str]:
    """A full line up to its last blank and what follows, or all of it where that is too little."""
    at = line.rfind(" ")
    return (line[:at], line[at:].lstrip()) if at >= len(line) / 3 else (line, "")


def rects_of(label: Label) -> list[Rect]:
    """What a label covers: one rectangle, or several along a slope."""
    half = label.size * 0.6
    if label.spots:
        return [Rect(x - half, y - half, x + half, y + half) for x, y in label.spots]
    width, (x, y) = text_width(label.text, label.size) + 8, label.middle
    if not label.turn:
        tall = label.size * LINE_HEIGHT * (label.text.count("\n") + 1) / 2
        return [Rect(x - width / 2, y - tall, x + width / 2, y + tall)]
    angle, parts = radians(label.turn), max(1, ceil(width / label.size))
    steps = (width * ((part + 0.5) / parts - 0.5) for part in range(parts))
    around = half * (abs(cos(angle)) + abs(sin(angle)))
    middles = ((x + step * cos(angle), y + step * sin(angle)) for step in steps)
    return [Rect(a - around, b - around, a + around, b + around) for a, b in middles]


def beside(text: str, at: Pixel, radius: float, size: float, width: float) -> Iterator[Label]:
    """Places for the words of a marker, best first: right, left, below, above and between them.

    Below and above they are pushed inside a picture that is `width` wide.
    """
    x, y = at
    wide, tall = text_width(text, size) / 2, size * LINE_HEIGHT * (text.count("\n") + 1) / 2
    # What is taken is rounded up to whole cells on both sides.
    aside, down = radius + 3 * CELL + wide, radius + 3 * CELL + tall
    for dy in (0.0, tall * 0.5, -tall * 0.5, tall, -tall):
        yield Label(text, (x + aside, y + dy), size)
        yield Label(text, (x - aside, y + dy), size)
    middle = min(max(x, wide + 14), width - wide - 14)
    for dy in (down, -down):
        yield Label(text, (middle, y + dy), size)
    for dx, dy in product((0.4, -0.4, 0.8, -0.8), (down, -down)):
        yield Label(text, (x + dx * wide, y + dy), size)
