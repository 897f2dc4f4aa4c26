"""Taking notices over from a file into the database."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, update

from assistant.bulletin.bulletin import NOTICE
from assistant.bulletin.notice import Notice
from assistant.bulletin.notice_file import read_notices
from assistant.facilities.tables import NamedPlace
from assistant.storing import transaction

LONGEST_ORIGIN = 255
KINDS = ("estate", "building", "area", "street")
"""Kinds of named places that a notice may be about."""


@dataclass
class NoticeReport:
    """What an import of notices did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    dropped: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """Name and reason of each entry that was not taken, in the order of the file."""

    def summary(self) -> str:
        """One line for the person at the terminal."""
        return (
            f"{self.added} notices added, {self.changed} changed, {self.unchanged} unchanged, "
            f"{self.dropped} dropped, {len(self.skipped)} entries skipped."
        )


def import_notices(engine: Engine, path: Path) -> NoticeReport:
    """Take over the notices of a YAML file; see docs/notices.md for its fields.

    What an earlier file of this name held and this one does not is taken down. What was taken down
    by hand stays so until its entry changes. Raises UsageError where the file is no list.
    """
    origin = path.stem[:LONGEST_ORIGIN]
    with engine.connect() as connection:
        known = select(NamedPlace.name).where(NamedPlace.kind.in_(KINDS))
        places = set(connection.scalars(known))
    content = read_notices(path, places)
    report = NoticeReport(skipped=list(content.skipped))
    with transaction(engine) as connection:
        held = {row.id: row for row in connection.execute(select(NOTICE))}
        for notice in content.notices:
            row = held.get(notice.id)
            if row and row.spec == notice.as_json() and row.origin == origin:
                report.unchanged += 1
                continue
            _save(connection, notice, origin, new=row is None)
            report.added += row is None
            report.changed += row is not None
        kept = [notice.id for notice in content.notices] + [name for name, _ in content.skipped]
        gone = update(NOTICE).where(
            NOTICE.c.origin == origin, ~NOTICE.c.dropped, NOTICE.c.id.not_in(kept)
        )
        # An entry that is put back into the file later is a change.
        gone = gone.values(dropped=True, spec={})
        report.dropped = connection.execute(gone).rowcount
    return report


def _save(connection: Connection, notice: Notice, origin: str, *, new: bool) -> None:
    row = {"spec": notice.as_json(), "until": notice.until(), "dropped": False, "origin": origin}
    if new:
        connection.execute(insert(NOTICE).values(row | {"id": notice.id}))
    else:
        connection.execute(update(NOTICE).where(NOTICE.c.id == notice.id).values(row))
