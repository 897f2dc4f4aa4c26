"""Names by their sound: the ones that a sentence may hold in other letters."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from rapidfuzz.fuzz import ratio

from assistant.places.mentions import Context
from assistant.places.sounds import Sounds, one_changed, one_dropped, sounds
from assistant.places.words import PlaceWords

SHORTEST_HEARD = 3
"""Names of fewer syllables have too many homophones."""

SHORTEST_MISHEARD = 4
"""Names of so many syllables are still known by the others when one is wrong."""

SOUND_ALIKE = 80
"""How alike (0 to 100) the syllables must be where one is wrong."""

_CHINESE = re.compile(r"[\u3400-\u9fff]+")

Found = tuple[str, int, int]
"""A name's key, and from where to where in the sentence it was heard."""


class SoundNames:
    """Chinese names by their syllables; filled once, then only read."""

    def __init__(self, named: Iterable[tuple[str, Collection[str]]], words: PlaceWords) -> None:
        """`named` are keys with the kinds of their places."""
        self._words = words
        self._sounds: defaultdict[Sounds, list[str]] = defaultdict(list)
        self._nearly: defaultdict[Sounds, list[str]] = defaultdict(list)
        self._dropped: defaultdict[Sounds, list[str]] = defaultdict(list)
        for key, kinds in named:
            if not key.isascii() and len(key) >= self._shortest(kinds):
                self._add(key, kinds)
        lengths = {len(heard) for heard in (*self._sounds, *self._dropped)}
        self._lengths = sorted(lengths, reverse=True)

    def marked(self, context: Context) -> list[Found]:
        """Names that sound like a part of the sentence that is spoken of as a place.

        Where none sounds the same, one syllable that is wrong or missing is forgiven in longer
        names that are led in by a word such as 在 or begin the sentence.
        """
        syllables = sounds(context.text)
        windows = list(_windows(context.text, self._lengths))
        same = ((a, b, self._sounds.get(syllables[a:b], ())) for a, b in windows)
        found = list(self._fitting(context, same))
        if not found:
            led_in = {start for start, _ in windows if start == 0 or context.is_led_in(start)}
            alike = ((a, b, self._alike(syllables[a:b])) for a, b in windows if a in led_in)
            found = list(self._fitting(context, alike))
        return found

    def same(self, context: Context) -> Iterator[Found]:
        """Names that sound the same as any part of the sentence and are written otherwise."""
        syllables = sounds(context.text)
        for start, end in _windows(context.text, self._lengths):
            said, keys = context.text[start:end], self._sounds.get(syllables[start:end], ())
            key = next((key for key in keys if self._may_be(said, key)), None)
            if key and said not in keys:
                yield key, start, end

    def _fitting(
        self, context: Context, candidates: Iterable[tuple[int, int, Sequence[str]]]
    ) -> Iterator[Found]:
        for start, end, keys in candidates:
            for key in keys:
                if self._may_be(context.text[start:end], key) and context.is_marked(start, end):
                    yield key, start, end
                    break

    def _alike(self, window: Sounds) -> list[str]:
        """Names of which all syllables but one are in `window`, the most alike first."""
        names = set(self._dropped.get(window, ()))
        if len(window) >= SHORTEST_MISHEARD:
            for pattern in one_changed(window):
                names.update(self._nearly.get(pattern, ()))
        said = "".join(window)
        scored = [(ratio(said, "".join(sounds(name))), name) for name in names]
        return [name for score, name in sorted(scored, reverse=True) if score >= SOUND_ALIKE]

    def _may_be(self, said: str, name: str) -> bool:
        """Whether `said` may stand for `name`: not where it speaks of a service, as 洗衣店 does."""
        lost = len(name) - len(said)
        if lost and self._words.kind_words.find(said):
            lost = 0
        return all(
            said[a:b] in (name[a:b], name[a + lost : b + lost])
            for a, b in self._words.service_parts(said)
        )

    def _shortest(self, kinds: Collection[str]) -> int:
        """How many syllables a name of these kinds must have to be recognised by its sound."""
        if self._words.heard.intersection(kinds):
            return SHORTEST_HEARD
        longer = self._words.heard_longer
        return min((longer[kind] for kind in kinds if kind in longer), default=1000)

    def _add(self, key: str, kinds: Collection[str]) -> None:
        syllables = sounds(key)
        self._sounds[syllables].append(key)
        if len(key) >= SHORTEST_MISHEARD and self._words.misheard.intersection(kinds):
            for pattern in one_changed(syllables):
                self._nearly[pattern].append(key)
            for pattern in one_dropped(syllables):
                self._dropped[pattern].append(key)


def _windows(text: str, lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of so many Chinese letters, the longest first, as start and end."""
    runs = [match.span() for match in _CHINESE.finditer(text)]
    for length in lengths:
        for first, end in runs:
            yield from ((start, start + length) for start in range(first, end - length + 1))
