"""Random walks between the doors of a map, and what stands along them."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant import clock
from assistant.catalogue import load_catalogue
from assistant.database import connect, upgrade
from assistant.facilities.osm_import import import_osm
from assistant.facilities.table_import import import_table
from assistant.facilities.tables import Facility, NamedPlace
from assistant.paths import DEMO
from assistant.places import Gazetteer
from assistant.walking import Network, Position, Route, metres_between, open_network
from assistant.walking.sights import LandmarkFinder
from benchmarks.roads import Roads

PACE = 1.0
NEAR_METRES, FAR_METRES = 60.0, 1200.0
"""How far apart, in a straight line, the ends of a walk are."""

WALKED_METRES = 1500
"""Longer walks are not told in a circle of a quarter of an hour."""

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=clock.ZONE)
DEMO_MAP, DEMO_TABLE = DEMO / "neighbourhood.osm", DEMO / "facilities.csv"


@dataclass(frozen=True)
class Door:
    """A place that people walk to."""

    name: str
    name_en: str | None
    position: Position


@dataclass(frozen=True)
class Walked:
    """A way from one door to another."""

    start: Door
    end: Door
    route: Route


@dataclass(frozen=True)
class Seen:
    """A landmark with its place."""

    name: str
    name_en: str | None
    position: Position


class Area:
    """A map as the assistant has it, with its walking network and its names."""

    def __init__(self, engine: Engine, extract: Path) -> None:
        """`engine` holds what was imported from `extract`."""
        self._gazetteer = Gazetteer(engine)
        network = open_network(engine)
        if network is None:
            raise RuntimeError(f"{extract} has no walking network")
        self.network: Network = network
        self.roads = Roads(extract)
        with Session(engine) as session:
            rows = session.scalars(select(Facility).order_by(Facility.id)).all()
            self.doors = [Door(row.name, row.name_en, (row.lat, row.lon)) for row in rows]
            self._places: defaultdict[str, list[Position]] = defaultdict(list)
            for table in (NamedPlace, Facility):
                for name, lat, lon in session.execute(select(table.name, table.lat, table.lon)):
                    self._places[name].append((lat, lon))

    def walks(self, count: int, seed: int) -> Iterator[Walked]:
        """`count` ways between doors, the same ones every time."""
        chance, found = random.Random(seed), 0
        while found < count:
            start, end = chance.sample(self.doors, 2)
            if not NEAR_METRES < metres_between(start.position, end.position) < FAR_METRES:
                continue
            route = self.network.route(start.position, end.position, PACE)
            if route is not None and route.metres <= WALKED_METRES and len(route.line) > 3:
                found += 1
                yield Walked(start, end, route)

    def seen(self, target: str) -> LandmarkFinder:
        """What is seen at a turn, with its place."""

        def find(lat: float, lon: float) -> Seen | None:
            landmark = self._gazetteer.nearest_landmark(lat, lon, exclude=target)
            if landmark is None:
                return None
            return Seen(landmark.name, landmark.name_en, self.place(landmark.name, (lat, lon)))

        return find

    def place(self, name: str, near: Position) -> Position:
        """Where the place of that name is; of several the one nearest to `near`."""
        return min(self._places[name], key=lambda place: metres_between(place, near))


def demo_area(home: Path) -> Area:
    """The demo neighbourhood, imported into `home`."""
    engine = _database(home, DEMO_MAP)
    import_table(engine, load_catalogue(), DEMO_TABLE, NOON)
    return Area(engine, DEMO_MAP)


def map_area(home: Path, extract: Path) -> Area:
    """A map alone, imported into `home`."""
    return Area(_database(home, extract), extract)


def _database(home: Path, extract: Path) -> Engine:
    home.mkdir(parents=True, exist_ok=True)
    engine = connect(f"sqlite:///{(home / 'assistant.db').absolute()}")
    upgrade(engine)
    import_osm(engine, load_catalogue(), extract, home, NOON)
    return engine
