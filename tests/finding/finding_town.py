"""A town for tests of finding: places at given walks from here, whatever their position."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.facilities.records import FacilityRecord
from assistant.facilities.saving import save_facilities
from assistant.facilities.tables import UnmetNeed
from assistant.finding import Answer, Finder, Walker
from assistant.walking import OffNetwork, Position, Route, Walk

HERE = (30.26, 114.54)
WALKER = Walker(pace=1.0)
SHOP = FacilityRecord(id="", source="test", name="店", lat=0, lon=0, services=("pharmacy",))


def at(text: str) -> datetime:
    """A moment of local time; 2026-11-23 is a Monday."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


MONDAY_TEN = at("2026-11-23 10:00")


@dataclass
class Town:
    """Places and the walks to them; it is the walking network, too."""

    places: list[FacilityRecord] = field(default_factory=list)
    walks: dict[Position, Walk | None] = field(default_factory=dict)
    off: bool = False
    """Whether here is off the network."""
    asked: list[tuple[float, bool, bool]] = field(default_factory=list)
    """Pace, wheelchair and avoided steps of each question."""

    def add(self, name: str, minutes: float | None, **known: Any) -> None:
        """A place at a walk of `minutes` from here; None: it cannot be walked to."""
        number = len(self.places) + 1
        position = (HERE[0] + number * 1e-5, HERE[1])
        self.places.append(
            replace(SHOP, id=name, name=name, lat=position[0], lon=position[1], **known)
        )
        self.walks[position] = None if minutes is None else Walk(int(minutes * 60), minutes * 60)

    def matrix(
        self,
        origin: Position,
        targets: Sequence[Position],
        walker_pace: float,
        wheelchair: bool = False,
        avoid_steps: bool = False,
    ) -> list[Walk | None]:
        self.asked.append((walker_pace, wheelchair, avoid_steps))
        if self.off:
            raise OffNetwork(origin)
        return [self.walks[target] for target in targets]

    def matrix_between(
        self,
        points: Sequence[Position],
        walker_pace: float,
        wheelchair: bool = False,
        avoid_steps: bool = False,
    ) -> list[list[Walk | None]]:
        return [
            list(self.matrix(point, points, walker_pace, wheelchair, avoid_steps))
            for point in points
        ]

    def route(
        self,
        origin: Position,
        target: Position,
        walker_pace: float,
        wheelchair: bool = False,
        avoid_steps: bool = False,
    ) -> Route | None:
        if self.off:
            raise OffNetwork(origin)
        walk = self.walks[target]
        if walk is None:
            return None
        return Route(walk.metres, walk.seconds, (), (origin, target), 0.0, 0.0, None)

    def finder(self, engine: Engine) -> Finder:
        """A finder that knows these places and walks."""
        with Session(engine) as session, session.begin():
            save_facilities(session, self.places, "test", whole=True)
        return Finder(engine, load_catalogue(), self)

    def find(
        self,
        engine: Engine,
        service: str = "pharmacy",
        now: datetime = MONDAY_TEN,
        walker: Walker = WALKER,
        **wishes: Any,
    ) -> Answer:
        """What the finder says to somebody who stands here."""
        return self.finder(engine).find(service, *HERE, walker=walker, now=now, **wishes)


def names(answer: Answer) -> list[str]:
    """The names of the places, best first."""
    return [place.name for place in answer.places]


def unmet(engine: Engine) -> list[tuple[str, str]]:
    """Service and reason of every need that was noted."""
    with Session(engine) as session:
        return [(need.service_id, need.reason) for need in session.scalars(select(UnmetNeed))]
