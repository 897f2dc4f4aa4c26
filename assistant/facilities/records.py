"""What is known about one facility, apart from how it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

STATUSES = ("open", "planned", "closed_until", "closed")
"""In use; not there yet; closed for now; closed for good. Hours are another matter."""

WHEELCHAIR = ("yes", "no", "limited")


@dataclass(frozen=True, kw_only=True)
class FacilityRecord:
    """Somebody who offers services at a place."""

    id: str
    """The id that the source uses, such as "node/123"; read from the database, the unique one."""
    source: str
    """Who says so: "osm", a street office, a survey."""
    name: str
    lat: float
    """Degrees, WGS-84."""
    lon: float
    services: tuple[str, ...]
    """Catalogue ids, at least one."""
    prices: Mapping[str, str] = field(default_factory=dict)
    """Price notes by catalogue id."""
    name_en: str | None = None
    address: str | None = None
    phone: str | None = None
    opening_hours: str | None = None
    """OpenStreetMap syntax; None: unknown."""
    wheelchair: str | None = None
    """One of `WHEELCHAIR`; None: unknown."""
    floor: str | None = None
    eligibility: str | None = None
    """Who may use it."""
    bring: str | None = None
    """What to bring along."""
    status: str = "open"
    """One of `STATUSES`."""
    status_until: date | None = None
    """The day on which a planned place, or one closed for now, is expected to be open."""
    verified_on: date | None = None
    """The day on which somebody last checked it."""
