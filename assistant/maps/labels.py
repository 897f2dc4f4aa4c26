"""Words on a map that do not lie over each other."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import atan2, cos, degrees, hypot, radians, sin

from assistant.maps.frame import Pixel, Size

LATIN_WIDTH = 0.56
"""Of a Latin letter, as a share of the height; Chinese ones are as wide as high."""

STRAIGHT_DEGREES = 14.0
"""A street is written along while it turns no more than that."""


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
    middle: Pixel
    size: float
    turn: float = 0.0
    """Degrees clockwise."""


@dataclass
class Board:
    """What is taken already."""

    size: Size
    taken: list[Rect] = field(default_factory=list)

    def is_free(self, rect: Rect) -> bool:
        """Whether a rectangle is inside the picture and over nothing else."""
        inside = rect.left >= 0 and rect.top >= 0
        inside = inside and rect.right <= self.size[0] and rect.bottom <= self.size[1]
        return inside and not any(rect.meets(other) for other in self.taken)

    def take(self, rect: Rect) -> None:
        """Keep a rectangle free of other words."""
        self.taken.append(rect)

    def try_to_put(self, label: Label) -> bool:
        """Take the place of a label if it is free."""
        rect = rect_of(label)
        if not self.is_free(rect):
            return False
        self.take(rect)
        return True


def text_width(text: str, size: float) -> float:
    """How wide words are, in pixels, a little generously."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return size * (wide + LATIN_WIDTH * (len(text) - wide))


def rect_of(label: Label) -> Rect:
    """The rectangle around a label, however it is turned."""
    width, height = text_width(label.text, label.size) + 8, label.size * 1.25
    angle = radians(label.turn)
    half_x = (abs(width * cos(angle)) + abs(height * sin(angle))) / 2
    half_y = (abs(width * sin(angle)) + abs(height * cos(angle))) / 2
    x, y = label.middle
    return Rect(x - half_x, y - half_y, x + half_x, y + half_y)


def beside(text: str, at: Pixel, radius: float, size: float) -> Iterable[Label]:
    """Places for the name of a marker: right, left, below, above."""
    x, y = at
    reach = radius + 10 + text_width(text, size) / 2
    drop = radius + 8 + size * 0.65
    for dx, dy in ((reach, 0.0), (-reach, 0.0), (0.0, drop), (0.0, -drop)):
        yield Label(text, (x + dx, y + dy), size)


def along(name: str, line: Sequence[Pixel], size: float) -> Label | None:
    """The name of a street along its longest straight stretch; None where that is too short."""
    best: tuple[float, Pixel, Pixel] | None = None
    for start, end in _straights(line):
        length = hypot(end[0] - start[0], end[1] - start[1])
        if best is None or length > best[0]:
            best = length, start, end
    if best is None or best[0] < text_width(name, size) * 1.1:
        return None
    _, a, b = best
    turn = degrees(atan2(b[1] - a[1], b[0] - a[0]))
    # Never upside down.
    turn = turn - 180 if turn > 90 else turn + 180 if turn < -90 else turn
    return Label(name, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), size, round(turn, 1))


def _straights(line: Sequence[Pixel]) -> Iterable[tuple[Pixel, Pixel]]:
    """The stretches of a line on which it hardly turns, as their two ends."""
    start = 0
    for end in range(1, len(line)):
        last = end == len(line) - 1
        if last or _bend(line[start], line[end], line[end + 1]) > STRAIGHT_DEGREES:
            yield line[start], line[end]
            start = end


def _bend(a: Pixel, b: Pixel, c: Pixel) -> float:
    before = atan2(b[1] - a[1], b[0] - a[0])
    after = atan2(c[1] - b[1], c[0] - b[0])
    return abs((degrees(after - before) + 180) % 360 - 180)
