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
_OWN_AFTER = re.compile(r"[\s,，]*我们?(?:还|又|都|就)?(?:要|得|去|在|睡|有|上)")
_BUSY_AFTER = re.compile(r"[\s,，]*(?:要|得|去|睡|有|上)")
"""Before an hour after the one that was wished for: it is when somebody is free, or not."""
_SO_MANY_DAYS = re.compile(rf"[^,，。.!！?？;；]{{0,8}}?(?P<days>{NUMBER})天(?![之以]?[后内前])")
_MOVED_BY = re.compile(
    rf"[^,，。.!！?？;；]{{0,10}}?(?:往|向|推|提)(?P<way>[后前迟早])(?:挪|推|移|延|放|改)?(?P<days>{NUMBER})天"
)
_DAY_BESIDE = re.compile(r"[\s,，的]*(?:(?P<before>[前头]一天)|后一天|第二天|次日)")
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
    unfit: bool = False
    """Whether it is named because it will not do."""
    values: tuple[Value, ...] = ()
    """What its pieces mean, for a time that is said after it and leaves something out."""


def read_times(
    text: str, now: datetime, after: Sequence[Value] = (), *, unfit: bool = False
) -> list[TimeSaid]:
    """The times in `text`, in the order said, counted from `now` (local, with its zone).

    `after` is a time said before (its `values`): 四点 after 明天下午三点 is tomorrow, 后天 after it
    is at three. Times that are named because they will not do (周五没空) are left out, but for
    `unfit`.
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
        if times and _is_aside(before, group, said[group[-1].end :], times[-1]):
            continue
        will_do = not will_not_do(before, said[group[-1].end :])
        if not (will_do or unfit):
            continue
        time = replace(_time(said, group, moment, known), unfit=not will_do)
        if kinds_of(group) == {Length}:
            times.append(time)  # what was said before is still spoken of
            continue
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
    return _with_lengths(said, _without_told(times))


def _without_told(times: list[TimeSaid]) -> list[TimeSaid]:
    """Without what is only told of the past, where a time to come is said too: 昨天报的，明天来."""
    if not any(time.start for time in times):
        return times
    return [time for time in times if time.problem is not Problem.PAST]


def _has_day(values: Iterable[Value]) -> bool:
    return any(isinstance(each, Dated) for each in values)


def _is_aside(before: str, group: Sequence[Piece], following: str, earlier: TimeSaid) -> bool:
    """Whether a time only tells more of the `earlier` one: 就那天晚上有空, 我七点半才到家.

    Or when somebody has something else to do: 下午两点来，上午我要去买菜.
    """
    kinds = kinds_of(group)
    whole = any(isinstance(each, Part | Clock) for each in earlier.values)
    own = _OWN_AFTER.match(following) or (_OWN.search(before) and _BUSY_AFTER.match(following))
    if whole and own and kinds <= {Part, Clock}:
        return True
    if kinds == {Part} and _THAT_DAY.search(before):
        return True
    if kinds == {Part}:
        after_work = _OWN.search(before) and not _OR.search(before[-4:])
        return bool(after_work) and any(isinstance(each, Clock) for each in earlier.values)
    by_hour = any(isinstance(each, Clock) for each in earlier.values)
    is_whole = by_hour and _has_day(earlier.values)
    return kinds == {Clock} and is_whole and bool(_OWN.search(before))


def _with_lengths(text: str, times: Sequence[TimeSaid]) -> list[TimeSaid]:
    """A length soon after a clock time ends it: 下午三点打扫两个小时, 从五号开始寄养三天."""
    told = [_shifted(text, _with_days_said(text, time)) for time in times]
    for at, (time, length) in enumerate(pairwise(times)):
        gap = text[time.last : length.first]
        bare = length.start is None and length.length and not length.problem
        if bare and length.length and time.by_clock and time.start and _NEAR.fullmatch(gap):
            told[at] = replace(time, end=time.start + length.length)
    return told


def _beside(text: str, group: Sequence[Piece]) -> timedelta:
    """How far the day is from the one named: 一月二十四号 前一天下午 is on the 23rd."""
    ends = [*(piece.start for piece in group[1:]), len(text)]
    for piece, end in zip(group, ends, strict=True):
        said = _DAY_BESIDE.match(text[piece.end : end])
        if said and isinstance(piece.value, Dated):
            return timedelta(days=-1 if said["before"] else 1)
    return timedelta()


def _shifted(text: str, time: TimeSaid) -> TimeSaid:
    """后天那个往后挪一天 is the day after that."""
    said = _MOVED_BY.match(text, time.last)
    if said is None or time.start is None or time.end is None:
        return time
    days = value(said["days"]) * timedelta(days=-1 if said["way"] in "前早" else 1)
    return replace(time, start=time.start + days, end=time.end + days)


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
    days = _beside(text, group)
    return replace(
        said, start=found.start + days, end=end + days,
        ambiguous=found.ambiguous, by_clock=found.by_clock,
    )  # fmt: skip


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
