"""One pass over an extract: what it says about facilities and about places with names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.catalogue import Catalogue
from assistant.facilities.osm_facility import facility_of
from assistant.facilities.osm_named import Named, PlaceCollector
from assistant.facilities.osm_objects import read_objects
from assistant.facilities.osm_streets import StreetCollector
from assistant.facilities.records import FacilityRecord
from assistant.places.kinds import load_place_kinds
from assistant.walking.straight import metres_between

SAME_METRES = 60
"""A point and a building of one name and service that lie closer are the same, mapped twice."""


@dataclass(frozen=True)
class Content:
    """What an extract holds, apart from its walking network."""

    facilities: tuple[FacilityRecord, ...]
    places: tuple[Named, ...]


def read_extract(path: Path, catalogue: Catalogue, today: date) -> Content:
    """Everything of the sorted extract at `path` that the database wants."""
    places = PlaceCollector(load_place_kinds())
    streets = StreetCollector()
    facilities = []
    for item in read_objects(path):
        facility = facility_of(item, catalogue, today)
        if facility:
            facilities.append(facility)
        if not streets.add(item):
            places.add(item)
    named = {place.id: place for place in [*places.places(), *streets.places()]}
    return Content(tuple(_once(facilities)), tuple(named.values()))


def _once(facilities: Sequence[FacilityRecord]) -> list[FacilityRecord]:
    """Each facility once: of one that was drawn as a point and as an area, the fuller one."""
    kept: dict[str, list[FacilityRecord]] = {}
    for facility in sorted(facilities, key=_fullness, reverse=True):
        same_name = kept.setdefault(facility.name, [])
        if not any(_same(facility, other) for other in same_name):
            same_name.append(facility)
    chosen = {facility.id for same_name in kept.values() for facility in same_name}
    return [facility for facility in facilities if facility.id in chosen]


def _same(a: FacilityRecord, b: FacilityRecord) -> bool:
    # Two points, or two buildings, of one name are two branches until somebody says otherwise.
    different_drawing = a.id.startswith("node/") != b.id.startswith("node/")
    shared = set(a.services) & set(b.services)
    near = metres_between((a.lat, a.lon), (b.lat, b.lon)) < SAME_METRES
    return different_drawing and bool(shared) and near


def _fullness(facility: FacilityRecord) -> tuple[int, int]:
    known = (facility.phone, facility.opening_hours, facility.address, facility.wheelchair)
    return len(facility.services), sum(value is not None for value in known)
