"""Tickets as residents see them: filed, added to, asked after, withdrawn; nothing twice or lost."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine, select, update

from assistant.codes import codes
from assistant.people.sealing import Sealer
from assistant.requests.news import AllNews, News
from assistant.requests.rows import TICKET, TicketReader, change, note_change
from assistant.requests.ticket import (
    LONGEST_WORDS,
    MOST_TELLINGS,
    OPEN,
    By,
    Details,
    Filing,
    Refusal,
    Status,
    Ticket,
)
from assistant.storing import insert_new, retried, transaction


class Tickets:
    """Safe to use from many threads and processes; cheap to make.

    Every method that writes is one transaction: it is done as a whole or not at all. Any may raise
    OperationalError where the database is busy for more than five seconds or gone.
    """

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._reader = TicketReader(Sealer(secret))

    def file(self, filing: Filing, now: datetime) -> Ticket:
        """Takes a report down. The same report (its `request`) again is the same ticket."""
        return retried(lambda: self._file(filing, now))

    def _file(self, filing: Filing, now: datetime) -> Ticket:
        with transaction(self._engine) as connection:
            known = self._requested(connection, filing.request)
            if known:
                return known
            words = tuple(each.strip()[:LONGEST_WORDS] for each in filing.details.words)
            details = replace(filing.details, words=words[:MOST_TELLINGS])
            for code in codes():
                made = Ticket(
                    secrets.token_hex(16), code, filing.kind, filing.desk, Status.ACCEPTED, 0,
                    filing.person, filing.cell, now, now, details,
                )  # fmt: skip
                if insert_new(connection, TICKET, self._reader.row(made, filing.request)):
                    note_change(connection, made, Status.ACCEPTED, By.PERSON, now)
                    return made
                known = self._requested(connection, filing.request)
                if known:
                    return known
                # It was the code that another one has.
            raise RuntimeError("no code is free")

    def _requested(self, connection: Connection, request: str) -> Ticket | None:
        found = select(TICKET).where(TICKET.c.request == request)
        row = connection.execute(found).mappings().one_or_none()
        return self._reader.read(row) if row else None

    def of(self, persons: Sequence[str]) -> list[Ticket]:
        """What these people reported that is not over yet, the newest first."""
        found = (
            select(TICKET)
            .where(TICKET.c.person.in_(persons), TICKET.c.status.in_(OPEN))
            .order_by(TICKET.c.filed_at.desc(), TICKET.c.id)
        )
        with self._engine.connect() as connection:
            return [self._reader.read(row) for row in connection.execute(found).mappings()]

    def with_code(self, code: str) -> Ticket | None:
        """The ticket of that code that is not over."""
        found = select(TICKET).where(TICKET.c.code == code, TICKET.c.status.in_(OPEN))
        with self._engine.connect() as connection:
            row = connection.execute(found).mappings().one_or_none()
        return self._reader.read(row) if row else None

    def ticket(self, ticket: str) -> Ticket | None:
        """The ticket of that id."""
        with self._engine.connect() as connection:
            return self._reader.one(connection, ticket)

    def requested(self, request: str) -> Ticket | None:
        """The ticket that came from that report."""
        with self._engine.connect() as connection:
            return self._requested(connection, request)

    def add(self, ticket: str, words: str, now: datetime) -> Ticket | Refusal:
        """More is told of a ticket. The same words again are told already."""
        return retried(lambda: self._add(ticket, words.strip()[:LONGEST_WORDS], now))

    def _add(self, ticket: str, words: str, now: datetime) -> Ticket | Refusal:
        with transaction(self._engine) as connection:
            held = self._reader.one(connection, ticket, changing=True)
            if held is None or not held.open:
                return Refusal.GONE
            if not words or words in held.details.words:
                return held
            if len(held.details.words) >= MOST_TELLINGS:
                return Refusal.FULL
            details = replace(held.details, words=(*held.details.words, words))
            return self._with(connection, held, details, now)

    def correct_phone(self, ticket: str, phone: str, now: datetime) -> Ticket | Refusal:
        """The number at which the person is called was another one."""
        return retried(lambda: self._correct_phone(ticket, phone, now))

    def _correct_phone(self, ticket: str, phone: str, now: datetime) -> Ticket | Refusal:
        with transaction(self._engine) as connection:
            held = self._reader.one(connection, ticket, changing=True)
            if held is None or not held.open:
                return Refusal.GONE
            return self._with(connection, held, replace(held.details, phone=phone), now)

    def move(
        self, ticket: str, place: str, cell: int | None, words: str, now: datetime
    ) -> Ticket | Refusal:
        """It is somewhere else than was written down; `words` said so. `cell` as in `Filing`."""
        return retried(lambda: self._move(ticket, place, cell, words.strip()[:LONGEST_WORDS], now))

    def _move(
        self, ticket: str, place: str, cell: int | None, words: str, now: datetime
    ) -> Ticket | Refusal:
        with transaction(self._engine) as connection:
            held = self._reader.one(connection, ticket, changing=True)
            if held is None or not held.open:
                return Refusal.GONE
            told = held.details.words
            if words not in told and len(told) < MOST_TELLINGS:
                told = (*told, words)
            connection.execute(update(TICKET).where(TICKET.c.id == held.id).values(cell=cell))
            details = replace(held.details, place=place, words=told)
            return self._with(connection, replace(held, cell=cell), details, now)

    def _with(
        self, connection: Connection, held: Ticket, details: Details, now: datetime
    ) -> Ticket:
        sealed = self._reader.sealed(details, held.id)
        told = update(TICKET).where(TICKET.c.id == held.id)
        connection.execute(told.values(sealed=sealed, changed_at=now))
        return replace(held, details=details, changed_at=now)

    def withdraw(self, ticket: str, now: datetime) -> Ticket | Refusal:
        """Drops a ticket for the person. One that is dropped already stays so."""
        return retried(lambda: self._withdraw(ticket, now))

    def _withdraw(self, ticket: str, now: datetime) -> Ticket | Refusal:
        with transaction(self._engine) as connection:
            held = self._reader.one(connection, ticket, changing=True)
            if held is not None and held.status is Status.WITHDRAWN:
                return held
            dropped = held and change(
                connection, held, Status.WITHDRAWN, By.PERSON, now, since=OPEN
            )
            if dropped is None:
                return Refusal.GONE
            AllNews(connection).withdraw(ticket)
            return dropped

    def say_mended(self, ticket: str, mended: bool, now: datetime) -> Ticket | Refusal:
        """The resident's word: mended closes a ticket, whatever the desk says of it.

        Not mended, after the desk said it was done, gives it to the desk again; before, there is
        nothing to change.
        """
        return retried(lambda: self._say_mended(ticket, mended, now))

    def _say_mended(self, ticket: str, mended: bool, now: datetime) -> Ticket | Refusal:
        with transaction(self._engine) as connection:
            held = self._reader.one(connection, ticket, changing=True)
            return take_word(connection, held, mended, By.PERSON, now) if held else Refusal.GONE

    def news(self, persons: Sequence[str], now: datetime) -> list[tuple[News, Ticket]]:
        """What these people have to be told by `now`, with the tickets; told once."""
        with self._engine.connect() as connection:
            if not AllNews(connection).waiting_for(persons, now):
                return []
        with transaction(self._engine) as connection:
            told = []
            for news in AllNews(connection).claim(persons, now):
                ticket = self._reader.one(connection, news.ticket)
                if ticket:
                    told.append((news, ticket))
            return told


def take_word(
    connection: Connection, held: Ticket, mended: bool, by: By, now: datetime
) -> Ticket | Refusal:
    """The resident's word on a ticket that nobody else is changing, see `Tickets.say_mended`."""
    if mended and held.status is Status.CLOSED:
        return held
    if not held.open:
        return Refusal.GONE
    if mended:
        after = change(connection, held, Status.CLOSED, by, now, since=OPEN)
    elif held.status is not Status.DONE:
        return held
    else:
        after = change(
            connection, held, Status.ASSIGNED, by, now, since=(Status.DONE,),
            noted=Status.REOPENED, reopened=held.reopened + 1,
        )  # fmt: skip
    if after is None:
        return Refusal.GONE
    AllNews(connection).withdraw(held.id)
    return after
