"""Which language a message is in: zh (Mandarin and its dialects), yue (Cantonese) or en."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.understanding.text import CJK, DATA, normalise, read_words

_CHINESE = re.compile(f"[{CJK}]")
_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?")
_NAMES = frozenset({"atm", "ktv", "app", "wc", "ok", "wifi", "ct", "ems", "ai", "diy", "vip", "qq"})
"""Latin letters inside Chinese that say nothing about the language."""


class LanguageGuess:
    """Tells the three languages apart by script and by words that only Cantonese has."""

    def __init__(self, cantonese: list[str], elsewhere: list[str]) -> None:
        """Words of Cantonese, and longer words in which these are not Cantonese."""
        self._yue = re.compile("|".join(map(re.escape, map(normalise, cantonese))) or r"(?!)")
        self._zh = re.compile("|".join(map(re.escape, map(normalise, elsewhere))) or r"(?!)")

    @classmethod
    def load(cls, directory: Path = DATA) -> LanguageGuess:
        """The guess with the word lists in `directory`."""
        return cls(
            [row["word"] for row in read_words(directory / "cantonese.csv")],
            [row["word"] for row in read_words(directory / "not_cantonese.csv")],
        )

    def of(self, text: str) -> str:
        """`zh`, `yue` or `en`; `zh` where nothing tells."""
        text = normalise(text)
        characters = len(_CHINESE.findall(text))
        words = [word for word in _LATIN.findall(text) if word not in _NAMES]
        # One English word says about as much as two Chinese characters.
        if words and len(words) * 2 > characters:
            return "en"
        return "yue" if self._yue.search(self._zh.sub("", text)) else "zh"
