"""Which place is named first."""

from enum import IntEnum

from assistant.finding.visit import Visit, in_minutes

CIRCLE_MINUTES = 15
"""The edge of the life circle; beyond it is far."""

WORTH_MINUTES = 45
"""A longer walk to an open door does not come before a closed one near by."""


class Standing(IntEnum):
    """How glad a person would be to be sent there, whatever else is said of it."""

    OPEN = 0
    """Open on arrival as far as anybody knows, within the circle."""
    SOON = 1
    """Within the circle too, but it opens a little later, or is about to close."""
    FAR = 2
    """Beyond the circle; open on arrival as far as anybody knows, or soon."""
    CLOSED = 3
    VERY_FAR = 4
    VERY_FAR_CLOSED = 5
    UNREACHABLE = 6


Key = tuple[Standing, bool, float, str]
"""The lower, the better: standing, not known to be fit for a wheelchair that is used, seconds
until one is in, and the id to have one order only."""


def rank(visit: Visit, wheelchair: bool, metres: float) -> Key:
    """Where a visit stands among others; `metres` in a straight line order the unreachable."""
    facility, walk = visit.facility, visit.walk
    if walk is None:
        return (Standing.UNREACHABLE, False, metres, facility.id)
    unfit = wheelchair and facility.wheelchair != "yes"
    wait = 0.0 if visit.is_closed else visit.wait.total_seconds()
    return (_standing(visit, walk.seconds), unfit, walk.seconds + wait, facility.id)


def best_beyond(seconds: float) -> Key:
    """The best rank that anything farther than that many seconds' walk could have."""
    return (_by_distance(seconds), False, seconds, "")


def _standing(visit: Visit, seconds: float) -> Standing:
    standing = _by_distance(seconds)
    if visit.is_closed:
        return Standing.VERY_FAR_CLOSED if standing is Standing.VERY_FAR else Standing.CLOSED
    if standing is Standing.OPEN and (visit.opens_soon or visit.closes_soon):
        return Standing.SOON
    return standing


def _by_distance(seconds: float) -> Standing:
    minutes = in_minutes(seconds)
    if minutes <= CIRCLE_MINUTES:
        return Standing.OPEN
    return Standing.FAR if minutes <= WORTH_MINUTES else Standing.VERY_FAR
