"""Numbers as people say them, in Chinese characters, digits or English words."""

from __future__ import annotations

import re

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "幺": 1, "两": 2, "俩": 2, "仨": 3, "壹": 1, "贰": 2, "叁": 3}
_TENS = {"十": 10, "百": 100, "千": 1000}
_CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_ENGLISH = {word: value for value, word in enumerate(_CARDINALS.split(" "))}
_ENGLISH |= {word: value for value, word in enumerate(_ORDINALS.split(" "), start=1)}

CHINESE_NUMBER = "[零一二三四五六七八九十百千两俩仨]{1,6}"
"""A pattern for a number in Chinese characters."""


def number(said: str) -> int | None:
    """The value of a whole number below ten thousand, or None if `said` is not one.

    >>> number("二十三"), number("两百零五"), number("17"), number("two")
    (23, 205, 17, 2)
    """
    said = said.strip().lower()
    if said.isascii() and said.isdigit():
        return int(said)
    if said in _ENGLISH:
        return _ENGLISH[said]
    if not said or any(c not in _DIGITS and c not in _TENS for c in said):
        return None
    if not any(c in _TENS for c in said):
        return int(digits(said))
    total, pending = 0, 0
    for character in said:
        if character in _DIGITS:
            pending = _DIGITS[character]
        else:
            total += (pending or (1 if total == 0 else 0)) * _TENS[character]
            pending = 0
    return total + pending


def digits(said: str) -> str:
    """Digits spoken one by one, as digits: 一三八零 -> 1380. Other characters are dropped."""
    return "".join(
        character if character.isascii() and character.isdigit() else str(_DIGITS[character])
        for character in said
        if (character.isascii() and character.isdigit()) or character in _DIGITS
    )


_DIGIT = "0-9零〇一二三四五六七八九幺"
SPOKEN_DIGITS = re.compile(rf"[{_DIGIT}][{_DIGIT} \-]{{5,16}}[{_DIGIT}]")
"""A run of digits, written or spoken one by one, long enough for a telephone number."""

_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}|[2-8]\d{6,7}|400\d{7}")


def phone_in(run: str) -> str:
    """The digits of the telephone number that a run of digits is; "" if it is none."""
    value = digits(run)
    return value if _PHONE.fullmatch(value) else ""


def without_phones(text: str) -> str:
    """`text` with 号码 in place of every telephone number: 一二零 in one is no ambulance."""
    return SPOKEN_DIGITS.sub(lambda run: "号码" if phone_in(run.group()) else run.group(), text)
