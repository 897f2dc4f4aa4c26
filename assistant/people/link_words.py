"""How people ask to tie a speaker to a phone, and how they say a code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.people.word_files import FOLDER, any_of, read_words
from assistant.places.names import fold_sentence

FILE = FOLDER / "linking.yaml"

LENGTH = 6
"""Digits of a code."""

_SPOKEN = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")}
_SPOKEN |= {"幺": "1", "〇": "0", "两": "2", "洞": "0", "拐": "7"}
_ENGLISH = {
    word: str(value)
    for value, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    )
} | {"oh": "0"}
_CODE = re.compile(rf"(?<![0-9])[0-9]{{{LENGTH}}}(?![0-9])")


@dataclass(frozen=True)
class LinkRequest:
    """What somebody wants who speaks of tying."""

    code: str | None = None
    """The digits that were said."""
    part: bool = False
    """Whether they want to be parted instead."""


class LinkWords:
    """The words of `data/people/linking.yaml`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._link = any_of(data["link"], data["link_en"])
        self._part = any_of(data["unlink"], data["unlink_en"])

    def read(self, text: str) -> LinkRequest | None:
        """What `text` asks about tying; None where it asks nothing of the kind."""
        said = fold_sentence(text)
        if self._part.search(said):
            return LinkRequest(part=True)
        return LinkRequest(spoken_code(text)) if self._link.search(said) else None


def spoken_code(text: str) -> str | None:
    """The six digits in `text`, written or said one by one; None where there are not just six."""
    said = fold_sentence(text)
    for word, digit in _ENGLISH.items():
        said = re.sub(rf"\b{word}\b", digit, said)
    digits = "".join(_SPOKEN.get(sign, sign) for sign in said)
    found: list[str] = _CODE.findall(re.sub(r"(?<=[0-9])[ |]+(?=[0-9])", "", digits))
    return found[0] if len(found) == 1 else None


def link_request(text: str) -> LinkRequest | None:
    """What a sentence asks about tying a speaker to a phone."""
    return link_words().read(text)


@cache
def link_words(path: Path = FILE) -> LinkWords:
    """The words in `path`. Raises UsageError where the file is not of the right form."""
    return read_words(path, LinkWords)
