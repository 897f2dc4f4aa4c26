"""All names in memory, and the names that a sentence holds."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from assistant.places.clips import Clips
from assistant.places.mentions import Context, Mention
from assistant.places.names import fold
from assistant.places.points import NamedPoint, apart
from assistant.places.sounds import Sounds, one_changed, one_dropped, romanised, sounds
from assistant.places.words import PlaceWords

SAME_METRES = 300
"""Places of one name but different kinds that lie closer together are one place to people."""

SHORTEST_HEARD = 3
"""Names of fewer syllables have too many homophones."""

SHORTEST_MISHEARD = 4
"""Names of so many syllables are still known by the others when one is wrong."""

SOUND_ALIKE = 80
"""How alike (0 to 100) the syllables must be where one is wrong."""

SPELT_ALIKE = 86
"""How alike (0 to 100) an English name must be spelt to be taken for a slip."""

MOST_WORDS = 5
SHORTEST_ENGLISH = 4
_PART = "#"
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


class NameIndex:
    """Names by key; built once, then only read."""

    def __init__(self, keyed: Iterable[tuple[str, NamedPoint]], words: PlaceWords) -> None:
        self._words = words
        collected: defaultdict[str, list[NamedPoint]] = defaultdict(list)
        for key, point in keyed:
            for name in _forms(key, point, words):
                collected[name].append(point)
        self._names = {key: self._distinct(points) for key, points in collected.items()}
        self._along: defaultdict[str, list[NamedPoint]] = defaultdict(list)
        for key, points in self._names.items():
            for street in key.split("+") if "+" in key else ():
                self._along[street] += points
        self._lengths = self._lengths_by_beginning()
        self._sounds: defaultdict[Sounds, list[str]] = defaultdict(list)
        self._nearly: defaultdict[Sounds, list[str]] = defaultdict(list)
        self._dropped: defaultdict[Sounds, list[str]] = defaultdict(list)
        self._spelt: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for key, points in self._names.items():
            if _PART not in key:
                self._index_sound(key, {point.kind for point in points})
        whole = ((key, points) for key, points in self._names.items() if _PART not in key)
        self._clips = Clips(whole, words)
        lengths = {len(heard) for heard in (*self._sounds, *self._dropped)}
        self._window_lengths = sorted(lengths, reverse=True)

    def __len__(self) -> int:
        return len(self._names)

    def get(self, key: str) -> tuple[NamedPoint, ...]:
        """The places of that key."""
        return self._names.get(key, ())

    def along(self, street: str) -> tuple[NamedPoint, ...]:
        """The corners of the street of that key."""
        return tuple(self._along.get(street, ()))

    def mentions(self, context: Context) -> list[Mention]:
        """The names in the sentence, longest first, none inside another."""
        text, found = context.text, []
        for start in range(len(text) - 1):
            if _inside_word(text, start):
                continue
            for length in self._lengths.get(text[start : start + 2], ()):
                end = start + length
                points = self._names.get(text[start:end])
                if points and end <= len(text) and not _inside_word(text, end):
                    found.append(_mention(context, text[start:end], start, end, points))
                    break
        return _not_overlapping(found)

    def clipped(self, context: Context) -> list[Mention]:
        """Names of which only the beginning is said after 我在 and the like, or with a number."""
        found: dict[tuple[int, int], list[str]] = {}
        for key, start, end in self._clips.find(context):
            found.setdefault((start, end), []).append(key)
        mentions = []
        for (start, end), keys in found.items():
            points = self._distinct(point for key in keys for point in self._names[key])
            mentions.append(_mention(context, keys[0], start, end, points, certain=False))
        return _not_overlapping(mentions)

    def heard(self, context: Context) -> list[Mention]:
        """Names that sound like a part of the sentence that is spoken of as a place.

        Where none sounds the same, one syllable that is wrong or missing is forgiven in longer
        names that are led in by a word such as 在 or begin the sentence.
        """
        syllables = sounds(context.text)
        windows = list(_chinese_windows(context.text, self._window_lengths))
        same = self._heard(
            context, ((a, b, self._sounds.get(syllables[a:b], ())) for a, b in windows)
        )
        found = list(same)
        if not found:
            led_in = {start for start, _ in windows if start == 0 or context.is_led_in(start)}
            alike = ((a, b, self._alike(syllables[a:b])) for a, b in windows if a in led_in)
            found = list(self._heard(context, alike))
        return _not_overlapping(found)

    def misspelt(self, context: Context) -> list[Mention]:
        """English names that are spelt a little differently after "at", "in" and the like."""
        best: tuple[float, Mention] | None = None
        text = context.text
        for start, end, count in _word_windows(text):
            names = self._spelt.get((text[start], count))
            if not names or not context.is_marked(start, end):
                continue
            match = extractOne(text[start:end], names, scorer=ratio, score_cutoff=SPELT_ALIKE)
            if match and (best is None or match[1] > best[0]):
                points = self._names[match[0]]
                best = match[1], _mention(context, match[0], start, end, points, certain=False)
        return [best[1]] if best else []

    def _heard(
        self, context: Context, candidates: Iterable[tuple[int, int, Sequence[str]]]
    ) -> Iterator[Mention]:
        for start, end, keys in candidates:
            for key in keys:
                if self._may_be(context.text[start:end], key) and context.is_marked(start, end):
                    yield _mention(context, key, start, end, self._names[key], certain=False)
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
        return all(said[a:b] == name[a:b] for a, b in self._words.service_parts(said))

    def _index_sound(self, key: str, kinds: set[str]) -> None:
        if not kinds & self._words.heard:
            return
        if key.isascii():
            if len(key) >= SHORTEST_ENGLISH:
                self._spelt[key[0], key.count(" ") + 1].append(key)
        elif len(key) >= SHORTEST_HEARD:
            syllables = sounds(key)
            self._sounds[syllables].append(key)
            if len(key) >= SHORTEST_MISHEARD and kinds & self._words.misheard:
                for pattern in one_changed(syllables):
                    self._nearly[pattern].append(key)
                for pattern in one_dropped(syllables):
                    self._dropped[pattern].append(key)

    def _lengths_by_beginning(self) -> dict[str, tuple[int, ...]]:
        """For the first two letters of names how long these are, longest first."""
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for key in self._names:
            if _PART not in key and "+" not in key:
                lengths[key[:2]].add(len(key))
        return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}

    def _distinct(self, points: Iterable[NamedPoint]) -> tuple[NamedPoint, ...]:
        """One point for each place: what lies close together under one name is one."""
        kept: list[NamedPoint] = []
        for point in sorted(points, key=lambda item: (self._words.rank(item.kind), item.id)):
            same = next((i for i, other in enumerate(kept) if self._same(other, point)), None)
            if same is None:
                kept.append(point)
            elif kept[same].name_en is None and point.name_en:
                kept[same] = replace(kept[same], name_en=point.name_en)
        return tuple(kept)

    def _same(self, kept: NamedPoint, other: NamedPoint) -> bool:
        within = self._words.same_within(kept.kind)
        if kept.kind != other.kind:
            within = max(within, SAME_METRES)
        return apart(kept, other) <= within


def _forms(key: str, point: NamedPoint, words: PlaceWords) -> Iterator[str]:
    """The keys by which a place is found."""
    if _PART in key or "+" in key:
        yield key
        return
    names = [key, fold(point.name_en or "")]
    before, bracket, _ = point.name.replace("(", "（").partition("（")
    if bracket:
        names.append(fold(before))
    if point.kind in words.heard and len(key) > 1 and not words.is_generic(key):
        names += romanised(key)
    short = {form for name in names if name for form in words.short_forms(point.kind, name)}
    for name in dict.fromkeys([*names, *sorted(short)]):
        if len(name) > 1 and not name.isdecimal() and not words.is_generic(name):
            yield name


def _mention(
    context: Context,
    key: str,
    start: int,
    end: int,
    points: tuple[NamedPoint, ...],
    certain: bool = True,
) -> Mention:
    return Mention(key, start, end, points, certain, context.role(start, end))


def _inside_word(text: str, at: int) -> bool:
    """Whether a cut at this place would go through an English word or a number."""
    if not 0 < at < len(text):
        return False
    a, b = text[at - 1], text[at]
    both_digits = a.isdecimal() and b.isdecimal()
    return both_digits or (a.isascii() and a.isalpha() and b.isascii() and b.isalpha())


def _not_overlapping(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda item: (item.start - item.end, item.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return kept


def _chinese_windows(text: str, lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of so many Chinese letters, the longest first, as start and end."""
    runs = [match.span() for match in _CHINESE.finditer(text)]
    for length in lengths:
        for first, end in runs:
            yield from ((start, start + length) for start in range(first, end - length + 1))


def _word_windows(text: str) -> Iterator[tuple[int, int, int]]:
    """Runs of up to `MOST_WORDS` English words, as start, end and count."""
    starts = [i for i in range(len(text)) if text[i] != " " and (i == 0 or text[i - 1] in " |")]
    ends = [i for i in range(1, len(text) + 1) if i == len(text) or text[i] in " |"]
    for first, start in enumerate(starts):
        for count, end in enumerate([e for e in ends if e > start][:MOST_WORDS], 1):
            if first + count <= len(starts) and text[start:end].isascii():
                yield start, end, count
