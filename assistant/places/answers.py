"""Which of the choices somebody means who was asked: 第一个, 挨着地铁的那个, 桂香街那个."""

import re
from collections.abc import Callable, Sequence

from assistant.places.buildings import ENGLISH_NUMBERS, NUMERAL, number_value
from assistant.places.choosing import BESIDE
from assistant.places.kind_index import KindIndex
from assistant.places.mentions import Context
from assistant.places.name_index import NameIndex
from assistant.places.names import fold, fold_sentence
from assistant.places.points import NamedPoint
from assistant.places.words import PlaceWords
from assistant.walking.straight import Position, metres_between

AROUND = 1000.0
"""Metres within which something tells one of the choices from the others."""

PLAINLY = 1.7
"""The others must be so many times farther from it."""

APART_METRES = 80.0
SHORTEST_WORD = 4
"""Letters of an English word that may tell one name from another."""

_NONE = re.compile(
    r"都不|不是|不对|没有|两个都|\b(?:neither|none|not|no)\b|哪个都|随便|不知道|\b(?:either|any)\b"
)
_FIRST = re.compile(r"第[一1]|头一|头个|首个|前一个|前面那个|\b(?:first|1st|former)\b")
_LAST = re.compile(r"最后|末了|后一个|后面那个|\b(?:last|latter)\b")
_MIDDLE = re.compile(r"中间|当中|\bmiddle\b")
_ORDINAL = re.compile(rf"第({NUMERAL})")
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_BARE = re.compile(
    rf"(?:我|就|选|要|说的|是|嗯|那|哦|\|)*({NUMERAL})(?:号|个|处|家)?(?:那个|的|吧|啊|呢|\|)*"
)
_BARE_ENGLISH = re.compile(
    r"(?:(?:the|option|number|choice|no|um|it s) )*(\w+)(?: one)?(?: please)?"
)
_NEAREST = re.compile(r"最近|近的|近点|近一点|近些|\b(?:nearest|closest|nearer|closer)\b")
_FARTHEST = re.compile(r"最远|远的|远点|远一点|\b(?:farthest|furthest|farther|further)\b")
_SIDES: tuple[tuple[re.Pattern[str], Callable[[Position], float]], ...] = (
    (re.compile(r"东(?:边|面|头|侧|那)|\beast(?:ern)?\b"), lambda at: at[1]),
    (re.compile(r"西(?:边|面|头|侧|那)|\bwest(?:ern)?\b"), lambda at: -at[1]),
    (re.compile(r"北(?:边|面|头|侧|那)|\bnorth(?:ern)?\b"), lambda at: at[0]),
    (re.compile(r"南(?:边|面|头|侧|那)|\bsouth(?:ern)?\b"), lambda at: -at[0]),
)
_BRACKET = re.compile("[（(](.+)[）)]")
_NEAR_WORD = re.compile("附近$|^near ")


class AnswerReader:
    """Understands answers; holds nothing but what it was made with."""

    def __init__(self, names: NameIndex, kinds: KindIndex, words: PlaceWords) -> None:
        self._names = names
        self._kinds = kinds
        self._words = words

    def choose(
        self, choices: Sequence[NamedPoint], text: str, near: Position | None
    ) -> NamedPoint | None:
        """See `Gazetteer.choose`."""
        said = fold_sentence(text)
        if not choices or not said or _NONE.search(said):
            return None
        return (
            _by_words(choices, said)
            or self._by_place(choices, said)
            or self._by_kind(choices, said)
            or _by_where(choices, said, near)
        )

    def _by_place(self, choices: Sequence[NamedPoint], said: str) -> NamedPoint | None:
        """桂香街那个: the one beside another place that is named."""
        context = Context(said, self._words)
        own = {fold(_plain(choice.name)) for choice in choices}
        for find in (self._names.mentions, self._names.heard):
            for mention in find(context):
                if mention.key in own:
                    continue
                places = [*mention.points, *self._names.along(mention.key)]
                distances = [
                    min(metres_between(choice.position, place.position) for place in places)
                    for choice in choices
                ]
                found = _plainly(choices, distances)
                if found:
                    return found
        return None

    def _by_kind(self, choices: Sequence[NamedPoint], said: str) -> NamedPoint | None:
        """挨着地铁的那个: the one with a place of that kind beside it."""
        for _, _, word in self._words.kind_words.find(said):
            tags = self._words.kind_words.tags(word)
            found = [choice for choice in choices if choice.kind in tags]
            if len(found) == 1:
                return found[0]
            within = AROUND * PLAINLY
            metres = [self._kinds.metres(tags, choice.position, within) for choice in choices]
            plain = _plainly(choices, [within * 2 if m is None else m for m in metres])
            if plain:
                return plain
        return None


def choose(
    choices: Sequence[NamedPoint], text: str, near: Position | None = None
) -> NamedPoint | None:
    """Which of the choices an answer means, by their own names and positions.

    None where it means none of them, or more than one. `Gazetteer.choose` knows what lies beside
    them too. `near` is where the person is, for 近的那个.
    """
    said = fold_sentence(text)
    if not choices or not said or _NONE.search(said):
        return None
    return (
        _by_words(choices, said)
        or _by_english_word(choices, said)
        or _by_where(choices, said, near)
    )


