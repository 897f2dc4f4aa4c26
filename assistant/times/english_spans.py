"""Weeks and months as they are said in English: early next week, two weeks from Monday."""

import re
from collections.abc import Callable
from datetime import date

from assistant.times.days import DAY, Span
from assistant.times.english_days import COUNT, MONTHS, NAMES, bounded, count_of, week_of
from assistant.times.months import day_of_month, days_of_month, next_nth_weekday, nth_weekday_of
from assistant.times.pieces import Dated, Moment, Problem, Rule


def _weekday_number(name: str) -> int:
    """1 to 7 for the name of a weekday, or the beginning of one."""
    full = NAMES.split("|")
    return 1 + next(at for at, each in enumerate(full) if each.startswith(name[:3]))


def _weeks_from(match: re.Match[str], moment: Moment) -> Dated:
    """A week from Monday; two weeks from tomorrow."""
    weeks = 2 * count_of(match["fortnights"]) if match["fortnights"] else count_of(match["weeks"])
    return Dated.on(_named_day(match["from"] or match["on"], moment) + 7 * weeks * DAY)


def _week_on(match: re.Match[str], moment: Moment) -> Dated:
    """Tuesday week: the Tuesday after the next."""
    return Dated.on(_named_day(match["day"], moment) + 7 * DAY)


def _named_day(said: str, moment: Moment) -> date:
    ahead = {"today": 0, "tomorrow": 1}.get(said)
    if ahead is None:
        ahead = (_weekday_number(said) - moment.today.isoweekday()) % 7
    return moment.today + ahead * DAY


def _part_of_week(match: re.Match[str], moment: Moment) -> Dated:
    """Early or late in a week, later this week."""
    week = week_of(moment, match["which"] == "next")
    cut = {"early": (0, 3), "late": (3, 7), "mid": (2, 4), "later": (0, 7)}[match["part"]]
    return Dated((Span(week.first + cut[0] * DAY, week.first + cut[1] * DAY),), vague=True)


def _week_around(match: re.Match[str], moment: Moment) -> Dated:
    """The week of the 15th."""
    found = day_of_month(int(match["day"]), None, moment)
    if not found.spans:
        return found
    day = found.spans[0].first
    return Dated((Span.of(day - (day.isoweekday() - 1) * DAY, 7),), vague=True)


def _first_week(match: re.Match[str], moment: Moment) -> Dated:
    year, month = _month_of(match["month"], moment)
    span = days_of_month(year, month, None)
    first = match["nth"] == "first"
    week = Span.of(span.first, 7) if first else Span(span.after - 7 * DAY, span.after)
    return Dated((week,), vague=True)


def _month_of(said: str, moment: Moment) -> tuple[int, int]:
    """Year and month of "next month", "the month", "june"; a month that is over is next year's."""
    year, month = moment.today.year, moment.today.month
    if said == "next month":
        return year + month // 12, month % 12 + 1
    if said.endswith("month"):
        return year, month
    named = 1 + next(at for at, full in enumerate(MONTHS.split("|")) if full.startswith(said[:3]))
    return year + (named < month), named


def _nth_weekday(match: re.Match[str], moment: Moment) -> Dated:
    nth = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}[match["nth"]]
    weekday = _weekday_number(match["name"])
    if match["month"] in ("each month", "every month", "the month"):
        return next_nth_weekday(nth, weekday, moment)
    return nth_weekday_of(*_month_of(match["month"], moment), nth, weekday)


def _end_of_month(match: re.Match[str], moment: Moment) -> Dated:
    """The beginning, middle or end of a month: people mean different days by it."""
    ends = {"end": "底", "late": "底", "middle": "中", "mid": "中"}
    year, month = _month_of(match["month"], moment)
    return Dated((days_of_month(year, month, ends.get(match["end"], "初")),), vague=True)


def _end_of_week(match: re.Match[str], moment: Moment) -> Dated:
    week = week_of(moment, "next" in match.group())
    return Dated((Span(week.first + 4 * DAY, week.after),), vague=True)


def _week(match: re.Match[str], moment: Moment) -> Dated:
    if match["later"]:
        return Dated((week_of(moment, 2),))
    which, what = match["which"], match["what"]
    if which == "last":
        return Dated(problem=Problem.PAST)
    span = week_of(moment, which == "next")
    if what == "weekend":
        saturday = span.first + 5 * DAY
        return Dated((Span.of(saturday, 2),), vague=which == "next")
    if what == "week":
        return Dated((span,))
    first = moment.today.replace(day=1)
    for _ in range(int(which == "next")):
        first = (first + 32 * DAY).replace(day=1)
    return Dated((Span(first, (first + 32 * DAY).replace(day=1)),))


def english_span_rules() -> list[Rule]:
    """The rules."""
    patterns: tuple[tuple[str, Callable[[re.Match[str], Moment], Dated | None]], ...] = (
        (
            rf"(?:(?P<weeks>{COUNT}) weeks?|(?P<fortnights>a|two) fortnights?)"
            rf"(?: from (?:this |next )?(?P<from>today|tomorrow|{NAMES})| (?P<on>today|tomorrow))",
            _weeks_from,
        ),
        (rf"(?:on )?(?P<day>today|tomorrow|{NAMES}) week", _week_on),
        (
            r"(?P<part>early|late|mid|later)[ -](?:in )?(?:the )?(?P<which>this|next)? ?week",
            _part_of_week,
        ),
        (r"(?:in )?the week of the (?P<day>[0-9]{1,2})(?:st|nd|rd|th)", _week_around),
        (
            r"(?:in )?(?:the )?(?P<nth>first|last) week (?:of|in) "
            rf"(?P<month>(?:this|next|the) month|{MONTHS})",
            _first_week,
        ),
        (
            rf"(?:the )?(?P<nth>first|second|third|fourth|last) (?P<name>{NAMES}) (?:of|in) "
            rf"(?P<month>(?:this|next|the|each|every) month|{MONTHS})",
            _nth_weekday,
        ),
        (
            r"(?:the )?(?P<end>end|beginning|start|middle|late|early|mid)[ -](?:of )?"
            rf"(?P<month>(?:this|next|the) month|{MONTHS})",
            _end_of_month,
        ),
        (r"(?:the )?end of (?:the|this|next) week", _end_of_week),
        (
            r"(?:the )?(?P<later>week after next)|"
            r"(?P<which>this|next|last|the)(?: whole)? (?P<what>week(?:end)?|month)",
            _week,
        ),
    )
    return [(bounded(pattern), read) for pattern, read in patterns]
