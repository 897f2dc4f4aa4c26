"""What else was said: a place, which of the list, a telephone number, an age or a party size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.understanding.numerals import CHINESE_NUMBER, SPOKEN_DIGITS, number, phone_in
from assistant.understanding.text import CJK, normalise


@dataclass(frozen=True)
class Detail:
    """One thing said, with its position in the message."""

    kind: str
    """place, choice, phone or number."""
    value: str | int
    start: int
    end: int
    of: str | None = None
    """For a number: age (years), age_months or party."""


_LAST = re.compile(r"最后(?:一|那)?[个家间处]|the last (?:one)?")
_CHOICE = re.compile(
    rf"第({CHINESE_NUMBER}|[0-9]{{1,2}})(?:[个家间处条位项种所]|那|吧|$|[，,。.!！?？])|"
    rf"(?:选|就|要|去)([一二三四五1-5])(?:吧|号|$|[，,。.!！?？])|"
    rf"(?:^|选|要|就)([一二三四五1-5])号(?:店|那|吧|$|[，,。.!！?？])|"
    rf"(头|前|上|后|下)(?:面|边)?[一那]?(?:个|家|间)(?=$|[，,。.!！吧的呢])|"
    r"\b(first|second|third|fourth|fifth)\b(?= one| option| place| shop| please|$|[,.!?])|"
    r"\b(?:number|option|no\.?) (one|two|three|four|five|[1-5])\b"
)
_BESIDE = {"头": 1, "前": 1, "上": 1, "后": -1, "下": -1}

_AGE = re.compile(
    rf"({CHINESE_NUMBER}|[0-9]{{1,3}})(?:多|来)?(?:周岁|岁|歲)|"
    r"\b([0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)[ -]years?[ -]old\b|"
    r"\b(?:aged|is|he's|she's|i'm) ([0-9]{1,3})(?=$|[,.!? ])(?! (?:min|metre|meter|o'clock))"
)
_MONTHS = re.compile(
    rf"({CHINESE_NUMBER}|[0-9]{{1,2}})个(?:多)?月(?:大|的(?:宝宝|孩子|娃|婴儿))|"
    r"\b([0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)[ -]months?[ -]old\b"
)
_PARTY = re.compile(
    rf"({CHINESE_NUMBER}|[0-9]{{1,2}})(?:个人|位|口人|人(?=$|[，,。.!！吃用坐订]|位|份))|"
    r"\b(?:table|seats?|room|party) (?:for|of) ([0-9]{1,2}|two|three|four|five|six|seven|eight)\b|"
    r"\b([0-9]{1,2}|two|three|four|five|six|seven|eight) (?:people|persons|of us|adults)\b"
)

_KINDS = (
    "小区|社区|家园|花园|公寓|新村|广场|大厦|大楼|商场|公园|医院|中心|学校|小学|中学|大学|地铁站|车站|"
    "菜市场|街道|胡同|路口|苑|园|里|村|城|府|庭|湾|寓|路|街|巷|弄|站|桥|寺|庙|门|口|坊|院|座|区|镇|馆"
)
_NUMBERED = rf"(?:{CHINESE_NUMBER}|[0-9a-z]{{1,5}})(?:号楼|栋|幢|座|单元|号院|弄|号|楼|室)"
_NAME = rf"[{CJK}a-z0-9]{{0,10}}?(?:{_KINDS})(?:[东南西北]?[门口])?(?:{_NUMBERED})*|" + (
    rf"[{CJK}]{{2,8}}(?:{_NUMBERED})+"
)
_END = (
    rf"(?=$|[^{CJK}a-z0-9]|附近|旁|这|那|对面|楼下|门口|周围|周边|边上|一带|里面|"
    "[想要哪有找怎去离的呢啊了哦呀上住])"
)
_AT = re.compile(
    rf"(?:住在|住到|住|家在|人在|位于|来到|到了|刚到|搬到了?|站在|正在|就在|在|从|离)+(?P<place>{_NAME}){_END}"
)
_ALONE = re.compile(rf"(?P<place>[{CJK}]{{2,10}}?(?:{_NUMBERED})+)")
_NEAR = re.compile(
    rf"(?:^|[^{CJK}])(?:去|到|问下|请问)?(?P<place>[{CJK}]{{2,8}}?)(?:附近|旁边|周围|一带|边上|对面)"
)
_AT_EN = re.compile(
    r"\b(?:i'm|i am|we're|we are|i live|we live|staying|i'm standing|i stay|live|home is)"
    r"(?: \w+ing)? (?:at|in|on|near|by|next to|beside|outside|opposite) (?:the )?"
    r"(?P<place>[a-z0-9][a-z0-9' ]{2,40}?)"
    r"(?=$|[,.!?;]| and | where| is | are | can | any| i | so | now| how|$)"
)
_VAGUE = re.compile(
    r"^(?:我|你|您|他|她|它|这|那|哪|家|屋|外|路上|小区|社区|楼|门口|单位|公司|附近|手机|网|电梯|医院$|学校$|"
    r"公园$|广场$|超市|哪|什么|怎|时候|现在|今天|明天|床|厕所|老家|国|城里|村里|一|半|最|有没有|离|请问|帮)|"
    r"(?:home|bed|trouble|pain|hospital|a hurry|town|the area|here|need)$"
)


def _matched(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)


def _choices(text: str) -> Iterator[Detail]:
    for match in _LAST.finditer(text):
        yield Detail("choice", -1, match.start(), match.end())
        return
    for match in _CHOICE.finditer(text):
        said = _matched(match)
        value = _BESIDE.get(said) or number(said)
        if value:
            yield Detail("choice", value, match.start(), match.end())


def _phones(text: str) -> Iterator[Detail]:
    for match in SPOKEN_DIGITS.finditer(text):
        value = phone_in(match.group())
        if value:
            yield Detail("phone", value, match.start(), match.end())


def _numbers(text: str) -> Iterator[Detail]:
    for of, pattern in (("age", _AGE), ("age_months", _MONTHS), ("party", _PARTY)):
        for match in pattern.finditer(text):
            value = number(_matched(match))
            if value is not None:
                yield Detail("number", value, match.start(), match.end(), of)


def _places(text: str) -> Iterator[Detail]:
    for pattern in (_AT, _ALONE, _NEAR, _AT_EN):
        match = pattern.search(text)
        if match and not _VAGUE.search(match["place"]):
            start, end = match.span("place")
            yield Detail("place", text[start:end].strip(), start, end)
            return


def details(text: str) -> list[Detail]:
    """Every detail in `text`, in the order said; at most one place.

    A place is given as said (simplified, lower case); whether it exists is for the gazetteer.
    A choice counts from 1; -1 is the last one.
    """
    said = normalise(text)
    found = [*_phones(said), *_choices(said), *_numbers(said), *_places(said)]
    return sorted(found, key=lambda each: each.start)
