"""How a skill is opened by voice, and what the person wants of it in the same sentence."""

import re
from collections.abc import Iterable
from functools import cache

import yaml

from assistant.errors import UsageError
from assistant.paths import DATA

INVOCATIONS = DATA / "channels" / "invocations.yaml"
_PARTS = frozenset({"names", "openers", "links", "endings"})
_STOPS = "，。！？、,.!?\\s"


def wish_of(text: str, *, opening: bool, also: Iterable[str] = ()) -> str:
    """`text` without the words that open the skill; empty where it held nothing else.

    The bare name is taken for an opening only where the session is new (`opening`). `also` are
    names that the platform knows the skill by.
    """
    names = tuple(sorted({name for name in also if name}))
    found = _pattern(names).match(text)
    if found is None or not (opening or found["opener"]):
        return text
    rest = found["rest"]
    return "" if rest in _words()["endings"] else rest


@cache
def _words() -> dict[str, tuple[str, ...]]:
    content = yaml.safe_load(INVOCATIONS.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or set(content) != _PARTS:
        raise UsageError(f"{INVOCATIONS.name} must hold: {', '.join(sorted(_PARTS))}.")
    return {part: tuple(str(word) for word in words) for part, words in content.items()}


@cache
def _pattern(also: tuple[str, ...]) -> re.Pattern[str]:
    words = _words()
    return re.compile(
        rf"[{_STOPS}]*(?P<opener>{_any_of(words['openers'])})?[{_STOPS}]*"
        rf"(?:{_any_of((*words['names'], *also))})[{_STOPS}]*"
        rf"(?:(?:{_any_of(words['links'])})[{_STOPS}]*)?(?P<rest>.*?)[{_STOPS}]*$",
        re.DOTALL,
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
