"""Points in time in words: "今天下午五点", "tomorrow at eight"."""

from datetime import date, datetime

from assistant.wording.numbers import en_number, zh_number
from assistant.wording.phrases import Said

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS_ZH = ((5, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
# As people call them when they speak of days off.
_HOLIDAYS = {
    "元旦": ("元旦", "New Year's Day"),
    "春节": ("春节", "Spring Festival"),
    "清明节": ("清明", "Tomb-Sweeping Day"),
    "劳动节": ("五一", "Labour Day"),
    "端午节": ("端午", "the Dragon Boat Festival"),
    "中秋节": ("中秋", "the Mid-Autumn Festival"),
    "国庆节": ("国庆", "National Day"),
}


def moment(at: datetime, now: datetime, language: str) -> Said:
    """When, as seen from `now`, with the day only where it is not today."""
    if language == "en":
        day = day_en(at.date(), now.date())
        written = f"{day} {at:%H:%M}" if day else f"{at:%H:%M}"
        spoken = f"{day} at {_clock_en(at)}" if day else f"at {_clock_en(at)}"
        return Said(written, spoken)
    day = _day_zh(at.date(), now.date())
    return Said(f"{day}{at:%H:%M}", f"{day}{_clock_zh(at)}")


def day_in_words(day: date, language: str) -> Said:
    """A calendar day: "2026年9月1日", "1 September 2026"."""
    if language == "en":
        written = f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"
        return Said(written, f"{_MONTHS_EN[day.month - 1]}")
    spoken = f"{zh_number(day.month)}月{zh_number(day.day)}号"
    return Said(f"{day.year}年{day.month}月{day.day}日", spoken)


def holiday_in_words(holiday: str, language: str) -> str:
    """A public holiday, by its name in the table of days: "国庆", "National Day"."""
    in_chinese, in_english = _HOLIDAYS.get(holiday, ("节日", "the holiday"))
    return in_english if language == "en" else in_chinese


def weekday_in_words(day: date, language: str) -> str:
    """Its weekday: "周二", "Tuesday"."""
    return _WEEKDAYS_EN[day.weekday()] if language == "en" else f"周{_WEEKDAYS_ZH[day.weekday()]}"


def _day_zh(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead in (0, 1, 2):
        return ("", "明天", "后天")[ahead]
    if 0 < ahead < 7:
        return f"周{_WEEKDAYS_ZH[day.weekday()]}"
    return f"{day.month}月{day.day}日"


def day_en(day: date, today: date) -> str:
    """A day in English as seen from `today`: "tomorrow", "on Friday"; "" for today."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return ("", "tomorrow")[ahead]
    if 0 < ahead < 7:
        return f"on {_WEEKDAYS_EN[day.weekday()]}"
    return f"on {day.day} {_MONTHS_EN[day.month - 1]}"


def _clock_zh(at: datetime) -> str:
    if at.hour == at.minute == 0:
        return "半夜十二点"
    part = next(name for end, name in _PARTS_ZH if at.hour < end)
    hour = at.hour if at.hour <= 12 else at.hour - 12
    spoken_hour = "两" if hour == 2 else zh_number(hour)
    if at.minute == 0:
        return f"{part}{spoken_hour}点"
    if at.minute == 30:
        return f"{part}{spoken_hour}点半"
    zero = "零" if at.minute < 10 else ""
    return f"{part}{spoken_hour}点{zero}{zh_number(at.minute)}分"


def _clock_en(at: datetime) -> str:
    if at.minute == 0 and at.hour in (0, 12):
        return "midnight" if at.hour == 0 else "noon"
    hour = en_number(at.hour % 12 or 12)
    half = "in the morning" if at.hour < 12 else "in the afternoon" if at.hour < 18 else "at night"
    if at.minute == 0:
        return f"{hour} {half}"
    minute = f"oh {en_number(at.minute)}" if at.minute < 10 else en_number(at.minute)
    return f"{hour} {minute} {half}"
