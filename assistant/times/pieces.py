"""The pieces that a time is said in: days, parts of a day, clock times, lengths, small marks."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum

from assistant.times.days import Days, Span


class Problem(Enum):
    """Why a time that was said cannot be meant."""

    PAST = "past"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_TIME = "no_such_time"
    BACKWARDS = "backwards"
    UNKNOWN_DAY = "unknown_day"


@dataclass(frozen=True)
class Moment:
    """When something is said, and what is known of the days around it."""

    now: datetime
    days: Days

    @property
    def today(self) -> date:
        """The day on which it is said."""
        return self.now.date()


@dataclass(frozen=True)
class Dated:
    """One or several days; several spans are several readings, likeliest first."""

    spans: tuple[Span, ...] = ()
    vague: bool = False
    """Whether people mean different days by it."""
    problem: Problem | None = None
    weekday: int | None = None
    """1 to 7 where only a weekday was said: another piece may say of which week."""
    day: int | None = None
    """1 to 31 where only the day of a month was said."""

    @classmethod
    def on(cls, day: date, days: int = 1) -> "Dated":
        """`days` days from `day` on."""
        return cls((Span.of(day, days),))

    def within(self, frame: "Dated") -> "Dated | None":
        """These days inside those of `frame`; None if no reading of both fits."""
        if self.problem or frame.problem:
            return self if self.problem else frame
        fitting = []
        for outer in frame.spans:
            if self.weekday:
                ahead = (self.weekday - outer.first.isoweekday()) % 7
                fitting.append(Span.of(outer.first + timedelta(days=ahead)))
            elif self.day and (outer.after - outer.first).days >= 28:
                at = outer.first + timedelta(days=self.day - 1)
                if at >= outer.after:
                    return Dated(problem=Problem.NO_SUCH_DAY)
                fitting.append(Span.of(at))
            else:
                both = [(max(outer[0], s[0]), min(outer[1], s[1])) for s in self.spans]
                fitting += [Span(first, after) for first, after in both if first < after]
        kept = tuple(s for s in fitting if any(o[0] <= s[0] < o[1] for o in frame.spans))
        return replace(self, spans=kept, weekday=None, day=None) if kept else None


@dataclass(frozen=True)
class Part:
    """A part of a day, in hours from its midnight; may end on the next day (past 24)."""

    first: float
    last: float


@dataclass(frozen=True)
class Clock:
    """A time by the clock as said: the hour may be of twelve or of twenty-four."""

    hour: int
    minute: int = 0
    half: str = ""
    """am or pm where that was said with it."""


@dataclass(frozen=True)
class From:
    """A moment counted from now (两小时后), or everything up to it (两小时内)."""

    at: datetime
    from_now: bool = False
    vague: bool = False


@dataclass(frozen=True)
class Length:
    """How long something takes."""

    span: timedelta


class Mark(Enum):
    """A small word that bends the time beside it."""

    TO = "to"
    BEFORE = "before"
    BY = "by"
    AFTER = "after"
    SINCE = "since"
    ABOUT = "about"


Value = Dated | Part | Clock | From | Length | Mark


@dataclass(frozen=True)
class Piece:
    """A piece and where it was said."""

    start: int
    end: int
    value: Value


Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Moment], Value | None]]
"""What a piece looks like and how it is read; None where it only looked like one."""


def always(value: Value) -> Callable[[re.Match[str], Moment], Value | None]:
    """A reader of a rule that means the same whenever it is said."""

    def read(match: re.Match[str], moment: Moment) -> Value | None:
        return value

    return read


def find_pieces(text: str, moment: Moment, rules: Iterable[Rule]) -> list[Piece]:
    """The pieces in `text`, in order; of pieces that overlap the longest, else the rule first."""
    found = [
        (match.start() - match.end(), order, match.start(), match.end(), value)
        for order, (pattern, read) in enumerate(rules)
        for match in pattern.finditer(text)
        if match.end() > match.start() and (value := read(match, moment)) is not None
    ]
    kept: list[Piece] = []
    for _, _, start, end, value in sorted(found, key=lambda each: each[:3]):
        if all(end <= other.start or start >= other.end for other in kept):
            kept.append(Piece(start, end, value))
    return sorted(kept, key=lambda piece: piece.start)
