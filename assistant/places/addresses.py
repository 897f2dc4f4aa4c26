"""Addresses: the building and the unit in them, and what stands before the name.

The number of a flat is never read: nothing needs it, and what is not kept cannot be lost.
"""

import re
from dataclasses import dataclass

from assistant.places.buildings import LETTER, LINK, NUMERAL

_HAN = "[\u3400-\u9fff]"
_BUILDING = (
    rf"(?:{LETTER}?-?{NUMERAL}{LETTER}?|{LETTER})"
    r"(?:号楼|栋楼|幢楼|栋|幢|座|号院|楼|号(?![线口门店街路])|洞|动|冻)"
)
_UNIT = rf"(?:{NUMERAL}|{LETTER})(?:单元|门洞|门栋)"
_AFTER = re.compile(rf"{LINK}(?P<building>{_BUILDING})?{LINK}(?P<unit>{_UNIT})?")
_ENGLISH_BUILDING = re.compile(
    r"\b(?:building|block|bldg|tower|no) (?:[a-z]?[0-9]{1,3}[a-z]?|[a-z]+)\b"
)
_ENGLISH_UNIT = re.compile(
    r"\b(?:unit|entrance|stairwell) (?:[0-9]{1,2}|[a-z]|one|two|three|four)\b"
)
_FLAT = re.compile(r"(?<=[栋幢座楼元号])[|的 ]?[0-9零一二三四五六七八九]{3,4}(?:室|号|户)?$")
_ENGLISH_FLAT = re.compile(r"[| ]?\b(?:flat|room|apartment|apt) [a-z]?[0-9]{1,4}[a-z]?\b[| ]?")

_PART = "(?:(?![在住是到去我])[\u3400-\u9fff])"
_STATE = rf"{_PART}{{2,7}}?(?:省|自治区)"
_CITY = rf"{_PART}{{2,4}}?(?<![超菜早夜街门上城都股闹花鱼集])市(?!场|民|政|区|口|里|集)"
_DISTRICT = rf"{_PART}{{1,5}}?(?:(?<![小社校园东南西北期一二三四新老])区|县|街道)"
_PREFIX = re.compile(
    rf"(?:^|(?<=[|在住是到从去]))(?:{_STATE}[|]?)?(?:{_CITY}[|]?(?:{_DISTRICT}[|]?)*"
    rf"|(?:{_DISTRICT}[|]?)+(?={_HAN}{{1,8}}(?:路|街|巷|道|弄|小区|苑|花园|新村)))(?={_HAN}{{2}})"
)
_ESTATES = "小区|社区|花园|家园|公寓|大厦|新村|嘉园|华庭|佳苑|苑|园|村|里|府|城|庭|居|湾|郡"
_BEGINS = r"(?:^|\|)(?:[^|]*(?:(?<!自)在|住(?!宅)|[是到去找那]|地址|一下|家算))?"
_HOUSE = rf"{_HAN}{{1,8}}(?:路|街|大道|巷|弄)[0-9]{{1,4}}号"
_UNKNOWN = re.compile(rf"{_BEGINS}(?:{_HOUSE})?({_HAN}{{1,10}}(?:{_ESTATES}))(?={LINK}{_BUILDING})")
_UNKNOWN_HOUSE = re.compile(rf"{_BEGINS}({_HOUSE})(?!线)")


@dataclass(frozen=True)
class Parts:
    """What an address says beside the name, as it was said."""

    building: str | None = None
    unit: str | None = None


def parts_around(text: str, start: int, end: int) -> Parts:
    """The building and the unit beside the name that stands from `start` to `end`."""
    after = _AFTER.match(text, end)
    building, unit = (after["building"], after["unit"]) if after else (None, None)
    if building is None:
        building = _nearest(_ENGLISH_BUILDING, text, start, end)
    if unit is None:
        unit = _nearest(_ENGLISH_UNIT, text, start, end)
    return Parts(building, unit)


def without_flat(words: str) -> str:
    """`words` without the number of a flat at their end."""
    return _ENGLISH_FLAT.sub("", _FLAT.sub("", words))


def split_region(sentence: str) -> tuple[str | None, str]:
    """武汉市洪山区 and the rest of a folded sentence: that names no place where one could be."""
    match = _PREFIX.search(sentence)
    if match is None:
        return None, sentence
    return match.group().replace("|", ""), sentence[: match.start()] + sentence[match.end() :]


def unknown_address(sentence: str) -> tuple[str, Parts] | None:
    """The estate or house of an address, and its parts, in a sentence without known names."""
    match = _UNKNOWN.search(sentence)
    if match:
        return match[1], parts_around(sentence, *match.span(1))
    house = _UNKNOWN_HOUSE.search(sentence)
    return (house[1], Parts()) if house else None


def _nearest(pattern: re.Pattern[str], text: str, start: int, end: int) -> str | None:
    """What of the pattern stands nearest to a name, outside of it."""
    found = [match for match in pattern.finditer(text) if not start <= match.start() < end]
    best = min(found, key=lambda match: max(match.start() - end, start - match.end()), default=None)
    return best.group() if best else None
