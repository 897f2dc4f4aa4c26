"""Reads the times in a message: what was said, and the interval that a booking would mean by it.

A small grammar: pieces (days, parts of a day, clock times) are found one by one, those that stand
together are one time, and a time is read towards the future. What has several readings is marked
ambiguous; what cannot be meant has no interval but a problem.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

from assistant.times.amending import amended, nested
from assistant.times.chinese_dates import date_rules
from assistant.times.chinese_days import day_rules
from assistant.times.chinese_hours import hour_rules
from assistant.times.days import load_days
from assistant.times.english import english_rules
from assistant.times.interval import interval_of
from assistant.times.pieces import (
    Clock,
    Dated,
    From,
    Length,
    Mark,
    Moment,
    Part,
    Piece,
    Problem,
    Rule,
    Value,
    find_pieces,
)
from assistant.understanding.text import normalise

_FILLERS = (
    "on|at|in the|in|of the|of|the|for|from|starting|sometime|啊|呃|嗯|那个|的|那天的?|约?在|是"
)
_JOINT = re.compile(rf"[\s、]*(?:[,，]?\s*(?:{_FILLERS}))?[\s、]*")
_APART = re.compile(r"[,，、;；]|或|和|跟|\bor\b|\band\b")
_FAR = 12
"""Most characters between a day and the hour that belongs to it."""

_ELSE = re.compile(r"[。.!！?？;；]|或|不对|不是|改|还是|\bor\b|\bnot\b")
_NEAR = re.compile(r"[,，]?[^,，。.!！?？;；]{0,20}")
_DENIED = re.compile(r"(?:不是|不要|别|不约|not|isn't)\s*(?:在|on|at)?$")
_OR = re.compile(r"[,，、\s]*(?:或者?|要么|\bor\b)[\s在]*")
_CORRECTION = re.compile(
    r"不对|不是|说错|错了|哦不|不不|改成|还是|no wait|i mean|sorry|actually|make it|rather"
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


@cache
def _rules() -> tuple[Rule, ...]:
    days = load_days()
    return (*day_rules(days), *date_rules(days), *hour_rules(), *english_rules(days))


def read_times(text: str, now: datetime, after: Sequence[Value] = ()) -> list[TimeSaid]:
    """The times in `text`, in the order said, counted from `now` (local, with its zone).

    `after` is a time said before (its `values`): 四点 after 明天下午三点 is tomorrow, 后天 after it
    is at three.
    """
    said = normalise(text)
    moment = Moment(now.replace(second=0, microsecond=0), load_days())
    groups = [g for g in _groups(said, find_pieces(said, moment, _rules())) if _has_time(g)]
    groups = _with_days(said, groups)
    times = []
    known = after
    for at, group in enumerate(groups):
        before = said[: group[0].start]
        following = said[group[-1].end : groups[at + 1][0].start] if at + 1 < len(groups) else ""
        time = _time(said, group, moment, known)
        if following and (_DENIED.search(before) or _CORRECTION.search(following)):
            known = time.values
            if "改" not in following:
                continue  # what follows is meant instead
        # 明天上午或者下午: the second is of the same day.
        known = time.values if _OR.fullmatch(following) else known
        times.append(time)
    return _with_lengths(said, times)


def _with_lengths(text: str, times: Sequence[TimeSaid]) -> list[TimeSaid]:
    """A length soon after a clock time ends it: 下午三点打扫两个小时."""
    told = list(times)
    for at, (time, length) in enumerate(pairwise(times)):
        gap = text[time.last : length.first]
        bare = length.start is None and length.length and not length.problem
        if bare and length.length and time.by_clock and time.start and _NEAR.fullmatch(gap):
            told[at] = replace(time, end=time.start + length.length)
    return told


def _with_days(text: str, groups: list[list[Piece]]) -> list[list[Piece]]:
    """A day and an hour that other words part are one time: 情人节订束花，早上九点送到."""
    joined: list[list[Piece]] = []
    for group in groups:
        before = joined[-1] if joined else []
        gap = text[before[-1].end : group[0].start] if before else ""
        if before and _completes(before, group) and len(gap) <= _FAR and not _ELSE.search(gap):
            joined[-1] = [*before, *group]
        else:
            joined.append(group)
    return joined


def _completes(before: Sequence[Piece], group: Sequence[Piece]) -> bool:
    """Whether a group tells the hour of the day (周四 … 九点) or of its part (周四上午 … 九点)."""
    first = {type(piece.value) for piece in before}
    then = {type(piece.value) for piece in group} - {Mark}
    if first == {Dated}:
        return bool(then) and then <= {Part, Clock}
    return first == {Dated, Part} and then == {Clock}


def _has_time(group: Sequence[Piece]) -> bool:
    return any(not isinstance(piece.value, Mark) for piece in group)


def _groups(text: str, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that stand together and make one time."""
    group: list[Piece] = []
    for piece in pieces:
        gap = text[group[-1].end : piece.start] if group else ""
        if group and not _joins(group, gap, piece):
            yield from _trimmed(text, group)
            group = []
        group.append(piece)
    if group:
        yield from _trimmed(text, group)


def _joins(group: list[Piece], gap: str, piece: Piece) -> bool:
    if not _JOINT.fullmatch(gap):
        return False
    since_to = group
    for at, each in enumerate(group):
        if each.value is Mark.TO:
            since_to = group[at + 1 :]
    kinds = {type(each.value) for each in since_to}
    if isinstance(piece.value, Dated):
        days = [each.value for each in since_to if isinstance(each.value, Dated)]
        if days:
            # Two days are one if one lies in the other: 下周 周三, 十二月五号 星期六.
            return not _APART.search(gap) and nested(days[-1], piece.value) is not None
        return True
    if isinstance(piece.value, Mark | Length):
        return True
    return type(piece.value) not in kinds and From not in kinds


def _trimmed(text: str, group: list[Piece]) -> Iterator[list[Piece]]:
    """The group without marks at its edges that bend nothing: English ones lead, Chinese follow."""
    while group and isinstance(group[-1].value, Mark) and _leads(text, group[-1]):
        group = group[:-1]
    while (
        group
        and group[0].value in (Mark.TO, Mark.AFTER, Mark.SINCE, Mark.BY)
        and not _leads(text, group[0])
    ):
        group = group[1:]
    while group and group[0].value is Mark.TO:
        group = group[1:]
    if group:
        yield group


def _leads(text: str, piece: Piece) -> bool:
    return piece.value is Mark.TO or text[piece.start : piece.end].isascii()


def _time(text: str, group: list[Piece], moment: Moment, known: Sequence[Value]) -> TimeSaid:
    first, last = group[0].start, group[-1].end
    values = _merged(amended(known, [piece.value for piece in group]))
    length = next((value.span for value in values if isinstance(value, Length)), None)
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
    for value in values:
        before = merged[-1] if merged else None
        if isinstance(value, Dated) and isinstance(before, Dated):
            merged[-1] = nested(before, value) or value
        else:
            merged.append(value)
    return merged
