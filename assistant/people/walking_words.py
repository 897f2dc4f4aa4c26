"""How somebody says that they walk: slowly, with a wheelchair, without steps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from assistant.people.habits import Habits
from assistant.people.word_files import FOLDER, any_of, read_words
from assistant.places.buildings import NUMERAL, number_value
from assistant.places.names import fold_sentence

FILE = FOLDER / "walking.yaml"

SWITCHES = ("wheelchair", "pram", "avoid_steps")
"""The habits that are either so or not."""

AGES = range(60, 116)
"""Ages that are believed to be somebody's own and that say something about a pace."""

_AGE = re.compile(
    rf"(?:我|俺|本人|阿拉|我哋)(?:今年|都|已经|也|快|快要|虚岁|刚|满)*({NUMERAL})多?(?:岁|周岁|了|啦|嘞)"
)
_AGE_EN = re.compile(r"\bi(?: am|m| m)(?: already| nearly| almost| over)? ([0-9]{2,3})\b")
_OTHER_THINGS = re.compile("其他|吉他|维他")


@dataclass(frozen=True)
class HeardWalking:
    """What a sentence says about walking; None: nothing said."""

    pace: float | None = None
    """Metres a second."""
    usual: bool = False
    """Whether the pace goes back to what is usual."""
    wheelchair: bool | None = None
    pram: bool | None = None
    avoid_steps: bool | None = None
    of_other: bool = False
    """Whether somebody else is meant than the one who speaks; then it is not kept."""
    rest: str = ""
    """What else the sentence says, folded; small words and clauses of nothing else left out."""

    @property
    def taken_back(self) -> Habits:
        """What no longer holds."""
        return Habits(**{name: True for name in SWITCHES if getattr(self, name) is False})

    @property
    def takes_back(self) -> bool:
        """Whether nothing is said but that something no longer holds."""
        tells = self.pace or self.usual or any(getattr(self, name) for name in SWITCHES)
        return self.taken_back != Habits() and not tells

    def applied_to(self, habits: Habits) -> Habits:
        """`habits` as they are after this was said."""
        pace = None if self.usual else self.pace or habits.pace
        said = {name: getattr(self, name) for name in SWITCHES}
        return replace(habits, pace=pace, **{k: v for k, v in said.items() if v is not None})


class WalkingWords:
    """The words of `data/people/walking.yaml`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._paces = [
            (float(way["pace"]), any_of(way["words"], way["words_en"]))
            for way in data["paces"].values()
        ]
        self._usual = any_of(data["usual"]["words"], data["usual"]["words_en"])
        self._switches = {
            name: (
                any_of(data[name]["on"], data[name]["on_en"]),
                any_of(data[name]["off"], data[name]["off_en"]),
            )
            for name in SWITCHES
        }
        self._others = any_of(data["others"], data["others_en"])
        self._small = any_of(data["small"], data["small_en"])
        self._clocks = any_of(data["clocks"], data["clocks_en"])
        self._ages = sorted(
            ((int(line["from"]), float(line["pace"])) for line in data["ages"]), reverse=True
        )

    def heard(self, text: str) -> HeardWalking | None:
        """What `text` says about walking; None where it says nothing."""
        said = fold_sentence(text)
        switches = {name: self._switched(name, said) for name in SWITCHES}
        usual = bool(self._usual.search(said))
        pace = None if usual or self._clocks.search(said) else self._pace(said)
        if pace is None and not usual and all(value is None for value in switches.values()):
            return None
        of_other = bool(self._others.search(_OTHER_THINGS.sub("", said)))
        return HeardWalking(pace, usual, of_other=of_other, rest=self._rest(said), **switches)

    def _switched(self, name: str, said: str) -> bool | None:
        on, off = self._switches[name]
        if off.search(said):
            return False
        return True if on.search(said) else None

    def _rest(self, said: str) -> str:
        patterns = [words for _, words in self._paces]
        patterns += [words for both in self._switches.values() for words in both]
        for pattern in (*patterns, self._usual, _AGE, _AGE_EN, self._others, self._small):
            said = pattern.sub(" ", said)
        return re.sub(r"[\s|]+", " ", said).strip()

    def _pace(self, said: str) -> float | None:
        for pace, words in self._paces:
            if words.search(said):
                return pace
        age = _age(said)
        return next((pace for least, pace in self._ages if age and age >= least), None)


def _age(said: str) -> int | None:
    match = _AGE.search(said) or _AGE_EN.search(said)
    age = number_value(match[1]) if match else None
    return age if age in AGES else None


def heard_walking(text: str) -> HeardWalking | None:
    """What a sentence says about how somebody walks."""
    return walking_words().heard(text)


@cache
def walking_words(path: Path = FILE) -> WalkingWords:
    """The words in `path`. Raises UsageError where the file is not of the right form."""
    return read_words(path, WalkingWords)
