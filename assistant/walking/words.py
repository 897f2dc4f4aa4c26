"""The phrases of `data/replies/directions.yaml`, to be read or to be heard."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import yaml

from assistant.paths import REPLIES
from assistant.walking.english import english_street
from assistant.walking.route import Step
from assistant.wording.aloud import aloud
from assistant.wording.numbers import (
    en_metres,
    en_minutes,
    en_number,
    round_metres,
    zh_count,
    zh_metres,
    zh_minutes,
    zh_number,
)

PHRASES_FILE = REPLIES / "directions.yaml"
IN_WORDS = 10
"""Counts up to this are written in words too: two roads, 过两次马路."""


class Told(NamedTuple):
    """Something told in its two forms."""

    text: str
    speech: str


@cache
def _phrases() -> Mapping[str, Mapping[str, Any]]:
    phrases: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
        PHRASES_FILE.read_text(encoding="utf-8")
    )
    return phrases


class Words:
    """Phrases and quantities in one language, "en" or anything else for Chinese."""

    def __init__(self, language: str, *, aloud: bool) -> None:
        """With `aloud`, everything is put into words that can be spoken."""
        self.language = "en" if language == "en" else "zh"
        self.english = self.language == "en"
        self.aloud = aloud
        self._words = _phrases()[self.language]

    def say(self, *keys: str, **fields: str) -> str:
        """The phrase at this path, its fields filled in."""
        return str(self._at(*keys)).format(**fields)

    def several(self, *keys: str) -> tuple[str, ...]:
        """The list at this path."""
        return tuple(map(str, self._at(*keys)))

    def _at(self, *keys: str) -> Any:
        found: Any = self._words
        for key in keys:
            found = found[key]
        return found

    def joined(self, clauses: Sequence[str]) -> str:
        """Things to do one after the other, empty ones left out."""
        kept = [clause for clause in clauses if clause]
        first = self.say("joint").join(kept[:-1])
        return self.say("last_joint").join(filter(None, [first, *kept[-1:]]))

    def sentence(self, text: str) -> str:
        """`text` as a sentence, with a capital letter and a full stop."""
        if not text:
            return ""
        return self.spoken(text[:1].upper() + text[1:] + self.say("end"))

    def spoken(self, text: str) -> str:
        """`text` as it is; in speech with its figures in words."""
        return aloud(text, self.language) if self.aloud else text

    def run_on(self, sentences: Sequence[str]) -> str:
        """Sentences one after the other."""
        return (" " if self.english else "").join(filter(None, sentences))

    def about(self, metres: float) -> str:
        """A rounded distance."""
        return self.say("about_aloud" if self.aloud else "about", metres=self._metres(metres))

    def minutes(self, seconds: float) -> str:
        """A rounded time."""
        return self.say("minutes", minutes=self.whole_minutes(seconds))

    def _metres(self, metres: float) -> str:
        if self.aloud:
            return en_metres(metres) if self.english else zh_metres(metres)
        rounded = round_metres(metres)
        if rounded < 1000:
            return f"{rounded} metres" if self.english else f"{rounded}米"
        kilometres = f"{rounded / 1000:g}"
        return f"{kilometres} km" if self.english else f"{kilometres}公里"

    def count(self, number: int) -> str:
        """How many: in words, larger ones in figures where they are read."""
        if not self.aloud and number > IN_WORDS:
            return str(number)
        return en_number(number) if self.english else zh_count(number)

    def whole_minutes(self, seconds: float) -> str:
        """A time in whole minutes, never less than one."""
        count = max(1, round(seconds / 60))
        if self.aloud:
            return en_minutes(count) if self.english else zh_minutes(count)
        if self.english:
            return f"{count} minute{'s' if count > 1 else ''}"
        return f"{count}分钟"

    def number(self, number: int) -> str:
        """A number that stands for one thing, as in 二楼, 第二步 and "floor 2"."""
        if self.english:
            return en_number(number) if self.aloud else str(number)
        return zh_number(number)

    def compass(self, heading: float) -> str:
        """The direction of so many degrees."""
        return str(self._words["compass"][round(heading / 45) % 8])

    def street(self, leg: Step) -> str:
        """What the street is called; may be empty."""
        if not self.english:
            return leg.street
        return leg.street_en or english_street(leg.street)

    def into(self, leg: Step) -> str:
        """What the street is called that one turns into; may be empty."""
        if not self.english:
            return leg.into
        return (leg.street_en if leg.into == leg.street else "") or english_street(leg.into)

    def name(self, chinese: str, english: str | None) -> str:
        """The name that can be told; empty where there is none in this language."""
        if not self.english:
            return chinese
        return english or (chinese if chinese.isascii() else "")
