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
    # Half of a surrogate pair, as broken clients send, is no letter that OpenCC could read.
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return _same_length(unicodedata.normalize("NFKC", whole).casefold())


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


_STOP = re.compile(r"[。！？；，、!?;,\n…]+|\.(?=\s|$)")
_DASHED = re.compile(r"(?<![0-9])([0-9]{1,3})[-—–]([0-9]{1,2})[-—–]([0-9]{2,4})(?![0-9])")
_DASHED_SHORT = re.compile(r"(?<![0-9])([0-9]{1,3})[-—–]([0-9]{3,4})(?![0-9])")


def fold_sentence(text: str) -> str:
    """A sentence in the form in which names are looked for in it.

    As `fold`, but clauses stay apart by "|", and the marks that number a building become words:
    "#3" → "no 3", "3#" → "3号楼", "3-2-301" → "3栋2单元301".
    """
    plain = re.sub(r"[#＃]\s*(?=[0-9])", " no ", simplified(text))
    plain = re.sub(r"(?<=[0-9])\s*#", "号楼", plain)
    plain = _DASHED_SHORT.sub(r"\1栋\2", _DASHED.sub(r"\1栋\2单元\3", plain))
    return "|".join(filter(None, map(fold, _STOP.split(plain))))


def corner_key(a: str, b: str) -> str:
    """The key of the corner of two streets, given theirs, whichever is named first."""
    return "+".join(sorted((a, b)))


def part_key(key: str, number: str) -> str:
    """The key of a numbered building of an estate, or an exit of a station."""
    return f"{key}#{number}"
