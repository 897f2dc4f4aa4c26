"""How somebody speaks of places of their own: my home, my mother's, work."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from assistant.people.word_files import FOLDER, any_of, read_words
from assistant.places.names import fold_sentence

FILE = FOLDER / "places.yaml"

HOME = "home"

_NOT_LIVING = "的|院|了|不起|不惯|不下|得|嘴|手|口|宿|宾馆|酒店|店"
"""After 我住: 我住院了, 住得远, 我住酒店 say nothing about where the home is."""

_NO_HOME = "(?!乐福|具|电|政|属|务|教|长|伙)"
"""After 家: 家具, 家电, 家政 are no homes."""

_OTHER = re.compile(r"[她他](?:家|住)|\b(?:she|he) lives\b|\b(?:her|his) (?:home|place|address)\b")
_HERE = re.compile(r"就?在?(?:这里|这儿|这块|呢度|此处)|\b(?:is )?(?:right )?here\b")
_QUESTION = re.compile(
    r"在?(?:哪|什么地方|边度|喺边|几[点楼层栋号]|怎么|咋|多远|远不远)|\b(?:where|how far)\b"
)


class Purpose(StrEnum):
    """What is said about a place of one's own."""

    LIES = "lies"
    """It is where the next words say: 我妈家在凯润金城."""
    HERE = "here"
    """It is here: 把这里设成我家."""
    USED = "used"
    """From there is asked: 我家附近有药店吗."""
    ASKED = "asked"
    """What is known of it: 你还记得我家在哪吗."""
    FORGOTTEN = "forgotten"
    """It shall be forgotten: 忘掉我家的地址."""


@dataclass(frozen=True)
class OwnPlace:
    """A place of somebody's own, as a sentence speaks of it."""

    name: str
    """A name of `data/people/places.yaml`: "home", "mother", "work" …"""
    purpose: Purpose
    of_other: bool = False
    """Whether 她家 or 他住 was said: somebody else's home, at the hotline the caller's."""


class PlaceWordsOfPeople:
    """The words of `data/people/places.yaml`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._called = {
            name: {"zh": str(place["zh"]), "en": str(place["en"])}
            for name, place in data["places"].items()
        }
        self._words = {
            name: any_of(place["words"], place["words_en"], _NO_HOME)
            for name, place in data["places"].items()
        }
        owned = "|".join(pattern.pattern for pattern in self._words.values())
        lies = any_of(data["lies_at"], data["lies_at_en"]).pattern
        here = any_of(data["here_is"], data["here_is_en"]).pattern
        self._lies = re.compile(rf"(?:{owned})(?:(?<=住)|[ |]?(?:{lies}))(?=.*\w)")
        self._lives = re.compile(
            rf"(?:{any_of(data['lives_at'], data['lives_at_en']).pattern})(?!{_NOT_LIVING})(?=.*\w)"
        )
        self._here_is = re.compile(rf"(?:{here})[ |]?(?:{owned})")
        self._asked = any_of(data["asked_back"], data["asked_back_en"])
        self._forget = any_of(data["forget"], data["forget_en"])

    def __contains__(self, name: str) -> bool:
        return name in self._called

    def called(self, name: str, language: str) -> str:
        """How we call the place `name` when we speak to its owner in "zh" or "en"."""
        return self._called[name][language]

    def read(self, text: str) -> OwnPlace | None:
        """The place of their own that somebody speaks of; None where there is none."""
        said = fold_sentence(text)
        name = self._named(said)
        if self._asked.search(said):
            return OwnPlace(name or HOME, Purpose.ASKED)
        if self._forget.search(said):
            return OwnPlace(name, Purpose.FORGOTTEN) if name else None
        if name and (self._here_is.search(said) or self._is_here(said, self._words[name])):
            return OwnPlace(name, Purpose.HERE)
        if self._is_here(said, self._lives):
            return OwnPlace(name or HOME, Purpose.HERE)
        if self._tells_where(said):
            return OwnPlace(name or HOME, Purpose.LIES, of_other=bool(_OTHER.search(said)))
        return OwnPlace(name, Purpose.USED) if name else None

    def _named(self, said: str) -> str | None:
        """The place whose name stands there; of several the longest, then the first."""
        found = [
            (match.start() - match.end(), match.start(), name)
            for name, words in self._words.items()
            for match in words.finditer(said)
        ]
        return min(found)[2] if found else None

    def _is_here(self, said: str, before: re.Pattern[str]) -> bool:
        """我家就在这儿; 我住这儿."""
        match = before.search(said)
        return bool(match and _HERE.match(said[match.end() :].lstrip(" |")))

    def _tells_where(self, said: str) -> bool:
        for pattern in (self._lies, self._lives):
            match = pattern.search(said)
            if match:
                after = (said[match.end() - 1 :], said[match.end() :].lstrip(" |"))
                return not any(map(_QUESTION.match, after))
        return False


def own_place(text: str) -> OwnPlace | None:
    """The place of their own that somebody speaks of."""
    return place_words_of_people().read(text)


@cache
def place_words_of_people(path: Path = FILE) -> PlaceWordsOfPeople:
    """The words in `path`. Raises UsageError where the file is not of the right form."""
    return read_words(path, PlaceWordsOfPeople)
