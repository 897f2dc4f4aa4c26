"""What people say who are taken along step by step."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from assistant.people.word_files import FOLDER, any_of, read_words
from assistant.places.names import fold_sentence

FILE = FOLDER / "guiding.yaml"


class Move(StrEnum):
    """What somebody on the way wants."""

    BEGIN = "begin"
    NEXT = "next"
    PREVIOUS = "previous"
    REACHED = "reached"
    """To be told what to do at the end of the way, or of a step."""
    CHECKING = "checking"
    """To know whether they are still right."""
    ASTRAY = "astray"


class GuidingWords:
    """The words of `data/people/guiding.yaml`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._groups = {
            Move(name): any_of(group["words"], group["words_en"])
            for name, group in data["groups"].items()
        }

    def move(self, text: str) -> Move | None:
        """What `text` wants; None where it is about something else."""
        said = fold_sentence(text)
        return next((move for move, words in self._groups.items() if words.search(said)), None)


def move_of(text: str) -> Move | None:
    """What somebody wants who is taken along step by step."""
    return guiding_words().move(text)


@cache
def guiding_words(path: Path = FILE) -> GuidingWords:
    """The words in `path`. Raises UsageError where the file is not of the right form."""
    return read_words(path, GuidingWords)
