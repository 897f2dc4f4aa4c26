"""Turns a plain message into the marks that the classifiers count.

Chinese is read as runs of 1 to 4 characters, as words, and as runs of 2 and 3 sounds (recognisers
confuse sounds, so zh/z, n/l, ang/an are one); English as stems, pairs of stems and word
beginnings. Words that link to the catalogue are marked by the service, and once more
replaced by one blank, so that the marks around them do not depend on the service named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pypinyin import Style, pinyin

from assistant.understanding.text import CJK, stem

BLANK = "〇"
"""Stands for words that name a service."""

_CHINESE = re.compile(rf"[{CJK}{BLANK}]+")
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+")
_DIGITS = re.compile(r"[0-9]+")
_FUZZY = (
    (re.compile(r"^([zcs])h"), r"\1"),
    (re.compile(r"^[nr]"), "l"),
    (re.compile(r"^hu(?=[aeio])|^hu$"), "f"),
    (re.compile(r"([aei])ng$"), r"\1n"),
)


@lru_cache(maxsize=8192)
def sound(character: str) -> str:
    """The rough sound of a Chinese character: its commonest reading, alike sounds made one."""
    said = pinyin(character, style=Style.NORMAL, errors="ignore")
    reading: str = said[0][0] if said else character
    for pattern, replacement in _FUZZY:
        reading = pattern.sub(replacement, reading)
    return reading


def _runs(items: Sequence[str], shortest: int, longest: int) -> Iterator[str]:
    for size in range(shortest, longest + 1):
        for start in range(len(items) - size + 1):
            yield "".join(items[start : start + size])


def _chinese(text: str, cut: Callable[[str], Iterable[str]]) -> Iterator[str]:
    for match in _CHINESE.finditer(text):
        piece = match.group()
        edged = f"^{piece}$"
        yield from _runs(edged, 1, 4)
        sounds = ["^", *map(sound, piece), "$"]
        for run in _runs([f"{each}'" for each in sounds], 2, 3):
            yield f"~{run}"
        words = [word for word in cut(piece) if word != BLANK]
        for word in words:
            yield f"w:{word}"
        for first, second in pairwise(words):
            yield f"w:{first} {second}"


def _latin(text: str) -> Iterator[str]:
    words = [stem(word) for word in _LATIN.findall(_DIGITS.sub("0", text))]
    for word in words:
        yield f"e:{word}"
        if len(word) > 4:
            yield f"e:{word[:4]}-"
    edged = ["^", *words, "$"] if words else []
    for size in (2, 3):
        for start in range(len(edged) - size + 1):
            yield "e:" + " ".join(edged[start : start + size])


def word_marks(text: str, cut: Callable[[str], Iterable[str]]) -> list[str]:
    """The marks of the words of plain `text`; `cut` splits Chinese into words."""
    text = _DIGITS.sub("0", text)
    return [*_chinese(text, cut), *_latin(text)]
