"""The sentences: how people say where they are, written down by hand, and what each one means."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
TUNED, SCORED = "tuned", "scored"
"""The half that was looked at while the words and the limits were chosen, and the other one."""

NO_PLACE, MUST_ASK = "-", "?"


@dataclass(frozen=True)
class Saying:
    """One sentence."""

    area: str
    """"demo" or "nanjing"."""
    near: str
    """Where the person was last, by name; empty where that is not known."""
    text: str
    means: tuple[str, ...]
    """Names of places of which each would be right; none where the sentence names no place that is
    known, or where it must be asked near what."""


def sayings(half: str) -> Sequence[Saying]:
    """The sentences of one half, in the order of the file."""
    with (FOLDER / f"{half}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Saying(row["area"], row["near"], row["text"], _names(row["means"]))
            for row in csv.DictReader(file)
        ]


def _names(means: str) -> tuple[str, ...]:
    return () if means in (NO_PLACE, MUST_ASK) else tuple(means.split("|"))
