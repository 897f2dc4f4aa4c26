"""A JSON body whose sender may send anything: read with checks, written without escapes."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from assistant.channels.channel import Answer, Refused

DEEPEST = 24
"""Levels of objects and lists in one another; what the platforms send has about eight."""

LONGEST_ID = 512
"""Characters of an id. Alexa's are the longest, somewhat above two hundred."""

LONGEST_TEXT = 4_000
"""Characters of a text; the door cuts what a person said to less."""


class Fields:
    """One JSON object. What is missing or null is empty; what has another type is refused."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content

    def part(self, *path: str) -> "Fields":
        """The object at `path`. An empty list counts as an empty object: PHP writes it so."""
        found: Any = self._content
        for name in path:
            found = found.get(name)
            if found is None or found == []:
                return Fields({})
            if not isinstance(found, dict):
                raise _malformed(name)
        return Fields(found)

    def text(self, *path: str, longest: int = LONGEST_TEXT) -> str:
        """What somebody said or is called; cut where it is too long."""
        value = self._value(path)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise _malformed(path[-1])
        # Half a surrogate pair is valid JSON, but no text that could be stored.
        return value[:longest].encode("utf-8", "replace").decode("utf-8")

    def id(self, *path: str) -> str:
        """An id: as it is, or not at all."""
        value = self._value(path)
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > LONGEST_ID:
            raise _malformed(path[-1])
        if value and not value.isprintable():
            raise _malformed(path[-1])
        return value

    def number(self, *path: str) -> float | None:
        """A number, also one that was sent as a text."""
        value = self._value(path)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise _malformed(path[-1])
        try:
            number = float(value)
        except (ValueError, OverflowError):
            raise _malformed(path[-1]) from None
        if not isfinite(number):
            raise _malformed(path[-1])
        return number

    def flag(self, *path: str) -> bool:
        """Yes or no; no where nothing is said."""
        value = self._value(path)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise _malformed(path[-1])
        return value

    def names(self, *path: str) -> tuple[str, ...]:
        """The names in the object at `path`."""
        return tuple(self.part(*path)._content)

    def _value(self, path: tuple[str, ...]) -> Any:
        return self.part(*path[:-1])._content.get(path[-1])


def read_object(body: bytes) -> Fields:
    """The JSON object in `body`. Raises Refused where there is none, or one that is too deep."""
    try:
        content = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refused("The body is no JSON.", 400) from None
    if not isinstance(content, dict) or _too_deep(content):
        raise Refused("The body is no JSON object of the usual form.", 400)
    return Fields(content)


def json_answer(content: Mapping[str, Any]) -> Answer:
    """The answer that holds `content`; Chinese is not escaped, for the platforms count bytes."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Answer(text.encode("utf-8", "replace"))


def _too_deep(content: object) -> bool:
    level = [content]
    for _ in range(DEEPEST):
        below: list[object] = []
        for item in level:
            if isinstance(item, dict):
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
        if not below:
            return False
        level = below
    return True


def _no_number(name: str) -> None:
    raise ValueError(name)


def _malformed(name: str) -> Refused:
    """The name is one of ours, from the code: nothing of the sender's gets into the log."""
    return Refused(f'"{name}" is not of the documented form.', 400)
