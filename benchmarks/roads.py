"""Where busy roads run, where crossings are and where ways lead on, straight from the map."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import cos, floor, hypot, radians, sin
from pathlib import Path

import osmium
from osmium.osm import Node, Way

from assistant.walking import Position, metres_between
from assistant.walking.passages import BUSY_ROADS
from assistant.walking.straight import EARTH_METRES, bearing

CELL_METRES = 50.0
DEGREE = radians(1) * EARTH_METRES
"""Metres in a degree of latitude."""

AHEAD_METRES = (18.0, 30.0)
"""A way that goes on beyond a corner is there at all of these distances; a street's width is
less than the first.
"""
ASIDE_METRES = 9.0
ALIKE_DEGREES = 40
NO_WAYS = frozenset({"motorway", "proposed", "construction", "elevator", "corridor"})

Segment = tuple[Position, Position]


class Grid:
    """Stretches of line in cells."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[Segment]] = defaultdict(list)

    def add(self, a: Position, b: Position) -> None:
        """Keep the stretch from `a` to `b`."""
        pieces = max(1, round(metres_between(a, b) / CELL_METRES * 2))
        cells = {
            _cell((a[0] + (b[0] - a[0]) * i / pieces, a[1] + (b[1] - a[1]) * i / pieces))
            for i in range(pieces + 1)
        }
        for cell in cells:
            self._cells[cell].append((a, b))

    def near(self, place: Position) -> Iterator[Segment]:
        """All within `CELL_METRES` of `place`, and some that are not."""
        y, x = _cell(place)
        for row in (y - 1, y, y + 1):
            for column in (x - 1, x, x + 1):
                yield from self._cells.get((row, column), ())


class Roads:
    """The roads of one extract."""

    def __init__(self, extract: Path) -> None:
        self._crossed, self._ways = Grid(), Grid()
        items = osmium.FileProcessor(str(extract)).with_locations()
        for item in items.with_filter(osmium.filter.KeyFilter("highway", "footway")):
            tags = dict(item.tags)
            if isinstance(item, Node) and tags.get("highway") == "crossing":
                place = (item.location.lat, item.location.lon)
                self._crossed.add(place, place)
            elif isinstance(item, Way):
                self._add(tags, [(n.lat, n.lon) for n in item.nodes if n.location.valid()])

    def metres_from_crossing(self, place: Position) -> float:
        """How far the nearest busy road or crossing is, if it is near; else infinity."""
        return min(
            (_apart(place, a, b) for a, b in self._crossed.near(place)), default=float("inf")
        )

    def goes_on(self, corner: Position, coming: float) -> bool:
        """Whether a way leads on beyond `corner` for somebody who walks towards `coming`."""
        ahead = [_moved(corner, coming, metres) for metres in AHEAD_METRES]
        return any(
            abs((bearing(a, b) - coming + 90) % 180 - 90) < ALIKE_DEGREES
            and all(_apart(place, a, b) < ASIDE_METRES for place in ahead)
            for a, b in self._ways.near(corner)
            if a != b
        )

    def _add(self, tags: dict[str, str], line: list[Position]) -> None:
        for a, b in pairwise(line):
            if _is_crossed(tags):
                self._crossed.add(a, b)
            if tags.get("highway", "proposed") not in NO_WAYS and tags.get("tunnel") != "yes":
                self._ways.add(a, b)


def _is_crossed(tags: dict[str, str]) -> bool:
    road = tags.get("highway", "").removesuffix("_link") in BUSY_ROADS
    return road or "crossing" in (tags.get("footway"), tags.get("highway"))


def _cell(place: Position) -> tuple[int, int]:
    degrees = CELL_METRES / DEGREE
    return floor(place[0] / degrees), floor(place[1] / degrees)


def _moved(place: Position, heading: float, metres: float) -> Position:
    north, east = metres * cos(radians(heading)), metres * sin(radians(heading))
    return place[0] + north / DEGREE, place[1] + east / (DEGREE * cos(radians(place[0])))


def _apart(place: Position, a: Position, b: Position) -> float:
    """The distance in metres of `place` from the stretch from `a` to `b`."""
    east = DEGREE * cos(radians(place[0]))
    ay, ax = (a[0] - place[0]) * DEGREE, (a[1] - place[1]) * east
    dy, dx = (b[0] - a[0]) * DEGREE, (b[1] - a[1]) * east
    square = dx * dx + dy * dy
    share = min(1.0, max(0.0, -(ax * dx + ay * dy) / square)) if square else 0.0
    return hypot(ax + share * dx, ay + share * dy)
