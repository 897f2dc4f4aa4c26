"""What is near a position: something to recognise it by, something to call it by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import ceil, cos, floor, radians

from assistant.places.names import fold
from assistant.places.points import Landmark, NamedPoint
from assistant.walking.straight import metres_between

CELL_METRES = 200
CELL_DEGREES = CELL_METRES / 111_195

CALLED_WITHIN = {
    "building": 35, "station_entrance": 30, "gate": 40, "estate": 150, "station": 150,
    "square": 100, "corner": 80, "park": 120, "school": 100, "hospital": 100, "market": 80,
    "mall": 100, "landmark": 80, "bridge": 60, "bank": 60, "post_office": 60, "supermarket": 60,
    "address": 60, "street": 150, "hotel": 60, "shop": 60, "bus_stop": 150, "area": 300,
}  # fmt: skip
"""How near a place of a kind must be, in metres, for a position to be called by it; best first."""

SURROUNDING_METRES = {
    "station": 600, "school": 300, "hospital": 400, "park": 400, "mall": 400, "square": 400,
    "street": 300, "market": 300, "area": 600, "bridge": 300, "estate": 400, "landmark": 300,
    "bank": 150, "bus_stop": 200,
}  # fmt: skip
"""What people know beside a place, best first, and how near it must be in metres."""

LONGEST_SURROUNDING = 9
"""Letters of a name that can be said in passing."""

RANK_METRES = 15.0
"""How many metres farther something may be that is seen one grade better."""


class Landmarks:
    """Places in a grid."""

    def __init__(self, points: Iterable[NamedPoint], seen: Mapping[str, int]) -> None:
        self._seen = seen
        self._cells: defaultdict[tuple[int, int], list[NamedPoint]] = defaultdict(list)
        for point in points:
            self._cells[_cell(point.lat), _cell(point.lon)].append(point)

    def nearest(
        self, lat: float, lon: float, within: float, exclude: str | None = None
    ) -> Landmark | None:
        """The best visible place within so many metres: near, and of a kind that catches the eye.

        A place called `exclude` does not count.
        """
        left_out = fold(exclude or "")
        seen = [
            (RANK_METRES * self._seen[point.kind] + metres, point.id, metres, point)
            for point, metres in self._near(lat, lon, within)
            if point.kind in self._seen and left_out not in _names(point)
        ]
        if not seen:
            return None
        *_, metres, point = min(seen, key=lambda item: item[:2])
        return Landmark(point.name, point.name_en, point.kind, round(metres), point.position)

    def label(self, lat: float, lon: float) -> NamedPoint | None:
        """The place that a position is best called by."""
        order = list(CALLED_WITHIN)
        fitting = [
            (order.index(point.kind), metres, point.id, point)
            for point, metres in self._near(lat, lon, max(CALLED_WITHIN.values()))
            if metres <= CALLED_WITHIN.get(point.kind, -1)
        ]
        return min(fitting, key=lambda item: item[:3])[-1] if fitting else None

    def surroundings(self, place: NamedPoint) -> list[NamedPoint]:
        """Places of other names that tell `place` from others of its name, best known first."""
        order = list(SURROUNDING_METRES)
        own = fold(place.name)
        near = [
            (order.index(point.kind), metres, point.id, point)
            for point, metres in self._near(*place.position, max(SURROUNDING_METRES.values()))
            if metres <= SURROUNDING_METRES.get(point.kind, -1)
            and own not in fold(point.name)
            and len(point.name) <= LONGEST_SURROUNDING
        ]
        return [item[-1] for item in sorted(near, key=lambda item: item[:3])]

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


def _names(point: NamedPoint) -> set[str]:
    return {fold(point.name), fold(point.name_en or point.name)}


def _cell(degrees: float) -> int:
    return floor(degrees / CELL_DEGREES)
