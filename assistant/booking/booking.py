"""A booking: who holds which place of which offer, and how far it has come."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How far a booking has come."""

    PENDING = "pending"
    """Held; the provider has still to confirm it."""
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    """Dropped by the person."""
    DECLINED = "declined"
    """Dropped by the provider."""
    FULFILLED = "fulfilled"
    NO_SHOW = "no_show"
    """Nobody came."""


ACTIVE = (Status.PENDING, Status.CONFIRMED)
"""The bookings that hold their place."""


class By(StrEnum):
    """Who changed a booking."""

    PERSON = "person"
    PROVIDER = "provider"
    SYSTEM = "system"


class Refusal(StrEnum):
    """Why something cannot be booked, moved or dropped."""

    FULL = "full"
    CLOSED = "closed"
    """The provider takes nobody then."""
    NO_SLOT = "no_slot"
    """The offer has no slot that begins then."""
    TOO_SOON = "too_soon"
    """It begins sooner than the offer's lead time, or is over."""
    TOO_FAR = "too_far"
    """It cannot be booked so far ahead yet."""
    TOO_MANY = "too_many"
    """More places than one booking may have."""
    ALREADY = "already"
    """The person holds that very slot."""
    TOO_LATE = "too_late"
    """It begins too soon to be dropped or moved."""
    GONE = "gone"
    """The booking does not hold its place any more."""
    WITHDRAWN = "withdrawn"
    """The offer is no longer made."""


@dataclass(frozen=True)
class Details:
    """What is known of the person for one booking; sealed in the database."""

    phone: str = ""
    address: str = ""
    age: float | None = None
    note: str = ""
    """The problem, or what troubles the person, in their own words."""
    language: str = "zh"
    """The language in which the person is told things: "zh" or "en"."""

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Details":
        """The details that `as_json` wrote."""
        return cls(**content)


@dataclass(frozen=True)
class Booking:
    """One booking."""

    id: str
    code: str
    """Digits to be said aloud."""
    offer: str
    """The id of the offer."""
    start: datetime
    end: datetime
    quantity: int
    person: str | None
    """The key of the person; None once they are forgotten."""
    status: Status
    details: Details = field(default_factory=Details)

    @property
    def holds(self) -> bool:
        """Whether it holds its place."""
        return self.status in ACTIVE


@dataclass(frozen=True)
class Wish:
    """What shall be booked."""

    request: str
    """The key of the wish: the same wish twice is one booking."""
    offer: str
    start: datetime
    person: str
    quantity: int = 1
    details: Details = field(default_factory=Details)
