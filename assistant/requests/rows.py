"""Reading and writing the rows of tickets."""

import logging
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, RowMapping, Table, insert, select, update

from assistant.people.sealing import Sealer
from assistant.requests.tables import TicketChange, TicketRow
from assistant.requests.ticket import By, Change, Details, Status, Ticket

log = logging.getLogger(__name__)

TICKET = cast(Table, TicketRow.__table__)
CHANGE = cast(Table, TicketChange.__table__)


class TicketReader:
    """Makes tickets of rows. Details that cannot be opened are taken for none."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def row(self, ticket: Ticket, request: str) -> dict[str, Any]:
        """The row of a ticket that came from that report."""
        return {
            "id": ticket.id,
            "request": request,
            "code": ticket.code,
            "kind": ticket.kind,
            "desk": ticket.desk,
            "cell": ticket.cell,
            "person": ticket.person,
            "status": ticket.status,
            "reopened": ticket.reopened,
            "sealed": self.sealed(ticket.details, ticket.id),
            "filed_at": ticket.filed_at,
            "changed_at": ticket.changed_at,
        }

    def sealed(self, details: Details, ticket: str) -> bytes:
        """The details as they are stored."""
        return self._sealer.seal(details.as_json(), _owner(ticket))

    def read(self, row: RowMapping) -> Ticket:
        """The ticket of a row."""
        return Ticket(
            row["id"],
            row["code"],
            row["kind"],
            row["desk"],
            Status(row["status"]),
            row["reopened"],
            row["person"],
            row["cell"],
            row["filed_at"],
            row["changed_at"],
            self._details(row["sealed"], row["id"]),
        )

    def one(self, connection: Connection, ticket: str, *, changing: bool = False) -> Ticket | None:
        """The ticket of that id; `changing`: nobody else changes it until the transaction ends."""
        found = select(TICKET).where(TICKET.c.id == ticket)
        if changing:
            found = found.with_for_update()
        row = connection.execute(found).mappings().one_or_none()
        return self.read(row) if row else None

    def _details(self, sealed: bytes | None, ticket: str) -> Details:
        if sealed is None:
            return Details()
        content = self._sealer.open(sealed, _owner(ticket))
        if content is None:
            log.warning("A ticket cannot be opened: damaged, or secret.key is another.")
            return Details()
        return Details.from_json(content)


def _owner(ticket: str) -> str:
    return f"ticket/{ticket}"


def change(
    connection: Connection,
    held: Ticket,
    status: Status,
    by: By,
    now: datetime,
    *,
    since: Collection[Status],
    noted: Status | None = None,
    **more: Any,
) -> Ticket | None:
    """Brings a ticket to `status`; None where it is in none of the states `since` any more.

    `more` are other columns that change with it, `noted` is what the history calls it.
    """
    changed = (
        update(TICKET)
        .where(TICKET.c.id == held.id, TICKET.c.status.in_(since))
        .values(status=status, changed_at=now, **more)
    )
    if not connection.execute(changed).rowcount:
        return None
    told = {name: value for name, value in more.items() if name in ("desk", "reopened")}
    after = replace(held, status=status, changed_at=now, **told)
    note_change(connection, after, noted or status, by, now)
    return after


def note_change(
    connection: Connection, ticket: Ticket, status: Status, by: By, at: datetime
) -> None:
    """Writes down what happened to a ticket."""
    row = {"ticket_id": ticket.id, "status": status, "desk": ticket.desk, "by": by, "at": at}
    connection.execute(insert(CHANGE).values(row))


def history_of(connection: Connection, ticket: str) -> list[Change]:
    """What happened to a ticket, in the order in which it did."""
    found = select(CHANGE).where(CHANGE.c.ticket_id == ticket).order_by(CHANGE.c.id)
    return [
        Change(Status(row.status), row.desk, By(row.by), row.at)
        for row in connection.execute(found)
    ]
