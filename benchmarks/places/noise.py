"""What a speech recogniser makes of a sentence, the same every time: letters that sound alike.

Of so many Chinese letters one comes out as another common one of the same syllable, or of one that
people do not tell apart (an and ang, z and zh, n and l, h and f), is lost, or comes twice.
"""

import random
from collections import defaultdict
from functools import lru_cache

from pypinyin import lazy_pinyin

SAME, ALIKE, LOST = 0.55, 0.25, 0.12
"""Shares of the errors; the rest are letters that come twice."""

_FIRST, _LAST = 0x4E00, 0x9FFF
_COMMON = 0xD7
"""The common letters of the GB 2312 standard have a first byte up to this one."""

_TURNS = (
    ("zh", "z"), ("ch", "c"), ("sh", "s"), ("z", "zh"), ("c", "ch"), ("s", "sh"), ("n", "l"),
    ("l", "n"), ("h", "f"), ("f", "h"), ("r", "l"),
)  # fmt: skip
_ENDS = (("ang", "an"), ("eng", "en"), ("ing", "in"), ("an", "ang"), ("en", "eng"), ("in", "ing"))


def spoilt(text: str, rate: float, seed: int) -> str:
    """The sentence with one of so many Chinese letters wrong; Latin letters stay."""
    dice = random.Random(f"{seed} {rate} {text}")
    said = "".join(_heard(dice, letter) if dice.random() < rate else letter for letter in text)
    return said or text


def _heard(dice: random.Random, letter: str) -> str:
    if not _FIRST <= ord(letter) <= _LAST:
        return letter
    syllable = str(lazy_pinyin(letter)[0])
    kind = dice.random()
    if kind < SAME:
        return _instead(dice, letter, [syllable])
    if kind < SAME + ALIKE:
        return _instead(dice, letter, _alike(syllable))
    return "" if kind < SAME + ALIKE + LOST else letter * 2


def _instead(dice: random.Random, letter: str, syllables: list[str]) -> str:
    others = [each for syllable in syllables for each in _letters().get(syllable, ())]
    others = [each for each in others if each != letter]
    return dice.choice(others) if others else letter


def _alike(syllable: str) -> list[str]:
    """Syllables that people do not tell from this one."""
    found = [new + syllable[len(old) :] for old, new in _TURNS if syllable.startswith(old)]
    found += [syllable[: -len(old)] + new for old, new in _ENDS if syllable.endswith(old)]
    return [each for each in found if each in _letters()]


@lru_cache(maxsize=1)
def _letters() -> dict[str, list[str]]:
    """The common letters of each syllable."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code in range(_FIRST, _LAST + 1):
        letter = chr(code)
        coded = letter.encode("gb2312", errors="ignore")
        if coded and coded[0] <= _COMMON:
            found[str(lazy_pinyin(letter)[0])].append(letter)
    return dict(found)
