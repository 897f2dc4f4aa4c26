"""The lines with time words: those not read yet, and all of them as a recogniser hears them."""

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNREAD = ROOT / "data" / "nlu" / "held_out" / "times" / "times.csv"
"""By an author whose lines nobody who mends the grammar has read; may be missing."""
FIRST_SIGHT = UNREAD.with_name("first_sight.csv")
"""What was read of each author's lines before anybody who mends the grammar had seen them."""
READ = ROOT / "tests" / "times" / "said.csv"
"""Those read since."""

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    """The rows of a file; none where there is none."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def all_rows() -> list[Row]:
    """Those unread, then those read."""
    return [*rows_of(UNREAD), *rows_of(READ)]


def misheard(percent: int) -> list[str]:
    """The texts of all rows with so many per cent of their characters wrong."""
    # Only the environment of Rasa has what the noise needs; the grammar lives in the other one.
    from benchmarks.understanding.lines import spoilt_texts

    return spoilt_texts([row["text"] for row in all_rows()], percent)
