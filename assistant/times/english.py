"""Times as they are said in English: next Friday at half past three, in two hours, by noon."""

import re
from collections.abc import Callable
from datetime import timedelta

from assistant.times.chinese_dates import day_of, day_of_month
from assistant.times.days import DAY, Days, Span, load_days
from assistant.times.pieces import (
    Clock,
    Dated,
    From,
    Length,
    Mark,
    Moment,
    Part,
    Problem,
    Rule,
    Value,
    always,
)  # fmt: skip
from assistant.understanding.numerals import number

_NAMES = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_SHORT_NAMES = "mon|tues?|wed|thu(?:rs?)?|fri|sat|sun"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_SHORT_MONTHS = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_COUNT = "[0-9]{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50}
_MINUTE = r"[0-5][0-9]|fifteen|twenty|thirty|forty(?:-five)?|fifty|ten|five"
_HALF = r"(?P<half>a\.?m\b\.?|p\.?m\b\.?)"
_MOVED = re.compile(r"\b(?:mov|chang|shift|push|resched|swap|switch)")
_PRICE = re.compile(r"(?:\b(?:costs?|prices?|pay|paid|fees?)\b[^,.?!]{0,12}|[¥$])$")
"""Before about 3.50 this makes it money."""

_NO_CLOCK = r"(?: ?a\.?m| ?p\.?m|[0-9]|:| (?:min|km|met|yuan|hour|percent))"
_UNITS = {"minute": timedelta(minutes=1), "min": timedelta(minutes=1), "hour": timedelta(hours=1)}
_UNITS |= {"hr": timedelta(hours=1), "day": DAY, "week": 7 * DAY, "month": 30 * DAY}
_PARTS = {
    r"(?:early |late )?morning": (6, 12), r"first thing": (6, 10),
    r"lunch ?time|midday|over lunch": (11, 14),
    r"(?:early |late )?afternoon": (13, 18), r"(?:early |late )?evening|dinner ?time": (18, 24),
    r"night": (18, 24), r"after work": (18, 21), r"after school": (16, 18),
    r"after (?:lunch)": (13, 15), r"after dinner": (19, 21), r"all day": (0, 24),
}  # fmt: skip


def _count(said: str) -> int:
    return 1 if said in ("a", "an") else _TENS.get(said) or number(said) or 0


def _relative(match: re.Match[str], moment: Moment) -> Dated:
    said = match.group()
    if "yesterday" in said or "last " in said:
        return Dated(problem=Problem.PAST)
    ahead = 2 if "after" in said else 1 if "tomorrow" in said or said in ("tmr", "tmrw") else 0
    return Dated.on(moment.today + ahead * DAY)


def _monday(moment: Moment, weeks: int) -> Span:
    return Span.of(moment.today - (moment.today.isoweekday() - 1) * DAY + 7 * weeks * DAY, 7)


def _weekday(match: re.Match[str], moment: Moment) -> Dated | None:
    name, which = match["name"] or match["short"], match["which"] or ""
    weekday = _NAMES.split("|").index(
        next(full for full in _NAMES.split("|") if full.startswith(name[:3]))
    )
    if match["short"] in ("sun", "sat") and not which:
        return None
    if "last" in which:
        return Dated(problem=Problem.PAST)
    coming = moment.today + ((weekday + 1 - moment.today.isoweekday()) % 7) * DAY
    if "next" in which or match["week"]:
        day = _monday(moment, 1).first + weekday * DAY
        # Some mean the one that comes next, some the one of next week.
        return Dated((Span.of(day),), vague="next" in which and not match["week"] and coming != day)
    spans: tuple[Span, ...] = (Span.of(coming),)
    if coming == moment.today and not which:
        spans += (Span.of(coming + 7 * DAY),)
    return Dated(spans, weekday=weekday + 1)


def _today(match: re.Match[str], moment: Moment) -> Dated:
    return Dated.on(moment.today)


def _week(match: re.Match[str], moment: Moment) -> Dated:
    if match["later"]:
        return Dated((_monday(moment, 2),))
    which, what = match["which"], match["what"]
    if which == "last":
        return Dated(problem=Problem.PAST)
    span = _monday(moment, which == "next")
    if what == "weekend":
        saturday = span.first + 5 * DAY
        return Dated((Span.of(saturday, 2),), vague=which == "next")
    if what == "week":
        return Dated((span,))
    first = moment.today.replace(day=1)
    for _ in range(int(which == "next")):
        first = (first + 32 * DAY).replace(day=1)
    return Dated((Span(first, (first + 32 * DAY).replace(day=1)),))


