"""The names that the database knows: named places, and facilities that no map brought."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.catalogue import load_catalogue
from assistant.facilities.tables import Facility, FacilityService, NamedPlace
from assistant.places.kind_index import EXIT
from assistant.places.kinds import load_place_kinds
from assistant.places.names import fold
from assistant.places.points import NamedPoint
from assistant.places.words import PlaceWords

logger = logging.getLogger(__name__)

Keyed = tuple[str, NamedPoint]
"""A place and the key that it is looked up by."""

MOST_FACILITIES = 100_000
"""Beyond this many, facilities are not known by name: they would fill the memory."""

MAP_SOURCE = "osm"
"""Facilities of a map stand among the named places too."""

FACILITY = "facility"
"""The kind of facilities whose services no map would show."""


def read_names(session: Session, words: PlaceWords) -> list[Keyed]:
    """All names with their keys."""
    places = list(_named_places(session))
    english = (p for p in places if p[1].kind == "street" and p[1].name_en)
    streets = {key: point.name_en for key, point in english}
    return [
        *((key, _with_english(key, p, streets)) for key, p in places),
        *_facilities(session, words),
    ]


def read_offers(session: Session) -> Iterator[tuple[str, NamedPoint]]:
    """The facilities in use with each of their services, those of maps among them."""
    count = session.scalar(select(func.count()).select_from(Facility)) or 0
    if count > MOST_FACILITIES:
        return
    columns = (FacilityService.service_id, *_COLUMNS[:5])
    offers = select(*columns).join(Facility, Facility.id == FacilityService.facility_id)
    for row in session.execute(offers.where(Facility.status == "open")):
        yield (
            row.service_id,
            NamedPoint(row.name, row.name_en, row.service_id, row.lat, row.lon, row.id),
        )


def kinds_of(keyed: Iterable[Keyed]) -> Iterator[tuple[str, NamedPoint]]:
    """The places with their kinds, exits of stations with their numbers too."""
    for key, point in keyed:
        yield point.kind, point
        _, mark, number = key.partition("#")
        if mark and point.kind == "station_entrance":
            yield EXIT + number, point


def at_corners(keyed: Iterable[Keyed]) -> Iterator[NamedPoint]:
    """The streets at each of their corners, for a long one has no one place."""
    keyed = list(keyed)
    streets = {key: point for key, point in keyed if point.kind == "street"}
    for key, corner in keyed:
        for street in key.split("+") if "+" in key else ():
            if street in streets:
                yield replace(streets[street], lat=corner.lat, lon=corner.lon)


def _named_places(session: Session) -> Iterator[Keyed]:
    columns = (
        NamedPlace.key,
        NamedPlace.name,
        NamedPlace.name_en,
        NamedPlace.kind,
        NamedPlace.lat,
        NamedPlace.lon,
        NamedPlace.id,
    )
    for row in session.execute(select(*columns)):
        yield row.key, NamedPoint(row.name, row.name_en, row.kind, row.lat, row.lon, row.id)


def _with_english(key: str, point: NamedPoint, streets: dict[str, str | None]) -> NamedPoint:
    """A corner gets the English names of its streets where both have one."""
    if point.kind != "corner" or point.name_en:
        return point
    names = [streets.get(street) for street in key.split("+")]
    if not all(names):
        return point
    return replace(point, name_en=f"the corner of {' and '.join(filter(None, names))}")


def _facilities(session: Session, words: PlaceWords) -> Iterator[Keyed]:
    """The facilities in use, one kind each, by the first of their services that has one."""
    count = session.scalar(select(func.count()).select_from(Facility)) or 0
    if count > MOST_FACILITIES:
        logger.info("%d facilities are too many to be known by name.", count)
        return
    kind_of = _kinds_of_services()
    services = select(FacilityService.facility_id, FacilityService.service_id)
    wanted = (Facility.source != MAP_SOURCE, Facility.status == "open")
    kinds: dict[str, str] = {}
    for identity, service in session.execute(services.join(Facility).where(*wanted)):
        if service in kind_of:
            kinds[identity] = min(kinds.get(identity, kind_of[service]), kind_of[service])
    for row in session.execute(select(*_COLUMNS).where(*wanted)):
        kind = kinds.get(row.id, FACILITY) if _at_street(row.floor) else FACILITY
        yield fold(row.name), NamedPoint(row.name, row.name_en, kind, row.lat, row.lon, row.id)
        house = words.house(row.address or "")
        if house:
            yield fold(house), NamedPoint(house, None, "address", row.lat, row.lon, row.id)


_COLUMNS = (
    Facility.id,
    Facility.name,
    Facility.name_en,
    Facility.lat,
    Facility.lon,
    Facility.floor,
    Facility.address,
)


def _at_street(floor: str | None) -> bool:
    return not floor or floor[0] in "一1"


def _kinds_of_services() -> dict[str, str]:
    kinds = load_place_kinds()
    found = {
        service.id: next(filter(None, (kinds.kind(dict(tags)) for tags in service.osm_tags)), None)
        for service in load_catalogue()
    }
    return {service: kind for service, kind in found.items() if kind}
