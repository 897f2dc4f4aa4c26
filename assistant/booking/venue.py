"""Where an offer takes place, or who comes from there."""

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from assistant.facilities import store


@dataclass(frozen=True)
class Venue:
    """A facility, as far as bookings speak of it."""

    id: str
    name: str
    name_en: str | None
    lat: float
    """Degrees, WGS-84."""
    lon: float
    address: str | None = None
    phone: str | None = None

    def called(self, language: str) -> str:
        """Its name."""
        return self.name_en or self.name if language == "en" else self.name


def venue_of(engine: Engine, facility: str) -> Venue | None:
    """The facility of that id; None where it is gone."""
    with Session(engine) as session:
        found = store.get(session, facility)
    if found is None:
        return None
    return Venue(
        found.id, found.name, found.name_en, found.lat, found.lon, found.address, found.phone
    )
