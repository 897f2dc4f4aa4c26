"""Notices as a file: YAML, a list of entries; every slip is told with the entry it stands in."""

import difflib
from collections.abc import Collection
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.booking.recurrence import recurrence
from assistant.bulletin.notice import Notice
from assistant.bulletin.words import BulletinWords, bulletin_words
from assistant.clock import ZONE
from assistant.entry_file import read_entries

_FIELDS = {item.name: item for item in fields(Notice)}
_REQUIRED = [name for name, item in _FIELDS.items() if item.default is MISSING]
_LISTS = ("places", "who", "words")
_DAYS = ("tell_from",)
_PAIRS = ("do", "where", "who", "often")
_SPOKEN = ("title", "where", "often", "what", "who", "do")
"""What is said aloud of a notice, besides when."""
LONGEST_ID = 120
LONGEST = {"zh": 70, "en": 180}
"""Most characters of what is said of one notice: with when it is, that is one breath."""
WIDEST_METRES = 20_000
LONGEST_TIME = timedelta(days=366)
YEARS = range(2000, 2100)
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


class BadNoticeError(ValueError):
    """An entry that cannot be taken; the message says why, for the person who wrote it."""


@dataclass(frozen=True)
class NoticeFile:
    """What a file holds."""

    notices: tuple[Notice, ...]
    skipped: tuple[tuple[str, str], ...]
    """Name and reason of each entry that cannot be taken, in the order of the file."""


def read_notices(path: Path, places: Collection[str]) -> NoticeFile:
    """The notices of a file; `places` are the names of estates and buildings that exist.

    Raises UsageError where the file is no list of entries.
    """
    notices: dict[str, Notice] = {}
    skipped = []
    for number, entry in enumerate(read_entries(path, "notices"), start=1):
        name = str(entry.get("id") or "").strip() if isinstance(entry, dict) else ""
        name = name or f"entry {number}"
        try:
            notice = read_notice(entry, places)
            if notice.id in notices:
                raise BadNoticeError("another entry has this id already")
            notices[notice.id] = notice
        except BadNoticeError as error:
            skipped.append((name, str(error)))
    return NoticeFile(tuple(notices.values()), tuple(skipped))


def read_notice(entry: Any, places: Collection[str]) -> Notice:
    """The notice that an entry describes. Raises BadNoticeError."""
    if not isinstance(entry, dict):
        raise BadNoticeError("it is no entry with names and values")
    for name in entry:
        if name not in _FIELDS:
            raise BadNoticeError(f'there is no field "{name}"{_hint(str(name), _FIELDS)}')
    # What is left empty is not told.
    values = {name: _value(name, value) for name, value in entry.items() if value is not None}
    for name in _REQUIRED:
        if not values.get(name):
            raise BadNoticeError(f'it lacks "{name}"')
    notice = Notice(**values)
    _check_links(notice, places, bulletin_words())
    _check_texts(notice)
    _check_times(notice)
    return notice


def _value(name: str, value: Any) -> Any:
    if name in _LISTS:
        if not isinstance(value, list):
            raise BadNoticeError(f'"{name}" must be a list')
        return tuple(dict.fromkeys(_text(name, each) for each in value))
    if name == "except_on":
        if not isinstance(value, list):
            raise BadNoticeError(f'"{name}" must be a list')
        return tuple(_day(name, each) for each in value)
    if name in _DAYS:
        return _day(name, value)
    if name in ("starts", "ends"):
        return _moment(name, value)
    if name == "near":
        return _position(value)
    if name == "within_metres":
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not 1 <= value <= WIDEST_METRES:
            raise BadNoticeError(f'"{name}" must be metres from 1 to {WIDEST_METRES}')
        return value
    return _text(name, value)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise BadNoticeError(f'"{name}" must be words; put them in quotes')
    return str(value).strip()


