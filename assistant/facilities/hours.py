"""Opening hours in OpenStreetMap syntax: open or not at a moment, and until or from when."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from opening_hours import OpeningHours, State, validate

from assistant.clock import ZONE
from assistant.facilities.hours_words import describe

__all__ = ["HoursState", "describe", "state", "tidy", "valid"]

COUNTRY = "CN"
"""Whose public holidays `PH` stands for. The library knows the first day of each only."""

HORIZON_DAYS = 400
"""Changes farther ahead than this are not looked for."""

LOOKED_AT = 60
"""Intervals that are looked through for the next opening."""

_DASHES = str.maketrans("‐‑‒–—―−～〜", "-" * 9)
_COMMENT_ONLY = re.compile(r'\s*"[^"]*"\s*')
_OPEN_END = re.compile(r"\d\+")
_ASK_FIRST = re.compile(r"预约|预定|电话|致电|咨询|appointment|call|phone|request", re.IGNORECASE)


@dataclass(frozen=True)
class HoursState:
    """Whether a place is open at a moment, in local time."""

    open: bool | None
    """None: unknown, or only for those who ask before."""
    opens_at: datetime | None = None
    """When it opens next; None while it is open, and where no opening is in sight."""
    closes_at: datetime | None = None
    """When it closes; None unless it is open, and where it never closes or nobody knows when."""


UNKNOWN = HoursState(None)


def tidy(rule: str) -> str:
    """The rule as meant: full-width signs from a Chinese keyboard and loose ends put right."""
    return unicodedata.normalize("NFKC", rule).translate(_DASHES).strip(" \t\r\n;")


def valid(rule: str) -> bool:
    """Whether `rule` can be understood."""
    return bool(validate(tidy(rule)))


def state(rule: str | None, at: datetime) -> HoursState:
    """What `rule` says of the moment `at` (aware); nothing, if it is missing or broken."""
    hours = _parsed(rule) if rule else None
    if hours is None:
        return UNKNOWN
    moment = at.astimezone(ZONE)
    kind, comment = hours.state(moment)
    if kind == State.OPEN:
        if _ASK_FIRST.search(comment):
            return UNKNOWN
        return HoursState(True, closes_at=_closing(rule or "", hours, moment))
    return HoursState(None if kind == State.UNKNOWN else False, opens_at=_opening(hours, moment))


@lru_cache(maxsize=8192)
def _parsed(rule: str) -> OpeningHours | None:
    meant = tidy(rule)
    # By the specification a comment alone means "ask"; the library takes it for always open.
    if _COMMENT_ONLY.fullmatch(meant) or not validate(meant):
        return None
    return OpeningHours(meant, country=COUNTRY, max_interval_days=HORIZON_DAYS)


def _opening(hours: OpeningHours, moment: datetime) -> datetime | None:
    for _, (start, _end, kind, _comment) in zip(
        range(LOOKED_AT), hours.intervals(moment), strict=False
    ):
        if kind == State.OPEN and start > moment:
            return _local(start)
    return None


def _closing(rule: str, hours: OpeningHours, moment: datetime) -> datetime | None:
    if _OPEN_END.search(rule):
        return None
    closing = None
    for _, (_start, end, kind, _comment) in zip(
        range(LOOKED_AT), hours.intervals(moment), strict=False
    ):
        if kind != State.OPEN:
            break
        closing = end
        if end is None:
            break
    return _local(closing) if closing else None


def _local(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
