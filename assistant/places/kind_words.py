"""Words for kinds of places: the post office, 菜场."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assistant.places.names import fold
from assistant.places.relations import any_of

KindWord = tuple[int, int, str]
"""Where a word for a kind of place stands in a sentence, from, to; and the word."""


class KindWords:
    """Which services and kinds of named places a word means."""

    def __init__(self, data: Mapping[str, Any], services: Iterable[tuple[str, str]]) -> None:
        """`services` are names of services with their ids."""
        self._tags: dict[str, tuple[str, ...]] = {}
        endings = tuple(data["kind_endings"])
        english = tuple(data["kind_endings_en"])
        for name, service in services:
            word = fold(name)
            ends = english if word.isascii() else endings
            if word.endswith(ends) and len(word) > 1:
                self._tags[word] = (*self._tags.get(word, ()), service)
        for word, tags in data["kinds_of_place"].items():
            self._tags[fold(word)] = tuple(tags)
        self.often_said = tuple(word for word in data["kinds_of_place"] if not word.isascii())
        """The words of the list, without the names of services."""
        for word in map(fold, data["kinds_left_out"]):
            self._tags.pop(word, None)
        chinese = [word for word in self._tags if not word.isascii()]
        latin = [word for word in self._tags if word.isascii()]
        self._pattern = re.compile(rf"{any_of(chinese)}|\b(?:{any_of(latin)})\b")

    def tags(self, word: str) -> tuple[str, ...]:
        """The services and kinds that a folded word means; none for other words."""
        return self._tags.get(word, ())

    def find(self, text: str) -> list[KindWord]:
        """The words in a folded sentence, the longest at each place."""
        return [(*match.span(), match.group()) for match in self._pattern.finditer(text)]
