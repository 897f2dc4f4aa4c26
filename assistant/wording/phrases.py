"""The phrase book: every sentence of the assistant, by key and language, from `data/replies`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import yaml

from assistant.errors import UsageError
from assistant.paths import REPLIES
from assistant.wording.aloud import aloud
from assistant.wording.reply import Reply

LANGUAGES = ("zh", "en")


class Said(NamedTuple):
    """One field in its two forms."""

    text: str
    speech: str


Field = str | Said


@dataclass(frozen=True)
class Phrase:
    """One entry of the phrase book."""

    text: str
    speech: str
    suggestions: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that the phrase wants filled in."""
        parts = (self.text, self.speech, *self.suggestions)
        return frozenset(
            name for part in parts for _, name, _, _ in Formatter().parse(part) if name
        )


class PhraseBook:
    """All phrases of one language."""

    def __init__(self, phrases: Mapping[str, Phrase], language: str) -> None:
        self._phrases = phrases
        self._language = language
        self._finish = _fix_articles if language == "en" else str

    def __getitem__(self, key: str) -> Phrase:
        return self._phrases[key]

    def keys(self) -> frozenset[str]:
        """Every key of the book."""
        return frozenset(self._phrases)

    def said(self, key: str, **fields: Field) -> Said:
        """The phrase in both forms, its fields filled in."""
        phrase = self._phrases[key]
        read = {k: v.text if isinstance(v, Said) else v for k, v in fields.items()}
        spoken = {k: v.speech if isinstance(v, Said) else v for k, v in fields.items()}
        text = self._finish(phrase.text.format(**read).strip())
        speech = self._finish(phrase.speech.format(**spoken).strip())
        return Said(text, aloud(speech, self._language))

    def reply(self, key: str, **fields: Field) -> Reply:
        """A whole reply made of one phrase."""
        said = self.said(key, **fields)
        read = {k: v.text if isinstance(v, Said) else v for k, v in fields.items()}
        suggestions = tuple(item.format(**read) for item in self._phrases[key].suggestions)
        if self._language == "en":
            said = Said(*(part[:1].upper() + part[1:] for part in said))
        return Reply(
            speech=said.speech, text=said.text, suggestions=suggestions, language=self._language
        )


@cache
def phrase_book(language: str) -> PhraseBook:
    """The book of `language`; Cantonese and anything unknown are answered in Chinese."""
    stem = "en" if language == "en" else "zh"
    return read_book(REPLIES / f"{stem}.yaml", *sorted(REPLIES.glob(f"*.{stem}.yaml")))


def read_book(path: Path, *more: Path) -> PhraseBook:
    """Read a phrase book: the file of its language, and those of single subjects.

    Raises UsageError naming the entry that is not of the right form.
    """
    phrases: dict[str, Phrase] = {}
    for each in (path, *more):
        entries = _entries(each)
        twice = phrases.keys() & entries.keys()
        if twice:
            raise UsageError(f'{each.name}: the entry "{min(twice)}" stands in another file too.')
        phrases |= entries
    return PhraseBook(phrases, path.stem)


def _entries(path: Path) -> dict[str, Phrase]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    phrases = {}
    for key, entry in content.items():
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            raise UsageError(f'{path.name}: the entry "{key}" needs a `text`.')
        unknown = set(entry) - {"text", "speech", "suggestions"}
        if unknown:
            raise UsageError(f'{path.name}: the entry "{key}" has an unknown part {min(unknown)}.')
        text = str(entry["text"])
        speech = str(entry.get("speech", text))
        phrases[key] = Phrase(text, speech, tuple(entry.get("suggestions", ())))
    return phrases


def _fix_articles(english: str) -> str:
    """ "a electrician" -> "an electrician": what is filled in decides the article before it.

    What was filled in with nothing leaves no two blanks.
    """
    english = re.sub(r"(?<=\S) {2,}", " ", english)
    return re.sub(r"\b([Aa]) (?=[aeioAEIO]|[uU](?!ni|se))", r"\1n ", english)
