"""When a place can be gone into during the next hours, as seconds from now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.facilities.hours import state
from assistant.facilities.records import FacilityRecord
from assistant.finding.visit import WAIT

Span = tuple[float, float]
"""From when until when, in seconds from now."""

WAIT_SECONDS = WAIT.total_seconds()

QUARTER_SECONDS = 900


def open_spans(facility: FacilityRecord, now: datetime, seconds: float) -> tuple[Span, ...]:
    """When the doors are open within `seconds` of `now`, or nobody knows that they are not.

    In order, and not touching each other. A facility that is closed for now, but should be back,
    counts by its hours.
    """
    end = now + timedelta(seconds=seconds)
    where = (facility.lat, facility.lon)
    spans: list[Span] = []
    moment = now
    while moment < end:
        doors = state(facility.opening_hours, moment, where)
        if doors.open is None and facility.opening_hours:
            # Until when nobody knows is not told: look again at the next quarter of an hour.
            until = min(_next_quarter(moment), end)
        else:
            change = doors.closes_at if doors.open else doors.opens_at
            until = end if change is None else min(change, end)
        if doors.open is not False:
            begins, ends = (moment - now).total_seconds(), (until - now).total_seconds()
            if spans and spans[-1][1] >= begins:
                begins = spans.pop()[0]
            spans.append((begins, ends))
        moment = until
    return tuple(spans)


def start_in(spans: Sequence[Span], arrival: float, stay: float) -> float | None:
    """When somebody who arrives then can begin a stay of `stay` seconds at the earliest.

    None where that would mean waiting longer than `WAIT`, or the doors close before it is over.
    """
    for begins, ends in spans:
        start = max(begins, arrival)
        if start + stay <= ends:
            return start if start - arrival <= WAIT_SECONDS else None
    return None


def _next_quarter(moment: datetime) -> datetime:
    past = moment.timestamp() % QUARTER_SECONDS
    return moment + timedelta(seconds=QUARTER_SECONDS - past)
