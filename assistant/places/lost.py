"""Names of three letters of which one was lost: 行宫三号口, 我住银苑."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.places.buildings import exit_number, said_number
from assistant.places.mentions import Context
from assistant.places.names import part_key
from assistant.places.points import NamedPoint
from assistant.places.words import PlaceWords

LETTERS = 3
_WORDS = frozenset({"街口", "巷口", "村口", "桥口", "街上", "路上", "村里", "城里", "街里"})
"""Words that are whole by themselves."""

_KINDS = frozenset({"estate", "station"})
"""Kinds of which enough is said besides the name: 我住, or a number."""


class LostLetters:
    """What is left of short names when the first or the middle letter is lost."""

    def __init__(self, names: Mapping[str, Sequence[NamedPoint]], words: PlaceWords) -> None:
        self._names = names
        self._words = words
        found: defaultdict[str, set[str]] = defaultdict(set)
        for key, points in names.items():
            if len(key) == LETTERS and not key.isascii() and {p.kind for p in points} & _KINDS:
                for rest in (key[1:], key[0] + key[2]):
                    if rest not in names and rest not in _WORDS and not words.is_generic(rest):
                        found[rest].add(key)
        self._keys = {rest: min(keys) for rest, keys in found.items() if len(keys) == 1}

    def find(self, context: Context) -> Iterator[tuple[str, int, int]]:
        """The names of which a letter is missing, with from and to in the sentence."""
        text = context.text
        led = {match.end() for match in self._words.clip_lead.finditer(text)}
        begins = {0} | {match.end() for match in re.finditer(r"\|", text)}
        for start in sorted(led | begins):
            end = start + LETTERS - 1
            key = self._keys.get(text[start:end])
            if key and self._is_meant(context, key, end, start in led):
                yield key, start, end

    def _is_meant(self, context: Context, key: str, end: int, led: bool) -> bool:
        """Whether a part of that number is known, or the name is all that is said after 我住."""
        rest = context.text[end:]
        numbers: Iterable[str | None] = (said_number(context.after(end)), exit_number(rest))
        said = [number for number in numbers if number]
        if said:
            return any(part_key(key, number) in self._names for number in said)
        return led and (not rest or rest[0] == "|" or bool(self._words.filler.fullmatch(rest)))
