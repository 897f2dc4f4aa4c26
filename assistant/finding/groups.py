"""The groups of services: short names of the life circle's corners, from a file."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.catalogue import CATALOGUE_FILE
from assistant.errors import UsageError

FILE = CATALOGUE_FILE.with_name("groups.csv")


@dataclass(frozen=True)
class Group:
    """Services of one kind."""

    id: str
    """As in the column `group` of the catalogue."""
    name_zh: str
    name_en: str


@cache
def load_groups(path: Path = FILE) -> tuple[Group, ...]:
    """The groups in the order in which they are told. Raises UsageError for a row that is empty."""
    groups: list[Group] = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            group = Group(row["id"], row["name_zh"], row["name_en"])
            if not (group.id and group.name_zh and group.name_en):
                raise UsageError(f"{path.name}, line {reader.line_num}: a cell is empty.")
            groups.append(group)
    return tuple(groups)
