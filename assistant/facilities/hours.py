"""Opening hours in OpenStreetMap syntax: open or not at a moment, and until or from when."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from opening_hours import OpeningHours, State, validate

from assistant.clock import ZONE

COUNTRY = "CN"
"""Whose public holidays `PH` stands for. The library knows the first day of each only."""

HORIZON_DAYS = 400
"""Changes farther ahead than this are not looked for."""

LOOKED_AT = 60
"""Intervals that are looked through for the next opening."""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~〜", "-"))
_COMMENT_ONLY = re.compile(r'\s*"[^"]*"\s*')
_OPEN_END = re.compile(r"\d\+")
_SUN = re.compile(r"\b(?:dawn|sunrise|sunset|dusk)\b", re.IGNORECASE)
_SCHOOL_HOLIDAYS = re.compile(r"\bSH\b")
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


def state(rule: str | None, at: datetime, where: tuple[float, float] | None = None) -> HoursState:
    """What `rule` says of the moment `at` (aware); nothing, if it is missing or broken.

    `where` (latitude and longitude) tells when the sun rises and sets, for rules that go by it.
    """
    if not rule:
        return UNKNOWN
    moment = at.astimezone(ZONE)
    if not _SCHOOL_HOLIDAYS.search(rule):
        return _state(rule, moment, where)
    # Nobody told us when schools are closed: what holds either way is known, nothing else.
    holidays, term = _state(rule, moment, where), _state(_in_term(rule) or "off", moment, where)
    return _agreed(holidays, term) if holidays.open == term.open else UNKNOWN


def _in_term(rule: str) -> str:
    """The parts of the rule that do not speak of school holidays."""
    return "; ".join(part for part in rule.split(";") if not _SCHOOL_HOLIDAYS.search(part))


def _agreed(one: HoursState, other: HoursState) -> HoursState:
    """What both say; the earlier closing and the later opening are safe."""
    closings = [moment for moment in (one.closes_at, other.closes_at) if moment]
    openings = [moment for moment in (one.opens_at, other.opens_at) if moment]
    return HoursState(
        one.open,
        opens_at=max(openings) if len(openings) == 2 else None,
        closes_at=min(closings, default=None),
    )


def _state(rule: str, moment: datetime, where: tuple[float, float] | None) -> HoursState:
    # A tenth of a degree moves the sun by less than a minute, and keeps the cache small.
    near = (round(where[0], 1), round(where[1], 1)) if where and _SUN.search(rule) else None
    hours = _parsed(rule, near)
    if hours is None:
        return UNKNOWN
    kind, comment = hours.state(moment)
    if kind == State.OPEN:
        if _ASK_FIRST.search(comment):
            return UNKNOWN
        return HoursState(True, closes_at=_closing(rule, hours, moment))
    return HoursState(None if kind == State.UNKNOWN else False, opens_at=_opening(hours, moment))


@lru_cache(maxsize=8192)
def _parsed(rule: str, where: tuple[float, float] | None) -> OpeningHours | None:
    meant = tidy(rule)
    # By the specification a comment alone means "ask"; the library takes it for always open.
    if _COMMENT_ONLY.fullmatch(meant) or not validate(meant):
        return None
    return OpeningHours(
        meant,
        country=COUNTRY,
        coords=where,
        timezone=ZONE if where else None,
        max_interval_days=HORIZON_DAYS,
    )


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