def _day(name: str, value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise BadNoticeError(f'"{name}" holds days such as 2026-12-01, not {value!r}')
    return value


def _moment(name: str, value: Any) -> date | datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, date):
        raise BadNoticeError(f'"{name}" must be a day such as 2026-12-01, or 2026-12-01T09:30')
    if value.year not in YEARS:
        raise BadNoticeError(f'"{name}" must be in the years {YEARS[0]} to {YEARS[-1]}')
    if not isinstance(value, datetime):
        return value
    return value.astimezone(ZONE) if value.tzinfo else value.replace(tzinfo=ZONE)


def _position(value: Any) -> tuple[float, float]:
    numbers = value if isinstance(value, list) else ()
    if len(numbers) == 2 and all(type(each) in (int, float) for each in numbers):
        lat, lon = map(float, numbers)
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            return lat, lon
    raise BadNoticeError('"near" must be [latitude, longitude] in WGS-84')


def _check_links(notice: Notice, places: Collection[str], words: BulletinWords) -> None:
    if len(notice.id) > LONGEST_ID:
        raise BadNoticeError(f"its id has more than {LONGEST_ID} characters")
    _known("subject", notice.subject, words.subjects)
    for group in notice.who:
        _known("group of people", group, words.groups)
    for place in notice.places:
        _known("estate or building", place, places)
    if notice.places and notice.near:
        raise BadNoticeError('it must have either "places" or "near", not both')
    if bool(notice.near) != bool(notice.within_metres):
        raise BadNoticeError('"near" and "within_metres" go together')
    if notice.bound and not notice.where_zh:
        raise BadNoticeError('it concerns some places only: say which in "where_zh", "where_en"')


def _known(what: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise BadNoticeError(f'there is no {what} "{name}"{_hint(name, known)}')


def _hint(said: str, known: Collection[str]) -> str:
    meant = difflib.get_close_matches(said, known, n=1)
    return f'; did you mean "{meant[0]}"?' if meant else ""


def _check_texts(notice: Notice) -> None:
    for name in _PAIRS:
        if bool(notice.text(name, "zh")) != bool(notice.text(name, "en")):
            raise BadNoticeError(f'"{name}_zh" and "{name}_en" go together')
    if notice.phone and not any(sign.isdigit() for sign in notice.phone):
        raise BadNoticeError(f'"phone" must be a number to dial, not {notice.phone!r}')
    for language, most in LONGEST.items():
        said = sum(len(notice.text(name, language)) for name in _SPOKEN)
        if said > most:
            raise BadNoticeError(
                f"it is too long to be listened to: title, where, what, who and do have {said} "
                f"characters in {language}, at most {most}"
            )


def _check_times(notice: Notice) -> None:
    if isinstance(notice.starts, datetime) != isinstance(notice.ends, datetime):
        raise BadNoticeError('"starts" and "ends" must both be days, or both have a time')
    first, over = notice.first
    if over <= first:
        raise BadNoticeError('it "ends" before it "starts"')
    if over - first > LONGEST_TIME:
        raise BadNoticeError(f"it lasts more than {LONGEST_TIME.days} days")
    if bool(notice.rule) != bool(notice.often_zh):
        raise BadNoticeError('"rule" and "often_zh", "often_en" go together')
    if notice.except_on and not notice.rule:
        raise BadNoticeError('only what comes again has "except_on"')
    if notice.rule:
        _check_rule(notice.rule, first)


def _check_rule(rule: str, first: datetime) -> None:
    try:
        found = recurrence(rule, first)
    except ValueError as error:
        raise BadNoticeError(f'the rule "{rule}" is no RFC 5545 recurrence: {error}') from None
    if not any(f"FREQ={each}" in rule.upper() for each in FREQUENCIES):
        raise BadNoticeError(f"FREQ must be one of {', '.join(FREQUENCIES)}")
    if next(iter(found), None) is None:
        raise BadNoticeError(f'the rule "{rule}" never comes')
