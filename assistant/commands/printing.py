"""Printing lists: as rows for people, as objects for programs."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any


def print_objects(objects: Iterable[dict[str, Any]]) -> None:
    """One object a line, for programs."""
    for each in objects:
        print(json.dumps(each, ensure_ascii=False))


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Rows whose columns stand below each other; Chinese letters are two wide."""
    shown = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        padded = (c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True))
        print("  ".join(padded).rstrip())


def plain(cell: str) -> str:
    """On one line, and without the signs by which what people write could steer the terminal."""
    return "".join(c if c.isprintable() else " " for c in cell)


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in cell)