def _month_day(match: re.Match[str], moment: Moment) -> Dated | None:
    said = match["month"] or match["month2"]
    month = next(at for at, full in enumerate(_MONTHS.split("|"), 1) if full.startswith(said[:3]))
    day, year = int(match["day"] or match["day2"]), match["year"]
    return day_of(int(year) if year else None, month, day, moment)


def _day(match: re.Match[str], moment: Moment) -> Dated:
    return day_of_month(int(match["day"]), None, moment)


def _festival(match: re.Match[str], moment: Moment) -> Dated | None:
    festival, beside = moment.days.festival(match["festival"]), match["beside"] or ""
    at = festival and moment.days.next_festival(festival, moment.today)
    if not at:
        return Dated(problem=Problem.UNKNOWN_DAY)
    return Dated.on(at + DAY * (("after" in beside) - ("before" in beside or "eve" in beside)))


def _workday(match: re.Match[str], moment: Moment) -> Dated:
    return Dated.on(moment.days.next_workday(moment.today))


def _minutes(said: str | None) -> int:
    if not said:
        return 0
    return int(said) if said.isdigit() else _count(said)


def _clock(match: re.Match[str], moment: Moment) -> Clock | None:
    if not match["half"] and _PRICE.search(match.string[: match.start()]):
        return None
    half = (match["half"] or "").replace(".", "")
    return Clock(_count(match["hour"]), _minutes(match["minute"]), half)


def _past_or_to(match: re.Match[str], moment: Moment) -> Clock:
    minutes = {"half": 30, "quarter": 15, "a quarter": 15}.get(match["how"]) or _count(match["how"])
    hour, half = _count(match["hour"]), (match["half"] or "").replace(".", "")
    if match["way"] in ("to", "till"):
        return Clock((hour - 1) % 12 or 12, 60 - minutes, half)
    return Clock(hour, minutes, half)


def _fixed(match: re.Match[str], moment: Moment) -> Clock:
    return Clock(12 if match.group() == "noon" else 24)


def _span(match: re.Match[str]) -> timedelta:
    if match["whole"]:
        span = {"half an hour": 30, "half hour": 30, "an hour and a half": 90}[match["whole"]]
        return timedelta(minutes=span)
    count: float = _count(match["count"]) + (0.5 if match["extra"] else 0)
    return count * _UNITS[match["unit"].rstrip("s")]


def _length(match: re.Match[str], moment: Moment) -> Value | None:
    span, ahead = _span(match), match["in"] or ""
    if match["ago"]:
        return Dated(problem=Problem.PAST)
    if ahead.startswith("in") or match["later"]:
        start = moment.now + DAY * ("tomorrow" in (match["later"] or ""))
        return Dated.on((start + span).date()) if span >= DAY else From(start + span)
    if ahead.startswith("within"):
        return From(moment.now + span, from_now=True)
    return Length(span) if span < DAY else None


def _now(match: re.Match[str], moment: Moment) -> From:
    return From(moment.now)


def _to(match: re.Match[str], moment: Moment) -> Mark | None:
    # From Tuesday to Thursday is no range where something is moved.
    return None if _MOVED.search(match.string) else Mark.TO


def _soon(match: re.Match[str], moment: Moment) -> From:
    return From(moment.now + timedelta(hours=2), from_now=True, vague=True)


