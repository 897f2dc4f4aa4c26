"""Several errands in one walk, as one person would do them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.finding.place import FoundPlace


@dataclass(frozen=True)
class Stop:
    """A place on the way where one or more errands are done."""

    place: FoundPlace
    """As seen from the stop before: its walk, and its doors on arrival."""
    services: tuple[str, ...]
    """What is done there, in that order."""
    arrive: datetime
    leave: datetime
    leg_metres: int
    """The walk from the stop before."""
    leg_minutes: float
    wait_minutes: float
    """Before the doors open."""
    stay_minutes: int
    """Inside: our estimate."""

    def as_json(self) -> dict[str, Any]:
        """The stop as programs get it."""
        return {
            "services": list(self.services),
            "arrive": self.arrive.isoformat(timespec="seconds"),
            "leave": self.leave.isoformat(timespec="seconds"),
            "leg_metres": self.leg_metres,
            "leg_minutes": self.leg_minutes,
            "wait_minutes": self.wait_minutes,
            "stay_minutes": self.stay_minutes,
            "place": self.place.as_json(),
        }


@dataclass(frozen=True)
class Unmet:
    """An errand that cannot be done on this walk, because of the doors."""

    service_id: str
    place: FoundPlace
    """The nearest place for it, as seen from the start: when it opens next."""


@dataclass(frozen=True)
class Reason:
    """Why the errands do not come in the order of the shortest walk."""

    kind: str
    """"closes": the place would be closed later on; "opens": it is not open yet at the start."""
    service_id: str
    at: datetime
    """When it closes or opens."""


@dataclass(frozen=True)
class Tour:
    """The whole walk."""

    stops: tuple[Stop, ...] = ()
    walk_metres: int = 0
    """All that is walked; the way back too where that was asked for."""
    walk_minutes: float = 0.0
    wait_minutes: float = 0.0
    whole_minutes: float = 0.0
    """From leaving until everything is done (or one is back): walks, waits and stays."""
    ordered: bool = False
    """Whether the order is the one that was asked for, whatever the walk."""
    back_metres: int | None = None
    """The way back from the last stop; None where that was not asked for."""
    back_minutes: float | None = None
    missing: tuple[str, ...] = ()
    """Services that nobody offers near by."""
    unmet: tuple[Unmet, ...] = ()
    reason: Reason | None = None
    estimated: bool = False
    """Whether the walks are guesses from the straight line."""
    outside: bool = False
    """Whether the map does not reach here."""

    def as_json(self) -> dict[str, Any]:
        """The tour as programs get it."""
        reason = self.reason and {
            "kind": self.reason.kind,
            "service": self.reason.service_id,
            "at": self.reason.at.isoformat(timespec="seconds"),
        }
        return {
            "stops": [stop.as_json() for stop in self.stops],
            "walk_metres": self.walk_metres,
            "walk_minutes": self.walk_minutes,
            "wait_minutes": self.wait_minutes,
            "whole_minutes": self.whole_minutes,
            "ordered": self.ordered,
            "back_metres": self.back_metres,
            "back_minutes": self.back_minutes,
            "missing": list(self.missing),
            "unmet": [
                {"service": item.service_id, "place": item.place.as_json()} for item in self.unmet
            ],
            "reason": reason,
            "estimated": self.estimated,
            "outside": self.outside,
        }
