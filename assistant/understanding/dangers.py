"""Words that mean danger now, and the idioms that only sound like it; both are data."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.understanding.text import DATA, read_words

FILE = DATA / "emergencies.csv"


class DangerWords:
    """The patterns of `emergencies.csv`, over plain text (see `text.Speech`)."""

    def __init__(self, danger: list[str], harmless: list[str]) -> None:
        self._danger = re.compile("|".join(f"(?:{pattern})" for pattern in danger) or r"(?!)")
        self._harmless = re.compile("|".join(f"(?:{pattern})" for pattern in harmless) or r"(?!)")

    @classmethod
    def load(cls, path: Path = FILE) -> DangerWords:
        """The patterns of a file with the columns kind (danger or harmless), pattern and note.

        Raises ValueError, with the line, for another kind or a pattern that is none.
        """
        patterns: dict[str, list[str]] = {"danger": [], "harmless": []}
        for line, row in enumerate(read_words(path), start=2):
            try:
                re.compile(row["pattern"])
                patterns[row["kind"]].append(row["pattern"])
            except (KeyError, re.error) as error:
                raise ValueError(f"{path} line {line}: {error}") from error
        return cls(patterns["danger"], patterns["harmless"])

    def without_idioms(self, plain: str) -> str:
        """`plain` with each harmless phrase replaced by a comma."""
        return self._harmless.sub("，", plain)

    def found(self, plain: str) -> bool:
        """Whether `plain` has words of danger outside any idiom."""
        return bool(self._danger.search(self.without_idioms(plain)))