def english_rules(days: Days | None = None) -> list[Rule]:
    """The rules; `days` gives the festivals."""
    words = (word for word in (days or load_days()).festival_words if word.isascii())
    festivals = "|".join(re.escape(word) for word in words if word.isascii() and word[0].isalpha())
    hour = r"(?P<hour>[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    months = f"{_MONTHS}|{_SHORT_MONTHS}"
    led = "|".join(
        rf"(?<=\b{word} )"
        for word in ("between", "from", "after", "before", "until", "around", "about", "to", "till")
    )
    led += "|(?<=[0-9] and )"
    length = (
        rf"(?:(?P<whole>half an hour|half hour|an hour and a half)|(?P<count>{_COUNT})"
        r"(?P<extra> and a half)? ?(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?|months?))"
    )
    patterns: tuple[tuple[str, Callable[[re.Match[str], Moment], Value | None]], ...] = (
        (
            r"the day after tomorrow|day after tomorrow|tomorrow|tmrw?|today|yesterday|"
            r"last night",
            _relative,
        ),
        (
            rf"(?:(?P<which>this coming|this|next|last|on|coming) )?(?:(?P<name>{_NAMES})|"
            rf"(?P<short>{_SHORT_NAMES}))(?P<week> (?:of )?next week)?",
            _weekday,
        ),
        (r"this(?= (?:morning|afternoon))", _today),
        (
            r"(?:the )?(?P<later>week after next)|"
            r"(?P<which>this|next|last|the) (?P<what>week(?:end)?|month)",
            _week,
        ),
        (
            rf"(?:(?P<month>{months})\.? (?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?|"
            rf"(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{months}))"
            r"(?:,? (?P<year>20[0-9]{2}))?",
            _month_day,
        ),
        (r"the (?P<day>[0-9]{1,2})(?:st|nd|rd|th)(?! floor)", _day),
        (
            rf"(?P<beside>(?:the )?(?:eve of|day before|day after) (?:the )?)?"
            rf"(?P<festival>{festivals})",
            _festival,
        ),
        (r"(?:the )?next (?:working|business|work) ?day", _workday),
        (rf"{hour}(?:[:.](?P<minute>[0-5][0-9]))? ?{_HALF}", _clock),
        (
            rf"{hour}(?:[:.](?P<minute>[0-5][0-9]))?(?P<half>(?!))?"
            r"(?=(?: ?- ?| to )[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m)",
            _clock,
        ),
        (
            rf"{hour}(?:[:.](?P<minute>[0-5][0-9]))?(?P<half>(?!))?"
            r"(?=(?: ?- ?| to )[0-9]{1,2}(?::[0-9]{2})? "
            rf"(?:on|in the|tomorrow|today|{_NAMES}))",
            _clock,
        ),
        (rf"{hour}(?: (?P<minute>{_MINUTE}))? ?o'clock(?P<half>(?!))?", _clock),
        (r"(?<![0-9:])(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?P<half>(?!))?(?![0-9:])", _clock),
        (
            rf"(?:(?<=\bat )|(?<=\bby ))(?:about |around )?{hour}(?:[ :.](?P<minute>{_MINUTE}))?"
            rf"(?P<half>(?!))?(?!{_NO_CLOCK})",
            _clock,
        ),
        (
            rf"(?:{led}){hour}"
            rf"(?:[ :.](?P<minute>{_MINUTE}))?(?P<half>(?!))?"
            rf"(?!{_NO_CLOCK}|(?: (?:day|week|people|one)))",
            _clock,
        ),
        (
            rf"(?P<how>half|a quarter|quarter|{_MINUTE}) (?P<way>past|to|till|after) {hour}"
            rf"(?: ?{_HALF})?(?! ?[0-9])",
            _past_or_to,
        ),
        (rf"(?P<how>half)(?P<way>(?!)x)? {hour}(?: ?{_HALF})?", _past_or_to),
        (r"noon|midnight", _fixed),
        (
            rf"(?:(?P<in>in|within|in about|within the next) )?{length}"
            r"(?:(?P<later> later| from (?:now|today|tomorrow))|(?P<ago> ago))?"
            r"(?!-?(?: old| walk| away| on foot))",
            _length,
        ),
        (r"right now|right away|now|asap|immediately|at once", _now),
        (r"in a (?:bit|while|moment|minute)|a bit later|later today|later|soon", _soon),
        (r"to|till|until|through|-", _to),
        (r"(?<=[0-9m]) and(?= [0-9])", always(Mark.TO)),
        (r"before", always(Mark.BEFORE)),
        (r"by|no later than", always(Mark.BY)),
        (r"after", always(Mark.AFTER)),
        (r"from|since|onwards?", always(Mark.SINCE)),
        (r"around|(?<!what )(?<!how )about|or so|roughly|approximately|-?ish", always(Mark.ABOUT)),
        (r"tonight|this evening", always(Part(18, 24))),
    )
    rules: list[Rule] = [
        (re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])"), read) for pattern, read in patterns
    ]
    for words_, hours in _PARTS.items():
        pattern = re.compile(rf"(?<![a-z])(?<!good )(?:{words_})(?![a-z])")
        rules.append((pattern, always(Part(*hours))))
    return rules
