"""How a skill is opened by voice, and what the person wants of it in the same sentence."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import yaml

from assistant.errors import UsageError
from assistant.paths import DATA

INVOCATIONS = DATA / "channels" / "invocations.yaml"
_PARTS = frozenset({"names", "wakes", "openers", "links", "endings"})
STOPS = "，。！？、；：,.!?;: \t\n\u3000"
"""Signs between the parts of a sentence."""


def wish_of(text: str, *, opening: bool, also: Iterable[str] = ()) -> str:
    """`text` without the words that open the skill; empty where it held nothing else.

    The bare name is taken for an opening only where the session is new (`opening`). `also` are
    names that the platform knows the skill by.
    """
    found = _pattern(tuple(sorted({name for name in also if name}))).match(text)
    if found is None or not (opening or found["opener"]):
        return text
    rest = text[found.end() :].strip(STOPS)
    return "" if rest in _words()["endings"] else rest


@cache
def _words() -> dict[str, tuple[str, ...]]:
    content = yaml.safe_load(INVOCATIONS.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or set(content) != _PARTS:
        raise UsageError(f"{INVOCATIONS.name} must hold: {', '.join(sorted(_PARTS))}.")
    return {part: tuple(str(word) for word in words) for part, words in content.items()}


@lru_cache(maxsize=16)
def _pattern(also: tuple[str, ...]) -> re.Pattern[str]:
    words = _words()
    stops = f"[{re.escape(STOPS)}]*+"  # not given back: a long row of them costs nothing
    return re.compile(
        rf"{stops}(?:{_any_of(words['wakes'])})?{stops}"
        rf"(?P<opener>{_any_of(words['openers'])})?{stops}"
        rf"(?:{_any_of((*words['names'], *also))}){stops}"
        rf"(?:{_any_of(words['links'])})?"
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
