"""What can be booked: an appointment, a visit, an order, a course or an event at some place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from assistant.clock import ZONE


class Kind(StrEnum):
    """How an offer is made use of."""

    APPOINTMENT = "appointment"
    """The person comes at a time: a consultation, a haircut, a court."""
    VISIT = "visit"
    """Somebody comes to the home within a time window."""
    ORDER = "order"
    """Something is made ready, to be had there or brought home."""
    COURSE = "course"
    """One enrolment for several dates."""
    EVENT = "event"
    """A date, mostly one of a series, open to many."""


class Need(StrEnum):
    """What has to be known of the person for a booking."""

    PHONE = "phone"
    ADDRESS = "address"
    PROBLEM = "problem"
    """What is broken or wished, in the person's words."""
    SYMPTOMS = "symptoms"
    """What troubles the person's health: passed on if they agree, never asked for."""


class ConfirmedBy(StrEnum):
    """Who says that a booking stands."""

    SYSTEM = "system"
    PROVIDER = "provider"


@dataclass(frozen=True)
class Offer:
    """One bookable thing of one facility, for one or several services of the catalogue."""

    id: str
    facility: str
    """The id of the facility that offers it."""
    services: tuple[str, ...]
    kind: Kind
    title_zh: str
    title_en: str
    words: tuple[str, ...] = ()
    """Words, Chinese and English, that mean this one among others of the same service."""
    hours: str = ""
    """Opening hours (OSM syntax) that are cut into slots of `minutes`; else `rule` tells."""
    minutes: int = 30
    """Length of a slot, of a lesson, of an event."""
    starts: datetime | None = None
    """The first date of a series; None where `hours` tells."""
    rule: str = ""
    """RFC 5545 recurrence of the series; "" where there is one date only."""
    except_on: tuple[date, ...] = ()
    """Days on which the series does not take place."""
    on_holidays: bool = False
    """Whether the series takes place on public holidays too."""
    lessons: str = ""
    """RFC 5545 recurrence of a course's lessons, counted from its start."""
    capacity: int = 1
    """Places in one slot; 0: no limit and no sign-up needed."""
    most: int = 1
    """Most places in one booking."""
    unit_zh: str = ""
    """What one place is, with its measure word: 份, 片场地; "" where it is a person."""
    unit_en: str = ""
    """The same in English, in the singular: portion, court."""
    lead_minutes: int = 0
    """How long before its start a slot can still be booked."""
    days_ahead: int = 14
    """How many days ahead it can be booked."""
    cancel_minutes: int = 0
    """How long before its start a booking can still be dropped or moved by the person."""
    confirmed_by: ConfirmedBy = ConfirmedBy.SYSTEM
    needs: tuple[Need, ...] = ()
    age_from: float | None = None
    """Years of age from which it is for; None: no such limit."""
    age_below: float | None = None
    """Years of age from which on it is no longer for."""
    who_zh: str = ""
    """Who it is for, in words."""
    who_en: str = ""
    bring_zh: str = ""
    bring_en: str = ""
    price_zh: str = ""
    price_en: str = ""

    @property
    def length(self) -> timedelta:
        """How long a slot is."""
        return timedelta(minutes=self.minutes)

    @property
    def to_the_home(self) -> bool:
        """Whether somebody or something comes to the person's home."""
        return Need.ADDRESS in self.needs

    def title(self, language: str) -> str:
        """What it is called."""
        return self.title_en if language == "en" else self.title_zh

    def fits_age(self, age: float) -> bool:
        """Whether it is for somebody of that age in years."""
        too_young = self.age_from is not None and age < self.age_from
        return not too_young and not (self.age_below is not None and age >= self.age_below)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON for the database, what is at its default left out."""
        found = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value != item.default:
                found[item.name] = _plain(value)
        return found

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Offer":
        """The offer that `as_json` wrote."""
        known = dict(content)
        known["kind"] = Kind(known["kind"])
        known["confirmed_by"] = ConfirmedBy(known.get("confirmed_by", ConfirmedBy.SYSTEM))
        known["needs"] = tuple(Need(need) for need in known.get("needs", ()))
        for name in ("services", "words"):
            known[name] = tuple(known.get(name, ()))
        known["except_on"] = tuple(date.fromisoformat(day) for day in known.get("except_on", ()))
        if known.get("starts"):
            known["starts"] = datetime.fromisoformat(known["starts"]).astimezone(ZONE)
        return cls(**known)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value
