"""One spelling of what was said: simplified script, half width, lower case; dialect made plain.

`normalise` keeps the length, so that positions found in the result hold in the original message.
`Speech.plain` may change it: it is what the classifiers read.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import opencc

DATA = Path(__file__).resolve().parents[2] / "data" / "nlu" / "words"
"""Our own word lists: dialects, wake words, fillers."""

CJK = "\u3400-\u9fff\U00020000-\U0002ffff"
"""The inside of a character class that matches Chinese characters."""

_UNITS = re.compile(rf"[{CJK}]|[a-z]+(?:'[a-z]+)?|[0-9]+(?:\.[0-9]+)?")
_TO_SIMPLIFIED = opencc.OpenCC("t2s")


def _fold(character: str) -> str:
    """The half-width, lower-case form of one character, or the character if that is not one."""
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """`text` in simplified script, half width and lower case; always as long as `text`."""
    folded = "".join(map(_fold, text)).replace("’", "'")
    simplified: str = _TO_SIMPLIFIED.convert(folded)
    if len(simplified) != len(folded):
        simplified = "".join(
            one if len(one) == 1 else character
            for character in folded
            for one in [_TO_SIMPLIFIED.convert(character)]
        )
    return simplified


def stem(word: str) -> str:
    """The bare form of an English word, good enough to match a list: keys -> key, fixing -> fix."""
    if len(word) <= 3 or not word.isascii() or not word[0].isalpha():
        return word
    word = word.removesuffix("'s")
    for suffix, replacement in (("ies", "y"), ("ing", ""), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word.removesuffix(suffix) + replacement
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def units(text: str) -> list[tuple[str, int, int]]:
    """The pieces of normalised `text` that words are matched by: (piece, start, end).

    A Chinese character is a piece; so is a whole English word (its stem) or a number.
    """
    return [(stem(m.group()), m.start(), m.end()) for m in _UNITS.finditer(text)]


def read_words(path: Path) -> list[dict[str, str]]:
    """The rows of one of our word lists."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Speech:
    """Makes dialect and recogniser leftovers plain."""

    def __init__(self, words: Mapping[str, str], noise: Iterable[str]) -> None:
        self._words = {normalise(word): plain for word, plain in words.items()}
        longest = sorted(self._words, key=len, reverse=True)
        self._dialect = re.compile("|".join(map(re.escape, longest)) or r"(?!)")
        wake = "|".join(sorted(map(re.escape, map(normalise, noise)), key=len, reverse=True))
        self._wake = re.compile(
            rf"^[\s,，。!！、…]*(?:{wake})+[\s,，。!！、:：]*" if wake else r"(?!)"
        )

    @classmethod
    def load(cls, directory: Path = DATA) -> Speech:
        """The speech of `dialects.csv` and `wake_words.csv` in `directory`."""
        words = {row["word"]: row["plain"] for row in read_words(directory / "dialects.csv")}
        return cls(words, [row["word"] for row in read_words(directory / "wake_words.csv")])

    def plain(self, text: str) -> str:
        """Normalised `text` without wake words, dialect words replaced by everyday ones."""
        text = normalise(text)
        without = self._wake.sub("", text)
        return self._dialect.sub(lambda m: self._words[m.group()], without or text)
