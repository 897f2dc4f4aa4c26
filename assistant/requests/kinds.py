"""The kinds of trouble that people report, from `data/requests/kinds.yaml`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import UsageError
from assistant.paths import DATA
from assistant.people.word_files import any_of, read_words
from assistant.requests.desks import LONGEST_ID, desks
from assistant.understanding.text import normalise

FILE = DATA / "requests" / "kinds.yaml"

OTHER = "other"
"""The kind of what is none of the others."""

SUPPOSED_WITHIN = 6
"""Most characters between a word that only supposes something and the danger: 怕哪天着火."""

_END = re.compile(r"[，。！？；、,.!?;\n]")


@dataclass(frozen=True)
class Kind:
    """A kind of trouble."""

    id: str
    title_zh: str
    title_en: str
    desks: tuple[str, ...]
    """Ids of the desks that see to it, the best first."""
    place: bool
    """Whether a desk has to know where it is."""
    words: tuple[str, ...] = ()
    """What tells it; of a word with + all parts have to be said."""
    words_en: tuple[str, ...] = ()
    danger: tuple[str, ...] = ()
    """What makes it an emergency first."""
    danger_en: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """What it is called in "zh" or "en"."""
        return self.title_en if language == "en" else self.title_zh


_FIELDS = frozenset(item.name for item in fields(Kind))


@dataclass(frozen=True)
class _Dangers:
    """What is dangerous whatever the kind, and what only sounds like it."""

    always: tuple[str, ...]
    always_en: tuple[str, ...]
    harmless: re.Pattern[str]
    supposed: re.Pattern[str]


@dataclass(frozen=True)
class _Content:
    kinds: Mapping[str, Kind]
    dangers: _Dangers


def kinds(path: Path = FILE) -> Mapping[str, Kind]:
    """All kinds by id, in the order of the file. Raises UsageError where it is not as it should."""
    return _content(path).kinds


def kind_of(text: str) -> Kind | None:
    """The kind of which most is said in `text`; the first in the file of several alike."""
    said = normalise(text)
    best, most = None, 0
    for kind in kinds().values():
        covered = len(_covered(said, (*kind.words, *kind.words_en)))
        if covered > most:
            best, most = kind, covered
    return best


def danger_in(text: str, kind: Kind | None = None) -> bool:
    """Whether `text` tells of danger now, in general or with trouble of that kind.

    What is only feared or supposed (怕着火, 万一) is none.
    """
    dangers = _content(FILE).dangers
    said = dangers.harmless.sub("，", normalise(text))
    chinese, english = dangers.always, dangers.always_en
    if kind:
        chinese, english = (*chinese, *kind.danger), (*english, *kind.danger_en)
    return any(
        not _is_supposed(said, match.start(), dangers.supposed)
        for word in (*chinese, *english)
        for match in _found(word, said)
    )


def _is_supposed(said: str, at: int, supposed: re.Pattern[str]) -> bool:
    clause = said[:at][max((m.end() for m in _END.finditer(said[:at])), default=0) :]
    ends = [match.end() for match in supposed.finditer(clause)]
    return bool(ends) and len(clause) - ends[-1] <= SUPPOSED_WITHIN


def _covered(said: str, words: Iterable[str]) -> set[int]:
    """The places in the sentence at which words are said."""
    found: set[int] = set()
    for word in words:
        parts = [next(_found(part, said), None) for part in word.split("+")]
        spans = [range(*part.span()) for part in parts if part]
        if len(spans) == len(parts):
            found.update(*spans)
    return found


def _found(word: str, said: str) -> Iterator[re.Match[str]]:
    return _pattern(word).finditer(said)


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """Finds a word of the file; an English one as a whole, also as several."""
    word = normalise(word)
    return re.compile(rf"\b{re.escape(word)}s?\b" if word.isascii() else re.escape(word))


@cache
def _content(path: Path) -> _Content:
    return read_words(path, lambda content: _checked(path.name, content))


def _checked(name: str, content: Mapping[str, Any]) -> _Content:
    found: dict[str, Kind] = {}
    for entry in content["kinds"]:
        kind = Kind(**{key: _value(key, value) for key, value in entry.items()})
        problem = _problem(kind, found)
        if problem:
            raise UsageError(f"{name}, {kind.id}: {problem}.")
        found[kind.id] = kind
    if OTHER not in found:
        raise UsageError(f'{name} must have a kind "{OTHER}".')
    danger, harmless, supposed = (
        (_texts(content[part]["words"]), _texts(content[part]["words_en"]))
        for part in ("danger", "harmless", "supposed")
    )
    return _Content(found, _Dangers(*danger, any_of(*harmless), any_of(*supposed)))


def _value(key: str, value: Any) -> Any:
    if key not in _FIELDS:
        raise ValueError(f'there is no field "{key}"')
    if key == "place":
        if not isinstance(value, bool):
            raise ValueError(f"place must be true or false, not {value!r}")
        return value
    return str(value) if key in ("id", "title_zh", "title_en") else _texts(value)


def _texts(words: Any) -> tuple[str, ...]:
    if not isinstance(words, list) or not all(isinstance(each, str) for each in words):
        raise ValueError(f"{words!r} must be a list of words")
    return tuple(words)


def _problem(kind: Kind, known: Mapping[str, Kind]) -> str:
    if kind.id in known:
        return "another kind has this id already"
    if not 0 < len(kind.id) <= LONGEST_ID:
        return f"its id must have 1 to {LONGEST_ID} characters"
    unknown = [desk for desk in kind.desks if desk not in desks()]
    if unknown:
        return f'there is no desk "{unknown[0]}"'
    if not kind.desks:
        return "no desk sees to it"
    for word in (*kind.words, *kind.words_en, *kind.danger, *kind.danger_en):
        if not all(part.strip() for part in word.split("+")):
            return f'the word "{word}" is empty or has a part that is'
    if not kind.words and not kind.words_en and kind.id != OTHER:
        return "no word tells it"
    return ""
