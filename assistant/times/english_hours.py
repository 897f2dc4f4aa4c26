"""Hours as they are said in English: half past three, in two hours, by noon, around four."""

import re
from collections.abc import Callable
from datetime import timedelta

from assistant.times.days import DAY
from assistant.times.english_days import COUNT, NAMES, bounded, count_of
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

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_MINUTE = r"[0-5][0-9]|fifteen|twenty|thirty|forty(?:-five)?|fifty|ten|five"
_HALF = r"(?P<half>a\.?m\b\.?|p\.?m\b\.?)"
_MOVED = re.compile(r"\b(?:mov|chang|shift|push|resched|swap|switch)")
_PRICE = re.compile(r"(?:\b(?:costs?|prices?|pay|paid|fees?)\b[^,.?!]{0,12}|[¥$])$")
"""Before about 3.50 this makes it money."""

_NO_CLOCK = r"(?: ?a\.?m| ?p\.?m|[0-9]|:| (?:min|km|met|yuan|hour|percent))"
_UNITS = {"minute": timedelta(minutes=1), "min": timedelta(minutes=1), "hour": timedelta(hours=1)}
_UNITS |= {"hr": timedelta(hours=1), "day": DAY, "week": 7 * DAY, "month": 30 * DAY}
_PARTS = {
    r"(?:late )?morning": (8, 12), r"early morning": (6, 9), r"first thing": (6, 10),
    r"lunch ?time|midday|over lunch": (11, 14),
    r"(?:early |late )?afternoon": (13, 18), r"(?:early |late )?evening|dinner ?time": (18, 24),
    r"night": (18, 24), r"after work": (18, 21), r"after school": (16, 18),
    r"after (?:lunch)": (13, 15), r"after dinner": (19, 21), r"all day": (0, 24),
    r"before (?:work|school)": (6, 9), r"before lunch": (10, 12),
    r"before (?:dinner|supper)": (16, 18), r"before bed(?:time)?": (20, 22),
}  # fmt: skip


def _minutes(said: str | None) -> int:
    if not said:
        return 0
    return int(said) if said.isdigit() else count_of(said)


def _clock(match: re.Match[str], moment: Moment) -> Clock | None:
    if not match["half"] and _PRICE.search(match.string[: match.start()]):
        return None
    half = (match["half"] or "").replace(".", "")
    return Clock(count_of(match["hour"]), _minutes(match["minute"]), half)


def _past_or_to(match: re.Match[str], moment: Moment) -> Clock | None:
    how = match["how"]
    if match["way"] == "to" and how.isdigit() and match["hour"].isdigit():
        return None  # 10 to 12 is a range
    minutes = {"half": 30, "quarter": 15, "a quarter": 15}.get(how) or count_of(how)
    hour, half = count_of(match["hour"]), (match["half"] or "").replace(".", "")
    if match["way"] in ("to", "till"):
        return Clock((hour - 1) % 12 or 12, 60 - minutes, half)
    return Clock(hour, minutes, half)


def _fixed(match: re.Match[str], moment: Moment) -> Clock:
    return Clock(12 if match.group() == "noon" else 24)


def _span(match: re.Match[str]) -> timedelta:
    if match["whole"]:
        span = {"half an hour": 30, "half hour": 30, "an hour and a half": 90}[match["whole"]]
        return timedelta(minutes=span)
    count: float = count_of(match["count"]) + (0.5 if match["extra"] else 0)
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


def _fortnight(match: re.Match[str], moment: Moment) -> Dated:
    return Dated.on((moment.now + 14 * DAY).date())


def _now(match: re.Match[str], moment: Moment) -> From:
    return From(moment.now)


def _to(match: re.Match[str], moment: Moment) -> Mark | None:
    # From Tuesday to Thursday is no range where something is moved.
    return None if _MOVED.search(match.string) else Mark.TO


