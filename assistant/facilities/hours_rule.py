"""A rule of opening hours in OpenStreetMap syntax: read, and asked about its own plain week.

Public holidays are no matter of the library's here: its calendar knows the first day of each only,
and no make-up workdays. What `PH` stands for is decided by the day table.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from opening_hours import OpeningHours, State, validate

from assistant.clock import ZONE
from assistant.times.days import DAY

HORIZON_DAYS = 400
"""Changes farther ahead than this are not looked for."""

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~〜", "-"))
_COMMENT_ONLY = re.compile(r'\s*"[^"]*"\s*')
_OPEN_END = re.compile(r"\d\+")
_SUN = re.compile(r"\b(?:dawn|sunrise|sunset|dusk)\b", re.IGNORECASE)
_ASK_FIRST = re.compile(r"预约|预定|电话|致电|咨询|appointment|call|phone|request", re.IGNORECASE)
_PARTS = re.compile(r'(?:"[^"]*"|[^;"])+')
# "PH +1 day" is the day after one, and no holiday itself.
_HOLIDAY = re.compile(r'"[^"]*"|\bPH\b(?! -?\d+ days?\b)')
_SCHOOL = re.compile(r'"[^"]*"|\bSH\b')
_SPAN = re.compile(r'"[^"]*"|(?P<begin>\d\d:\d\d)-(?P<end>\d\d:\d\d)')

Place = tuple[float, float]
"""Latitude and longitude, where the sun matters."""


class Door(Enum):
    """What a rule says of a stretch of time."""

    OPEN = auto()
    CLOSED = auto()
    UNKNOWN = auto()
    ASK = auto()
    """Open to those who asked before."""


class Stretch(NamedTuple):
    """Some time during which nothing changes, in local time."""

    start: datetime
    end: datetime | None
    """None: it never ends, or not within sight."""
    door: Door

    @property
    def lets_in(self) -> bool:
        """Whether it is open, if only to those who asked before."""
        return self.door in (Door.OPEN, Door.ASK)


class Rule:
    """One rule, without its public holidays: on none of its days is one."""

    def __init__(self, hours: OpeningHours, near: Place | None) -> None:
        self._hours = hours
        self._near = near
        self.text = str(hours)
        """In the library's own spelling."""
        self.names_holidays = _names(_HOLIDAY, self.text)
        """Whether it says anything of public holidays."""
        self.has_open_end = bool(_OPEN_END.search(self.text))
        """Whether some closing is left open ("18:00+")."""
        nights = any(_is_night(found) for found in _SPAN.finditer(self.text))
        self.cuts_nights = nights and ";" in self.text
        """Whether the library may end a night at midnight ("Sa 21:00-05:00; Su off")."""

    def on_holiday(self, weekday: int) -> "Rule | None":
        """The rule as it is meant for a public holiday on that weekday (Monday is 0).

        What is said of holidays wins, wherever it stands: "PH off; Mo-Fr 9-17" is closed on them.
        """
        named = _HOLIDAY.sub(
            lambda found: found[0] if found[0].startswith('"') else WEEKDAYS[weekday], self.text
        )
        if "||" in self.text:
            return read(named, self._near)
        pairs = list(zip(_PARTS.findall(self.text), _PARTS.findall(named), strict=True))
        pairs.sort(key=lambda pair: _names(_HOLIDAY, pair[0]))
        return read(";".join(part for _, part in pairs), self._near)

    def stretches(self, start: datetime, end: datetime | None = None) -> Iterator[Stretch]:
        """What it says from `start` on, in order of time."""
        for begins, ends, kind, comment in self._hours.intervals(start, end):
            yield Stretch(_local(begins), _local(ends) if ends else None, _door(kind, comment))

    def hours_of(self, day: date) -> list[Stretch]:
        """When it is not closed, with a night that goes on past midnight as one of its evening."""
        evening, morning = _by_days(self.text, self._near) or (self, None)
        begins, ends = _midnight(day), _midnight(day + DAY)
        found = [
            each if each.end else Stretch(each.start, ends, each.door)
            for each in evening.stretches(begins, ends)
            if each.door is not Door.CLOSED
        ]
        if morning and found and found[-1].end == ends:
            until = next(morning.stretches(begins, ends))
            # Open all day is no end of a night.
            if until.door is found[-1].door and until.end and until.end < ends:
                found[-1] = Stretch(found[-1].start, until.end + DAY, until.door)
        return found


def tidy(rule: str) -> str:
    """The rule as meant: full-width signs from a Chinese keyboard and loose ends put right."""
    return unicodedata.normalize("NFKC", rule).translate(_DASHES).strip(" \t\r\n;")


def valid(rule: str) -> bool:
    """Whether `rule` can be understood."""
    return bool(validate(tidy(rule)))


def by_the_sun(rule: str) -> bool:
    """Whether its hours go by the sun, and differ from place to place."""
    return bool(_SUN.search(rule))


def names_school_holidays(rule: str) -> bool:
    """Whether it says anything of school holidays."""
    return "SH" in rule and _names(_SCHOOL, rule)


def in_term(rule: str) -> str:
    """The parts of the rule that do not speak of school holidays; closed where there are none."""
    return ";".join(p for p in _PARTS.findall(rule) if not names_school_holidays(p)) or "off"


@lru_cache(maxsize=16384)
def read(rule: str, near: Place | None = None) -> Rule | None:
    """The rule, ready to be asked; None where it is broken, or only tells whom to ask."""
    meant = tidy(rule)
    # By the specification a comment alone means "ask"; the library takes it for always open.
    if _COMMENT_ONLY.fullmatch(meant) or not validate(meant):
        return None
    hours = OpeningHours(
        meant,
        coords=near,
        timezone=ZONE if near else None,
        auto_country=False,
        max_interval_days=HORIZON_DAYS,
    )
    return Rule(hours, near)


@lru_cache(maxsize=16384)
def _by_days(text: str, near: Place | None) -> tuple[Rule, Rule | None] | None:
    """The rule with its nights cut at midnight, and their mornings; None where there are none."""
    if not any(_is_night(found) for found in _SPAN.finditer(text)):
        return None
    evening, morning = read(_SPAN.sub(_evening, text), near), read(_SPAN.sub(_morning, text), near)
    return (evening, morning) if evening else None


def _is_night(span: re.Match[str]) -> bool:
    return bool(span["begin"]) and (span["end"] <= span["begin"] or span["end"] > "24:00")


def _evening(span: re.Match[str]) -> str:
    return f"{span['begin']}-24:00" if _is_night(span) else span[0]


def _morning(span: re.Match[str]) -> str:
    if not span["begin"]:
        return span[0]
    hour, minute = span["end"].split(":")
    until = f"{int(hour) % 24:02}:{minute}"
    # What does not go on past midnight must not look as if it did.
    return f"00:00-{until}" if _is_night(span) and until != "00:00" else "23:59-24:00"


def _names(pattern: re.Pattern[str], text: str) -> bool:
    return any(not found[0].startswith('"') for found in pattern.finditer(text))


def _door(kind: State, comment: str) -> Door:
    if kind == State.OPEN:
        return Door.ASK if comment and _ASK_FIRST.search(comment) else Door.OPEN
    return Door.CLOSED if kind == State.CLOSED else Door.UNKNOWN


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _local(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
