"""All names in memory, and the names that a sentence holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from assistant.places.clips import Clips
from assistant.places.lost import LostLetters
from assistant.places.mentions import Context, Mention
from assistant.places.names import fold
from assistant.places.points import NamedPoint, apart
from assistant.places.sound_names import SoundNames
from assistant.places.sounds import romanised
from assistant.places.words import PlaceWords

SAME_METRES = 300
"""Places of one name but different kinds that lie closer together are one place to people."""

SPELT_ALIKE = 86
"""How alike (0 to 100) an English name must be spelt to be taken for a slip."""

MOST_WORDS = 5
SHORTEST_ENGLISH = 4
_PART = "#"


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
        self._spelt: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for key, points in self._names.items():
            english = key.isascii() and _PART not in key and len(key) >= SHORTEST_ENGLISH
            if english and words.heard.intersection(point.kind for point in points):
                self._spelt[key[0], key.count(" ") + 1].append(key)
        whole = [(key, points) for key, points in self._names.items() if _PART not in key]
        self._sounds = SoundNames(((key, {p.kind for p in points}) for key, points in whole), words)
        self._clips = Clips(whole, words)
        self._lost = LostLetters(self._names, words)

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
        for key, start, end in self._lost.find(context):
            mentions.append(_mention(context, key, start, end, self._names[key], certain=False))
        return _not_overlapping(mentions)

    def longer(self, context: Context) -> list[Mention]:
        """The names in the sentence, and instead of them longer ones that sound the same.

        大行宫室民广场 is no 大行宫. Besides them names that are marked as places, and streets that
        are not: they stand beside another one, as in 桂香街跟青昧路路口.
        """
        written = self.mentions(context)
        found = []
        for key, start, end in self._sounds.same(context):
            points = self._names[key]
            inside = [m for m in written if m.start < end and start < m.end]
            covers = any(start <= m.start and m.end <= end for m in inside)
            street = any(point.kind == "street" for point in points)
            if covers or (not inside and (street or context.is_marked(start, end))):
                found.append(_mention(context, key, start, end, points, certain=False))
        return _not_overlapping([*found, *written])

    def heard(self, context: Context) -> list[Mention]:
        """Names that sound like a part of the sentence that is spoken of as a place."""
        return _not_overlapping(
            [
                _mention(context, key, start, end, self._names[key], certain=False)
                for key, start, end in self._sounds.marked(context)
            ]
        )

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


def _word_windows(text: str) -> Iterator[tuple[int, int, int]]:
    """Runs of up to `MOST_WORDS` English words, as start, end and count."""
    starts = [i for i in range(len(text)) if text[i] != " " and (i == 0 or text[i - 1] in " |")]
    ends = [i for i in range(1, len(text) + 1) if i == len(text) or text[i] in " |"]
    for first, start in enumerate(starts):
        for count, end in enumerate([e for e in ends if e > start][:MOST_WORDS], 1):
            if first + count <= len(starts) and text[start:end].isascii():
                yield start, end, count
