"""Common opening hours in plain words, to be read and to be heard."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.facilities.hours_parts import DAYS, MINUTES_A_DAY, Part, parts
from assistant.wording.numbers import en_number, zh_count, zh_number


class HoursWords(NamedTuple):
    """Opening hours in their two forms."""

    text: str
    """"周一至周五 9:00–17:00"."""
    speech: str
    """"周一到周五，上午九点到下午五点"."""


# fmt: off
_DAYS_ZH = dict(zip((*DAYS, "PH", "SH"), (
    "周一", "周二", "周三", "周四", "周五", "周六", "周日", "节假日", "寒暑假",
), strict=True))
_DAYS_EN = dict(zip((*DAYS, "PH", "SH"), (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    "public holidays", "school holidays",
), strict=True))
_SHORT_EN = _DAYS_EN | {day: _DAYS_EN[day][:3] for day in DAYS}
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)
# fmt: on
_HOURS_ZH = ((5, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
_HOURS_EN = ((12, "in the morning"), (18, "in the afternoon"), (21, "in the evening"))


@lru_cache(maxsize=4096)
def describe(rule: str, language: str) -> HoursWords | None:
    """The rule in words of `language` ("zh" or "en"); None where it is too involved for that."""
    found = parts(rule)
    if found is None:
        return None
    written, spoken, joint = (
        (_text_en, _speech_en, "; ") if language == "en" else (_text_zh, _speech_zh, "，")
    )
    return HoursWords(joint.join(map(written, found)), joint.join(map(spoken, found)))


def _clock(minutes: int) -> str:
    """A time of the day as it is written; midnight at the end is 24:00."""
    shown = minutes if minutes == MINUTES_A_DAY else minutes % MINUTES_A_DAY
    return f"{shown // 60}:{shown % 60:02}"


def _text_zh(part: Part) -> str:
    days = _which_zh(part, "、", "至")
    if not part.spans:
        return f"{days}休息"
    if part.always:
        return f"{days or '每天'} 24 小时"
    spans = [
        f"{_clock(begin)}–{'次日 ' if end > MINUTES_A_DAY else ''}{_clock(end)}"
        for begin, end in part.spans
    ]
    return f"{days or '每天'} {'、'.join(spans)}"


def _speech_zh(part: Part) -> str:
    days = _which_zh(part, "和", "到")
    if not part.spans:
        return f"{days}休息"
    if part.always:
        return f"{days or '每天'}全天开门"
    spans = [_span_zh(begin, end) for begin, end in part.spans]
    # "每天早上八点" is one breath; other days are told before the hours.
    return f"{days}，{'，'.join(spans)}" if days else f"每天{'，'.join(spans)}"


def _which_zh(part: Part, joint: str, to: str) -> str:
    """The days; nothing where it is every day."""
    months = to.join(f"{month if to == '至' else zh_number(month)}月" for month in part.months)
    school = "寒暑假" if part.school_holidays else ""
    if part.missing_day:
        return f"{months}{school}除{_DAYS_ZH[part.missing_day]}外每天"
    runs = [to.join(_DAYS_ZH[day] for day in run) for run in part.days]
    return f"{months}{school}{_listed(runs, '、', joint)}"


def _span_zh(begin: int, end: int) -> str:
    first, last = _moment_zh(begin), _moment_zh(end)
    if end > MINUTES_A_DAY:
        return f"{first}到第二天{last}"
    part = _part_zh(end % MINUTES_A_DAY)
    if part == _part_zh(begin) and end < MINUTES_A_DAY:
        last = last.removeprefix(part)
    return f"{first}到{last}"


def _part_zh(minutes: int) -> str:
    return next(name for hour, name in _HOURS_ZH if minutes < hour * 60)


def _moment_zh(minutes: int) -> str:
    if minutes == MINUTES_A_DAY:
        return "半夜十二点"
    hour, minute = divmod(minutes % MINUTES_A_DAY, 60)
    if not hour and not minute:
        return "零点"
    said = f"{_part_zh(hour * 60)}{zh_count(hour if hour <= 12 else hour - 12)}点"
    if not minute:
        return said
    if minute == 30:
        return f"{said}半"
    return f"{said}{'零' if minute < 10 else ''}{zh_number(minute)}分"


def _text_en(part: Part) -> str:
    days = _which_en(part, _SHORT_EN, "–", ", ")
    if not part.spans:
        return f"closed {_on(part)}{days}".strip()
    if part.always:
        return f"{days or 'every day'}, 24 hours"
    spans = [
        f"{_clock(begin)}–{_clock(end)}{' the next day' if end > MINUTES_A_DAY else ''}"
        for begin, end in part.spans
    ]
    return f"{days or 'every day'} {', '.join(spans)}"


def _speech_en(part: Part) -> str:
    days = _which_en(part, _DAYS_EN, " to ", " and ")
    if not part.spans:
        return f"closed {_on(part)}{days}".strip()
    if part.always:
        return f"{days or 'every day'}, all day and night"
    spans = [_span_en(begin, end) for begin, end in part.spans]
    return f"{days or 'every day'}, {', and '.join(spans)}"


def _on(part: Part) -> str:
    return "on " if part.days and not part.months else ""


def _which_en(part: Part, names: dict[str, str], to: str, joint: str) -> str:
    """The days; nothing where it is every day."""
    months = to.join(_MONTHS_EN[month - 1] for month in part.months)
    if part.missing_day:
        days = f"every day except {_DAYS_EN[part.missing_day]}"
    else:
        days = _listed([to.join(names[day] for day in run) for run in part.days], ", ", joint)
    school = "in school holidays" if part.school_holidays else ""
    return ", ".join(filter(None, (months, school, days)))


def _listed(items: Sequence[str], comma: str, last: str) -> str:
    return last.join(filter(None, (comma.join(items[:-1]), *items[-1:])))


def _span_en(begin: int, end: int) -> str:
    first, last = _moment_en(begin), _moment_en(end)
    if end > MINUTES_A_DAY:
        return f"{first} to {last} the next day"
    part = _part_en(end)
    if part == _part_en(begin) and end < MINUTES_A_DAY:
        first = first.removesuffix(f" {part}")
    return f"{first} to {last}"


def _part_en(minutes: int) -> str:
    return next((name for hour, name in _HOURS_EN if minutes < hour * 60), "at night")


def _moment_en(minutes: int) -> str:
    hour, minute = divmod(minutes % MINUTES_A_DAY, 60)
    if not minute and hour in (0, 12):
        return "noon" if hour else "midnight"
    part, named = _part_en(hour * 60), en_number(hour % 12 or 12)
    if not minute:
        return f"{named} {part}"
    if minute == 30:
        return f"half past {named} {part}"
    return f"{named} {'oh ' if minute < 10 else ''}{en_number(minute)} {part}"
