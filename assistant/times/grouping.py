"""Which pieces make one time: those that stand together, and a day with an hour farther off."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.times.amending import nested
from assistant.times.chinese_dates import date_rules
from assistant.times.chinese_days import day_rules
from assistant.times.chinese_festivals import festival_rules
from assistant.times.chinese_hours import hour_rules
from assistant.times.days import load_days
from assistant.times.english_days import english_day_rules
from assistant.times.english_hours import english_hour_rules
from assistant.times.english_spans import english_span_rules
from assistant.times.pieces import (
    Clock,
    Dated,
    From,
    Length,
    Mark,
    Moment,
    Part,
    Piece,
    Rule,
    find_pieces,
)

_FILLERS = "on|at|in the|in|of the|of|the|for|from|starting|sometime|啊|呃|嗯|那个|的|那天的?|约?在"
_JOINT = re.compile(rf"[\s、]*(?:[,，]?\s*(?:{_FILLERS})(?: at)?|[,，]?\s*也?就是|是)?[\s、]*")
_APART = re.compile(r"[、;；]|或|和|跟|\bor\b|\band\b")
_FAR = 12
"""Most characters between a day and the hour that belongs to it; two letters count as one."""

_ELSE = re.compile(r"[。.!！?？;；]|或|不对|不是|改|还是|\bor\b|\bnot\b")
_SOON = 5
"""Most characters between an hour and the part of the day added to it: 四点来接我 下午啊."""
_BY_HOUR = ({Clock}, {Dated, Clock})
_PAUSE = re.compile(r"\s*[,，]\s*")
_FOLLOW = re.compile("-?ish|or so|onward")
"""English marks that stand behind a time, as Chinese ones do."""

_OF_THAT_DAY = re.compile(r"^[^.。!！?？;；]*(?:[那当][天日]的?|\bthat )$")
"""Between a day and a part of it, sentences aside: the lantern festival …, for that evening."""

_FROM = re.compile(r"从$|\bfrom $")
_UNTIL = re.compile(r"[^,，.。!！?？;；]{1,8}[到至]$")
"""Between 从十九号 and 二十一号 these make a range: 从十九号寄养到二十一号."""

_AFTERTHOUGHT = re.compile(
    r"再?(?:过?[来去]|到|上门)?(?:行吗|行不行?|可以吗|好吗|好不好|成吗|吧|啊|is fine|ok)?"
    r"[,，\s]*(?:就|是|在)*\s*"
)
"""Between an hour and the day that is added to it: 十点来行吗，就今天."""


@cache
def _rules() -> tuple[Rule, ...]:
    days = load_days()
    return (
        *day_rules(days), *date_rules(), *festival_rules(days), *hour_rules(),
        *english_day_rules(days), *english_span_rules(), *english_hour_rules(),
    )  # fmt: skip


def pieces_in(text: str, moment: Moment) -> list[Piece]:
    """All pieces of times in `text` (normalised), in the order said."""
    return find_pieces(text, moment, _rules())


def grouped(text: str, moment: Moment) -> list[list[Piece]]:
    """The pieces of each time in `text`, in the order said."""
    return _with_days(text, [g for g in _groups(text, pieces_in(text, moment)) if _has_time(g)])


def _with_days(text: str, groups: list[list[Piece]]) -> list[list[Piece]]:
    """A day and an hour that other words part are one time: 情人节订束花，早上九点送到."""
    joined: list[list[Piece]] = []
    for group in groups:
        before = joined[-1] if joined else []
        gap = text[before[-1].end : group[0].start] if before else ""
        last = bool(group) and not text[group[-1].end :].strip("。.！!吧啊的那天 ")
        if before and _FROM.search(text[: before[0].start]) and _until(before, gap, group):
            to = Piece(group[0].start - 1, group[0].start, Mark.TO)
            joined[-1] = [*before, to, *group]
        elif before and (_belong(before, gap, group) or (last and _added(before, gap, group))):
            joined[-1] = [*before, *group]
        else:
            joined.append(group)
    return joined


def _until(before: Sequence[Piece], gap: str, group: Sequence[Piece]) -> bool:
    """Whether a day ends the range that another began, with what is done in between."""
    days = kinds_of(before) == kinds_of(group) == {Dated}
    return days and bool(_UNTIL.fullmatch(gap))


def _added(before: Sequence[Piece], gap: str, group: Sequence[Piece]) -> bool:
    """Whether a day at the very end belongs to an hour before it: 十点半来修 白天不方便 今天."""
    by_hour = Clock in kinds_of(before) and Dated not in kinds_of(before)
    return by_hour and kinds_of(group) == {Dated} and len(gap) <= _FAR and not _ELSE.search(gap)


def kinds_of(group: Sequence[Piece]) -> set[type]:
    """What kinds of pieces a time is said in, small marks aside."""
    return {type(piece.value) for piece in group} - {Mark}


def _narrows(before: Sequence[Piece], group: Sequence[Piece]) -> bool:
    """Whether a group tells the day of a week or month before it: 下周，周三."""
    outer = [piece.value for piece in before]
    inner = next((piece.value for piece in group if isinstance(piece.value, Dated)), None)
    if inner is None or len(outer) != 1 or not isinstance(outer[0], Dated):
        return False
    return (inner.weekday or inner.day) is not None and nested(outer[0], inner) is not None


def _completes(before: Sequence[Piece], group: Sequence[Piece]) -> bool:
    """Whether a group tells the hour of the day (周四 … 九点) or of its part (周四上午 … 九点)."""
    first, then = {type(piece.value) for piece in before}, kinds_of(group)
    if first == {Dated}:
        return bool(then) and then <= {Part, Clock}
    return first == {Dated, Part} and then == {Clock}


def _belong(before: Sequence[Piece], gap: str, group: Sequence[Piece]) -> bool:
    if _AFTERTHOUGHT.fullmatch(gap) and _completes(group, before):
        return True
    if _PAUSE.fullmatch(gap) and _narrows(before, group):
        return True
    if kinds_of(before) == {Dated} and kinds_of(group) == {Part} and _OF_THAT_DAY.search(gap):
        return True
    if len(gap) <= _SOON and kinds_of(group) == {Part} and kinds_of(before) in _BY_HOUR:
        return not gap.endswith("我")
    near = sum(0.5 if sign.isascii() else 1 for sign in gap) <= _FAR
    return near and _completes(before, group) and not _ELSE.search(gap)


def _has_time(group: Sequence[Piece]) -> bool:
    return any(not isinstance(piece.value, Mark) for piece in group)


def _groups(text: str, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that stand together and make one time."""
    group: list[Piece] = []
    for at, piece in enumerate(pieces):
        gap = text[group[-1].end : piece.start] if group else ""
        anew = isinstance(piece.value, Dated) and gap and _has_clock(group, pieces[at + 1 : at + 3])
        if group and (anew or not _joins(group, gap, piece)):
            yield from _trimmed(text, group)
            group = []
        group.append(piece)
    if group:
        yield from _trimmed(text, group)


def _has_clock(group: Sequence[Piece], following: Sequence[Piece]) -> bool:
    """Whether an hour was said and is said again for the day that follows: 四点 明天下午四点."""
    before = any(isinstance(each.value, Clock) for each in group)
    return before and any(isinstance(each.value, Clock) for each in following)


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
    said = text[piece.start : piece.end]
    leads = said.isascii() and not _FOLLOW.match(said)
    return piece.value is Mark.TO or leads or said.startswith("最")
