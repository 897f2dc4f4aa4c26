"""From a sentence to the place that it names."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.places.addresses import split_region, unknown_address
from assistant.places.answers import AnswerReader
from assistant.places.chain_places import ChainPlace
from assistant.places.corrections import put_right, without_left
from assistant.places.kind_index import KindIndex
from assistant.places.landmarks import Landmarks
from assistant.places.looking import Looker
from assistant.places.mentions import Context, Mention
from assistant.places.mishearing import Repairs, without_doubles
from assistant.places.name_index import NameIndex
from assistant.places.names import fold_sentence
from assistant.places.points import NamedPoint, Resolution
from assistant.places.words import PlaceWords
from assistant.walking.straight import Position

Find = Callable[[Context], list[Mention]]

LONGEST_TEXT = 200
"""Letters of a sentence that are looked through."""

EXACT = frozenset({"building", "station_entrance", "gate", "corner", "address"})
"""Kinds that are found only where all of a description was understood."""

DELIVERED = "送到"

CORNER = re.compile(r"路口|交叉|交汇|交会|相交|转角|拐角|\bcorner\b")


class Resolver:
    """Looks for names in sentences; holds nothing but what it was made with."""

    def __init__(
        self, names: NameIndex, landmarks: Landmarks, kinds: KindIndex, words: PlaceWords
    ) -> None:
        self._names = names
        self._words = words
        self._looker = Looker(names, landmarks, kinds, words)
        self._answers = AnswerReader(names, kinds, words)
        self._repairs = Repairs(words.misheard_words)

    def resolve(self, text: str, near: Position | None) -> Resolution:
        """See `Gazetteer.resolve`."""
        region, said = split_region(fold_sentence(text[:LONGEST_TEXT]))
        right = put_right(said)
        if right:
            found = self._resolved(right, near)
            if found.hit or found.choices:
                return replace(found, region=region)
        return replace(self._resolved(without_left(said), near), region=region)

    def _resolved(self, said: str, near: Position | None) -> Resolution:
        context = Context(said, self._words)
        repaired = Context(self._repairs.repaired(said), self._words)
        once = Context(without_doubles(repaired.text), self._words)
        # The sentence as it stands; where more comes of what it sounds like, that.
        found = self._first(context, near, (self._names.mentions,))
        for other in (repaired, once):
            if other.text != said and not _is_exact(found):
                heard = self._first(other, near, (self._names.mentions,))
                if found is None or _is_exact(heard) or self._is_chained(heard):
                    found = heard or found
        others = (repaired, once) if once.text != repaired.text else (repaired,)
        if not _is_exact(found) and not self._is_chained(found):
            found = self._longer(others, found, near)
        return (
            found
            or self._guessed(others, near)
            or self._kind_alone(context, near)
            or unknown(context, self._looker.unfinished(context, near))
        )

    def _longer(
        self, others: Sequence[Context], found: Resolution | None, near: Position | None
    ) -> Resolution | None:
        """What comes of longer names that sound like the sentence, where that is more."""
        for other in others:
            corner = bool(CORNER.search(other.text))
            if not corner and (found is None or found.hit is None):
                continue
            heard = self._first(other, near, (self._names.longer,))
            if corner and _is_exact(heard):
                return heard
            if found and heard and heard.hit and _says_more(heard, found):
                return heard
        return found

    def _guessed(self, others: Sequence[Context], near: Position | None) -> Resolution | None:
        """What comes of names that are clipped, misheard or misspelt."""
        guesses = (self._names.clipped, self._names.heard, self._names.misspelt)
        best = None
        for other in others:
            found = self._first(other, near, guesses)
            if _is_exact(found) or self._is_chained(found):
                return found
            best = best or found
        return best

    def _kind_alone(self, context: Context, near: Position | None) -> Resolution | None:
        """我在公园: it must be asked near what, where nobody knows where the person was last."""
        if near is not None:
            return None
        text, words = context.text, self._words
        # 送到医院 says where something goes.
        leads = {m.end() for m in words.clip_lead.finditer(text) if m.group() != DELIVERED}
        for start, end, word in words.kind_words.find(text):
            before = len(text[:start].removesuffix("the "))
            rest = text[end:].partition("|")[0]
            if before in leads and words.filler.fullmatch(rest):
                return Resolution(mention=word, anchor_wanted=word)
        return None

    def _is_chained(self, found: Resolution | None) -> bool:
        """Whether an answer is a place of a kind that was told by another place."""
        if found is None or found.hit is None:
            return False
        return bool(self._words.kind_words.tags(found.mention or ""))

    def _first(
        self, context: Context, near: Position | None, ways: Sequence[Find]
    ) -> Resolution | None:
        """What the first of the ways of looking for names finds."""
        for find in ways:
            answer = self._looker.look(context, find(context), near)
            if answer:
                return answer
        return None

    def choose(
        self, choices: Sequence[NamedPoint], text: str, near: Position | None
    ) -> NamedPoint | None:
        """See `Gazetteer.choose`."""
        return self._answers.choose(choices, text, near)


def _is_exact(found: Resolution | None) -> bool:
    """Whether an answer is more than a name: a part of an estate, a corner of two streets."""
    return found is not None and found.hit is not None and found.hit.kind in EXACT


def _says_more(heard: Resolution, found: Resolution) -> bool:
    """Whether what was heard is a longer name, or where the person is besides where they go."""
    if found.goal and found.goal == found.hit:
        return heard.goal == found.goal and heard.hit != heard.goal
    return len(heard.mention or "") > len(found.mention or "")


def unknown(context: Context, asked: ChainPlace | None) -> Resolution:
    """What is said of a place that nobody knows, or of which something must be asked."""
    address = unknown_address(context.text)
    if address:
        name, parts = address
        return Resolution(mention=name, building=parts.building, unit=parts.unit)
    if asked and asked.stranger:
        return Resolution(mention=asked.stranger)
    if asked:
        return Resolution(mention=asked.wanted, anchor_wanted=asked.wanted)
    return Resolution(mention=context.unknown_place())
