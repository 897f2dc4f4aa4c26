"""A place that was found, as one person would reach it at one time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from geopy.distance import great_circle

from assistant.finding.visit import Visit
from assistant.walking import Position


@dataclass(frozen=True)
class FoundPlace:
    """A facility with its walk and with its doors on arrival."""

    id: str
    name: str
    services: tuple[str, ...]
    """Catalogue ids of everything it offers."""
    lat: float
    """Degrees, WGS-84."""
    lon: float
    straight_metres: int
    walk_metres: int | None
    """From door to door; None where it cannot be walked to."""
    walk_minutes: float | None
    """At the person's own pace."""
    estimated: bool
    """Whether the walk is a guess from the straight line."""
    open: bool | None
    """On arrival; None: unknown."""
    opens_at: datetime | None = None
    """When it opens next, as seen on arrival; None while it is open."""
    closes_at: datetime | None = None
    name_en: str | None = None
    address: str | None = None
    phone: str | None = None
    opening_hours: str | None = None
    """OpenStreetMap syntax."""
    wheelchair: str | None = None
    """"yes", "no", "limited"; None: unknown."""
    price_note: str | None = None
    """For the service that was asked for."""
    floor: str | None = None
    eligibility: str | None = None
    bring: str | None = None
    status: str = "open"
    """"open", "planned", "closed_until" or "closed"."""
    status_until: date | None = None
    source: str = ""
    verified_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        """The place as programs get it."""
        return {
            "id": self.id,
            "name": self.name,
            "name_en": self.name_en,
            "services": list(self.services),
            "walk_metres": self.walk_metres,
            "walk_minutes": self.walk_minutes,
            "straight_metres": self.straight_metres,
            "estimated": self.estimated,
            "lat": self.lat,
            "lon": self.lon,
            "address": self.address,
            "phone": self.phone,
            "opening_hours": self.opening_hours,
            "open": self.open,
            "opens_at": _iso(self.opens_at),
            "closes_at": _iso(self.closes_at),
            "wheelchair": self.wheelchair,
            "price_note": self.price_note,
            "floor": self.floor,
            "eligibility": self.eligibility,
            "bring": self.bring,
            "status": self.status,
            "status_until": _iso(self.status_until),
            "source": self.source,
            "verified_on": _iso(self.verified_on),
        }


def found_place(visit: Visit, origin: Position, service_id: str) -> FoundPlace:
    """The facility of a visit as told to somebody at `origin` who asked for that service."""
    facility, walk, doors = visit.facility, visit.walk, visit.doors
    return FoundPlace(
        id=facility.id,
        name=facility.name,
        services=facility.services,
        lat=facility.lat,
        lon=facility.lon,
        straight_metres=round(great_circle(origin, (facility.lat, facility.lon)).meters),
        walk_metres=walk.metres if walk else None,
        walk_minutes=visit.minutes,
        estimated=walk.estimated if walk else False,
        open=doors.open,
        opens_at=doors.opens_at,
        closes_at=doors.closes_at,
        name_en=facility.name_en,
        address=facility.address,
        phone=facility.phone,
        opening_hours=facility.opening_hours,
        wheelchair=facility.wheelchair,
        price_note=facility.prices.get(service_id),
        floor=facility.floor,
        eligibility=facility.eligibility,
        bring=facility.bring,
        status=facility.status,
        status_until=facility.status_until,
        source=facility.source,
        verified_on=facility.verified_on,
    )


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
