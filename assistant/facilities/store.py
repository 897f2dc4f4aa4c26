"""Reading facilities: what is near, what is known of one, and noting what was missing."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assistant.clock import ZONE
from assistant.facilities.cells import coarse_cell_of, covering
from assistant.facilities.records import FacilityRecord
from assistant.facilities.tables import Facility, FacilityService, UnmetNeed
from assistant.walking.straight import metres_between

FIRST_RADIUS = 400.0
"""Metres around the person that are looked at first."""

WIDENING = (1.5, 4.0)
"""By how much the circle grows at least and at most while it holds too few."""

SPARE = 1.5
"""The next circle is meant to hold this many times what is wanted, so that one more will do."""

REASONS = ("none", "far", "closed", "wished")
"""Why a need was not met: nobody offers it, too far, closed then; or somebody wished for it."""

_FACILITY = cast(Table, Facility.__table__)
_SERVICE = cast(Table, FacilityService.__table__)
_COLUMNS = tuple(
    item.name for item in fields(FacilityRecord) if item.name not in ("services", "prices")
)


_UNMET = cast(Table, UnmetNeed.__table__)
_NOTE = {
    "sqlite": sqlite.insert(_UNMET).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_UNMET).on_conflict_do_nothing(),
}


@dataclass(frozen=True)
class Candidate:
    """A facility near a person, as the crow flies."""

    facility: FacilityRecord
    metres: float


def candidates(
    session: Session,
    service_ids: Collection[str],
    lat: float,
    lon: float,
    radius_m: float,
    limit: int,
    *,
    first_radius_m: float = FIRST_RADIUS,
) -> list[Candidate]:
    """The `limit` facilities nearest to a point that offer any of `service_ids`.

    Nearest first, within `radius_m` metres in a straight line. Those closed for good are left out,
    planned ones and those closed for now are not. `first_radius_m` is where to begin with looking;
    a good guess saves time.
    """
    radius = min(first_radius_m, radius_m)
    while True:
        near = _within(session, service_ids, lat, lon, radius)
        if len(near) >= limit or radius >= radius_m:
            break
        growth = math.sqrt(SPARE * limit / max(1, len(near)))
        radius = min(radius * min(max(growth, WIDENING[0]), WIDENING[1]), radius_m)
    distances = {identity: metres for metres, identity in near[:limit]}
    found = {record.id: record for record in _records(session, distances)}
    # An import that ends between the two questions may have taken some away.
    return [Candidate(found[i], metres) for i, metres in distances.items() if i in found]


def get(session: Session, facility_id: str) -> FacilityRecord | None:
    """The facility with that id."""
    return next(_records(session, [facility_id]), None)


def any_within(session: Session, lat: float, lon: float, radius_m: float) -> bool:
    """Whether any facility at all lies within roughly `radius_m` metres of a point."""
    ranges = covering(lat, lon, radius_m)
    found = text(f"{_one_by_one('SELECT 1 FROM facility WHERE', len(ranges))} LIMIT 1")  # noqa: S608
    return session.execute(found, _bounds(ranges)).first() is not None


def record_unmet(
    session: Session, service_id: str, lat: float, lon: float, now: datetime, reason: str
) -> None:
    """Note that a need was not met: what, roughly where, in which hour; nothing about who.

    `reason` is one of `REASONS`. The same need from the same cell in the same hour is one row:
    how often somebody asks again says nothing about the neighbourhood.
    """
    hour = now.astimezone(ZONE).replace(minute=0, second=0, microsecond=0)
    cell = coarse_cell_of(lat, lon)
    need = {"service_id": service_id, "cell": cell, "at": hour, "reason": reason}
    session.execute(_NOTE[session.get_bind().dialect.name], need)


@lru_cache
def _one_by_one(start: str, ranges: int) -> str:
    """The SELECT that begins with `start` for each of `ranges` ranges of cells, put together.

    SQL by hand: put as OR, or as a join with the ranges, either SQLite or PostgreSQL reads every
    place of the service in the country. It stays the same from search to search, too, so that it
    is compiled once.
    """
    return " UNION ALL ".join(f"{start} cell BETWEEN :low{i} AND :high{i}" for i in range(ranges))


def _bounds(ranges: Sequence[tuple[int, int]]) -> dict[str, int]:
    bounds = {}
    for i, (low, high) in enumerate(ranges):
        bounds[f"low{i}"], bounds[f"high{i}"] = low, high
    return bounds


@lru_cache
def _offered_near(ranges: int) -> Select[Any]:
    start = "SELECT facility_id FROM facility_service WHERE service_id IN :services AND"
    offered = text(_one_by_one(start, ranges)).bindparams(bindparam("services", expanding=True))
    near = _FACILITY.c.id.in_(offered.columns(_SERVICE.c.facility_id))
    columns = (_FACILITY.c.id, _FACILITY.c.lat, _FACILITY.c.lon)
    return select(*columns).where(near, _FACILITY.c.status != "closed")


def _within(
    session: Session, service_ids: Collection[str], lat: float, lon: float, radius: float
) -> list[tuple[float, str]]:
    """Distance and id of what lies within `radius` metres, nearest first."""
    ranges = covering(lat, lon, radius)
    values = _bounds(ranges) | {"services": list(service_ids)}
    found = []
    for identity, its_lat, its_lon in session.execute(_offered_near(len(ranges)), values):
        metres = metres_between((lat, lon), (its_lat, its_lon))
        if metres <= radius:
            found.append((metres, identity))
    return sorted(found)


def _records(session: Session, ids: Collection[str]) -> Iterator[FacilityRecord]:
    services: dict[str, dict[str, str | None]] = {identity: {} for identity in ids}
    offers = select(_SERVICE).where(_SERVICE.c.facility_id.in_(ids)).order_by(_SERVICE.c.service_id)
    for offer in session.execute(offers):
        services[offer.facility_id][offer.service_id] = offer.price_note
    facilities = select(*(_FACILITY.c[name] for name in _COLUMNS)).where(_FACILITY.c.id.in_(ids))
    for row in session.execute(facilities).mappings():
        offered = services[row["id"]]
        prices = {service: price for service, price in offered.items() if price}
        yield FacilityRecord(**row, services=tuple(offered), prices=prices)
