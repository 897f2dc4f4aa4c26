"""Tickets as a desk's clerk sees them: whose they are, begun, done, and whom to ask afterwards."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, and_, or_, select

from assistant.people.sealing import Sealer
from assistant.requests.news import AllNews, News
from assistant.requests.rows import TICKET, TicketReader, change, history_of
from assistant.requests.ticket import (
    LONGEST_WORDS,
    OPEN,
    UNDONE,
    By,
    Change,
    Refusal,
    Status,
    Ticket,
)
from assistant.requests.tickets import take_word
from assistant.storing import retried, transaction

Step = Callable[[Connection, Ticket], Ticket | Refusal | None]


class TicketDesk:
    """What those may do who mend things. One transaction for each change, as for residents."""

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._reader = TicketReader(Sealer(secret))

    def open(
        self, desks: Iterable[str] | None = None, statuses: Collection[Status] = OPEN
    ) -> list[Ticket]:
        """The tickets of these desks (None: of all) in these states, the oldest first.

        REOPENED among the states: those that are open and were not mended the first time.
        """
        wanted: ColumnElement[bool] = TICKET.c.status.in_(statuses)
        if Status.REOPENED in statuses:
            wanted = or_(wanted, and_(TICKET.c.status.in_(OPEN), TICKET.c.reopened > 0))
        found = select(TICKET).where(wanted).order_by(TICKET.c.filed_at, TICKET.c.id)
        if desks is not None:
            found = found.where(TICKET.c.desk.in_(list(desks)))
        with self._engine.connect() as connection:
            return [self._reader.read(row) for row in connection.execute(found).mappings()]

    def history(self, ticket: str) -> list[Change]:
        """What happened to a ticket, in the order in which it did."""
        with self._engine.connect() as connection:
            return history_of(connection, ticket)

    def assign(self, ticket: str, desk: str, now: datetime) -> Ticket | Refusal:
        """Gives a ticket to a desk, or to another one; the resident is told."""

        def step(connection: Connection, held: Ticket) -> Ticket | None:
            if held.status in (Status.ASSIGNED, Status.IN_PROGRESS) and held.desk == desk:
                return held
            return change(connection, held, Status.ASSIGNED, By.DESK, now, since=UNDONE, desk=desk)

        return self._step(ticket, step, now)

    def begin(self, ticket: str, now: datetime) -> Ticket | Refusal:
        """The desk is at it; the resident is told. One that is begun stays so."""

        def step(connection: Connection, held: Ticket) -> Ticket | None:
            if held.status is Status.IN_PROGRESS:
                return held
            return change(
                connection, held, Status.IN_PROGRESS, By.DESK, now, since=(Status.ASSIGNED,)
            )

        return self._step(ticket, step, now)

    def finish(self, ticket: str, what: str, now: datetime) -> Ticket | Refusal:
        """The desk says that it is done, and what it did; the resident is asked if it is mended.

        One that is done stays so, with what was said first.
        """

        def step(connection: Connection, held: Ticket) -> Ticket | None:
            if held.status is Status.DONE:
                return held
            details = replace(held.details, done=what.strip()[:LONGEST_WORDS])
            done = change(
                connection, held, Status.DONE, By.DESK, now,
                since=(Status.ASSIGNED, Status.IN_PROGRESS),
                sealed=self._reader.sealed(details, ticket),
            )  # fmt: skip
            return done and replace(done, details=details)

        return self._step(ticket, step, now)

    def calls(self, now: datetime) -> list[tuple[News, Ticket]]:
        """What is done and told to nobody by `now`, with the tickets: calls to make."""
        with self._engine.connect() as connection:
            found = []
            for news in AllNews(connection).calls(now):
                ticket = self._reader.one(connection, news.ticket)
                if ticket:
                    found.append((news, ticket))
        return found

    def called(self, news: int, now: datetime, mended: bool | None = None) -> Ticket | Refusal:
        """Somebody was called, and said that it is mended or not (None: said neither).

        Refused where they had been told already.
        """

        def work() -> Ticket | Refusal:
            with transaction(self._engine) as connection:
                ticket = AllNews(connection).ticket_of(news)
                # First the ticket, then its news: in the order of every other change.
                held = self._reader.one(connection, ticket, changing=True) if ticket else None
                if held is None or not AllNews(connection).called(news):
                    return Refusal.GONE
                if mended is None:
                    return held
                return take_word(connection, held, mended, By.PERSON, now)

        return retried(work)

    def _step(self, ticket: str, step: Step, now: datetime) -> Ticket | Refusal:
        """One change, and the news of it; none where the ticket stays as it was."""

        def work() -> Ticket | Refusal:
            with transaction(self._engine) as connection:
                held = self._reader.one(connection, ticket, changing=True)
                if held is None or not held.open:
                    return Refusal.GONE
                after = step(connection, held)
                if after is None:
                    return Refusal.NOT_NOW
                if isinstance(after, Ticket) and after != held:
                    AllNews(connection).tell(after, now)
                return after

        return retried(work)
