"""What is near a position: something to recognise it by, something to call it by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import ceil, cos, floor, radians

from assistant.places.points import NamedPoint
from assistant.walking.straight import metres_between

CELL_METRES = 200
CELL_DEGREES = CELL_METRES / 111_195

CALLED_WITHIN = {
    "building": 35, "station_entrance": 30, "gate": 40, "estate": 150, "station": 150,
    "square": 100, "corner": 80, "park": 120, "school": 100, "hospital": 100, "market": 80,
    "mall": 100, "landmark": 80, "bridge": 60, "bank": 60, "post_office": 60, "supermarket": 60,
    "address": 40, "street": 150, "area": 300,
}  # fmt: skip
"""How near a place of a kind must be, in metres, for a position to be called by it."""

HOME_KINDS = ("building", "station_entrance", "gate", "estate")
"""Kinds that a position is called by before all others, in this order."""

SURROUNDING_KINDS = ("estate", "station", "square", "corner", "area", "street", "landmark", "park")
SURROUNDING_METRES = 600


class Landmarks:
    """Places in a grid."""

    def __init__(self, points: Iterable[NamedPoint], seen: Mapping[str, int]) -> None:
        self._seen = seen
        self._cells: defaultdict[tuple[int, int], list[NamedPoint]] = defaultdict(list)
        for point in points:
            self._cells[_cell(point.lat), _cell(point.lon)].append(point)

    def nearest(self, lat: float, lon: float, within: float) -> NamedPoint | None:
        """The best visible place within so many metres, of equally visible ones the nearest."""
        seen = [(p, d) for p, d in self._near(lat, lon, within) if p.kind in self._seen]
        best = min(seen, key=lambda item: (self._seen[item[0].kind], item[1]), default=None)
        return best[0] if best else None

    def label(self, lat: float, lon: float) -> NamedPoint | None:
        """The place that a position is best called by."""
        fitting = [
            (_unfitting(point.kind, metres), point.id, point)
            for point, metres in self._near(lat, lon, max(CALLED_WITHIN.values()))
            if metres <= CALLED_WITHIN.get(point.kind, -1)
        ]
        return min(fitting)[-1] if fitting else None

    def surroundings(self, place: NamedPoint) -> NamedPoint | None:
        """A place of another name to tell `place` from others of its name."""
        order = SURROUNDING_KINDS
        near = [
            (order.index(point.kind), metres, point.id, point)
            for point, metres in self._near(place.lat, place.lon, SURROUNDING_METRES)
            if point.kind in order and place.name not in point.name
        ]
        return min(near)[-1] if near else None

    def _near(self, lat: float, lon: float, within: float) -> Iterator[tuple[NamedPoint, float]]:
        rows = ceil(within / CELL_METRES)
        columns = ceil(rows / max(0.1, cos(radians(lat))))
        y, x = _cell(lat), _cell(lon)
        for row in range(y - rows, y + rows + 1):
            for column in range(x - columns, x + columns + 1):
                for point in self._cells.get((row, column), ()):
                    metres = metres_between((lat, lon), point.position)
                    if metres <= within:
                        yield point, metres


def _unfitting(kind: str, metres: float) -> float:
    """How badly a place of a kind, so many metres away, serves to call a position by."""
    home = HOME_KINDS.index(kind) if kind in HOME_KINDS else len(HOME_KINDS)
    return home + metres / (CALLED_WITHIN[kind] + 1)


def _cell(degrees: float) -> int:
    return floor(degrees / CELL_DEGREES)
