"""Common opening hours taken apart: on which days from when to when."""

import re
from dataclasses import dataclass

from assistant.facilities.hours import tidy, valid

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
MINUTES_A_DAY = 1440

_MONTH = "|".join(MONTHS)
_DAY = "|".join((*DAYS, "PH", "SH"))
_SPAN = r"\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}"
_PART = re.compile(
    rf"(?:(?P<months>(?:{_MONTH})(?:\s*-\s*(?:{_MONTH}))?)\s*:?\s*)?"
    rf"(?:(?P<school>SH)\s+(?=\w))?"
    rf"(?:(?P<days>(?:{_DAY})(?:\s*-\s*(?:{_DAY}))?(?:\s*,\s*(?:{_DAY})(?:\s*-\s*(?:{_DAY}))?)*)"
    rf"\s*:?\s*)?"
    rf"(?P<times>24/7|off|closed|{_SPAN}(?:\s*,\s*{_SPAN})*)"
)
# A comma after a time begins another rule where a day or month follows, else another time.
_NEXT_PART = re.compile(rf"\s*;\s*|(?<=\d)\s*,\s*(?=(?:{_MONTH}|{_DAY}))")


@dataclass(frozen=True)
class Part:
    """One part of a rule: some days and the hours on them."""

    months: tuple[int, ...]
    """None, one, or the first and the last month, from 1."""
    school_holidays: bool
    """Whether it holds while schools are closed only."""
    days: tuple[tuple[str, ...], ...]
    """Single days and pairs of first and last day, such as ("Mo", "Fr"); empty: every day."""
    spans: tuple[tuple[int, int], ...]
    """Minutes of the day, past midnight over 1440; empty: closed."""

    @property
    def always(self) -> bool:
        """Whether it is open day and night on those days."""
        return self.spans == ((0, MINUTES_A_DAY),)

    @property
    def missing_day(self) -> str | None:
        """The one weekday left out by a run around the week's end: Tu of We-Mo."""
        if len(self.days) != 1 or len(self.days[0]) != 2:
            return None
        first, last = (DAYS.index(day) for day in self.days[0])
        return DAYS[last + 1] if last + 2 == first else None


def parts(rule: str) -> list[Part] | None:
    """The parts of `rule`; None where it is broken, or too involved to be said in a few words."""
    meant = tidy(rule)
    if not valid(meant):
        return None
    found = []
    for words in _NEXT_PART.split(meant):
        match = _PART.fullmatch(words.strip())
        if match is None:
            return None
        found.append(_part(match))
    return found


def _part(match: re.Match[str]) -> Part:
    return Part(
        months=tuple(MONTHS.index(month) + 1 for month in _ends(match["months"] or "")),
        school_holidays=bool(match["school"]),
        days=_days(match["days"] or ""),
        spans=_spans(match["times"]),
    )


def _ends(words: str) -> tuple[str, ...]:
    return tuple(end.strip() for end in words.split("-")) if words else ()


def _days(words: str) -> tuple[tuple[str, ...], ...]:
    days = tuple(_ends(item) for item in words.split(",")) if words else ()
    return () if days and days[0] == ("Mo", "Su") else days


def _spans(times: str) -> tuple[tuple[int, int], ...]:
    if times in ("off", "closed"):
        return ()
    if times == "24/7":
        return ((0, MINUTES_A_DAY),)
    return tuple(_span(span) for span in times.split(","))


def _span(words: str) -> tuple[int, int]:
    begin, end = (
        int(hour) * 60 + int(minute)
        for hour, minute in (moment.strip().split(":") for moment in words.split("-"))
    )
    return begin, end + (MINUTES_A_DAY if end <= begin else 0)
