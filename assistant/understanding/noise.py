"""What a speech recogniser makes of a sentence: words that sound alike, lost characters.

Used to train on noisy copies and to score on others. The two parts never put the same word or
character in another's place, so that what was trained on is not what is scored. The same seed gives
the same noise.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from assistant.understanding.features import sound
from assistant.understanding.text import CJK
from assistant.understanding.words import dictionary

TRAINING, SCORING = "training", "scoring"
PARTS = (TRAINING, SCORING)

_CHINESE = re.compile(f"[{CJK}]")
_ENGLISH = re.compile(r"[A-Za-z']+|[^A-Za-z']+")
_COMMON_CHARACTER, _COMMON_WORD = 500, 30
"""Least frequencies in jieba's dictionary of what a recogniser would write instead."""

_WHOLE_WORD, _DROPPED, _DOUBLED = 0.5, 0.12, 0.08
"""Shares of the errors; the rest are single characters that sound alike."""


def part_of(replacement: str) -> str:
    """The part whose noise may write `replacement`."""
    return PARTS[zlib.crc32(replacement.encode()) % 2]


def _sounds(word: str) -> str:
    return "'".join(map(sound, word))


@lru_cache(maxsize=2)
def _alike(part: str) -> Mapping[str, tuple[list[str], list[int]]]:
    """What may be written for each sequence of sounds, with how common each is."""
    found: dict[str, tuple[list[str], list[int]]] = {}
    for word, frequency in dictionary():
        least = _COMMON_CHARACTER if len(word) == 1 else _COMMON_WORD
        if len(word) <= 3 and frequency >= least and part_of(word) == part:
            words, weights = found.setdefault(_sounds(word), ([], []))
            words.append(word)
            weights.append(frequency)
    return found


class Noise:
    """Spoils sentences at a rate: of so many Chinese characters, one comes out wrong."""

    def __init__(self, rate: float, seed: int, part: str) -> None:
        """`rate` from 0 to 1; `part` is TRAINING or SCORING. Raises ValueError for another part."""
        if part not in PARTS:
            raise ValueError(f"there is no noise for {part!r}")
        self._rate, self._seed, self._part = rate, seed, part

    def spoil(self, text: str, words: Iterable[str]) -> str:
        """The noisy form of `text`; `words` are its words, which together are the text.

        English words lose, double or swap a letter: of so many words, one is wrong.
        """
        rng = random.Random(f"{self._seed} {self._rate} {text}")
        return "".join(self._word(rng, word) for word in words) or text

    def _word(self, rng: random.Random, word: str) -> str:
        if not _CHINESE.search(word):
            return "".join(self._english(rng, piece) for piece in _ENGLISH.findall(word))
        wrong = [rng.random() < self._rate for _ in word]
        if not any(wrong):
            return word
        if len(word) > 1 and rng.random() < _WHOLE_WORD:
            other = self._instead(rng, word)
            if other:
                return other
        return "".join(
            self._character(rng, character) if is_wrong else character
            for character, is_wrong in zip(word, wrong, strict=True)
        )

    def _character(self, rng: random.Random, character: str) -> str:
        chance = rng.random()
        if chance < _DROPPED:
            return ""
        if chance < _DROPPED + _DOUBLED:
            return character * 2
        return self._instead(rng, character) or character

    def _instead(self, rng: random.Random, word: str) -> str | None:
        words, weights = _alike(self._part).get(_sounds(word), ([], []))
        others = [
            (each, weight) for each, weight in zip(words, weights, strict=True) if each != word
        ]
        if not others:
            return None
        return rng.choices([each for each, _ in others], [weight for _, weight in others])[0]

    def _english(self, rng: random.Random, piece: str) -> str:
        if len(piece) < 4 or not piece[0].isalpha() or rng.random() >= self._rate:
            return piece
        at = rng.randrange(1, len(piece) - 1)
        kind = rng.randrange(3)
        if kind == 0:
            return piece[:at] + piece[at + 1 :]
        if kind == 1:
            return piece[:at] + piece[at] + piece[at:]
        return piece[:at] + piece[at + 1] + piece[at] + piece[at + 2 :]
