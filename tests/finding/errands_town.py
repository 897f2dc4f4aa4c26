"""A town laid out in metres, whose walks are a little longer than the straight line."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from finding_town import HERE, MONDAY_TEN, SHOP
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from assistant.catalogue import load_catalogue
from assistant.facilities.records import FacilityRecord
from assistant.facilities.saving import save_facilities
from assistant.finding import Finder, Tour, Walker
from assistant.walking import OffNetwork, Position, Route, Walk, metres_between

METRES_PER_DEGREE = 111_195.0
WALKER = Walker(pace=1.0)


def at(east: float, north: float) -> Position:
    """The position so many metres from here."""
    lat, lon = HERE
    return (
        lat + north / METRES_PER_DEGREE,
        lon + east / (METRES_PER_DEGREE * math.cos(math.radians(lat))),
    )


@dataclass
class ErrandsTown:
    """Facilities, and the network between them."""

    places: list[FacilityRecord] = field(default_factory=list)
    islands: set[Position] = field(default_factory=set)
    """Where nobody can walk to."""
    off: bool = False
    """Whether here is off the network."""

    def add(
        self, name: str, services: Sequence[str], east: float, north: float = 0, **known: Any
    ) -> None:
        """A place so many metres from here."""
        lat, lon = at(east, north)
        place = replace(SHOP, id=name, name=name, services=tuple(services), lat=lat, lon=lon)
        self.places.append(replace(place, **known))

    def island(self, name: str, services: Sequence[str], east: float) -> None:
        """A place that cannot be walked to."""
        self.add(name, services, east)
        self.islands.add(at(east, 0))

    def walk(self, a: Position, b: Position, pace: float) -> Walk | None:
        """To the metre, as the crow flies and a fifth more."""
        if a in self.islands or b in self.islands:
            return Walk(0, 0.0) if a == b else None
        metres = round(metres_between(a, b) * 1.2)
        return Walk(metres, metres / pace)

    def matrix(
        self, origin: Position, targets: Sequence[Position], walker_pace: float,
        wheelchair: bool = False, avoid_steps: bool = False,
    ) -> list[Walk | None]:  # fmt: skip
        if self.off:
            raise OffNetwork(origin)
        return [self.walk(origin, target, walker_pace) for target in targets]

    def matrix_between(
        self, points: Sequence[Position], walker_pace: float,
        wheelchair: bool = False, avoid_steps: bool = False,
    ) -> list[list[Walk | None]]:  # fmt: skip
        return [self.matrix(point, points, walker_pace) for point in points]

    def route(
        self, origin: Position, target: Position, walker_pace: float,
        wheelchair: bool = False, avoid_steps: bool = False,
    ) -> Route | None:  # fmt: skip
        return None

    def finder(self, engine: Engine, *, with_network: bool = True) -> Finder:
        """A finder that knows these places."""
        with Session(engine) as session, session.begin():
            save_facilities(session, self.places, "test", whole=True)
        return Finder(engine, load_catalogue(), self if with_network else None)

    def tour(
        self, engine: Engine, *services: str, now: datetime = MONDAY_TEN,
        walker: Walker = WALKER, **wishes: Any,
    ) -> Tour:  # fmt: skip
        """The walk planned for somebody who stands here."""
        return self.finder(engine).tour(services, *HERE, walker=walker, now=now, **wishes)


def names(tour: Tour) -> list[str]:
    """The places, in the order of the walk."""
    return [stop.place.name for stop in tour.stops]
