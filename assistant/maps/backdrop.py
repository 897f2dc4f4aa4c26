"""The ground of a map, kept in a file beside the walking network and read box by box."""

import sqlite3
from array import array
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from assistant.maps.shapes import DETAILS, ORDER, Detail, Shape
from assistant.walking import Position, open_network

FILE = "backdrop.db"

FORM = 2
"""Of the file; goes up when what is kept in it changes. Files of another form are not read."""

_UNITS = 1e7
"""Positions are kept as whole numbers of 1e-7 degrees, some centimetres."""

_TABLES = (
    "CREATE TABLE shape (id INTEGER PRIMARY KEY, kind INTEGER, rank INTEGER, name TEXT,"
    " name_en TEXT, points BLOB)",
    "CREATE VIRTUAL TABLE box USING rtree(id, south, north, west, east, detail, detail_to)",
)

Box = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


class Backdrop:
    """The shapes of an imported map; safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def shapes(self, box: Box, detail: Detail = Detail.QUARTER) -> list[Shape]:
        """What may be seen in `box` at this detail, in the order in which it is drawn."""
        south, west, north, east = box
        question = """
            SELECT kind, rank, name, name_en, points FROM box JOIN shape USING (id)
            WHERE south <= ? AND north >= ? AND west <= ? AND east >= ? AND detail <= ?
            ORDER BY kind, rank, id
        """
        with closing(_opened(self._path)) as store:
            rows = store.execute(question, (north, south, east, west, int(detail))).fetchall()
        return [
            Shape(ORDER[kind], _unpacked(points), name, name_en, rank)
            for kind, rank, name, name_en, points in rows
        ]


def open_backdrop(engine: Engine) -> Backdrop | None:
    """The ground of the last import; None where there is none, as in a home of an older version."""
    network = open_network(engine)
    if network is None or not (network.directory / FILE).is_file():
        return None
    with closing(_opened(network.directory / FILE)) as store:
        [form] = store.execute("PRAGMA user_version").fetchone()
    return Backdrop(network.directory / FILE) if form == FORM else None


def keep(shapes: Iterable[Shape], target: Path) -> None:
    """Write shapes into the new file `target`."""
    with closing(sqlite3.connect(target)) as store:
        # Whoever is interrupted throws the file away: it needs no journal.
        store.execute("PRAGMA journal_mode=OFF")
        store.execute("PRAGMA synchronous=OFF")
        store.execute(f"PRAGMA user_version={FORM}")
        for table in _TABLES:
            store.execute(table)
        for number, shape in enumerate(shapes):
            kind, detail = ORDER.index(shape.kind), int(DETAILS[shape.kind])
            row = (number, kind, shape.rank, shape.name, shape.name_en, _packed(shape.points))
            store.execute("INSERT INTO shape VALUES (?, ?, ?, ?, ?, ?)", row)
            around = (number, *_extent(shape.points), detail, detail)
            store.execute("INSERT INTO box VALUES (?, ?, ?, ?, ?, ?, ?)", around)
        store.commit()


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _extent(points: Iterable[Position]) -> Box:
    """South, north, west, east."""
    lats, lons = zip(*points, strict=True)
    return min(lats), max(lats), min(lons), max(lons)


def _packed(points: Iterable[Position]) -> bytes:
    return array("i", (round(degrees * _UNITS) for point in points for degrees in point)).tobytes()


def _unpacked(points: bytes) -> tuple[Position, ...]:
    numbers = array("i")
    numbers.frombytes(points)
    return tuple(
        (lat / _UNITS, lon / _UNITS) for lat, lon in zip(numbers[::2], numbers[1::2], strict=True)
    )
