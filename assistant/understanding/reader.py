"""Reads a message once for all components: plain text, links to the catalogue, marks, vector."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.understanding import meaning
from assistant.understanding.dangers import DangerWords
from assistant.understanding.features import word_marks
from assistant.understanding.lexicon import CATALOGUE, Lexicon
from assistant.understanding.matcher import Link, Matcher
from assistant.understanding.numerals import without_phones
from assistant.understanding.scorer import Example
from assistant.understanding.text import CJK, Speech
from assistant.understanding.words import Words

_CHECKOUT = Path(__file__).resolve().parents[2]
_TO_DO = "[买取修配剪理打寄交看]"
_BREAK = re.compile(
    rf"[，,。.!！？?；;、]+|(?<=[{CJK}])\s+(?=[{CJK}])|"
    r"\b(?:and then|and also|then|and|also|plus)\b|"
    r"然后|顺便|顺路|顺带|另外|外加|接着|再就是|以及|还要|还得|还想|还有|也要|也得|也想|再去|"
    rf"再(?={_TO_DO})|(?<=[了完])去(?={_TO_DO})"
)


@dataclass(frozen=True)
class Reading:
    """A message as the classifiers see it."""

    plain: str
    """In everyday words, see `text.Speech`."""
    links: tuple[Link, ...]
    """Services named, by positions in the message."""
    example: Example
    """Marks and vector."""


class Reader:
    """Reads messages with one catalogue."""

    def __init__(self, catalogue: Path) -> None:
        self.lexicon = Lexicon(catalogue)
        self.words = Words(self.lexicon)
        self.dangers = DangerWords.load()
        self._matcher = Matcher(self.lexicon)
        self._speech = Speech.load()

    def read(self, text: str) -> Reading:
        """The reading of `text`, which must not be empty."""
        return self.read_all([text])[0]

    def read_all(self, texts: Sequence[str]) -> list[Reading]:
        """Many readings: quicker than one by one."""
        plains = [self.plain(text) for text in texts]
        rows = meaning.vectors(plains)
        return [
            Reading(
                plain,
                self._links(text, plain),
                Example(tuple(word_marks(plain, self.words.cut)), row),
            )
            for text, plain, row in zip(texts, plains, rows, strict=True)
        ]

    def plain(self, text: str) -> str:
        """`text` in everyday words, see `text.Speech`, and without telephone numbers."""
        return without_phones(self._speech.plain(text))

    def _links(self, text: str, plain: str) -> tuple[Link, ...]:
        links = self._matcher.links(text)
        if plain != text:
            named = {link.service for link in links}
            # Dialect words may hide a name that the everyday word shows (整冷氣 -> 修空调).
            links += [link for link in self._matcher.links(plain) if link.service not in named]
        return tuple(links)

    def named(self, text: str) -> list[Link]:
        """The services that `text` names, by positions in it."""
        return self._matcher.links(text)

    def clauses(self, text: str) -> list[str]:
        """The parts of `text` that may each be an errand; none if it has one part only."""
        parts = [part.strip() for part in _BREAK.split(text)]
        # Two characters are the least that names a need.
        parts = [part for part in parts if len(part) >= 2]
        return parts if 1 < len(parts) <= 5 else []


@lru_cache(maxsize=4)
def reader(catalogue: str = CATALOGUE) -> Reader:
    """The one reader of a catalogue; its path counts from the checkout if it is not absolute."""
    return Reader(_CHECKOUT / catalogue)
