"""Days that are not like others: public holidays, make-up workdays, festivals of both calendars.

Which days are off is announced by the State Council for one year at a time, usually in November of
the year before; `data/calendar/days.csv` keeps what was announced, with the notice it comes from.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from borax.calendars.lunardate import InvalidLunarDateError, LCalendars, LunarDate, TermUtils

from assistant.paths import CALENDAR

DAY = timedelta(days=1)
_NEAR = timedelta(days=12)
LUNAR_YEARS = range(1901, 2100)
"""Years for which lunar dates are known."""


class Span(NamedTuple):
    """Whole days, from `first` up to but not including `after`."""

    first: date
    after: date

    @classmethod
    def of(cls, day: date, days: int = 1) -> "Span":
        """`days` days from `day` on."""
        return cls(day, day + timedelta(days=days))


@dataclass(frozen=True)
class Festival:
    """A day that comes back every year."""

    name: str
    calendar: str
    """solar, lunar, term (a solar term) or weekday (the `day`th `weekday` of `month`)."""
    month: str
    day: int
    weekday: int
    holiday: str
    """The public holiday that belongs to it; empty if there is none."""

    def in_year(self, year: int) -> date | None:
        """Its date; `year` counts lunar years for a lunar festival. None if it cannot be known."""
        if self.calendar == "solar":
            return date(year, int(self.month), self.day)
        if self.calendar == "weekday":
            first = date(year, int(self.month), 1)
            ahead = (self.weekday - first.isoweekday()) % 7 + 7 * (self.day - 1)
            return first + timedelta(days=ahead)
        if year not in LUNAR_YEARS:
            return None
        if self.calendar == "term":
            found: date = TermUtils.day_start_from_term(year, self.month)
            return found
        day = self.day if self.day > 0 else LCalendars.ndays(year, int(self.month))
        return lunar_day(year, int(self.month), day)


def lunar_day(year: int, month: int, day: int) -> date | None:
    """The solar date of a lunar one (no leap month); None if that month has no such day."""
    try:
        found: date = LunarDate(year, month, day).to_solar_date()
    except (InvalidLunarDateError, ValueError):
        return None
    return found


def lunar_year(day: date) -> int:
    """The lunar year that `day` lies in."""
    year: int = LunarDate.from_solar(day).year
    return year


class Days:
    """The days off that were announced, and the festivals."""

    def __init__(
        self, announced: Mapping[date, tuple[str, str]], festivals: Mapping[str, Festival]
    ) -> None:
        """`announced` gives kind (holiday or workday) and holiday; `festivals` are by their words.

        A year counts as announced as a whole once one of its days is.
        """
        self._announced = dict(announced)
        self._years = frozenset(day.year for day in announced)
        self._festivals = dict(festivals)

    def is_announced(self, year: int) -> bool:
        """Whether the holidays of `year` are known."""
        return year in self._years

    def is_workday(self, day: date) -> bool:
        """Whether offices work on `day`; of a year not announced by weekday and fixed day only."""
        kind, _ = self._announced.get(day, ("", ""))
        return kind == "workday" or (not kind and day.isoweekday() <= 5)

    def is_holiday(self, day: date) -> bool:
        """Whether `day` was announced as a day off."""
        return self._announced.get(day, ("", ""))[0] == "holiday"

    def is_make_up(self, day: date) -> bool:
        """Whether a Saturday or Sunday is worked to make up for a holiday."""
        return self._announced.get(day, ("", ""))[0] == "workday"

    def next_workday(self, after: date) -> date:
        """The first workday after `after`."""
        day = after + DAY
        while not self.is_workday(day):
            day += DAY
        return day

    def next_make_up(self, from_: date) -> date | None:
        """The first make-up workday from `from_` on, as far as announced."""
        return min(
            (
                day
                for day, (kind, _) in self._announced.items()
                if kind == "workday" and day >= from_
            ),
            default=None,
        )

    def holiday(self, name: str, near: date) -> Span | None:
        """The days off of the public holiday around `near`; None if they are not announced."""
        named = (
            day
            for day, (kind, of) in sorted(self._announced.items())
            if kind == "holiday" and of == name and abs(day - near) <= _NEAR
        )
        # Where two holidays are one, the notice may name the other one.
        days = self._run_around(next(named, near))
        return Span(min(days), max(days) + DAY) if days else None

    def _run_around(self, day: date) -> list[date]:
        """The days off in a row of which `day` is one; empty if it is none."""
        run: list[date] = []
        for step in (-DAY, DAY):
            at = day if step > timedelta() else day - DAY
            while self._announced.get(at, ("", ""))[0] == "holiday":
                run.append(at)
                at += step
        return run

    def festival(self, word: str) -> Festival | None:
        """The festival that people call `word`."""
        return self._festivals.get(word)

    @property
    def festival_words(self) -> Sequence[str]:
        """What people call the festivals, longest first."""
        return sorted(self._festivals, key=len, reverse=True)

    def next_festival(self, festival: Festival, from_: date) -> date | None:
        """Its first date from `from_` on; None if it cannot be known."""
        for year in range(from_.year - 1, from_.year + 2):
            day = festival.in_year(year)
            if day and day >= from_:
                return day
        return None


@cache
def load_days(directory: Path = CALENDAR) -> Days:
    """The day table and the festivals in `directory`."""
    with (directory / "days.csv").open(encoding="utf-8", newline="") as file:
        announced = {
            date.fromisoformat(row["date"]): (row["kind"], row["name"])
            for row in csv.DictReader(file)
        }
    festivals = {}
    with (directory / "festivals.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            festival = Festival(
                row["name"],
                row["calendar"],
                row["month"],
                int(row["day"] or 0),
                int(row["weekday"] or 0),
                row["holiday"],
            )
            festivals.update(dict.fromkeys(row["words"].split("|"), festival))
    return Days(announced, festivals)
