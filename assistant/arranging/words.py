"""The words that people use while something is being arranged, from `data/booking/words.yaml`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.paths import DATA
from assistant.people.word_files import any_of, read_words
from assistant.understanding.text import normalise

FILE = DATA / "booking" / "words.yaml"

SIGNS = re.compile(r"[\s，。！？；、：,.!?;:\"'“”…~～|]+")
_SMALL = re.compile(
    r"(?:那|就|吧|啊|呀|呢|哦|哈|嘛|噻|嗯+|谢了|谢谢|多谢|唔该|了|的|麻烦您?|您|"
    r"please|thanks?|thank you)"
)


@dataclass(frozen=True)
class Words:
    """The lists of the file, ready to be looked for."""

    whole: Mapping[str, re.Pattern[str]]
    """Whole sentences, without signs: one or several words of the list."""
    anywhere: Mapping[str, re.Pattern[str]]

    def said(self, name: str, text: str) -> bool:
        """Whether a word of that list is said in `text` (normalised)."""
        return bool(self.anywhere[name].search(text))

    def is_said(self, name: str, text: str) -> bool:
        """Whether `text` (normalised) says nothing but words of that list, small words aside."""
        bare = _bare(text)
        least = _SMALL.sub("", bare).strip()
        pattern = self.whole[name]
        return bool(pattern.fullmatch(bare)) or (bool(least) and bool(pattern.fullmatch(least)))

    def without(self, name: str, text: str) -> str:
        """What is left of `text` (normalised) without the words of that list and signs."""
        return SIGNS.sub("", self.anywhere[name].sub(" ", text))


def _chinese(text: str) -> bool:
    return bool(re.search(r"[\u3400-\u9fff]", text))


@cache
def words(path: Path = FILE) -> Words:
    """The words of the file. Raises UsageError where it is not of the right form."""
    return read_words(path, _words)


def _words(content: Mapping[str, Any]) -> Words:
    whole, anywhere = {}, {}
    for name, lists in content.items():
        chinese = [normalise(str(word)) for word in lists["words"]]
        english = [normalise(str(word)) for word in lists["words_en"]]
        listed = sorted(map(_bare, (*chinese, *english)), key=len, reverse=True)
        whole[str(name)] = re.compile(rf"(?:(?:{'|'.join(map(re.escape, listed))})\s*)+")
        anywhere[str(name)] = any_of(chinese, english)
    return Words(whole, anywhere)


def _bare(word: str) -> str:
    return SIGNS.sub("" if _chinese(word) else " ", word).strip()


def any_word(candidates: Iterable[str], text: str) -> int:
    """How many of `candidates` are said in `text` (normalised); English ones as whole words."""
    count = 0
    for word in map(normalise, candidates):
        pattern = rf"\b{re.escape(word)}s?\b" if word.isascii() else re.escape(word)
        count += bool(re.search(pattern, text))
    return count
