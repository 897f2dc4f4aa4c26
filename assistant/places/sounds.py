"""How names sound: homophones and near-homophones of a name have the same sound."""

from collections.abc import Iterator
from functools import lru_cache

from pypinyin import lazy_pinyin

Sounds = tuple[str, ...]

NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
"""Initials that many people, and speech recognition, do not tell apart."""

BLOWN = {
    "hu": "fu", "hua": "fa", "huo": "fo", "hui": "fei", "huan": "fan", "hun": "fen", "hon": "fen",
}  # fmt: skip
"""Syllables in h that many people speak with an f, after the merging above."""

ANY = "*"


@lru_cache(maxsize=16384)
def sound(letter: str) -> str:
    """The syllable of a Chinese letter without tone, near-homophones merged; others as they are."""
    syllable = str(lazy_pinyin(letter)[0])
    if syllable == letter:
        return letter
    for initial, merged in NEAR:
        if syllable.startswith(initial) and len(syllable) > len(initial):
            syllable = merged + syllable[len(initial) :]
            break
    if syllable.endswith("ng"):
        syllable = syllable[:-1]
    return BLOWN.get(syllable, syllable)


def sounds(text: str) -> Sounds:
    """The sound of each letter of `text`."""
    return tuple(sound(letter) for letter in text)


def is_read_otherwise(word: str) -> bool:
    """Whether a letter of the word sounds other than by itself: 行 in 银行."""
    return [str(each) for each in lazy_pinyin(word)] != [str(lazy_pinyin(c)[0]) for c in word]


def one_changed(syllables: Sounds) -> Iterator[Sounds]:
    """The syllables with each of them in turn replaced by `ANY`."""
    for i in range(len(syllables)):
        yield (*syllables[:i], ANY, *syllables[i + 1 :])


def one_dropped(syllables: Sounds) -> set[Sounds]:
    """The syllables with each of them in turn left out."""
    return {(*syllables[:i], *syllables[i + 1 :]) for i in range(len(syllables))}


def romanised(name: str) -> list[str]:
    """How a Chinese name is written in Latin letters: "xinjiekou", "xin jie kou", "xinjie kou".

    Empty for other names.
    """
    if not name or not all("\u3400" <= letter <= "\u9fff" for letter in name):
        return []
    syllables = [str(syllable) for syllable in lazy_pinyin(name)]
    forms = ["".join(syllables), " ".join(syllables), f"{''.join(syllables[:-1])} {syllables[-1]}"]
    return list(dict.fromkeys(forms))
