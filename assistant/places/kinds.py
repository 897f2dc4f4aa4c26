"""What kind of named place an OpenStreetMap object is, read from a table."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.errors import UsageError
from assistant.paths import DATA

KINDS_FILE = DATA / "catalogue" / "osm_places.csv"
ANY = "*"
NOTHING = "no"


@dataclass(frozen=True)
class PlaceKinds:
    """The rules of the table, in order: the first that fits an object says its kind."""

    rules: tuple[tuple[str, str, str], ...]
    """Key, value or `ANY`, kind; no kind: not a place that people name."""
    seen: Mapping[str, int]
    """How easily a kind is seen from the street, 1 best; kinds that are not seen are missing."""

    def kind(self, tags: Mapping[str, str]) -> str | None:
        """The kind of an object with these tags; None where people would not name it."""
        for key, value, kind in self.rules:
            held = tags.get(key, NOTHING)
            if held == value or (value == ANY and held != NOTHING):
                return kind or None
        return None


def load_place_kinds(path: Path = KINDS_FILE) -> PlaceKinds:
    """The rules in `path`. Raises UsageError with the line that is not of the right form."""
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _load(path: Path, _changed: int) -> PlaceKinds:
    rules: list[tuple[str, str, str]] = []
    seen: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            key, value, kind, rank = (row.get(c) for c in ("key", "value", "kind", "seen"))
            if not key or not value or kind is None or (rank and not rank.isdecimal()):
                raise UsageError(f"{path.name}, line {reader.line_num}: key, value, kind, seen.")
            rules.append((key, value, kind))
            if rank and seen.setdefault(kind, int(rank)) != int(rank):
                raise UsageError(f"{path.name}, line {reader.line_num}: {kind} is seen otherwise.")
    return PlaceKinds(tuple(rules), seen)
