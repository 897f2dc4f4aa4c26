"""What notices are about and how people ask for them, from `data/bulletin/words.yaml`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.paths import DATA
from assistant.people.word_files import read_words
from assistant.understanding.text import normalise

FILE = DATA / "bulletin" / "words.yaml"

LISTS = (
    "notices", "not_notices", "going_on", "programme", "when", "where", "next", "stop", "report",
    "whom", "again",
)  # fmt: skip


@dataclass(frozen=True)
class Topic:
    """A subject of notices, or a group of people whom they concern."""

    id: str
    title_zh: str
    title_en: str
    words: tuple[str, ...]
    home: bool = False
    """Whether it cuts people off at home: water, power, gas."""
    programme: bool = False
    """Whether clinics and classes may be about it too."""

    def title(self, language: str) -> str:
        """What it is called in "zh" or "en"."""
        return self.title_en if language == "en" else self.title_zh


@dataclass(frozen=True)
class BulletinWords:
    """The lists of the file, ready to be looked for."""

    lists: Mapping[str, re.Pattern[str]]
    subjects: Mapping[str, Topic]
    """By id, in the order of the file."""
    groups: Mapping[str, Topic]

    def said(self, name: str, text: str) -> bool:
        """Whether a word of that list is said in `text` (normalised)."""
        return bool(self.lists[name].search(text))

    def without(self, name: str, text: str) -> str:
        """`text` (normalised) with a comma for each word of that list."""
        return self.lists[name].sub("，", text)

    @property
    def home_subjects(self) -> tuple[str, ...]:
        """The ids of the subjects that cut people off at home."""
        return tuple(topic.id for topic in self.subjects.values() if topic.home)


def topics_in(topics: Mapping[str, Topic], text: str) -> tuple[str, ...]:
    """The ids of the topics that `text` (normalised) tells of."""
    return tuple(topic.id for topic in topics.values() if says(topic.words, text))


def says(words: Iterable[str], text: str) -> bool:
    """Whether any of the words is said in `text` (normalised); of a word with + all parts."""
    return any(all(_pattern(p).search(text) for p in word.split("+")) for word in words)


@cache
def _pattern(word: str) -> re.Pattern[str]:
    word = normalise(word)
    return re.compile(rf"\b{re.escape(word)}s?\b" if word.isascii() else re.escape(word))


@cache
def bulletin_words(path: Path = FILE) -> BulletinWords:
    """The words of the file. Raises UsageError where it is not of the right form."""
    return read_words(path, _words)


def _words(content: Mapping[str, Any]) -> BulletinWords:
    lists = {name: _any_of(*_both(content[name])) for name in LISTS}
    subjects, groups = (
        {str(entry["id"]): _topic(entry) for entry in content[part]}
        for part in ("subjects", "groups")
    )
    return BulletinWords(lists, subjects, groups)


def _both(entry: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    chinese, english = (
        [normalise(str(word)) for word in entry[name]] for name in ("words", "words_en")
    )
    return chinese, english


def _topic(entry: Mapping[str, Any]) -> Topic:
    marks = {name: entry.get(name, False) for name in ("home", "programme")}
    for name, mark in marks.items():
        if not isinstance(mark, bool):
            raise ValueError(f"{name} must be true or false, not {mark!r}")
    chinese, english = _both(entry)
    if not all(part.strip() for word in (*chinese, *english) for part in word.split("+")):
        raise ValueError(f"a word of {entry['id']} is empty")
    titles = str(entry["title_zh"]), str(entry["title_en"])
    return Topic(str(entry["id"]), *titles, (*chinese, *english), **marks)


def _any_of(chinese: Iterable[str], english: Iterable[str]) -> re.Pattern[str]:
    others, latin = (
        "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        for words in (chinese, english)
    )
    return re.compile(rf"(?:{others})|\b(?:{latin})s?\b")
