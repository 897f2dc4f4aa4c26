"""Common opening hours in plain words, good to read and to hear."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DAY = "|".join((*_DAYS, "PH"))
_SPAN = r"\d{1,2}:\d{2}-\d{1,2}:\d{2}"
_RULE = re.compile(
    rf"(?:(?P<months>(?:{_MONTH})(?:-(?:{_MONTH}))?)\s*:?\s*)?"
    rf"(?:(?P<days>(?:{_DAY})(?:-(?:{_DAY}))?(?:\s*,\s*(?:{_DAY})(?:-(?:{_DAY}))?)*)\s*)?"
    rf"(?P<times>24/7|off|closed|{_SPAN}(?:\s*,\s*{_SPAN})*)"
)
# A comma after a time begins another rule where a day or month follows, else another time.
_NEXT_RULE = re.compile(rf"\s*;\s*|(?<=\d)\s*,\s*(?=(?:{_MONTH}|{_DAY}))")

# fmt: off
_DAYS_ZH = {
    "Mo": "周一", "Tu": "周二", "We": "周三", "Th": "周四", "Fr": "周五", "Sa": "周六",
    "Su": "周日", "PH": "节假日",
}
_DAYS_EN = {
    "Mo": "Monday", "Tu": "Tuesday", "We": "Wednesday", "Th": "Thursday", "Fr": "Friday",
    "Sa": "Saturday", "Su": "Sunday", "PH": "public holidays",
}
_MONTHS_EN = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "May": "May",
    "Jun": "June", "Jul": "July", "Aug": "August", "Sep": "September", "Oct": "October",
    "Nov": "November", "Dec": "December",
}
_ONES_EN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
# fmt: on
_PARTS_ZH = ((5, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
_TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty")


@lru_cache(maxsize=4096)
def describe(rule: str, language: str) -> str | None:
    """The rule in words of `language` ("zh" or "en"); None where it is too involved for that."""
    parts = []
    for part in _NEXT_RULE.split(unicodedata.normalize("NFKC", rule).strip(" ;")):
        match = _RULE.fullmatch(part.strip())
        if match is None:
            return None
        words = _english(match) if language == "en" else _chinese(match)
        if words is None:
            return None
        parts.append(words)
    return ("; " if language == "en" else "，").join(parts)


def _spans(times: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each span in minutes of the day; past midnight the end is over 1440."""
    for span in times.split(","):
        begin, end = (
            int(hour) * 60 + int(minute)
            for hour, minute in (moment.strip().split(":") for moment in span.split("-"))
        )
        yield begin, end + (1440 if end <= begin else 0)


def _is_always(times: str) -> bool:
    return times == "24/7" or list(_spans(times)) == [(0, 1440)]


def _chinese(match: re.Match[str]) -> str | None:
    months = _months_zh(match["months"])
    days = _days_zh(match["days"])
    times = match["times"]
    if times in ("off", "closed"):
        return f"{months}{days or ''}休息"
    if _is_always(times):
        return f"{months}{days or ('' if months else '每天')}全天开门"
    spans = list(_spans(times))
    if any(end > 2880 or begin >= 1440 for begin, end in spans):
        return None
    said = "、".join(_span_zh(begin, end) for begin, end in spans)
    return f"{months}{days or ('' if months else '每天')}{said}"


def _months_zh(months: str | None) -> str:
    if not months:
        return ""
    return "到".join(f"{_zh(_MONTHS.index(month) + 1)}月" for month in months.split("-"))


def _days_zh(days: str | None) -> str:
    if not days:
        return ""
    if days in ("Mo-Su", "Mo-Su,PH"):
        return "每天"
    return "、".join(
        "到".join(_DAYS_ZH[day] for day in item.strip().split("-")) for item in days.split(",")
    )


def _span_zh(begin: int, end: int) -> str:
    last = _clock_zh(end % 1440 or (1440 if end == 1440 else 0))
    if end > 1440:
        return f"{_clock_zh(begin)}到第二天{last}"
    part = _part_zh(begin)
    if end < 1440 and part == _part_zh(end) and part in ("上午", "下午", "晚上"):
        last = last.removeprefix(part)
    return f"{_clock_zh(begin)}到{last}"


def _part_zh(minutes: int) -> str:
    return next(name for hour, name in _PARTS_ZH if minutes < hour * 60)


def _clock_zh(minutes: int) -> str:
    if minutes in (0, 1440):
        return "半夜十二点" if minutes else "零点"
    hour, minute = divmod(minutes, 60)
    twelve = hour if hour <= 12 else hour - 12
    said = f"{_part_zh(minutes)}{'两' if twelve == 2 else _zh(twelve)}点"
    if not minute:
        return said
    if minute == 30:
        return f"{said}半"
    return f"{said}{'零' if minute < 10 else ''}{_zh(minute)}分"


def _zh(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return f"{'' if tens == 1 else digits[tens]}十{digits[ones] if ones else ''}"


def _english(match: re.Match[str]) -> str | None:
    months = _months_en(match["months"])
    days = _days_en(match["days"])
    times = match["times"]
    if times in ("off", "closed"):
        return f"closed {months}{days or ''}".strip() if months or days else "closed"
    when = f"{months}{days or ('' if months else 'every day')}".strip()
    if _is_always(times):
        return f"{when}, all day and night"
    spans = list(_spans(times))
    if any(end > 2880 or begin >= 1440 for begin, end in spans):
        return None
    said = " and ".join(_span_en(begin, end) for begin, end in spans)
    return f"{when} from {said}"


def _months_en(months: str | None) -> str:
    if not months:
        return ""
    names = [_MONTHS_EN[month] for month in months.split("-")]
    return f"in {names[0]} " if len(names) == 1 else f"from {names[0]} to {names[1]} "


def _days_en(days: str | None) -> str:
    if not days:
        return ""
    if days in ("Mo-Su", "Mo-Su,PH"):
        return "every day"
    items = [
        " to ".join(_DAYS_EN[day] for day in item.strip().split("-")) for item in days.split(",")
    ]
    joined = items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
    return f"on {joined}"


def _span_en(begin: int, end: int) -> str:
    first, last = _clock_en(begin), _clock_en(end % 1440)
    if end > 1440:
        return f"{first} to {last} the next day"
    part = _part_en(begin)
    if end < 1440 and part == _part_en(end):
        first = first.removesuffix(f" {part}")
    return f"{first} to {last}"


def _part_en(minutes: int) -> str:
    parts = ((12, "in the morning"), (18, "in the afternoon"), (21, "in the evening"))
    return next((name for hour, name in parts if minutes < hour * 60), "at night")


def _clock_en(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    if not minute and hour in (0, 12):
        return "noon" if hour else "midnight"
    part, named = _part_en(minutes), _ONES_EN[hour % 12 or 12]
    if not minute:
        return f"{named} {part}"
    if minute == 30:
        return f"half past {named} {part}"
    return f"{named} {'oh ' if minute < 10 else ''}{_number_en(minute)} {part}"


def _number_en(number: int) -> str:
    if number < 20:
        return _ONES_EN[number]
    tens, ones = divmod(number, 10)
    return _TENS_EN[tens] + (f"-{_ONES_EN[ones]}" if ones else "")
