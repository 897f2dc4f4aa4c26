"""Links words to catalogue services: the longest known form wins, services said no to are left out.

spaCy's PhraseMatcher runs over single Chinese characters and English stems, so that word
boundaries never hide a form and plurals do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from assistant.understanding.lexicon import Form, Lexicon
from assistant.understanding.text import normalise, units

_NOT_BEFORE = re.compile(
    r"(?:不是(?:要|想|说|去|找)?|不要|不想(?:要)?|不用|别(?:找|去)?|没有?说要?|而不是|"
    r"\b(?:not|don't want|don't need|no)(?: (?:a|an|the|to))*)\s*(?:我)?[的]?\s*$"
)
_ONLY_ASKED = re.compile(r"(?:是|还)不是(?:要|想|说|去|找)?$|要不要$|想不想$")


@dataclass(frozen=True)
class Link:
    """Words that name a service."""

    start: int
    """Position of the first character in the message."""
    end: int
    """Position after the last one."""
    service: str
    kind: str
    """lexicon.NAME or lexicon.NEED."""
    form: str
    """What the catalogue calls it, see `lexicon.Form.text`."""
    denied: bool
    """Whether it was said not to be meant (不是配钥匙，是开锁)."""


class Matcher:
    """Finds the forms of a lexicon in a message."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._built_from: tuple[Form, ...] = ()
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        self._forms: dict[int, list[Form]] = {}

    def _refresh(self) -> None:
        forms = self._lexicon.forms()
        if forms is self._built_from:
            return
        matcher = PhraseMatcher(self._vocab, attr="ORTH")
        by_words: dict[tuple[str, ...], list[Form]] = {}
        for form in forms:
            words = tuple(word for word, _, _ in units(form.text))
            if words:
                by_words.setdefault(words, []).append(form)
        self._forms = {}
        for words, same in by_words.items():
            key = " ".join(words)
            matcher.add(key, [Doc(self._vocab, words=list(words))])
            self._forms[self._vocab.strings[key]] = same
        self._matcher, self._built_from = matcher, forms

    def links(self, text: str) -> list[Link]:
        """The services that `text` names, in the order said; forms inside longer ones left out."""
        self._refresh()
        text = normalise(text)
        pieces = units(text)
        if not pieces:
            return []
        found = self._matcher(Doc(self._vocab, words=[word for word, _, _ in pieces]))
        spans = [
            (pieces[first][1], pieces[after - 1][2], self._forms[key])
            for key, first, after in found
            if _whole(text, pieces[first][1], pieces[after - 1][2])
        ]
        links = []
        for start, end, forms in _longest(spans):
            denied = _is_denied(text[:start])
            links += [
                Link(start, end, form.service, form.kind, form.text, denied) for form in forms
            ]
        return links


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a match is not part of a longer number (110 in 1101)."""
    return not (text[start].isdigit() and re.search(r"[0-9]$", text[:start])) and not (
        text[end - 1].isdigit() and re.match(r"[0-9]", text[end:])
    )


def _longest(spans: Iterable[tuple[int, int, list[Form]]]) -> list[tuple[int, int, list[Form]]]:
    """Spans that overlap no longer one, in the order of the text."""
    kept: list[tuple[int, int, list[Form]]] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(span[1] <= start or span[0] >= end for start, end, _ in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s[0])


def _is_denied(before: str) -> bool:
    """Whether the words just before a form say that it is not meant."""
    return bool(_NOT_BEFORE.search(before)) and not _ONLY_ASKED.search(before)
