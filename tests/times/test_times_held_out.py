"""Utterances by authors who had not seen the grammar: those still unread, and those since read."""

import csv
from pathlib import Path

from benchmarks.understanding.times import LINES, figures, first_sight

SAID = Path(__file__).with_name("said.csv")


def _said(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["text"] + row["now"] for row in csv.DictReader(file)]


def test_lines_that_are_scored_have_not_been_read() -> None:
    unread = set(_said(LINES)) if LINES.is_file() else set()
    assert unread.isdisjoint(_said(SAID))


def test_every_line_that_was_read_counted_at_first_sight() -> None:
    assert sum(int(row["lines"]) for row in first_sight()) == len(_said(SAID))


def test_what_was_mended_after_reading_stays_right() -> None:
    found = figures(SAID)
    assert found["right"] >= 0.98
    assert found["silently_wrong"] <= 0.006
