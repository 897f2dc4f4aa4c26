"""Making sure that what is said aloud can be said: numbers as words, no signs."""

import re

from assistant.wording.numbers import en_number, zh_number

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_RANGE = re.compile(r"(?<=\d)\s*[-–~～]\s*(?=\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIGNS = re.compile(r"[#*_/\\<>|\[\]~^`@]+")
LONGEST_NUMBER = 4
"""Longer rows of digits are codes, said digit by digit."""


def aloud(text: str, language: str) -> str:
    """`text` with what cannot be said put into words of `language` ("zh" or "en")."""
    if not (_NUMBER.search(text) or _SIGNS.search(text)):
        return text
    chinese = language != "en"
    text = _CLOCK.sub(_clock_zh if chinese else r"\1 \2", text)
    text = _RANGE.sub("到" if chinese else " to ", text)
    text = _NUMBER.sub(lambda found: _number(found.group(), chinese), text)
    return _SIGNS.sub("，" if chinese else ", ", text)


def _clock_zh(found: re.Match[str]) -> str:
    hour, minute = found.group(1), found.group(2)
    return f"{int(hour)}点" + ("" if minute == "00" else "半" if minute == "30" else f"{minute}分")


def _number(digits: str, chinese: bool) -> str:
    word = zh_number if chinese else en_number
    whole, _, rest = digits.partition(".")
    if rest:
        point = "点" if chinese else " point "
        return f"{word(int(whole))}{point}{_one_by_one(rest, chinese)}"
    if len(whole) > LONGEST_NUMBER or (len(whole) > 1 and whole.startswith("0")):
        return _one_by_one(whole, chinese)
    return word(int(whole))


def _one_by_one(digits: str, chinese: bool) -> str:
    word = zh_number if chinese else en_number
    return ("" if chinese else " ").join(word(int(digit)) for digit in digits)
