"""How long one stays inside for an errand: our estimates, from a file."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.catalogue import CATALOGUE_FILE, Service
from assistant.errors import UsageError

FILE = CATALOGUE_FILE.with_name("visit_minutes.csv")
"""`applies_to` is "service", "group" or "default", `id` which one; the closest row counts."""

LONGEST_MINUTES = 240

Key = tuple[str, str]


class Stays:
    """Minutes inside, by service, by group, or the default."""

    def __init__(self, minutes: Mapping[Key, int]) -> None:
        self._minutes = minutes

    def minutes(self, service: Service) -> int:
        """How long an errand for `service` takes inside; nobody has measured it."""
        keys = (("service", service.id), ("group", service.group), ("default", ""))
        return next(self._minutes[key] for key in keys if key in self._minutes)

    @property
    def known(self) -> frozenset[Key]:
        """What there are minutes for: ("service" or "group", id), and ("default", "")."""
        return frozenset(self._minutes)


@cache
def load_stays(path: Path = FILE) -> Stays:
    """The estimates in a file. Raises UsageError naming the row that is not of the right form."""
    minutes: dict[Key, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            line = f"{path.name}, line {reader.line_num}"
            key = (row["applies_to"], row["id"])
            if key[0] not in ("service", "group", "default") or bool(key[1]) != (
                key[0] != "default"
            ):
                raise UsageError(f"{line}: a row applies to a service, a group or by default.")
            if key in minutes:
                raise UsageError(f"{line}: {' '.join(key)} stands twice.")
            if not row["minutes"].isdecimal() or not 1 <= int(row["minutes"]) <= LONGEST_MINUTES:
                raise UsageError(f"{line}: minutes must be between 1 and {LONGEST_MINUTES}.")
            minutes[key] = int(row["minutes"])
    if ("default", "") not in minutes:
        raise UsageError(f"{path.name} has no default.")
    return Stays(minutes)
