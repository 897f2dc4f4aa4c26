"""All names in memory, and the names that a sentence holds."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from assistant.places.mentions import says_at
from assistant.places.names import fold
from assistant.places.points import HEARD_KINDS, SURE_KINDS, NamedPoint, apart
from assistant.places.sounds import sounds

SAME_METRES = 300
"""Places of one name that lie closer together are one place to people."""

SAME_STATION_METRES = 800
SAME_STREET_METRES = 1500
"""A street is long, and what bears its name lies somewhere along it."""

SHORTEST_HEARD = 3
"""Names of fewer syllables have too many homophones."""

SPELT_ALIKE = 86
"""How alike (0 to 100) an English name must be spelt to be taken for a slip."""

MOST_WORDS = 5
ESTATE_ENDINGS = ("小区", "社区")
STATION_ENDINGS = ("站", "地铁站", "地铁", "地铁口", "车站")

_BRANCH = re.compile(
    "(.{2,}(?:银行|邮局|超市|药房|药店|医院|便利店))(?:.{2,}(?:支行|分行|营业部|分理处|店|分院))"
)


@dataclass(frozen=True)
class Mention:
    """A name found in a folded sentence."""

    key: str
    start: int
    end: int
    points: tuple[NamedPoint, ...]
    certain: bool = True


class NameIndex:
    """Names by key; built once, then only read."""

    def __init__(self, keyed: Iterable[tuple[str, NamedPoint]], generic: frozenset[str]) -> None:
        collected: defaultdict[str, list[NamedPoint]] = defaultdict(list)
        for key, point in keyed:
            for name in dict.fromkeys([key, *_aliases(key, point)]):
                if name not in generic and _is_name(name):
                    collected[name].append(point)
            if point.name_en and _is_name(fold(point.name_en)) and "#" not in key:
                english = fold(point.name_en)
                if english != key and english not in generic:
                    collected[english].append(point)
        self._names = {key: _distinct(points) for key, points in collected.items()}
        self._longest = max(map(len, self._names), default=0)
        self._firsts = {key[0] for key in self._names}
        heard = [key for key in self._names if self._is_heard(key) and not key.isascii()]
        self._sounds: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for key in heard:
            if len(key) >= SHORTEST_HEARD:
                self._sounds[sounds(key)].append(key)
        self._spelt = [key for key in self._names if key.isascii() and self._is_heard(key)]
        self._spelt = [key for key in self._spelt if len(key) > SHORTEST_HEARD]

    def __len__(self) -> int:
        return len(self._names)

    def get(self, key: str) -> tuple[NamedPoint, ...]:
        """The places of that key."""
        return self._names.get(key, ())

    def mentions(self, text: str) -> list[Mention]:
        """The names in the folded `text`, longest first, none inside another."""
        found: list[Mention] = []
        for start, letter in enumerate(text):
            if letter not in self._firsts or _inside_word(text, start):
                continue
            for end in range(min(len(text), start + self._longest), start, -1):
                if text[start:end] in self._names and not _inside_word(text, end):
                    key = text[start:end]
                    found.append(Mention(key, start, end, self._names[key]))
                    break
        return _not_overlapping(found)

    def heard(self, text: str) -> list[Mention]:
        """Names that sound like a part of the folded `text`."""
        syllables = sounds(text)
        lengths = sorted({len(name) for name in self._sounds}, reverse=True)
        found = []
        for length in lengths:
            for start in range(len(text) - length + 1):
                for key in self._sounds.get(syllables[start : start + length], ())[:1]:
                    found.append(
                        Mention(key, start, start + length, self._names[key], certain=False)
                    )
        return _not_overlapping(found)

    def misspelt(self, text: str) -> list[Mention]:
        """English names that are spelt a little differently after "at", "in" and the like."""
        found = []
        for start, end in _word_windows(text):
            before = text[:start]
            if before and not says_at(before, ""):
                continue
            best = extractOne(text[start:end], self._spelt, scorer=ratio, score_cutoff=SPELT_ALIKE)
            if best:
                points = self._names[best[0]]
                found.append((best[1], Mention(best[0], start, end, points, certain=False)))
        return [mention for _, mention in sorted(found, key=lambda item: -item[0])[:1]]

    def _is_heard(self, key: str) -> bool:
        return any(point.kind in HEARD_KINDS for point in self._names[key]) and "#" not in key


def _aliases(key: str, point: NamedPoint) -> Iterator[str]:
    """Other forms of the name that people use."""
    if point.kind == "estate":
        for ending in ESTATE_ENDINGS:
            if key.endswith(ending) and len(key) - len(ending) >= 2:
                yield key.removesuffix(ending)
    elif point.kind == "station" and not key.isascii():
        base = key
        for ending in STATION_ENDINGS:
            base = base.removesuffix(ending) if len(base) - len(ending) >= 2 else base
        yield from (base + ending for ending in STATION_ENDINGS)
    branch = _BRANCH.fullmatch(key)
    if branch:
        yield branch[1]
    before, bracket, _ = point.name.partition("（" if "（" in point.name else "(")
    if bracket and point.kind in SURE_KINDS:
        yield fold(before)


def _is_name(key: str) -> bool:
    return len(key) > 1 and not key.isdecimal()


def _inside_word(text: str, at: int) -> bool:
    """Whether a cut at this place would go through an English word or a number."""
    if not 0 < at < len(text):
        return False
    a, b = text[at - 1], text[at]
    both_digits = a.isdecimal() and b.isdecimal()
    return both_digits or (a.isascii() and a.isalpha() and b.isascii() and b.isalpha())


def _distinct(points: Iterable[NamedPoint]) -> tuple[NamedPoint, ...]:
    """One point for each place: what lies close together under one name is one."""
    kept: list[NamedPoint] = []
    for point in sorted(points, key=lambda item: (item.rank, item.id)):
        near = next((i for i, other in enumerate(kept) if _are_one(point, other)), None)
        if near is None:
            kept.append(point)
        elif kept[near].name_en is None and point.name_en:
            kept[near] = replace(kept[near], name_en=point.name_en)
    sure = [point for point in kept if point.kind in SURE_KINDS]
    return tuple(sure or kept)


def _are_one(a: NamedPoint, b: NamedPoint) -> bool:
    kinds = {a.kind, b.kind}
    if "street" in kinds and len(kinds) > 1:
        return apart(a, b) < SAME_STREET_METRES
    return apart(a, b) < (SAME_STATION_METRES if kinds == {"station"} else SAME_METRES)


def _not_overlapping(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda item: (item.start - item.end, item.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return kept


def _word_windows(text: str) -> Iterator[tuple[int, int]]:
    """Runs of up to `MOST_WORDS` English words, as start and end."""
    starts = [i for i in range(len(text)) if text[i] != " " and (i == 0 or text[i - 1] == " ")]
    ends = [i for i in range(1, len(text) + 1) if i == len(text) or text[i] == " "]
    for first, start in enumerate(starts):
        for end in ends[first : first + MOST_WORDS]:
            if text[start:end].isascii():
                yield start, end
