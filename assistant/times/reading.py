"""Reads the times in a message: what was said, and the interval that a booking would mean by it.

A small grammar: pieces (days, parts of a day, clock times) are found one by one, those that stand
together are one time, and a time is read towards the future. What has several readings is marked
ambiguous; what cannot be meant has no interval but a problem.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from assistant.times.amending import amended, nested
from assistant.times.chinese_days import NUMBER, value
from assistant.times.days import load_days
from assistant.times.excluding import will_not_do
from assistant.times.grouping import grouped, kinds_of
from assistant.times.interval import interval_of
from assistant.times.pieces import (
    Clock,
    Dated,
    Length,
    Mark,
    Moment,
    Part,
    Piece,
    Problem,
    Value,
)
from assistant.understanding.text import normalise

_NEAR = re.compile(r"[,，]?[^,，。.!！?？;；]{0,20}")
_DENIED = re.compile(r"(?:不是|不要|别|不约|not|isn't)\s*(?:在|on|at)?$")
_THAT_DAY = re.compile(r"(?:那|当|同一)[天日]的?$|\bthat $")
_OWN = re.compile(r"我们?(?:要|得|一般|大概|差不多)?$")
"""Before an hour after the one that was wished for: it is when somebody is free, or not."""
_SO_MANY_DAYS = re.compile(rf"[^,，。.!！?？;；]{{0,8}}?(?P<days>{NUMBER})天(?![之以]?[后内前])")
_DAYS_BEFORE = re.compile(rf"(?P<days>{NUMBER})天[,，\s]*从?$")
_BUT_NOT = re.compile(r"[啊呀]?[,，、\s]\s*(?:而|可)?(?:不是|不要|别|not)\s*(?:在|on|at)?\s*$")
_OR = re.compile(r"[,，、\s]*(?:或者?|要么|\bor\b)[\s在]*")
_CORRECTION = re.compile(
    r"不对|不是|说错|错了|哦不|不不|[,，\s]不[,，\s]|改成|还是|"
    r"no wait|i mean|sorry|actually|make it|rather"
)


@dataclass(frozen=True)
class TimeSaid:
    """A time or a length of time in a message."""

    text: str
    first: int
    """Where it begins in the message."""
    last: int
    """The position after its end."""
    start: datetime | None
    """Begin of the interval; None where there is a problem, and for a bare length."""
    end: datetime | None
    """End of the interval, not in it; a clock time without an end stands for its hour."""
    ambiguous: bool = False
    """Whether other times may be meant as well."""
    problem: Problem | None = None
    length: timedelta | None = None
    """How long something is to take, where that was said."""
    by_clock: bool = False
    """Whether the beginning was said by the clock."""
    values: tuple[Value, ...] = ()
    """What its pieces mean, for a time that is said after it and leaves something out."""


def read_times(text: str, now: datetime, after: Sequence[Value] = ()) -> list[TimeSaid]:
    """The times in `text`, in the order said, counted from `now` (local, with its zone).

    `after` is a time said before (its `values`): 四点 after 明天下午三点 is tomorrow, 后天 after it
    is at three.
    """
    said = normalise(text)
    moment = Moment(now.replace(second=0, microsecond=0), load_days())
    groups = grouped(said, moment)
    times: list[TimeSaid] = []
    known = after
    for at, group in enumerate(groups):
        before = said[: group[0].start]
        following = said[group[-1].end : groups[at + 1][0].start] if at + 1 < len(groups) else ""
        if times and not following and _BUT_NOT.search(before):
            break  # 下周六，不是这周六: what came first is meant
        if times and _is_aside(before, group, times[-1]):
            continue
        if will_not_do(before, said[group[-1].end :]):
            continue
        time = _time(said, group, moment, known)
        is_last_denied = at + 2 == len(groups) and _BUT_NOT.fullmatch(following)
        corrected = _CORRECTION.search(following) and not is_last_denied
        if following and (_DENIED.search(before) or corrected):
            known = time.values
            if "改" not in following:
                continue  # what follows is meant instead
        else:
            # 明天上午或者下午, 明天八点去五点回: the second is of the same day.
            is_same_day = bool(following) and not _has_day(each.value for each in groups[at + 1])
            goes_on = is_same_day and _has_day(time.values) and time.start is not None
            known = time.values if goes_on or _OR.fullmatch(following) else after
        times.append(time)
    return _with_lengths(said, times)


def _has_day(values: Iterable[Value]) -> bool:
    return any(isinstance(each, Dated) for each in values)


def _is_aside(before: str, group: Sequence[Piece], earlier: TimeSaid) -> bool:
    """Whether a time only tells more of the `earlier` one: 就那天晚上有空, 我七点半才到家."""
    kinds = kinds_of(group)
    if kinds == {Part}:
        return bool(_THAT_DAY.search(before))
    by_hour = any(isinstance(each, Clock) for each in earlier.values)
    is_whole = by_hour and _has_day(earlier.values)
    return kinds == {Clock} and is_whole and bool(_OWN.search(before))


def _with_lengths(text: str, times: Sequence[TimeSaid]) -> list[TimeSaid]:
    """A length soon after a clock time ends it: 下午三点打扫两个小时, 从五号开始寄养三天."""
    told = [_with_days_said(text, time) for time in times]
    for at, (time, length) in enumerate(pairwise(times)):
        gap = text[time.last : length.first]
        bare = length.start is None and length.length and not length.problem
        if bare and length.length and time.by_clock and time.start and _NEAR.fullmatch(gap):
            told[at] = replace(time, end=time.start + length.length)
    return told


def _with_days_said(text: str, time: TimeSaid) -> TimeSaid:
    said = _SO_MANY_DAYS.match(text, time.last) or _DAYS_BEFORE.search(text[: time.first])
    if said is None or not time.start or Mark.SINCE not in time.values:
        return time
    days = timedelta(days=value(said["days"]))
    return replace(time, end=time.start + days, ambiguous=False)


def _time(text: str, group: list[Piece], moment: Moment, known: Sequence[Value]) -> TimeSaid:
    first, last = group[0].start, group[-1].end
    values = _merged(amended(known, [piece.value for piece in group]))
    length = next((each.span for each in values if isinstance(each, Length)), None)
    said = TimeSaid(
        text[first:last].strip(), first, last, None, None, length=length, values=tuple(values)
    )
    if not any(not isinstance(value, Mark | Length) for value in values):
        return said
    found = interval_of(values, moment)
    if isinstance(found, Problem):
        return replace(said, problem=found)
    end = found.start + length if length and found.by_clock else found.end
    return replace(
        said, start=found.start, end=end, ambiguous=found.ambiguous, by_clock=found.by_clock
    )


def _merged(values: Sequence[Value]) -> list[Value]:
    """The pieces with days that lie in each other made one."""
    merged: list[Value] = []
    for each in values:
        before = merged[-1] if merged else None
        if isinstance(each, Dated) and isinstance(before, Dated):
            merged[-1] = nested(before, each) or each
        else:
            merged.append(each)
    return merged