def _soon(match: re.Match[str], moment: Moment) -> From:
    return From(moment.now + timedelta(hours=2), from_now=True, vague=True)


def english_hour_rules() -> list[Rule]:
    """The rules of clock times, parts of a day, lengths and marks."""
    hour = rf"(?P<hour>[0-9]{{1,2}}|{_WORDS})"
    led = "|".join(
        rf"(?<=\b{word} )"
        for word in ("between", "from", "after", "before", "until", "around", "about", "to", "till")
    )
    led += "|(?<=[0-9] and )|(?<=noon and )"
    length = (
        rf"(?:(?P<whole>half an hour|half hour|an hour and a half)|(?P<count>{COUNT})"
        r"(?P<extra> and a half)? ?(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?|months?))"
    )
    patterns: tuple[tuple[str, Callable[[re.Match[str], Moment], Value | None]], ...] = (
        (rf"{hour}(?:[:.](?P<minute>[0-5][0-9]))? ?{_HALF}", _clock),
        (
            rf"{hour}(?:[:.](?P<minute>[0-5][0-9]))?(?P<half>(?!))?"
            r"(?=(?: ?- ?| to )[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m)",
            _clock,
        ),
        (
            rf"{hour}(?:[:.](?P<minute>[0-5][0-9]))?(?P<half>(?!))?"
            r"(?=(?: ?- ?| to )[0-9]{1,2}(?::[0-9]{2})? "
            rf"(?:on|in the|this|tonight|tomorrow|today|{NAMES}))",
            _clock,
        ),
        (
            rf"{hour}(?:[ :.](?P<minute>{_MINUTE}))?(?P<half>(?!))?"
            r"(?= (?:o'clock )?(?:in the (?:early )?(?:morning|afternoon|evening)|at night))",
            _clock,
        ),
        (rf"(?P<hour>{_WORDS}) (?P<minute>fifteen|thirty|forty-five)(?P<half>(?!))?", _clock),
        (rf"{hour}(?: (?P<minute>{_MINUTE}))? ?o'clock(?P<half>(?!))?", _clock),
        (r"(?<![0-9:])(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?P<half>(?!))?(?![0-9:])", _clock),
        (
            rf"(?:(?<=\bat )|(?<=\bby )|(?<=\bthan ))(?:about |around )?{hour}"
            rf"(?:[ :.](?P<minute>{_MINUTE}))?(?P<half>(?!))?(?!{_NO_CLOCK})",
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
        (r"in a fortnight", _fortnight),
        (r"in a (?:bit|while|moment|minute)|a bit later|later today|later|soon", _soon),
        (r"to|till|until|through|-", _to),
        (r"(?<=[0-9m]) and(?= [0-9])", always(Mark.TO)),
        (r"not (?:before|until)|(?:no|not) earlier than", always(Mark.SINCE)),
        (r"before", always(Mark.BEFORE)),
        (r"by|(?:no|not) later than|not after", always(Mark.BY)),
        (r"after", always(Mark.AFTER)),
        (r"from|since|onwards?", always(Mark.SINCE)),
        (r"around|(?<!what )(?<!how )about|or so|roughly|approximately", always(Mark.ABOUT)),
        (r"tonight|this evening", always(Part(18, 24))),
    )
    rules: list[Rule] = [(bounded(pattern), read) for pattern, read in patterns]
    ish = rf"(?<![a-z0-9:.-])(?:{led})?{hour}(?P<minute>(?!))?(?P<half>(?!))?(?=-?ish\b)"
    rules.append((re.compile(ish), _clock))
    rules.append((re.compile(r"(?<=[0-9a-z])-?ish\b"), always(Mark.ABOUT)))
    rules.append((re.compile(r"(?<=noon) and\b"), always(Mark.TO)))
    for words_, hours in _PARTS.items():
        pattern = re.compile(rf"(?<![a-z])(?<!good )(?:{words_})(?![a-z])")
        rules.append((pattern, always(Part(*hours))))
    return rules
