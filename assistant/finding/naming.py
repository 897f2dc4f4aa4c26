"""Which of several places a sentence names: 书香巷那家 of 桃源文印 and 书香巷文印店."""

import re
from collections.abc import Sequence

from assistant.understanding.text import normalise

LEAST = 2
"""Chinese characters by which a place may be told from the others."""
LEAST_EN = 4
"""Letters of an English word by which it may be."""

_ENDS = "店铺馆家站点行部"
"""Last characters of names that tell nothing: 文印店 is what 文印 is."""

_WORDS = re.compile("[a-z]+")
_HAN = re.compile("[\u3400-\u9fff]+")


def which_named(text: str, names: Sequence[tuple[str, str]], common: str = "") -> int | None:
    """The number of the place that `text` names, from 0; None where it names none or several.

    `names` are each place's names in Chinese and English ("" without one). A part of a name will
    do, if no other place has it and it is no part of the `common` words, in one string: kinds of
    places, services.
    """
    said = normalise(text)
    longest = [_longest_part(said, names, number, common) for number in range(len(names))]
    best, *others = [*sorted(longest, reverse=True), 0]
    # Two that are both named are not told apart.
    return longest.index(best) if best and best > others[0] + 1 else None


def _longest_part(said: str, names: Sequence[tuple[str, str]], number: int, common: str) -> int:
    """How many letters of the name are said that tell it from the others."""
    own, own_en = (normalise(name) for name in names[number])
    others = [name for at, name in enumerate(names) if at != number]
    chinese = [normalise(name) for name, _ in others]
    for length in range(len(own), LEAST - 1, -1):
        parts = {own[at : at + length] for at in range(len(own) - length + 1)}
        for part in parts:
            shared = part.rstrip(_ENDS) in common or any(part in name for name in chinese)
            if part in said and _HAN.fullmatch(part) and not shared:
                return length
    english = [normalise(name) for _, name in others]
    known = {word for name in english for word in _WORDS.findall(name)}
    spoken = set(_WORDS.findall(said))
    telling = [
        word
        for word in _WORDS.findall(own_en)
        if len(word) >= LEAST_EN and word in spoken and word not in known and word not in common
    ]
    return sum(map(len, telling))
