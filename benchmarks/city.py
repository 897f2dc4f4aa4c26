"""A made-up city of any number of facilities, the same one every time."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.catalogue import Catalogue
from assistant.database import connect, upgrade
from assistant.facilities.records import FacilityRecord
from assistant.facilities.saving import save_facilities
from assistant.facilities.tables import Facility

SOUTH, WEST = 30.0, 114.0
SIDE_METRES = 40_000.0
"""The city is a square of this side; more facilities make it denser, not larger."""
BLOCK_METRES = 200.0
"""Distance between two streets of its grid."""
LAT_METRE = 1 / 111_195.0
LON_METRE = LAT_METRE / 0.8660
"""Degrees in a metre at the city's latitude."""
HOURS = (
    None,
    None,
    "24/7",
    "Mo-Su 08:00-20:00",
    "Mo-Fr 09:00-17:00",
    "Mo-Sa 09:00-12:00,14:00-18:00",
    "Mo-Su 06:00-11:00",
    "Tu,Fr 08:00-17:00",
)
SEED = 15
CHECKED = date(2026, 5, 1)


def point(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of a point that many metres from the south-west corner."""
    return SOUTH + north * LAT_METRE, WEST + east * LON_METRE


def facilities(services: Sequence[str], count: int) -> Iterator[FacilityRecord]:
    """`count` facilities scattered evenly; some services are far more common than others."""
    chance = random.Random(SEED)
    weights = [1 / (rank + 1) ** 0.7 for rank in range(len(services))]
    for number in range(count):
        offered = chance.choices(services, weights, k=chance.choice((1, 1, 1, 2, 3)))
        lat, lon = point(chance.uniform(0, SIDE_METRES), chance.uniform(0, SIDE_METRES))
        yield FacilityRecord(
            id=f"made-up/{number}",
            source="benchmark",
            name=f"第{number}号",
            lat=lat,
            lon=lon,
            services=tuple(dict.fromkeys(offered)),
            opening_hours=chance.choice(HOURS),
            verified_on=CHECKED,
        )


def build_database(path: Path, catalogue: Catalogue, count: int) -> None:
    """A database of `count` facilities at `path`; one that is there already is kept."""
    engine = connect(f"sqlite:///{path.absolute()}")
    upgrade(engine)
    with Session(engine) as session:
        held = session.scalar(select(func.count()).select_from(Facility))
        if held != count:
            records = facilities([service.id for service in catalogue], count)
            save_facilities(session, records, "benchmark", whole=True)
            session.commit()
    engine.dispose()


def write_streets(path: Path) -> None:
    """The city's streets, a grid, as an OpenStreetMap extract."""
    rows = int(SIDE_METRES / BLOCK_METRES) + 1
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for row in range(rows):
            for column in range(rows):
                lat, lon = point(column * BLOCK_METRES, row * BLOCK_METRES)
                writer.add_node(Node(id=_node(row, column), location=(lon, lat), version=1))
        tags = {"highway": "residential"}
        for line in range(rows):
            along = [_node(line, column) for column in range(rows)]
            writer.add_way(Way(id=2 * line + 1, nodes=along, tags=tags, version=1))
            up = [_node(row, line) for row in range(rows)]
            writer.add_way(Way(id=2 * line + 2, nodes=up, tags=tags, version=1))


def _node(row: int, column: int) -> int:
    return row * 10_000 + column + 1
