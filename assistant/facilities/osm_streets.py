"""Streets and bridges by name, and the corners where two streets meet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from math import floor

from assistant.facilities.osm_facility import english_name_of, name_of
from assistant.facilities.osm_named import Named
from assistant.facilities.osm_objects import OsmObject
from assistant.places.names import corner_key, fold
from assistant.walking.english import english_street
from assistant.walking.straight import Position, metres_between

STREET = "street"
BRIDGE = "bridge"
CORNER = "corner"
CELL_DEGREES = 0.004
"""Pieces of one name in neighbouring cells, about 400 m wide, are one street: carriageways, parts
beyond a square."""

ONE_CORNER_METRES = 150

NOT_STREETS = frozenset({"bus_stop", "platform", "construction", "proposed", "rest_area"})


class StreetCollector:
    """Takes ways one by one and makes streets, bridges and corners of them at the end."""

    def __init__(self) -> None:
        self._pieces: dict[tuple[str, str], list[OsmObject]] = defaultdict(list)
        self._meeting: dict[int, dict[str, Position]] = defaultdict(dict)
        self._english: dict[str, str] = {}

    def add(self, item: OsmObject) -> bool:
        """Take the object if it is a piece of a street that has a name."""
        tags = item.tags
        way = tags.get("highway", "")
        name = name_of(tags)
        if not item.line or not way or way in NOT_STREETS or not fold(name):
            return False
        bridge = tags.get("bridge", "no") != "no" and name.endswith("桥")
        self._pieces[BRIDGE if bridge else STREET, fold(name)].append(item)
        if not bridge:
            self._english.setdefault(name, english_name_of(tags) or english_street(name))
            for node, position in zip(item.nodes, item.line, strict=True):
                self._meeting[node][name] = position
        return True

    def places(self) -> list[Named]:
        """The streets, bridges and corners."""
        streets = [
            _street(kind, key, group)
            for (kind, key), pieces in self._pieces.items()
            for group in _groups(pieces)
        ]
        return streets + self._corners()

    def _corners(self) -> list[Named]:
        corners: dict[str, list[Named]] = defaultdict(list)
        for node, names in sorted(self._meeting.items()):
            for number, (a, b) in enumerate(combinations(sorted(names), 2)):
                if fold(a) == fold(b):
                    continue
                lat, lon = names[a]
                key, identity = corner_key(fold(a), fold(b)), f"{CORNER}/{node}/{number}"
                english = f"{self._english[a]} and {self._english[b]}"
                corner = Named(identity, f"{a}{b}路口", CORNER, lat, lon, key, english)
                # Carriageways meet several times; another town has streets of these names too.
                if not any(_close(corner, other) for other in corners[key]):
                    corners[key].append(corner)
        return [corner for same in corners.values() for corner in same]


def _close(a: Named, b: Named) -> bool:
    return metres_between((a.lat, a.lon), (b.lat, b.lon)) < ONE_CORNER_METRES


def _groups(pieces: Iterable[OsmObject]) -> list[list[OsmObject]]:
    """The pieces sorted into streets: those in the same or neighbouring grid cells are one."""
    cells: dict[tuple[int, int], list[OsmObject]] = defaultdict(list)
    for piece in sorted(pieces, key=lambda item: item.id):
        for cell in _cells(piece.line):
            cells[cell].append(piece)
    groups = []
    while cells:
        waiting, group = [next(iter(cells))], dict[str, OsmObject]()
        while waiting:
            y, x = waiting.pop()
            group |= {piece.id: piece for piece in cells.pop((y, x), ())}
            around = ((y + i, x + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
            waiting += [cell for cell in around if cell in cells]
        groups.append(list(group.values()))
    return groups


def _cells(line: Sequence[Position]) -> set[tuple[int, int]]:
    """The grid cells that a line runs through, long stretches without a point included."""
    found = set()
    for (lat_a, lon_a), (lat_b, lon_b) in pairwise(line):
        parts = 1 + floor(max(abs(lat_b - lat_a), abs(lon_b - lon_a)) / CELL_DEGREES)
        for part in range(parts + 1):
            lat = lat_a + (lat_b - lat_a) * part / parts
            lon = lon_a + (lon_b - lon_a) * part / parts
            found.add((floor(lat / CELL_DEGREES), floor(lon / CELL_DEGREES)))
    return found


def _street(kind: str, key: str, pieces: Sequence[OsmObject]) -> Named:
    points = [position for piece in pieces for position in piece.line]
    lat = sum(point[0] for point in points) / len(points)
    lon = sum(point[1] for point in points) / len(points)
    # A street has no door; the point on it nearest to its middle stands for it.
    middle = min(points, key=lambda point: metres_between(point, (lat, lon)))
    first = min(pieces, key=lambda item: item.id)
    english = next(filter(None, (english_name_of(piece.tags) for piece in pieces)), "")
    name = name_of(first.tags)
    return Named(f"{kind}/{first.id}", name, kind, *middle, key, english or english_street(name))
