"""Whether directions agree with the line of the route, by nothing but the line's geometry."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from assistant.walking.route import Side, Turn
from assistant.walking.straight import Position, bearing, metres_between

ARM_METRES = 20.0
"""How much of the line before and after a turn decides which way it goes."""

CORNERS = (0.0, 8.0, 16.0, 25.0)
"""A turn may take so many metres: a corner that is cut, a street that is crossed."""

ANGLES = {
    Turn.STRAIGHT: (-50, 50),
    Turn.SLIGHT_RIGHT: (10, 80),
    Turn.RIGHT: (30, 150),
    Turn.SHARP_RIGHT: (95, 180),
    Turn.SLIGHT_LEFT: (-80, -10),
    Turn.LEFT: (-150, -30),
    Turn.SHARP_LEFT: (-180, -95),
}
"""By turn the smallest and the greatest angle to the right, in degrees, that it is a name for."""

SIDE_ANGLES = (15, 165)
"""Where something beside the way lies, in degrees from where one looks."""


class Line:
    """A line that is walked along, measured in metres from its beginning."""

    def __init__(self, points: Sequence[Position]) -> None:
        kept = list(points[:1])
        kept += [b for a, b in pairwise(points) if metres_between(a, b) > 0]
        self._points = kept
        self._passed = [0.0, *accumulate(metres_between(a, b) for a, b in pairwise(kept))]

    @property
    def metres(self) -> float:
        """The whole length."""
        return self._passed[-1]

    def at(self, metres: float) -> Position:
        """The position after so many metres; the ends stand for what is beyond them."""
        after = bisect_right(self._passed, metres)
        if after == 0:
            return self._points[0]
        if after == len(self._points):
            return self._points[-1]
        (lat, lon), (to_lat, to_lon) = self._points[after - 1], self._points[after]
        start, end = self._passed[after - 1], self._passed[after]
        share = (metres - start) / (end - start)
        return lat + share * (to_lat - lat), lon + share * (to_lon - lon)

    def metres_to(self, corner: Position, beginning: float = 0.0) -> float:
        """Where the point of the line nearest to `corner` is that comes after `beginning`."""
        later = [i for i, passed in enumerate(self._passed) if passed >= beginning - 1]
        nearest = min(later, key=lambda i: metres_between(self._points[i], corner))
        return self._passed[nearest]

    def angles_at(self, metres: float) -> list[float]:
        """The turns to the right, in degrees, that a corner after so many metres may be."""
        coming = bearing(self.at(max(0.0, metres - ARM_METRES)), self.at(metres))
        return [
            right_of(bearing(self.at(start), self.at(start + ARM_METRES)), coming)
            for start in (metres + corner for corner in CORNERS)
            if start < self.metres - 1
        ]


def right_of(heading: float, reference: float) -> float:
    """How far to the right `heading` is of `reference`, from -180 to 180 degrees."""
    return (heading - reference + 180) % 360 - 180


def is_turn(turn: Turn, angles: Sequence[float]) -> bool:
    """Whether one of `angles` can be called `turn`."""
    if turn is Turn.BACK:
        return any(abs(angle) > 140 for angle in angles)
    least, most = ANGLES[turn]
    return any(least <= angle <= most for angle in angles)


def is_side(side: Side, line: Line, door: Position) -> bool:
    """Whether `door` is on that hand of somebody who comes to the end of `line`."""
    end = line.at(line.metres)
    looking = bearing(line.at(max(0.0, line.metres - ARM_METRES)), end)
    angle = right_of(bearing(end, door), looking)
    least, most = SIDE_ANGLES
    return least <= (angle if side is Side.RIGHT else -angle) <= most
