"""Mends what a speech recogniser misheard: of the words that sound like it, those people say here.

A noisy channel (Shannon; Kernighan, Church and Gale 1990 for spelling): the likeliest sentence that
sounds the same, by a language model of three characters over the training lines, the catalogue and
jieba's dictionary. Only Chinese characters are changed, and only into ones of the same rough sound.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from assistant.understanding.features import sound
from assistant.understanding.text import CJK
from assistant.understanding.words import dictionary

_CHINESE = re.compile(f"[{CJK}]")
_START, _END = "^", "$"

_MISHEARD = 0.05
"""How likely a character is misheard, so that an unusual word is believed."""

_SHARES = (0.55, 0.3, 0.14)
"""How much the last two characters, the last one and none say about the next."""

_FORM_COUNTS, _DICTIONARY_COUNTS = 2.0, 0.02
"""A name of the catalogue counts as so many sentences; a word of the dictionary as so many for each
power of e in its frequency."""

_MOST_ALIKE, _MOST_KEPT = 12, 10
"""Characters considered for one heard, and beginnings kept for each position (a beam)."""

_LONGEST = 60
"""Longer messages were typed or are not for us; they are left as they are."""


class Hearing:
    """A language model of what people say here, and the mending with it."""

    def __init__(self, counts: Mapping[str, float]) -> None:
        """`counts` of one, two and three characters in a row."""
        self._counts = dict(counts)
        self._after_two: dict[str, float] = defaultdict(float)
        self._after_one: dict[str, float] = defaultdict(float)
        self._all = 0.0
        alike: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for run, count in self._counts.items():
            if len(run) == 3:
                self._after_two[run[:2]] += count
            elif len(run) == 2:
                self._after_one[run[0]] += count
            else:
                self._all += count
                if count >= 1 and _CHINESE.match(run):
                    alike[sound(run)].append((count, run))
        self._alike = {
            heard: [character for _, character in sorted(found, reverse=True)[:_MOST_ALIKE]]
            for heard, found in alike.items()
        }

    @classmethod
    def train(cls, plains: Iterable[str], forms: Iterable[str]) -> Hearing:
        """Learn from plain sentences and from the names of the catalogue."""
        counts: dict[str, float] = defaultdict(float)
        for texts, weight in ((plains, 1.0), (forms, _FORM_COUNTS)):
            for text in texts:
                edged = f"{_START}{_START}{text}{_END}"
                for at in range(2, len(edged)):
                    for size in (1, 2, 3):
                        counts[edged[at + 1 - size : at + 1]] += weight
        for word, frequency in dictionary():
            if 2 <= len(word) <= 4 and frequency >= 20:
                weight = _DICTIONARY_COUNTS * math.log(frequency)
                for size in (2, 3):
                    for at in range(len(word) + 1 - size):
                        counts[word[at : at + size]] += weight
                for character in word:
                    counts[character] += weight / 5
        return cls(counts)

    def mend(self, plain: str) -> str:
        """The likeliest sentence that sounds like `plain`; often `plain` itself."""
        if len(plain) > _LONGEST or not _CHINESE.search(plain):
            return plain
        kept: dict[tuple[str, str], tuple[float, str]] = {(_START, _START): (0.0, "")}
        for heard in plain + _END:
            said = self._said(heard)
            following: dict[tuple[str, str], tuple[float, str]] = {}
            for (before, last), (likely, text) in kept.items():
                for character, channel in said:
                    score = likely + channel + self._log_share(before, last, character)
                    known = following.get((last, character))
                    if known is None or score > known[0]:
                        following[last, character] = (score, text + character)
            best = sorted(following.items(), key=lambda each: -each[1][0])
            kept = dict(best[:_MOST_KEPT])
        return max(kept.values())[1].removesuffix(_END)

    def _said(self, heard: str) -> list[tuple[str, float]]:
        """What may have been said where `heard` was heard, with the logarithm of how likely."""
        if not _CHINESE.match(heard):
            return [(heard, 0.0)]
        others = [each for each in self._alike.get(sound(heard), []) if each != heard]
        misheard = math.log(_MISHEARD / max(3, len(others)))
        return [(heard, math.log(1 - _MISHEARD)), *((each, misheard) for each in others)]

    def _log_share(self, before: str, last: str, character: str) -> float:
        of_two, of_one, of_none = _SHARES
        count = self._counts.get
        share = of_none * count(character, 0.0) / self._all + 1e-7
        seen = self._after_one.get(last, 0.0)
        if seen:
            share += of_one * count(last + character, 0.0) / (seen + 2)
        seen = self._after_two.get(before + last, 0.0)
        if seen:
            share += of_two * count(before + last + character, 0.0) / (seen + 1)
        return math.log(share)

    def save(self, path: Path) -> None:
        """Write the counts into a file."""
        rounded = {run: round(count, 2) for run, count in self._counts.items()}
        path.write_bytes(zlib.compress(json.dumps(rounded, ensure_ascii=False).encode()))

    @classmethod
    def load(cls, path: Path) -> Hearing:
        """What was saved into a file."""
        return cls(json.loads(zlib.decompress(path.read_bytes())))
