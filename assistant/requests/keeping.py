"""Closing what nobody answers, and forgetting whose a ticket was: it stays to be counted only."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, and_, insert, literal, select, update

from assistant.requests.news import NEWS, NewsState
from assistant.requests.rows import CHANGE, TICKET
from assistant.requests.ticket import OPEN, By, Status
from assistant.storing import retried, transaction

_NAMELESS = and_(TICKET.c.person.is_(None), TICKET.c.sealed.is_(None))


def settle(engine: Engine, before: datetime, now: datetime) -> int:
    """Closes what was done before that moment, if the resident said nothing to it; how many.

    Raises OperationalError where the database is busy for more than five seconds or gone.
    """
    quiet = and_(TICKET.c.status == Status.DONE, TICKET.c.changed_at < before)

    def work() -> int:
        with transaction(engine) as connection:
            return _end(connection, quiet, Status.CLOSED, By.SYSTEM, now)

    return retried(work)


def erase_old(engine: Engine, before: datetime) -> int:
    """Erases whose the tickets were that were over before that moment; how many.

    Raises OperationalError as `settle` does.
    """

    def work() -> int:
        with transaction(engine) as connection:
            over = and_(TICKET.c.status.not_in(OPEN), TICKET.c.changed_at < before)
            return _erase(connection, over)

    return retried(work)


def erase_person(
    engine: Engine, persons: Sequence[str], now: datetime, *, open_too: bool = True
) -> int:
    """Erases that tickets were of these people, and what they said; how many.

    Open ones are withdrawn first: a desk could not mend what it knows nothing of. Where `open_too`
    is not set they stay as they are until they are over. Raises OperationalError as `settle` does.
    """
    theirs = TICKET.c.person.in_(persons)

    def work() -> int:
        with transaction(engine) as connection:
            still_open = and_(theirs, TICKET.c.status.in_(OPEN))
            if open_too:
                _end(connection, still_open, Status.WITHDRAWN, By.PERSON, now)
            return _erase(connection, and_(theirs, TICKET.c.status.not_in(OPEN)))

    return retried(work)


def _end(
    connection: Connection, which: ColumnElement[bool], status: Status, by: By, now: datetime
) -> int:
    """Ends tickets, writes that down, and tells nothing of them any more."""
    ended = update(TICKET).where(which).values(status=status, changed_at=now)
    ids = list(connection.scalars(ended.returning(TICKET.c.id)))
    if ids:
        rows = select(
            TICKET.c.id, literal(status.value), TICKET.c.desk, literal(by.value),
            literal(now, CHANGE.c.at.type),
        )  # fmt: skip
        columns = ["ticket_id", "status", "desk", "by", "at"]
        noted = insert(CHANGE).from_select(columns, rows.where(TICKET.c.id.in_(ids)))
        connection.execute(noted)
        _hush(connection, NEWS.c.ticket_id.in_(ids))
    return len(ids)


def _erase(connection: Connection, which: ColumnElement[bool]) -> int:
    named = update(TICKET).where(which, ~_NAMELESS)
    count = connection.execute(named.values(person=None, sealed=None)).rowcount
    # Nobody can be told any more.
    _hush(connection, NEWS.c.ticket_id.in_(select(TICKET.c.id).where(_NAMELESS)))
    return count


def _hush(connection: Connection, which: ColumnElement[bool]) -> None:
    waiting = update(NEWS).where(which, NEWS.c.state == NewsState.WAITING)
    connection.execute(waiting.values(state=NewsState.VOID))
