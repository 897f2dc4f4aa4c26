"""One person's visit to one facility: the walk, and the doors on arrival."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.facilities.hours import HoursState, state
from assistant.facilities.records import FacilityRecord
from assistant.walking import Walk

WAIT = timedelta(minutes=30)
"""A place that opens within this time of arrival is worth walking to."""

LAST_MINUTES = timedelta(minutes=10)
"""A place that closes within this time of arrival is hardly open any more."""


@dataclass(frozen=True)
class Visit:
    """What a person would find who goes there now, or at the time asked about."""

    facility: FacilityRecord
    walk: Walk | None
    """None where it cannot be walked to."""
    arrival: datetime
    doors: HoursState

    @property
    def minutes(self) -> float | None:
        """The walk in minutes, as it is told; what is near and what far is judged by it."""
        return in_minutes(self.walk.seconds) if self.walk else None

    @property
    def is_offered(self) -> bool:
        """Whether a person may be sent there at all: it is in use, or should be so again."""
        return self.facility.status == "open" or _is_back(self.facility, self.arrival)

    @property
    def is_closed(self) -> bool:
        """Whether it is known that the person would stand before a closed door."""
        return self.doors.open is False and not self.opens_soon

    @property
    def opens_soon(self) -> bool:
        """Whether the person would have to wait a little only."""
        return self.doors.open is False and self.doors.opens_at is not None and self.wait <= WAIT

    @property
    def closes_soon(self) -> bool:
        """Whether the person would come at the last minute."""
        closing = self.doors.closes_at
        return closing is not None and closing - self.arrival < LAST_MINUTES

    @property
    def wait(self) -> timedelta:
        """From arrival until the doors open; none where they are open, or nobody knows."""
        if self.doors.open is not False or self.doors.opens_at is None:
            return timedelta(0)
        return self.doors.opens_at - self.arrival


def visit(
    facility: FacilityRecord, walk: Walk | None, now: datetime, open_at: datetime | None = None
) -> Visit:
    """A visit by somebody who leaves now; the doors as they are on arrival, or at `open_at`."""
    arrival = open_at or now + timedelta(seconds=walk.seconds if walk else 0)
    return Visit(facility, walk, arrival, _doors(facility, arrival))


def in_minutes(seconds: float) -> float:
    """A time as it is told: minutes to one decimal."""
    return round(seconds / 60, 1)


def _doors(facility: FacilityRecord, arrival: datetime) -> HoursState:
    """Whether the doors are open on arrival, the facility's status considered."""
    hours = state(facility.opening_hours, arrival, (facility.lat, facility.lon))
    if facility.status == "open":
        return hours
    if not _is_back(facility, arrival):
        return HoursState(False)
    # The day has come, but nobody has seen it open again.
    return hours if hours.open is False else HoursState(None)


def _is_back(facility: FacilityRecord, arrival: datetime) -> bool:
    """Whether a facility that was closed for now should be open again."""
    until = facility.status_until
    return facility.status == "closed_until" and until is not None and until <= arrival.date()
