"""What facilities note about themselves in Chinese, for those who read English."""

import re
from functools import cache

import yaml

from assistant.paths import DATA

FILE = DATA / "replies" / "notes.yaml"
_HAN = re.compile("[\u3400-\u9fff]")
_PARTS = re.compile(r"\s*[、，,；;]\s*")


def in_english(note: str) -> str | None:
    """The note in English; None where a part of it is known in Chinese only."""
    if not _HAN.search(note):
        return note
    parts = [_known().get(part, part) for part in _PARTS.split(note.strip("。 "))]
    return None if any(_HAN.search(part) for part in parts) else ", ".join(parts)


@cache
def _known() -> dict[str, str]:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {str(name): str(value) for name, value in content.items()}
