"""Days as they are said in English: next Friday, the 5th of May, two weeks from tomorrow."""

import re
from collections.abc import Callable

from assistant.times.days import DAY, Days, Span, load_days
from assistant.times.months import day_of, day_of_month
from assistant.times.pieces import Dated, Moment, Problem, Rule
from assistant.understanding.numerals import number

NAMES = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_SHORT_NAMES = "mon|tues?|wed|thu(?:rs?)?|fri|sat|sun"
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_SHORT_MONTHS = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
COUNT = "[0-9]{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50}


_THEN = re.compile(r" (?:morning|afternoon|evening|night|at|in the|[0-9])")
"""After sat and sun it makes them days."""


def count_of(said: str) -> int:
    """The number that was said; 0 if it is none."""
    return 1 if said in ("a", "an") else _TENS.get(said) or number(said) or 0


def _relative(match: re.Match[str], moment: Moment) -> Dated:
    said = match.group()
    if "yesterday" in said or "last " in said:
        return Dated(problem=Problem.PAST)
    ahead = 2 if "after" in said else 1 if "tomorrow" in said or said in ("tmr", "tmrw") else 0
    return Dated.on(moment.today + ahead * DAY)


def week_of(moment: Moment, weeks: int) -> Span:
    """This week, or the one so many weeks on."""
    return Span.of(moment.today - (moment.today.isoweekday() - 1) * DAY + 7 * weeks * DAY, 7)


def _weekday(match: re.Match[str], moment: Moment) -> Dated | None:
    name, which = match["name"] or match["short"], match["which"] or ""
    weekday = NAMES.split("|").index(
        next(full for full in NAMES.split("|") if full.startswith(name[:3]))
    )
    if (
        match["short"] in ("sun", "sat")
        and not which
        and not _THEN.match(match.string, match.end())
    ):
        return None
    if "last" in which:
        return Dated(problem=Problem.PAST)
    coming = moment.today + ((weekday + 1 - moment.today.isoweekday()) % 7) * DAY
    if "next" in which or match["week"]:
        day = week_of(moment, 1).first + weekday * DAY
        # Some mean the one that comes next, some the one of next week.
        return Dated((Span.of(day),), vague="next" in which and not match["week"] and coming != day)
    spans: tuple[Span, ...] = (Span.of(coming),)
    if coming == moment.today and not which:
        spans += (Span.of(coming + 7 * DAY),)
    return Dated(spans, weekday=weekday + 1)


def _few_days(match: re.Match[str], moment: Moment) -> Dated:
    return Dated((Span.of(moment.today + (3 if "few" in match.group() else 2) * DAY),), vague=True)


def _today(match: re.Match[str], moment: Moment) -> Dated:
    return Dated.on(moment.today)


def _month_day(match: re.Match[str], moment: Moment) -> Dated | None:
    said = match["month"] or match["month2"]
    month = next(at for at, full in enumerate(MONTHS.split("|"), 1) if full.startswith(said[:3]))
    day, year = int(match["day"] or match["day2"]), match["year"]
    return day_of(int(year) if year else None, month, day, moment)


def _day(match: re.Match[str], moment: Moment) -> Dated:
    return day_of_month(int(match["day"]), None, moment)


def _festival(match: re.Match[str], moment: Moment) -> Dated | None:
    festival, beside = moment.days.festival(match["festival"]), match["beside"] or ""
    at = festival and moment.days.next_festival(festival, moment.today)
    if not at:
        return Dated(problem=Problem.UNKNOWN_DAY)
    if match["weekend"]:
        # The Saturday nearest to it: a holiday at a weekend's edge is made longer by that.
        saturday = at - (at.isoweekday() - 6) % 7 * DAY if at.isoweekday() in (6, 7, 1, 2) else at
        saturday += (6 - saturday.isoweekday()) % 7 * DAY
        return Dated((Span.of(saturday, 2),), vague=True)
    return Dated.on(at + DAY * (("after" in beside) - ("before" in beside or "eve" in beside)))


def _workday(match: re.Match[str], moment: Moment) -> Dated:
    return Dated.on(moment.days.next_workday(moment.today))


def english_day_rules(days: Days | None = None) -> list[Rule]:
    """The rules; `days` gives the festivals."""
    words = (word for word in (days or load_days()).festival_words if word.isascii())
    festivals = "|".join(re.escape(word) for word in words if word[0].isalpha())
    months = f"{MONTHS}|{_SHORT_MONTHS}"
    patterns: tuple[tuple[str, Callable[[re.Match[str], Moment], Dated | None]], ...] = (
        (
            r"the day after tomorrow|day after tomorrow|tomorrow|tmrw?|today|yesterday|"
            r"last night",
            _relative,
        ),
        (
            rf"(?:(?P<which>this coming|this|next|last|on|coming) )?(?:(?P<name>{NAMES})|"
            rf"(?P<short>{_SHORT_NAMES}))(?P<week> (?:of )?next week)?",
            _weekday,
        ),
        (r"in (?:a couple of|a few) days", _few_days),
        (r"this(?= (?:morning|afternoon))", _today),
        (
            rf"(?:(?P<month>{months})\.? (?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?|"
            rf"(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{months}))"
            r"(?:,? (?P<year>20[0-9]{2}))?",
            _month_day,
        ),
        (r"the (?P<day>[0-9]{1,2})(?:st|nd|rd|th)(?! floor)", _day),
        (
            rf"(?P<beside>(?:the )?(?:eve of|day before|day after) (?:the )?)?"
            rf"(?P<festival>{festivals})(?: festival)?(?: holiday)?(?P<weekend> weekend)?",
            _festival,
        ),
        (r"(?:the )?next (?:working|business|work) ?day", _workday),
    )
    return [(bounded(pattern), read) for pattern, read in patterns]


def bounded(pattern: str) -> re.Pattern[str]:
    """The pattern, matching whole words only."""
    return re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])")
