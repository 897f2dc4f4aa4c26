"""The hours of one day by the day table. To be replaced by the day-table-aware reading of rules."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from opening_hours import State

from assistant.clock import ZONE
from assistant.facilities.hours import _parsed
from assistant.times import Days


@dataclass(frozen=True)
class DayHours:
    """The open intervals of a day."""

    open: tuple[tuple[datetime, datetime], ...]
    unconfirmed: bool = False


def hours_on(rule: str, day: date, days: Days) -> DayHours | None:
    """The hours on `day`; None where the rule cannot be understood."""
    hours = _parsed(rule, None)
    if hours is None:
        return None
    if days.is_holiday(day) and "PH off" in rule:
        return DayHours(())
    start = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    found = []
    for a, b, kind, _ in hours.intervals(start):
        a = a if a.tzinfo else a.replace(tzinfo=ZONE)
        if b is None or a >= start + timedelta(days=1):
            break
        b = b if b.tzinfo else b.replace(tzinfo=ZONE)
        if kind == State.OPEN:
            found.append((a, b))
    return DayHours(tuple(found))
