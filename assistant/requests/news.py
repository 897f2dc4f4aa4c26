"""What people have to be told about their tickets: where they are, and the question after the work.

It is told in the person's next conversation, once, and only the newest: who comes back late hears
that it is mended, not every step to it. Of what is done, somebody has to be rung up in the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Connection, Row, Table, insert, select, update

from assistant.requests.rows import TICKET
from assistant.requests.tables import TicketNewsRow
from assistant.requests.ticket import Status, Ticket

NEWS = cast(Table, TicketNewsRow.__table__)


class NewsState(StrEnum):
    """How far a piece of news has come."""

    WAITING = "waiting"
    TOLD = "told"
    CALLED = "called"
    VOID = "void"
    """Something newer came, or the ticket was over before."""


@dataclass(frozen=True)
class News:
    """One thing to tell."""

    id: int
    ticket: str
    status: Status
    """What the ticket came to."""
    at: datetime

    @property
    def asks(self) -> bool:
        """Whether the person is to be asked if it is mended."""
        return self.status is Status.DONE


class AllNews:
    """The news, in somebody's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tell(self, ticket: Ticket, now: datetime) -> None:
        """Puts down that a ticket has come to its status, in place of what was not told before."""
        self.withdraw(ticket.id)
        if ticket.person is None:
            return
        row = {"ticket_id": ticket.id, "status": ticket.status, "at": now}
        self._connection.execute(insert(NEWS).values(row | {"state": NewsState.WAITING}))

    def withdraw(self, ticket: str) -> None:
        """What was not told yet of a ticket is not told any more."""
        waiting = (
            update(NEWS)
            .where(NEWS.c.ticket_id == ticket, NEWS.c.state == NewsState.WAITING)
            .values(state=NewsState.VOID)
        )
        self._connection.execute(waiting)

    def waiting_for(self, persons: Sequence[str], now: datetime) -> bool:
        """Whether there is any for these people, up to now."""
        found = (
            select(NEWS.c.id)
            .join(TICKET, TICKET.c.id == NEWS.c.ticket_id)
            .where(TICKET.c.person.in_(persons), NEWS.c.state == NewsState.WAITING)
            .where(NEWS.c.at <= now)
        )
        return self._connection.execute(found.limit(1)).first() is not None

    def claim(self, persons: Sequence[str], now: datetime) -> list[News]:
        """What is there for these people, oldest first; it counts as told from then on."""
        theirs = select(TICKET.c.id).where(TICKET.c.person.in_(persons))
        told = (
            update(NEWS)
            .where(NEWS.c.ticket_id.in_(theirs), NEWS.c.state == NewsState.WAITING)
            .where(NEWS.c.at <= now)
            .values(state=NewsState.TOLD)
            .returning(NEWS.c.id, NEWS.c.ticket_id, NEWS.c.status, NEWS.c.at)
        )
        found = [self._news(row) for row in self._connection.execute(told)]
        return sorted(found, key=_place_in_line)

    def calls(self, now: datetime) -> list[News]:
        """What is done and was told to nobody: calls to make, the oldest first."""
        found = (
            select(NEWS.c.id, NEWS.c.ticket_id, NEWS.c.status, NEWS.c.at)
            .where(NEWS.c.state == NewsState.WAITING, NEWS.c.status == Status.DONE)
            .where(NEWS.c.at <= now)
            .order_by(NEWS.c.at, NEWS.c.id)
        )
        return [self._news(row) for row in self._connection.execute(found)]

    def ticket_of(self, news: int) -> str | None:
        """The id of the ticket that a piece of news is about."""
        return self._connection.scalar(select(NEWS.c.ticket_id).where(NEWS.c.id == news))

    def called(self, news: int) -> bool:
        """Somebody was called to be asked; False where they had been told already."""
        done = (
            update(NEWS)
            .where(NEWS.c.id == news, NEWS.c.state == NewsState.WAITING)
            .where(NEWS.c.status == Status.DONE)
            .values(state=NewsState.CALLED)
        )
        return bool(self._connection.execute(done).rowcount)

    @staticmethod
    def _news(row: Row[Any, Any, Any, Any]) -> News:
        return News(row.id, row.ticket_id, Status(row.status), row.at)


def _place_in_line(news: News) -> tuple[datetime, int]:
    return news.at, news.id
