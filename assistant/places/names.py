"""Names in the form in which they are looked up."""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

_TO_SIMPLIFIED = OpenCC("t2s")
_NOT_SPOKEN = re.compile(r"[^\w]|_")
_INNER_SPACES = re.compile(r"(?<=[a-z0-9])[^\w]+(?=[a-z0-9])")


def simplified(text: str) -> str:
    """`text` in simplified script, narrow and lower case; a letter stays a letter."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return _same_length(narrow)


def _same_length(text: str) -> str:
    turned = str(_TO_SIMPLIFIED.convert(text))
    if len(turned) == len(text):
        return turned
    return "".join(_one(letter) for letter in text)


@lru_cache(maxsize=8192)
def _one(letter: str) -> str:
    turned = str(_TO_SIMPLIFIED.convert(letter))
    return turned if len(turned) == 1 else letter


def fold(text: str) -> str:
    """The key of a name: simplified, lower case, no punctuation; English words one blank apart.

    "銀杏苑（東門）" → "银杏苑东门", "Ginkgo  Court" → "ginkgo court".
    """
    plain = _INNER_SPACES.sub(" ", simplified(text))
    return re.sub(r"(?<![a-z0-9]) | (?![a-z0-9])", "", _NOT_SPOKEN.sub(_blank, plain))


def _blank(match: re.Match[str]) -> str:
    return " " if match.group() == " " else ""
