"""Groups of give-away words, read from data: which aspect of a place, which kind of emergency."""

from functools import cache

import yaml

from assistant.paths import REPLIES


@cache
def _groups(name: str) -> dict[str, tuple[str, ...]]:
    content = yaml.safe_load((REPLIES / f"{name}.yaml").read_text(encoding="utf-8"))
    return {group: tuple(str(word) for word in words) for group, words in content.items()}


def aspects_of(text: str) -> tuple[str, ...]:
    """What is asked about a place ("phone", "hours", …), in the file's order; may be empty."""
    lowered = text.casefold()
    groups = _groups("aspects")
    return tuple(name for name, words in groups.items() if any(word in lowered for word in words))


def speaks_of_there(text: str) -> bool:
    """Whether the place just named is spoken of without its name: 那边几点关门."""
    return _says("there", text)


def asks_whether_booked(text: str) -> bool:
    """Whether it is asked if one needs an appointment: 要不要预约."""
    return _says("booked", text)


def _says(group: str, text: str) -> bool:
    lowered = text.casefold()
    return any(word in lowered for word in _groups("questions")[group])


def asks_else(text: str) -> bool:
    """Whether a question is about none of these: 能彩打吗, 今天吃啥."""
    return not aspects_of(text) and _says("asked", text)


def emergency_kind(text: str) -> str:
    """Which help is needed: "medical", "fire", "crime", "fraud", "self_harm" or "unknown"."""
    lowered = text.casefold()
    for kind, words in _groups("emergencies").items():
        if any(word in lowered for word in words):
            return kind
    return "unknown"