def _by_words(choices: Sequence[NamedPoint], said: str) -> NamedPoint | None:
    """The one that is meant by the words of the names, or by number."""
    ways = (_by_whole_name, _by_brackets, _by_number, _by_name)
    return next(filter(None, (way(choices, said) for way in ways)), None)


def _by_where(choices: Sequence[NamedPoint], said: str, near: Position | None) -> NamedPoint | None:
    return _by_distance(choices, said, near) or _by_side(choices, said)


def _by_whole_name(choices: Sequence[NamedPoint], said: str) -> NamedPoint | None:
    """The one whose name is all that was said."""
    found = [choice for choice in choices if said in (fold(choice.name), fold(choice.called("en")))]
    return found[0] if len(found) == 1 else None


def _by_english_word(choices: Sequence[NamedPoint], said: str) -> NamedPoint | None:
    """The one of whose English name a word was said that is in no other's."""
    words = [set(fold(choice.name_en or "").split()) for choice in choices]
    spoken = {word for word in said.replace("|", " ").split() if len(word) >= SHORTEST_WORD}
    found = []
    for index, choice in enumerate(choices):
        others = {word for i, own in enumerate(words) if i != index for word in own}
        if spoken & (words[index] - others):
            found.append(choice)
    return found[0] if len(found) == 1 else None


def _by_brackets(choices: Sequence[NamedPoint], said: str) -> NamedPoint | None:
    """The one whose words in brackets were said."""
    found = [choice for choice in choices if any(word in said for word in _telling(choice))]
    return found[0] if len(found) == 1 else None


def _telling(choice: NamedPoint) -> list[str]:
    brackets = (_BRACKET.search(name) for name in (choice.name, choice.name_en or ""))
    words = (fold(_NEAR_WORD.sub("", bracket[1])) for bracket in brackets if bracket)
    return [word for word in words if len(word) > 1]


def _by_number(choices: Sequence[NamedPoint], said: str) -> NamedPoint | None:
    if _FIRST.search(said):
        return choices[0]
    if _LAST.search(said):
        return choices[-1]
    if _MIDDLE.search(said):
        return choices[len(choices) // 2] if len(choices) % 2 else None
    number = _number(said)
    return choices[number - 1] if number and number <= len(choices) else None


def _number(said: str) -> int | None:
    numeral = _ORDINAL.search(said) or _BARE.fullmatch(said)
    if numeral:
        return number_value(numeral[1])
    for number, word in enumerate(_ORDINALS, 1):
        if re.search(rf"\b{word}\b", said):
            return number
    english = _BARE_ENGLISH.fullmatch(said)
    if english and english[1] in ENGLISH_NUMBERS:
        return ENGLISH_NUMBERS.index(english[1]) + 1
    return int(english[1]) if english and english[1].isdecimal() else None


def _by_name(choices: Sequence[NamedPoint], said: str) -> NamedPoint | None:
    """The one whose name was said, where it is no other's, and no part of another's."""
    part = _by_part(choices, said)
    if part:
        return part
    names = [{fold(choice.name), fold(choice.name_en or choice.name)} for choice in choices]
    found = [
        choice
        for choice, own in zip(choices, names, strict=True)
        if any(name in said for name in own)
    ]
    if len(found) < 2:
        return found[0] if found else None
    longest = max(found, key=lambda choice: len(choice.name))
    inside = all(choice.name in longest.name for choice in found)
    return longest if inside and len({choice.name for choice in found}) == len(found) else None


def _by_part(choices: Sequence[NamedPoint], said: str) -> NamedPoint | None:
    """The one of whose name two letters were said that are in no other's: 玄武那个."""
    names = [fold(choice.name) for choice in choices]
    found = []
    for index, choice in enumerate(choices):
        others = [name for i, name in enumerate(names) if i != index]
        pairs = (names[index][at : at + 2] for at in range(len(names[index]) - 1))
        own = [pair for pair in pairs if not pair.isascii() and not any(pair in o for o in others)]
        if any(pair in said for pair in own):
            found.append(choice)
    return found[0] if len(found) == 1 else None


def _by_distance(
    choices: Sequence[NamedPoint], said: str, near: Position | None
) -> NamedPoint | None:
    if near is None:
        return None
    if _NEAREST.search(said):
        return min(choices, key=lambda choice: metres_between(near, choice.position))
    if _FARTHEST.search(said):
        return max(choices, key=lambda choice: metres_between(near, choice.position))
    return None


def _by_side(choices: Sequence[NamedPoint], said: str) -> NamedPoint | None:
    for pattern, how_far in _SIDES:
        if pattern.search(said):
            ranked = sorted(choices, key=lambda choice: how_far(choice.position), reverse=True)
            if len(ranked) < 2:
                return ranked[0]
            ahead = how_far(ranked[0].position) - how_far(ranked[1].position)
            return ranked[0] if ahead * 100_000 > APART_METRES else None
    return None


def _plainly(choices: Sequence[NamedPoint], distances: Sequence[float]) -> NamedPoint | None:
    """The choice that is near, where all others are plainly farther."""
    if len(choices) < 2:
        return choices[0] if distances[0] <= AROUND else None
    (first, index), (second, _) = sorted(zip(distances, range(len(choices)), strict=True))[:2]
    plain = first <= AROUND and second > PLAINLY * max(first, BESIDE)
    return choices[index] if plain else None


def _plain(name: str) -> str:
    """The name without what stands in brackets."""
    return _BRACKET.sub("", name)
