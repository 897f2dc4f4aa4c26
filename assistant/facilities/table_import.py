"""Facilities from a table: checked row by row, taken over in one transaction."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.catalogue import Catalogue
from assistant.errors import UsageError
from assistant.facilities.cells import cell_of
from assistant.facilities.hours import valid
from assistant.facilities.tables import Facility, FacilityService
from assistant.places import parse_point

REQUIRED = ("id", "name", "services", "lat", "lon")
OPTIONAL = (
    "name_en", "crs", "address", "phone", "opening_hours", "wheelchair", "price_note", "status",
    "status_until", "floor", "eligibility", "bring", "source", "verified_on",
)  # fmt: skip
STATUSES = ("open", "planned", "closed_until", "closed")
WHEELCHAIR = ("yes", "no", "limited")
PLAIN = ("name_en", "address", "phone", "floor", "eligibility", "bring")
ORIGIN = "table"


@dataclass
class Report:
    """What an import did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)
    """Line number and reason of each row that was not taken."""

    def summary(self) -> str:
        """One line for the person at the terminal."""
        return (
            f"{self.added} facilities added, {self.changed} changed, "
            f"{self.unchanged} unchanged, {len(self.skipped)} rows skipped."
        )


class _BadRow(ValueError):
    """A row that cannot be taken; the message is the reason."""


def import_table(engine: Engine, catalogue: Catalogue, path: Path, now: datetime) -> Report:
    """Take over the facilities of a CSV file (UTF-8, columns as in the documentation).

    Good rows are kept, bad ones reported with their line; nothing is half taken over. Raises
    UsageError where the file is no such table.
    """
    report = Report()
    rows = _read(path)
    seen: dict[str, int] = {}
    with Session(engine) as session, session.begin():
        known = {item.id: item for item in session.scalars(select(Facility))}
        for line, row in rows:
            try:
                facility = _facility(row, catalogue, now)
                if facility.id in seen:
                    raise _BadRow(f'the id "{facility.id}" stands in line {seen[facility.id]} too')
            except (_BadRow, UsageError) as error:
                report.skipped.append((line, str(error)))
                continue
            seen[facility.id] = line
            _take(session, known.get(facility.id), facility, report)
    return report


def _read(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            header = reader.fieldnames or []
            missing = [name for name in REQUIRED if name not in header]
            if missing:
                raise UsageError(f"{path.name} lacks the column {missing[0]}.")
            unknown = [name for name in header if name not in (*REQUIRED, *OPTIONAL)]
            if unknown:
                raise UsageError(f'{path.name} has an unknown column "{unknown[0]}".')
            return [(reader.line_num, row) for row in reader]
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} is not in UTF-8; save it as UTF-8 first.") from error
    except csv.Error as error:
        raise UsageError(f"{path.name} is no CSV table: {error}.") from error


def _facility(row: Mapping[str, Any], catalogue: Catalogue, now: datetime) -> Facility:
    if None in row or any(value is None for value in row.values()):
        raise _BadRow("it has more or fewer cells than the header")
    cells = {name: row.get(name, "").strip() for name in (*REQUIRED, *OPTIONAL)}
    for name in ("id", "name"):
        if not cells[name]:
            raise _BadRow(f"the {name} is empty")
    point = parse_point(f"{cells['lat']},{cells['lon']}", cells["crs"] or "wgs84")
    services = list(dict.fromkeys(part.strip() for part in cells["services"].split("|") if part))
    if not services:
        raise _BadRow("no service is named")
    for service in services:
        catalogue[service]
    if cells["opening_hours"] and not valid(cells["opening_hours"]):
        raise _BadRow(f'the opening hours "{cells["opening_hours"]}" cannot be read')
    facility = Facility(
        id=cells["id"],
        name=cells["name"],
        lat=point.lat,
        lon=point.lon,
        opening_hours=cells["opening_hours"] or None,
        wheelchair=_one_of(cells, "wheelchair", WHEELCHAIR),
        status=_one_of(cells, "status", STATUSES) or "open",
        status_until=_day(cells, "status_until"),
        source=cells["source"] or "table",
        verified_on=_day(cells, "verified_on"),
        origin=ORIGIN,
        **{name: cells[name] or None for name in PLAIN},
    )
    if facility.verified_on and facility.verified_on > now.date():
        raise _BadRow(f"it was verified in the future, on {facility.verified_on}")
    prices = _prices(cells["price_note"], services)
    cell = cell_of(point.lat, point.lon)
    facility.services = [
        FacilityService(service_id=service, cell=cell, price_note=prices.get(service))
        for service in sorted(services)
    ]
    return facility


def _one_of(cells: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str | None:
    value = cells[name]
    if value and value not in allowed:
        raise _BadRow(f'{name} is "{value}", not one of {", ".join(allowed)}')
    return value or None


def _day(cells: Mapping[str, str], name: str) -> date | None:
    if not cells[name]:
        return None
    try:
        return date.fromisoformat(cells[name])
    except ValueError as error:
        raise _BadRow(f'{name} is "{cells[name]}", not a day such as 2026-05-01') from error


def _prices(note: str, services: list[str]) -> dict[str, str]:
    """The price note of each service: `service: note | service: note`, or one note for all."""
    prices: dict[str, str] = {}
    parts = [part.strip() for part in note.split("|") if part.strip()]
    for part in parts:
        name, separator, text = part.partition(":")
        if separator and name.strip() in services:
            prices[name.strip()] = text.strip()
    if prices or not note:
        return prices
    return dict.fromkeys(services, note)


def _take(session: Session, old: Facility | None, new: Facility, report: Report) -> None:
    if old is None:
        session.add(new)
        report.added += 1
    elif _content(old) == _content(new):
        report.unchanged += 1
    else:
        session.merge(new)
        report.changed += 1


def _content(facility: Facility) -> dict[str, Any]:
    columns = {column.key: getattr(facility, column.key) for column in Facility.__table__.columns}
    services = sorted((item.service_id, item.cell, item.price_note) for item in facility.services)
    return columns | {"services": services}
