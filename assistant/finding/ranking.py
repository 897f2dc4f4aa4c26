"""Which place is named first."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from assistant.facilities.hours import HoursState, state
from assistant.facilities.records import FacilityRecord
from assistant.facilities.store import Candidate
from assistant.finding.place import FoundPlace
from assistant.walking import Walk

WAIT = timedelta(minutes=30)
"""A place that opens within this time of arrival is worth walking to."""

LAST_MINUTES = timedelta(minutes=10)
"""A place that closes within this time of arrival is hardly open any more."""

WORTH_SECONDS = 45 * 60
"""A longer walk to an open door does not come before a closed one near by."""

Key = tuple[bool, bool, bool, int, float, str]


def doors(facility: FacilityRecord, arrival: datetime) -> HoursState:
    """Whether the doors are open on arrival, the facility's status considered."""
    hours = state(facility.opening_hours, arrival, (facility.lat, facility.lon))
    if facility.status == "open":
        return hours
    if not is_back(facility, arrival):
        return HoursState(False)
    # The day has come, but nobody has seen it open again.
    return hours if hours.open is False else HoursState(None)


def is_back(facility: FacilityRecord, arrival: datetime) -> bool:
    """Whether a facility that was closed for now should be open again."""
    until = facility.status_until
    return facility.status == "closed_until" and until is not None and until <= arrival.date()


def is_offered(facility: FacilityRecord, arrival: datetime, wheelchair: bool) -> bool:
    """Whether a person may be sent there at all."""
    if wheelchair and facility.wheelchair == "no":
        return False
    return facility.status == "open" or is_back(facility, arrival)


def found_place(
    candidate: Candidate,
    walk: Walk | None,
    services: Iterable[str],
    now: datetime,
    open_at: datetime | None = None,
) -> FoundPlace:
    """The candidate as the person will find it; at `open_at` instead of on arrival, if given.

    The price note is that of the first of `services` that has one.
    """
    facility = candidate.facility
    arrival = open_at or now + timedelta(seconds=walk.seconds if walk else 0)
    at_the_door = doors(facility, arrival)
    prices = (facility.prices.get(service) for service in services)
    return FoundPlace(
        id=facility.id,
        name=facility.name,
        services=facility.services,
        lat=facility.lat,
        lon=facility.lon,
        straight_metres=round(candidate.metres),
        walk_metres=walk.metres if walk else None,
        walk_minutes=round(walk.seconds / 60, 1) if walk else None,
        estimated=walk.estimated if walk else False,
        open=at_the_door.open,
        opens_at=at_the_door.opens_at,
        closes_at=at_the_door.closes_at,
        name_en=facility.name_en,
        address=facility.address,
        phone=facility.phone,
        opening_hours=facility.opening_hours,
        wheelchair=facility.wheelchair,
        price_note=next(filter(None, prices), None),
        floor=facility.floor,
        eligibility=facility.eligibility,
        bring=facility.bring,
        status=facility.status,
        status_until=facility.status_until,
        source=facility.source,
        verified_on=facility.verified_on,
    )


def is_closed(place: FoundPlace, arrival: datetime) -> bool:
    """Whether it is known that somebody arriving then would stand before a closed door."""
    if place.open is False:
        return place.opens_at is None or place.opens_at - arrival > WAIT
    return place.closes_at is not None and place.closes_at - arrival < LAST_MINUTES


def rank(place: FoundPlace, walk: Walk | None, arrival: datetime, wheelchair: bool) -> Key:
    """The lower, the better.

    Reachable before unreachable, near before very far, not known to be closed before closed, known
    to be fit for a wheelchair (if one is used) before not known; then by the time until one is in.
    """
    if walk is None:
        return (True, True, True, 0, float(place.straight_metres), place.id)
    wait = 0.0
    closed = is_closed(place, arrival)
    if place.open is False and place.opens_at and not closed:
        wait = (place.opens_at - arrival).total_seconds()
    unfit = int(wheelchair and place.wheelchair != "yes")
    seconds = walk.seconds + wait
    return (False, walk.seconds > WORTH_SECONDS, closed, unfit, seconds, place.id)
