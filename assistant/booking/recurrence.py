"""How a series or the lessons of a course recur: RFC 5545, counted by the clock on the wall."""

import re
from datetime import UTC, datetime
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr

from assistant.clock import ZONE

FREQUENCIES = ("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
"""What recurs more often is no offer, and would take long to count."""

_PART = re.compile(r"([A-Z]+)=([A-Z0-9,+-]+)")
_UTC = "%Y%m%dT%H%M%SZ"
_LOCAL = "%Y%m%dT%H%M%S"


@lru_cache(maxsize=1024)
def recurrence(rule: str, start: datetime) -> rrule:
    """The recurrence from `start` on, in local times without a zone.

    Raises ValueError, with a reason for people, where `rule` is none.
    """
    parts = _parts(rule)
    if parts.get("FREQ") not in FREQUENCIES:
        raise ValueError(f"FREQ must be one of {', '.join(FREQUENCIES)}")
    for name in ("INTERVAL", "COUNT"):
        if not parts.get(name, "1").isdigit() or int(parts.get(name, "1")) == 0:
            raise ValueError(f"{name} must be a number from 1 on")
    if "UNTIL" in parts:
        parts["UNTIL"] = _until(parts["UNTIL"])
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    found = rrulestr(text, dtstart=wall(start))
    assert isinstance(found, rrule)  # noqa: S101 - one line is one rule
    return found


def ends(rule: str) -> bool:
    """Whether it says when it ends."""
    parts = _parts(rule)
    return "COUNT" in parts or "UNTIL" in parts


def wall(moment: datetime) -> datetime:
    """The moment as the clock on the wall shows it, without a zone."""
    return moment.astimezone(ZONE).replace(tzinfo=None)


def zoned(moment: datetime) -> datetime:
    """What `wall` made of a moment, with its zone again."""
    return moment.replace(tzinfo=ZONE)


def _parts(rule: str) -> dict[str, str]:
    parts = {}
    for part in rule.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        found = _PART.fullmatch(part.strip())
        if not found:
            raise ValueError(f'"{part}" is not of the form NAME=VALUE')
        if found[1] in parts:
            raise ValueError(f"{found[1]} stands in it twice")
        parts[found[1]] = found[2]
    return parts


def _until(text: str) -> str:
    """The last moment on the wall: it may be told in UTC, or as a day that still counts."""
    if text.endswith("Z"):
        moment = datetime.strptime(text, _UTC).replace(tzinfo=UTC)
        return wall(moment).strftime(_LOCAL)
    return text if "T" in text else f"{text}T235959"
