"""What is within reach of one person on foot: by group of services, and what is missing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assistant.catalogue import Catalogue, Service
from assistant.facilities.store import candidates
from assistant.finding.groups import Group, load_groups
from assistant.finding.place import FoundPlace, found_place
from assistant.finding.ranking import CIRCLE_MINUTES
from assistant.finding.visit import Visit, visit
from assistant.finding.walker import Walker
from assistant.finding.walks import Walks
from assistant.walking import Position

MINUTES = (5, 8, CIRCLE_MINUTES)
"""The circles that places are counted in."""

MOST_PLACES = 5000
"""Places that are walked to; in a denser neighbourhood the nearest so many."""

ROUNDING_SECONDS = 3.0
"""Minutes are told to one decimal: a walk that much longer is still told as the full minutes."""

Counts = tuple[int, ...]
"""How many places there are within each of `MINUTES`."""


@dataclass(frozen=True)
class ServiceReach:
    """One service that is within reach."""

    service_id: str
    place: FoundPlace
    """The nearest one, open now or not."""
    minutes: float
    counts: Counts
    within_norm: bool | None
    """Whether the nearest is as near as the norm wants it; None where there is no norm."""


@dataclass(frozen=True)
class GroupReach:
    """The services of one group."""

    group: Group
    services: tuple[ServiceReach, ...]
    """Nearest first."""
    counts: Counts
    """A place that offers several services of the group counts once."""


@dataclass(frozen=True)
class Lacking:
    """An everyday service that is not as near as the norm wants it."""

    service_id: str
    norm_minutes: int
    place: FoundPlace | None
    """The nearest within the circle; None where there is none."""


@dataclass(frozen=True)
class Reach:
    """What is within `MINUTES` on foot."""

    groups: tuple[GroupReach, ...] = ()
    """In the order of `groups.csv`; those without any service in reach are left out."""
    counts: Counts = tuple(0 for _ in MINUTES)
    """All places; each counts once."""
    lacking: tuple[Lacking, ...] = ()
    """In the order of the catalogue."""
    estimated: bool = False
    """Whether the walks are guesses from the straight line."""
    outside: bool = False
    """Whether the map does not reach here."""

    def services(self) -> Iterator[tuple[Group, ServiceReach]]:
        """Every service within reach."""
        return ((item.group, service) for item in self.groups for service in item.services)


def reach_of(
    session: Session,
    walks: Walks,
    catalogue: Catalogue,
    position: Position,
    walker: Walker,
    now: datetime,
) -> Reach:
    """What lies around `position`: all of it walked to at once, not one service after the other."""
    radius = (CIRCLE_MINUTES * 60 + ROUNDING_SECONDS) * walker.pace
    services = [service.id for service in catalogue]
    pool = candidates(session, services, *position, radius, MOST_PLACES, first_radius_m=radius)
    walked = walks.to([(item.facility.lat, item.facility.lon) for item in pool])
    visits = [
        going
        for item, walk in zip(pool, walked, strict=True)
        if (going := visit(item.facility, walk, now)).is_offered
        and _is_within(going, CIRCLE_MINUTES)
        and not (walker.wheelchair and item.facility.wheelchair == "no")
    ]
    visits.sort(key=lambda going: (going.walk.seconds if going.walk else 0, going.facility.id))
    offering: defaultdict[str, list[Visit]] = defaultdict(list)
    for going in visits:
        for service_id in going.facility.services:
            offering[service_id].append(going)
    found = {
        service.id: _service(service, offering[service.id], position)
        for service in catalogue
        if offering[service.id]
    }
    return Reach(
        groups=tuple(_groups(catalogue, found, offering)),
        counts=_counts(visits),
        lacking=tuple(_lacking(catalogue, found)),
        estimated=any(going.walk.estimated for going in visits if going.walk),
    )


def _is_within(going: Visit, minutes: float) -> bool:
    return going.minutes is not None and going.minutes <= minutes


def _service(service: Service, visits: Sequence[Visit], position: Position) -> ServiceReach:
    """The reach of a service that `visits`, nearest first, offer."""
    nearest = visits[0]
    norm = service.norm_minutes
    return ServiceReach(
        service_id=service.id,
        place=found_place(nearest, position, service.id),
        minutes=nearest.minutes or 0.0,
        counts=_counts(visits),
        within_norm=None if norm is None else _is_within(nearest, norm),
    )


def _groups(
    catalogue: Catalogue,
    found: dict[str, ServiceReach],
    offering: dict[str, list[Visit]],
) -> Iterator[GroupReach]:
    for group in load_groups():
        members = [found[s.id] for s in catalogue if s.group == group.id and s.id in found]
        if not members:
            continue
        members.sort(key=lambda member: member.minutes)
        # The same place counts once, whatever it offers.
        places = {
            going.facility.id: going for member in members for going in offering[member.service_id]
        }
        yield GroupReach(group, tuple(members), _counts(list(places.values())))


def _lacking(catalogue: Catalogue, found: dict[str, ServiceReach]) -> Iterator[Lacking]:
    for service in catalogue:
        norm, near = service.norm_minutes, found.get(service.id)
        if norm is not None and (near is None or not near.within_norm):
            yield Lacking(service.id, norm, near.place if near else None)


def _counts(visits: Sequence[Visit]) -> Counts:
    return tuple(sum(_is_within(going, minutes) for going in visits) for minutes in MINUTES)
