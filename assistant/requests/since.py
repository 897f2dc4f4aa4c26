"""Since when something is so, in the words in which it was said: 三天了, 昨天开始, for weeks."""

import re
from collections.abc import Iterator
from datetime import datetime

from assistant.times import Problem, read_times
from assistant.understanding.text import normalise

_COUNT = "[0-9]+|[零一二两三四五六七八九十百]+|几|半|十几|好几|数|好多|多少"
_UNIT = "个?多?小时|个?多?钟头|个?晚上|个?多?月|个?多?星期|个?多?礼拜|天|日|周|宿|年"
_LENGTH = re.compile(
    rf"(?:都|已经|有|快|将近|差不多|大概|整整|足足|坏了)*(?P<length>(?:好|十)?(?:{_COUNT})(?:来|多)?"
    rf"(?:{_UNIT})(?:多|半|有余)?)(?!前|后|以|之|内|一次|两次|[一二三四五六七八九十]号)(?:了|啦|嘞|喽)?"
)
_AGO = re.compile(
    rf"(?:从|打|自)?(?:好|十)?(?:{_COUNT})(?:来|多)?(?:{_UNIT})(?:以|之)?前(?:起|开始)*"
)
_LONG = re.compile(
    "很久|好久|老久|半天|长期|成天|一个冬天|一个夏天|整个冬天|整个夏天|整个星期|成个礼拜|老早|好耐"
)
_POINT = re.compile(
    r"(?:从|自从|打|自)?(?:大?前天|昨天|昨日|昨晚|昨夜|昨儿个?|前晚|今早|今天一早|今天早上|今早上|今晨"
    r"|上个?(?:周|星期|礼拜)[一二三四五六日天]?|上个?月|上半年|去年|前年|年初|年前|过年|春节|入冬|入夏|开春"
    r"|周末|月初|国庆|五一|寻日|琴日|尋日|这个?月初|这个?(?:周|星期)[一二三四五六]|前几天|前两天|前些天|前阵子"
    r"|前一阵|这几天|这两天|最近|搬来)"
    r"(?:早上|上午|中午|下午|傍晚|晚上|夜里|半夜)?(?:以来|起|开始|到现在)*"
)
_DATE = re.compile(
    rf"(?:从|自从|打|自)?(?:{_COUNT})月(?:{_COUNT})[号日](?:起|开始)|(?:从|自从|打|自)(?:{_COUNT})月(?:{_COUNT})[号日]"
)
_NUMBER = (
    r"(?:[0-9]+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|a few"
    r"|a couple of|couple of|many|some)"
)
_UNITS = r"(?:hours?|days?|nights?|weeks?|fortnights?|months?|years?)"
_ENGLISH = re.compile(
    rf"\bfor (?:about |over |nearly |almost |more than |at least |the (?:last|past) )*"
    rf"(?:{_NUMBER} )?{_UNITS}(?: now)?\b"
    rf"|\b{_NUMBER} {_UNITS} (?:now|ago)\b"
    r"|\b(?:since|from) (?:about )?(?:early )?(?:last |this |the )?(?:yesterday|morning|night|week"
    r"|month|year|winter|summer|spring|autumn|weekend|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|new year)(?: (?:morning|afternoon|evening|night))?\b"
    r"|\b(?:yesterday|last (?:night|week|month|year))\b"
    r"|\b(?:all (?:day|night|week|month|winter|summer)|for (?:ages|a long time|a while)|forever)\b"
)
_FROM = re.compile(r"(?:从|自从|打|自|since |from )$")
_ON = re.compile(r"\s*(?:以来|起|开始|到现在)+")
_NOT_SINCE = re.compile(r"(?:每|每到|到|等|直到|天天|every |until |till |by )$")
_RECENT = re.compile("今|昨|前|上|去|号|日|周|星期|礼拜|yesterday|last|today|this")


def since_in(text: str, now: datetime) -> str:
    """Since when, in the words of `text`; "" where nothing is said of it.

    Of several the one that begins first, the longest of those; `now` is local, with its zone.
    """
    said = normalise(text)
    spans = [*_by_pattern(said), *_by_times(text, said, now)]
    if not spans:
        return ""
    first, last = min(spans, key=_first_and_longest)
    return text[first:last].strip(" ，,。.")


def _first_and_longest(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _by_pattern(said: str) -> Iterator[tuple[int, int]]:
    for pattern in (_LENGTH, _AGO, _LONG, _POINT, _DATE, _ENGLISH):
        for match in pattern.finditer(said):
            first = match.start("length") if pattern is _LENGTH else match.start()
            if not _NOT_SINCE.search(said[:first]):
                yield first, match.end()


def _by_times(text: str, said: str, now: datetime) -> Iterator[tuple[int, int]]:
    """Times that are over, as they are read: 十一月三号起, 昨天下午三点开始."""
    for time in read_times(text, now):
        over = time.problem is Problem.PAST
        begun = time.start is not None and time.start <= now.replace(second=0, microsecond=0)
        words = said[time.first : time.last]
        if not (over or begun) or not _RECENT.search(words):
            continue
        if _NOT_SINCE.search(said[: time.first]):
            continue
        before, after = _FROM.search(said[: time.first]), _ON.match(said, time.last)
        yield before.start() if before else time.first, after.end() if after else time.last
