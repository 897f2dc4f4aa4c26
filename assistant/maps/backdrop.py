"""The ground of a map, kept in a file beside the walking network and read box by box."""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from math import floor
from pathlib import Path

import osmium
from osmium.osm import Area as OsmArea
from osmium.osm import Way
from sqlalchemy import Engine

from assistant.maps.shapes import ORDER, Kind, Shape, area_kind, line_kind
from assistant.walking import Position, open_network

FILE = "backdrop.db"

CELL_DEGREES = 0.004
"""The edge of a cell of the index, some 400 m."""

_UNITS = 1e7
"""Positions are kept as whole numbers of 1e-7 degrees, some centimetres."""

Box = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


class Backdrop:
    """The shapes of an imported map; safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def shapes(self, box: Box) -> list[Shape]:
        """Everything that may be seen in `box`, in the order in which it is drawn."""
        south, west, north, east = box
        cells = (floor(south / CELL_DEGREES), floor(north / CELL_DEGREES),
                 floor(west / CELL_DEGREES), floor(east / CELL_DEGREES))  # fmt: skip
        question = """
            SELECT kind, name, name_en, points FROM shape WHERE id IN (
                SELECT shape FROM cell WHERE row BETWEEN ? AND ? AND col BETWEEN ? AND ?
            ) ORDER BY kind, id
        """
        address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as store:
            rows = store.execute(question, cells).fetchall()
        return [Shape(ORDER[kind], _unpacked(points), *names) for kind, *names, points in rows]


def open_backdrop(engine: Engine) -> Backdrop | None:
    """The ground of the last import; None where there is none, as in a home of an older version."""
    network = open_network(engine)
    if network is None or not (network.directory / FILE).is_file():
        return None
    return Backdrop(network.directory / FILE)


def write_backdrop(source: Path, target: Path) -> None:
    """Keep what is drawn of the extract `source` in the new file `target`."""
    with closing(sqlite3.connect(target)) as store:
        store.execute("PRAGMA journal_mode=OFF")
        store.execute("PRAGMA synchronous=OFF")
        store.execute(
            "CREATE TABLE shape (id INTEGER PRIMARY KEY, kind INTEGER, name TEXT, name_en TEXT,"
            " points BLOB)"
        )
        store.execute("CREATE TABLE cell (row INTEGER, col INTEGER, shape INTEGER)")
        for number, shape in enumerate(chain(_lines(source), _areas(source))):
            row = (number, ORDER.index(shape.kind), shape.name, shape.name_en)
            store.execute("INSERT INTO shape VALUES (?, ?, ?, ?, ?)", (*row, _packed(shape.points)))
            cells = ((*cell, number) for cell in _cells(shape.points))
            store.executemany("INSERT INTO cell VALUES (?, ?, ?)", cells)
        store.execute("CREATE INDEX in_cell ON cell (row, col, shape)")
        store.commit()


def _lines(source: Path) -> Iterator[Shape]:
    ways = osmium.FileProcessor(str(source)).with_locations()
    for way in ways.with_filter(osmium.filter.KeyFilter("highway", "waterway", "railway")):
        if not isinstance(way, Way):
            continue
        tags = dict(way.tags)
        kind = None if _is_area(way, tags) else line_kind(tags)
        points = tuple((node.lat, node.lon) for node in way.nodes if node.location.valid())
        if kind and len(points) > 1:
            yield _shape(kind, points, tags)


def _is_area(way: Way, tags: dict[str, str]) -> bool:
    return bool(way.is_closed() and tags.get("area") == "yes")


def _areas(source: Path) -> Iterator[Shape]:
    keys = osmium.filter.KeyFilter(
        "building", "natural", "waterway", "landuse", "leisure", "place", "highway"
    )
    for area in osmium.FileProcessor(str(source)).with_areas(keys):
        if not isinstance(area, OsmArea):
            continue
        tags = dict(area.tags)
        kind = area_kind(tags)
        if kind is None or (kind is Kind.PAVED and tags.get("area", "yes") == "no"):
            continue
        if tags.get("highway") == "pedestrian" and tags.get("area") != "yes":
            continue
        for ring in area.outer_rings():
            points = tuple((node.lat, node.lon) for node in ring if node.location.valid())
            if len(points) > 2:
                yield _shape(kind, points, tags)


def _shape(kind: Kind, points: tuple[Position, ...], tags: dict[str, str]) -> Shape:
    return Shape(kind, points, tags.get("name", ""), tags.get("name:en", ""))


def _cells(points: Iterable[Position]) -> Iterator[tuple[int, int]]:
    """The cells of the box around a shape."""
    rows, columns = (
        [floor(degrees / CELL_DEGREES) for degrees in axis] for axis in zip(*points, strict=True)
    )
    for row in range(min(rows), max(rows) + 1):
        for column in range(min(columns), max(columns) + 1):
            yield row, column


def _packed(points: Iterable[Position]) -> bytes:
    return array("i", (round(degrees * _UNITS) for point in points for degrees in point)).tobytes()


def _unpacked(points: bytes) -> tuple[Position, ...]:
    numbers = array("i")
    numbers.frombytes(points)
    return tuple(
        (lat / _UNITS, lon / _UNITS) for lat, lon in zip(numbers[::2], numbers[1::2], strict=True)
    )
