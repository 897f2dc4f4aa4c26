"""Telephone numbers that people say: digits one by one, written or spoken, checked."""

import re

import phonenumbers

from assistant.understanding.numerals import digits
from assistant.understanding.text import normalise

COUNTRY = "CN"
MOBILE_DIGITS = 11
FEWEST = 5
"""Digits in a row that are meant as a telephone number."""
FEWEST_ASKED = 2
"""The same where a telephone number was asked for."""

_DIGIT = "0-9零〇一二三四五六七八九幺"
_RUN = re.compile(rf"[{_DIGIT}](?:[\s，,、。.\-啊嗯呃那个]{{0,3}}[{_DIGIT}])+")
_DOUBLED = re.compile(rf"两个([{_DIGIT}])")
_TRIPLED = re.compile(rf"三个([{_DIGIT}])")
_ENGLISH = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_ENGLISH_DIGIT = re.compile(rf"\b(?:(double|triple)\s+)?({'|'.join(_ENGLISH)})\b")


def digits_said(text: str, fewest: int = FEWEST) -> str:
    """The longest run of digits in `text`; "" where none has as many as `fewest`."""
    said = _DOUBLED.sub(r"\1\1", _TRIPLED.sub(r"\1\1\1", normalise(text)))
    said = _ENGLISH_DIGIT.sub(_english, said)
    runs = [digits(match.group()) for match in _RUN.finditer(said)]
    longest = max(runs, key=len, default="")
    return longest if len(longest) >= fewest else ""


def without_phone(text: str, digits_of: str) -> str:
    """The text with the run of those digits blanked out; positions hold."""
    if not digits_of:
        return text
    for match in _RUN.finditer(normalise(text)):
        if digits(match.group()) == digits_of:
            return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return text


def valid_phone(number: str) -> str:
    """The number as it is stored, digits only; "" where no telephone of this country has it."""
    bare = re.sub(r"^(?:\+|00)?86(?=1\d{10}$)", "", number)
    try:
        parsed = phonenumbers.parse(bare, COUNTRY)
    except phonenumbers.NumberParseException:
        return ""
    local = len(bare) in (7, 8) and bare[0] in "2345678"
    return bare if phonenumbers.is_valid_number(parsed) or local else ""


def spoken_groups(number: str) -> str:
    """The number in groups that can be followed: "138 0013 8000"."""
    if len(number) == MOBILE_DIGITS and number.startswith("1"):
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    return number


def _english(match: re.Match[str]) -> str:
    times = {"double": 2, "triple": 3}.get(match.group(1) or "", 1)
    return _ENGLISH[match.group(2)] * times
