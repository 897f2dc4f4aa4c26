"""Taking facilities over into the database: what is new, what changed, what is gone."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import batched
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select, text, update
from sqlalchemy.orm import Session

from assistant.facilities.cells import cell_of
from assistant.facilities.records import FacilityRecord
from assistant.facilities.tables import Facility, FacilityService, ImportRun

BATCH = 400
"""Facilities read and written at a time; databases limit the values in one statement."""

_COLUMNS = tuple(
    item.name for item in fields(FacilityRecord) if item.name not in ("id", "services", "prices")
)
_FACILITY = cast(Table, Facility.__table__)
_SERVICE = cast(Table, FacilityService.__table__)

Row = dict[str, Any]


@dataclass
class Changes:
    """How many facilities an import touched, and how."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


def save_facilities(
    session: Session, records: Iterable[FacilityRecord], origin: str, *, whole: bool = False
) -> Changes:
    """Bring the database to what `records` say, in the transaction of `session`.

    A facility is known by its source and the id that the source uses. `origin` names the import;
    where it is a `whole` one, facilities that came with it before and are no longer in `records`
    are removed. No source and id may stand in `records` twice.
    """
    if session.get_bind().dialect.name == "postgresql":
        # A plan made while the tables were empty would read them whole for every batch.
        session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))
    changes = Changes()
    kept: set[str] = set()
    for batch in batched(records, BATCH):
        kept |= _save(session, batch, origin, changes)
    if whole:
        _remove(session, origin, kept, changes)
    return changes


def note_import(session: Session, origin: str, now: datetime) -> None:
    """Leave word that an import changed something, for readers that keep data in memory."""
    session.add(ImportRun(origin=origin, at=now))


def _save(
    session: Session, batch: tuple[FacilityRecord, ...], origin: str, changes: Changes
) -> set[str]:
    known = _known(session, batch)
    services = _services(session, [row["id"] for row in known.values()])
    taken = _taken(session, [record.id for record in batch])
    added: list[tuple[str, FacilityRecord]] = []
    kept = set()
    for record in batch:
        row = known.get((record.source, record.id))
        if row is None:
            identity = record.id if record.id not in taken else f"{record.id}@{record.source}"
            taken.add(identity)
            added.append((identity, record))
        else:
            identity = row["id"]
            if _differs(row, services.get(identity, {}), record):
                _change(session, identity, record, origin)
                changes.changed += 1
            else:
                changes.unchanged += 1
        kept.add(identity)
    _add(session, added, origin)
    changes.added += len(added)
    return kept


def _known(session: Session, batch: Iterable[FacilityRecord]) -> dict[tuple[str, str], Row]:
    ids: dict[str, list[str]] = {}
    for record in batch:
        ids.setdefault(record.source, []).append(record.id)
    known = {}
    for source, refs in ids.items():
        wanted = select(_FACILITY).where(_FACILITY.c.source == source, _FACILITY.c.ref.in_(refs))
        for row in session.execute(wanted).mappings():
            known[source, row["ref"]] = dict(row)
    return known


def _services(session: Session, ids: list[str]) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for row in session.execute(select(_SERVICE).where(_SERVICE.c.facility_id.in_(ids))):
        found.setdefault(row.facility_id, {})[row.service_id] = row.price_note
    return found


def _taken(session: Session, ids: list[str]) -> set[str]:
    return set(session.scalars(select(_FACILITY.c.id).where(_FACILITY.c.id.in_(ids))))


def _differs(row: Row, services: dict[str, str | None], record: FacilityRecord) -> bool:
    if any(row[name] != getattr(record, name) for name in _COLUMNS):
        return True
    return services != {service: record.prices.get(service) for service in record.services}


def _facility_row(identity: str, record: FacilityRecord, origin: str) -> Row:
    row: Row = {name: getattr(record, name) for name in _COLUMNS}
    cell = cell_of(record.lat, record.lon)
    return row | {"id": identity, "ref": record.id, "origin": origin, "cell": cell}


def _service_rows(identity: str, record: FacilityRecord) -> list[Row]:
    cell = cell_of(record.lat, record.lon)
    return [
        {
            "facility_id": identity,
            "service_id": service,
            "cell": cell,
            "price_note": record.prices.get(service),
        }
        for service in dict.fromkeys(record.services)
    ]


def _add(session: Session, added: list[tuple[str, FacilityRecord]], origin: str) -> None:
    if not added:
        return
    session.execute(insert(_FACILITY), [_facility_row(i, record, origin) for i, record in added])
    rows = [row for i, record in added for row in _service_rows(i, record)]
    session.execute(insert(_SERVICE), rows)


def _change(session: Session, identity: str, record: FacilityRecord, origin: str) -> None:
    row = _facility_row(identity, record, origin)
    session.execute(update(_FACILITY).where(_FACILITY.c.id == identity).values(row))
    session.execute(delete(_SERVICE).where(_SERVICE.c.facility_id == identity))
    session.execute(insert(_SERVICE), _service_rows(identity, record))


def _remove(session: Session, origin: str, kept: set[str], changes: Changes) -> None:
    held = session.scalars(select(_FACILITY.c.id).where(_FACILITY.c.origin == origin))
    gone = [identity for identity in held if identity not in kept]
    for batch in batched(gone, BATCH):
        session.execute(delete(_FACILITY).where(_FACILITY.c.id.in_(batch)))
    changes.removed += len(gone)
