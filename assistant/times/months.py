"""Days by their place in a month: the next fifth, the third Monday, the end of a month."""

import calendar
from datetime import date

from assistant.times.chinese_days import in_month
from assistant.times.days import DAY, Span
from assistant.times.pieces import Dated, Moment, Problem

_THIS = {"这": 0, "本": 0, "下": 1, "下下": 2, "上": -1, "上上": -2}
_ENDS = {"初": (1, 10), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20), "下旬": (21, 31)}
_ENDS |= {"底": (25, 31), "末": (25, 31), "尾": (25, 31)}


def framed(said: str | None, moment: Moment) -> tuple[int | None, int | None]:
    """Year and month that 下个月, 明年 or 2027年 name; None where it names none."""
    if not said:
        return None, None
    if said.endswith("月"):
        months = moment.today.month - 1 + _THIS[said.removesuffix("月").removesuffix("个")]
        return moment.today.year + months // 12, months % 12 + 1
    years = {"今年": 0, "明年": 1, "后年": 2, "去年": -1}
    return (moment.today.year + years[said] if said in years else int(said[:4])), None


def day_of(year: int | None, month: int, day: int, moment: Moment) -> Dated:
    """That date; without a year the next one, which is doubtful if it is far off."""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or 2024, month)[1]:
        return Dated(problem=Problem.NO_SUCH_DAY)
    if year is not None:
        return Dated.on(date(year, month, day))
    for ahead in range(2):
        if day <= calendar.monthrange(moment.today.year + ahead, month)[1]:
            at = date(moment.today.year + ahead, month, day)
            if at >= moment.today:
                return Dated((Span.of(at),), vague=(at - moment.today).days > 300)
    return Dated(problem=Problem.NO_SUCH_DAY)


def day_of_month(day: int, frame: str | None, moment: Moment) -> Dated:
    """The day of the month named by `frame`, else the next month that has it."""
    year, month = framed(frame, moment)
    if month:
        return day_of(year, month, day, moment)
    if not 1 <= day <= 31:
        return Dated(problem=Problem.NO_SUCH_DAY)
    skipped = False
    for ahead in range(4):
        months = moment.today.month - 1 + ahead
        year, month = moment.today.year + months // 12, months % 12 + 1
        if day > calendar.monthrange(year, month)[1]:
            skipped = True
        elif date(year, month, day) >= moment.today:
            return Dated((Span.of(date(year, month, day)),), vague=skipped, day=day)
    return Dated(problem=Problem.NO_SUCH_DAY)


def days_of_month(year: int, month: int, end: str | None) -> Span:
    """A month, or the part of it that 初, 中 or 底 names."""
    first, last = _ENDS[end] if end else (1, 31)
    return Span(date(year, month, first), in_month(year, month, last) + DAY)


def nth_weekday_of(year: int, month: int, nth: int, weekday: int) -> Dated:
    """The n-th (-1: last) weekday (1 to 7) of a month; a problem where it has none."""
    days = [day for day in calendar.Calendar().itermonthdates(year, month) if day.month == month]
    fitting = [day for day in days if day.isoweekday() == weekday]
    if nth > len(fitting):
        return Dated(problem=Problem.NO_SUCH_DAY)
    return Dated.on(fitting[nth - 1] if nth > 0 else fitting[-1])


def next_nth_weekday(nth: int, weekday: int, moment: Moment, *, vague: bool = False) -> Dated:
    """The n-th (-1: last) weekday of this month, or of the next one where that is over."""
    for ahead in range(3):
        months = moment.today.month - 1 + ahead
        found = nth_weekday_of(moment.today.year + months // 12, months % 12 + 1, nth, weekday)
        if found.spans and found.spans[0].first >= moment.today:
            return Dated(found.spans, vague=vague)
    return Dated(problem=Problem.NO_SUCH_DAY)
