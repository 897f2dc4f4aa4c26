"""Files of words that people say about themselves: read once, checked."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

from assistant.errors import UsageError
from assistant.paths import DATA

FOLDER = DATA / "people"

Words = TypeVar("Words")


def any_of(
    chinese: Iterable[str], english: Iterable[str], chinese_end: str = ""
) -> re.Pattern[str]:
    """Matches any of the words in a folded sentence, the longest first; English ones whole.

    `chinese_end` is a pattern that has to hold after the Chinese ones.
    """
    others, latin = (
        "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        for words in (chinese, english)
    )
    return re.compile(rf"(?:{others}){chinese_end}|\b(?:{latin})\b")


def read_words(path: Path, make: Callable[[Mapping[str, Any]], Words]) -> Words:
    """What `make` makes of the YAML file at `path`. Raises UsageError that names the file."""
    try:
        return make(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise UsageError(f"{path.name} is not of the right form: {error!r}.") from error
