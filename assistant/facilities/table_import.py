"""Facilities from a table: checked row by row, taken over in one transaction."""

import csv
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from assistant.catalogue import Catalogue
from assistant.errors import UsageError
from assistant.facilities.records import FacilityRecord
from assistant.facilities.saving import Changes, note_import, save_facilities
from assistant.facilities.table_rows import COLUMNS, REQUIRED, BadRowError, read_row

LONGEST_ORIGIN = 255


@dataclass
class Report:
    """What an import did."""

    changes: Changes = field(default_factory=Changes)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    """Line number and reason of each row that was not taken, in the order of the file."""
    ignored: tuple[str, ...] = ()
    """Columns that mean nothing here."""

    def summary(self) -> str:
        """One line for the person at the terminal."""
        said = (
            f"{self.changes.added} facilities added, {self.changes.changed} changed, "
            f"{self.changes.unchanged} unchanged, {len(self.skipped)} rows skipped."
        )
        return f"{said} Columns not used: {', '.join(self.ignored)}." if self.ignored else said


def import_table(engine: Engine, catalogue: Catalogue, path: Path, now: datetime) -> Report:
    """Take over the facilities of a CSV file (UTF-8; `table_rows.COLUMNS`).

    Good rows are kept, bad ones reported with their line. A facility that the file no longer holds
    stays: it is closed by its `status`. Raises UsageError where the file is no such table.
    """
    report = Report()
    origin = path.stem[:LONGEST_ORIGIN]
    records = list(_records(path, catalogue, origin, now.date(), report))
    with Session(engine) as session, session.begin():
        report.changes = save_facilities(session, records, origin)
        if report.changes.added or report.changes.changed:
            note_import(session, origin, now)
    return report


def _records(
    path: Path, catalogue: Catalogue, source: str, today: date, report: Report
) -> Iterator[FacilityRecord]:
    lines: dict[tuple[str, str], int] = {}
    for line, row in _rows(path, report):
        try:
            if _is_ragged(row):
                raise BadRowError("it has more or fewer cells than the header")
            record = read_row(row, catalogue, source, today)
            first = lines.setdefault((record.source, record.id), line)
            if first != line:
                raise BadRowError(f'the id "{record.id}" stands in line {first} already')
        except (BadRowError, UsageError) as error:
            report.skipped.append((line, str(error)))
        else:
            yield record


def _rows(path: Path, report: Report) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or []]
            report.ignored = _unused_columns(path, reader.fieldnames)
            for row in reader:
                if any(row.values()):
                    yield reader.line_num, row
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} is not in UTF-8; save it as UTF-8 first.") from error
    except csv.Error as error:
        raise UsageError(f"{path.name} is no CSV table: {error}.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error


def _is_ragged(row: Mapping[Any, Any]) -> bool:
    beyond = row.get(None)
    return None in row.values() or (beyond is not None and any(beyond))


def _unused_columns(path: Path, header: Sequence[str]) -> tuple[str, ...]:
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise UsageError(f"{path.name} lacks the column {missing[0]}.")
    unused = [name for name in header if name and name not in COLUMNS]
    for name in unused:
        meant = difflib.get_close_matches(name, COLUMNS, n=1, cutoff=0.8)
        if meant:
            raise UsageError(f'{path.name} has a column "{name}"; did you mean "{meant[0]}"?')
    return tuple(unused)
