"""A notice: what is the matter, when, where, whom it concerns, what to do, whom to ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Self

from assistant.booking.recurrence import recurrence, wall, zoned
from assistant.clock import ZONE
from assistant.walking.straight import Position

DAY = timedelta(days=1)

AHEAD = timedelta(days=60)
"""How far ahead the dates of what comes again and again are counted."""

MOST_DATES = 500
"""Dates of one notice that are looked at: one that comes every hour must not take long."""


@dataclass(frozen=True)
class Notice:
    """Something that is posted. Texts ending in `_zh` are in plain Chinese, in `_en` in English."""

    id: str
    subject: str
    """The id of what it is about, see `data/bulletin/words.yaml`."""
    title_zh: str
    title_en: str
    what_zh: str
    """What is the matter, in a sentence or two."""
    what_en: str
    starts: date | datetime
    """The first day of whole days, or a moment in local time."""
    ends: date | datetime
    """The last day, which still counts, or the moment at which it is over."""
    ask_zh: str
    """Whom to ask: 物业, 居委会."""
    ask_en: str
    phone: str = ""
    """Their number as it is dialled."""
    do_zh: str = ""
    """What people are asked to do."""
    do_en: str = ""
    where_zh: str = ""
    """Where it is or which houses it is about, as it is said; "": everywhere."""
    where_en: str = ""
    places: tuple[str, ...] = ()
    """Estates and buildings of the map whose people it concerns; none, and no `near`: all."""
    near: Position | None = None
    """Or all around this point (WGS-84)."""
    within_metres: int = 0
    who: tuple[str, ...] = ()
    """Ids of the groups that it concerns, see `data/bulletin/words.yaml`; none: everybody."""
    who_zh: str = ""
    """Whom it concerns, in words of its own."""
    who_en: str = ""
    rule: str = ""
    """RFC 5545: how it comes again; "" where it does not."""
    often_zh: str = ""
    """The rule in words: 每周三."""
    often_en: str = ""
    except_on: tuple[date, ...] = ()
    """Days on which it does not come."""
    tell_from: date | None = None
    """The day from which on it is told; None: at once."""
    words: tuple[str, ...] = ()
    """Words, Chinese and English, that mean this one among others."""

    def text(self, name: str, language: str) -> str:
        """The text of that name in "zh" or "en"."""
        return str(getattr(self, f"{name}_{'en' if language == 'en' else 'zh'}"))

    @property
    def bound(self) -> bool:
        """Whether it concerns some places only."""
        return bool(self.places) or self.near is not None

    @property
    def by_days(self) -> bool:
        """Whether it is about whole days, not about hours."""
        return not isinstance(self.starts, datetime)

    @property
    def first(self) -> tuple[datetime, datetime]:
        """Begin and end of the first time."""
        if isinstance(self.starts, datetime) and isinstance(self.ends, datetime):
            return self.starts, self.ends
        return _midnight(self.starts), _midnight(self.ends) + DAY

    def times(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Begin and end of each time that it is on between two moments, in order."""
        first, over = self.first
        if not self.rule:
            if first < end and over > start:
                yield first, over
            return
        length = over - first
        dates = recurrence(self.rule, first).xafter(wall(start - length), inc=False)
        for found in islice(dates, MOST_DATES):
            begin = zoned(found)
            if begin >= end:
                return
            if begin.date() not in self.except_on:
                yield begin, begin + length

    def until(self) -> datetime | None:
        """When it is over for good; None where its rule does not end."""
        first, over = self.first
        if not self.rule:
            return over
        if not ("COUNT" in self.rule.upper() or "UNTIL" in self.rule.upper()):
            return None
        *_, last = islice(recurrence(self.rule, first), 100_000)
        return zoned(last) + (over - first)

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            item.name: _plain(value)
            for item in fields(self)
            if (value := getattr(self, item.name)) not in ("", (), None, 0)
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """What `as_json` made."""
        values = {item.name: content[item.name] for item in fields(cls) if item.name in content}
        for name in ("starts", "ends", "tell_from"):
            if name in values:
                values[name] = _moment(values[name])
        for name in ("places", "who", "words", "near"):
            if name in values:
                values[name] = tuple(values[name])
        if "except_on" in values:
            values["except_on"] = tuple(map(date.fromisoformat, values["except_on"]))
        return cls(**values)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _moment(text: str) -> date | datetime:
    if len(text) == len("2026-12-01"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).astimezone(ZONE)
