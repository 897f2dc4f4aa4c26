"""Water, railways and motorways: what nobody walks across on the way from a door to a path."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from math import floor
from pathlib import Path

import osmium
from osmium.osm import Relation, Way

from assistant.walking.straight import Position

CELL_DEGREES = 0.005
"""The edge of a grid cell, about 500 m; longer than any gap that is looked at."""

LINES: Mapping[str, frozenset[str]] = {
    "waterway": frozenset({"river", "canal", "riverbank", "dock"}),
    "natural": frozenset({"water", "coastline"}),
    "railway": frozenset({"rail", "light_rail"}),
    "highway": frozenset({"motorway", "motorway_link"}),
}
UNDERGROUND = ("tunnel", "bridge", "covered")
"""Tags that let people pass over or under."""

Segment = tuple[float, float, float, float]


class Barriers:
    """The barriers of a map, kept in a file beside the tiles."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _cells(self) -> dict[str, list[Segment]]:
        if not self._path.is_file():
            return {}
        cells: dict[str, list[Segment]] = json.loads(self._path.read_text(encoding="utf-8"))
        return cells

    def between(self, a: Position, b: Position) -> bool:
        """Whether a barrier lies between two positions that are less than 500 m apart."""
        cells = self._cells
        if not cells:
            return False
        return any(
            _cross(a, b, segment) for key in _cell_keys(*a, *b) for segment in cells.get(key, ())
        )


def write_barriers(source: Path, target: Path) -> None:
    """Collect the barriers of the extract `source` into the file `target`."""
    shores = {
        member.ref
        for relation in osmium.FileProcessor(str(source), osmium.osm.RELATION)
        if isinstance(relation, Relation) and _stops(dict(relation.tags))
        for member in relation.members
        if member.type == "w"
    }
    cells: defaultdict[str, list[Segment]] = defaultdict(list)
    ways = osmium.FileProcessor(str(source)).with_locations()
    tagged = ways.with_filter(osmium.filter.KeyFilter(*LINES))
    _collect(cells, (way for way in tagged if isinstance(way, Way) and _stops(dict(way.tags))))
    if shores:
        parts = osmium.FileProcessor(str(source)).with_locations()
        parts = parts.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
        _collect(cells, (w for w in parts if isinstance(w, Way) and w.id in shores))
    target.write_text(json.dumps(cells), encoding="utf-8")


def _collect(cells: dict[str, list[Segment]], ways: Iterable[Way]) -> None:
    for way in ways:
        for segment in _segments([(n.lat, n.lon) for n in way.nodes if n.location.valid()]):
            for key in _cell_keys(*segment):
                cells[key].append(segment)


def _stops(tags: Mapping[str, str]) -> bool:
    if any(tags.get(key, "no") != "no" for key in UNDERGROUND):
        return False
    return any(tags.get(key) in values for key, values in LINES.items())


def _segments(line: Sequence[Position]) -> Iterator[Segment]:
    for a, b in pairwise(line):
        yield (*a, *b)


def _cell_keys(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> Iterator[str]:
    """The cells of the box around a segment."""
    for y in range(_cell(min(lat_a, lat_b)), _cell(max(lat_a, lat_b)) + 1):
        for x in range(_cell(min(lon_a, lon_b)), _cell(max(lon_a, lon_b)) + 1):
            yield f"{y},{x}"


def _cell(degrees: float) -> int:
    return floor(degrees / CELL_DEGREES)


def _cross(a: Position, b: Position, segment: Segment) -> bool:
    c, d = segment[:2], segment[2:]
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def _side(a: Position, b: Position, p: Position) -> bool:
    return (b[0] - a[0]) * (p[1] - a[1]) > (b[1] - a[1]) * (p[0] - a[0])
