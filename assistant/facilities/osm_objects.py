"""Tagged objects of an OpenStreetMap extract, each with the point where one arrives at it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import osmium
from osmium.osm import Area, Node, NodeRef, Way

from assistant.walking.straight import Position, length

DOORS = ("main", "yes", "home", "shop", "staircase")
"""Values of `entrance` that people go in by, the best first."""

GATE = "gate"
"""What stands for an entrance where only a gate is on the outline."""

OLDEST_EDIT = date(2004, 8, 1)
"""Nothing was edited before OpenStreetMap began; earlier dates mean that none is given."""


@dataclass(frozen=True)
class OsmObject:
    """A tagged node, way or area."""

    id: str
    """"node/123", "way/123" or "relation/123"."""
    tags: Mapping[str, str]
    position: Position
    """The node, the entrance of an area or else its middle, a point in the middle of a line."""
    line: tuple[Position, ...] = ()
    """The points of a way or of an area's outline."""
    nodes: tuple[int, ...] = ()
    """The ids of those points."""
    closed: bool = False
    edited: date | None = None


def read_objects(path: Path) -> Iterator[OsmObject]:
    """The tagged objects of the sorted extract at `path`, nodes first, each area once."""
    doors: dict[int, str] = {}
    every = osmium.FileProcessor(str(path)).with_areas()
    for item in every.with_filter(osmium.filter.EmptyTagFilter()):
        if isinstance(item, Node):
            tags = dict(item.tags)
            door = _door(tags)
            if door:
                doors[item.id] = door
            position = (item.location.lat, item.location.lon)
            yield OsmObject(f"node/{item.id}", tags, position, edited=_edited(item))
        elif isinstance(item, Way):
            points = _points(item.nodes)
            if len(points) > 1:
                closed = len(points) > 3 and item.nodes[0].ref == item.nodes[-1].ref
                yield _shape(item, f"way/{item.id}", points, closed, doors)
        elif isinstance(item, Area) and not item.from_way():
            ring = max(item.outer_rings(), key=lambda outer: _extent(_points(outer)), default=None)
            if ring is not None:
                name = f"relation/{item.orig_id()}"
                yield _shape(item, name, _points(ring), True, doors)


def _door(tags: Mapping[str, str]) -> str:
    if tags.get("entrance") in DOORS:
        return tags["entrance"]
    return GATE if tags.get("barrier") == "gate" else ""


def _points(nodes: Iterable[NodeRef]) -> list[tuple[int, Position]]:
    return [(n.ref, (n.lat, n.lon)) for n in nodes if n.location.valid()]


def _extent(points: Sequence[tuple[int, Position]]) -> float:
    return length([position for _, position in points])


def _shape(
    item: Way | Area,
    name: str,
    points: Sequence[tuple[int, Position]],
    closed: bool,
    doors: Mapping[int, str],
) -> OsmObject:
    line = tuple(position for _, position in points)
    entrances = [(_rank(doors[ref]), position) for ref, position in points if ref in doors]
    if closed and entrances:
        position = min(entrances)[1]
    else:
        position = centre(line) if closed else line[len(line) // 2]
    nodes = tuple(ref for ref, _ in points)
    return OsmObject(name, dict(item.tags), position, line, nodes, closed, _edited(item))


def _rank(door: str) -> int:
    return DOORS.index(door) if door in DOORS else len(DOORS)


def _edited(item: Node | Way | Area) -> date | None:
    day = item.timestamp.date()
    return day if day >= OLDEST_EDIT else None


def centre(ring: Sequence[Position]) -> Position:
    """The centre of gravity of the area inside a closed ring, or a corner where it has none."""
    # Counted from the first corner: areas are small, and the sums stay exact.
    lat_0, lon_0 = ring[0]
    area = lat_sum = lon_sum = 0.0
    for (lat_a, lon_a), (lat_b, lon_b) in zip(ring, (*ring[1:], ring[0]), strict=True):
        y_a, x_a, y_b, x_b = lat_a - lat_0, lon_a - lon_0, lat_b - lat_0, lon_b - lon_0
        cross = x_a * y_b - x_b * y_a
        area += cross
        lat_sum += (y_a + y_b) * cross
        lon_sum += (x_a + x_b) * cross
    if not area:
        return ring[0]
    return lat_0 + lat_sum / (3 * area), lon_0 + lon_sum / (3 * area)


def inside(position: Position, ring: Sequence[Position]) -> bool:
    """Whether `position` lies in the area inside a closed ring."""
    lat, lon = position
    within = False
    for (lat_a, lon_a), (lat_b, lon_b) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (lat_a > lat) != (lat_b > lat):
            crossing = lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a)
            within = within != (lon < crossing)
    return within
