"""Reading and writing the rows of hand-overs."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select

from assistant.handover.handover import (
    Author,
    Contact,
    Ending,
    Handover,
    Message,
    Reason,
    State,
    Summary,
)
from assistant.handover.tables import ClerkSeen, HandoverMessage, HandoverRow
from assistant.people.sealing import Sealer
from assistant.storing import insert_new

log = logging.getLogger(__name__)

HANDOVER = cast(Table, HandoverRow.__table__)
MESSAGE = cast(Table, HandoverMessage.__table__)
SEEN = cast(Table, ClerkSeen.__table__)


class HandoverReader:
    """Makes hand-overs and messages of rows. What cannot be opened is taken for empty."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def sealed(self, content: Mapping[str, Any], handover: str, what: str) -> bytes:
        """`content` as it is stored for that hand-over."""
        return self._sealer.seal(content, _owner(handover, what))

    def read(self, row: RowMapping) -> Handover:
        """The hand-over of a row."""
        summary = self._open(row["summary"], row["id"], "summary")
        contact = self._open(row["contact"], row["id"], "contact")
        return Handover(
            row["id"],
            row["person"],
            State(row["state"]),
            Reason(row["reason"]),
            row["urgent"],
            row["clerk"],
            Ending(row["ending"]) if row["ending"] else None,
            row["asked_at"],
            row["changed_at"],
            Summary.from_json(summary) if summary else Summary(),
            Contact(**contact) if contact else None,
        )

    def one(
        self, connection: Connection, which: ColumnElement[bool], *, changing: bool = False
    ) -> Handover | None:
        """The only hand-over of that kind; `changing`: nobody else changes it meanwhile."""
        found = select(HANDOVER).where(which)
        if changing:
            found = found.with_for_update()
        row = connection.execute(found).mappings().one_or_none()
        return self.read(row) if row else None

    def say(
        self, connection: Connection, handover: str, request: str, author: Author, text: str,
        now: datetime,
    ) -> bool:  # fmt: skip
        """Writes a message down; False where that message stands there already."""
        row: dict[str, object] = {
            "handover_id": handover,
            "request": request,
            "author": author,
            "sealed": self.sealed({"text": text}, handover, "message"),
            "at": now,
            "told": False,
        }
        return insert_new(connection, MESSAGE, row)

    def messages(self, connection: Connection, which: ColumnElement[bool]) -> list[Message]:
        """The messages of that kind, in the order in which they were said."""
        rows = connection.execute(select(MESSAGE).where(which).order_by(MESSAGE.c.id)).all()
        return [
            Message(
                row.id,
                Author(row.author),
                str((self._open(row.sealed, row.handover_id, "message") or {}).get("text", "")),
                row.at,
                row.told,
            )
            for row in rows
        ]

    def _open(self, sealed: bytes | None, handover: str, what: str) -> dict[str, Any] | None:
        if sealed is None:
            return None
        content = self._sealer.open(sealed, _owner(handover, what))
        if content is None:
            log.warning("A hand-over cannot be opened: damaged, or secret.key is another.")
        return content


def _owner(handover: str, what: str) -> str:
    return f"handover/{handover}/{what}"
