"""Storing what must not be stored twice or lost: transactions, rows that are new, moments."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection, DateTime, Dialect, Engine, Table, TypeDecorator
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from assistant.clock import ZONE

PATIENCE_SECONDS = 5
"""How long a change waits for another one of the same rows."""

TRIES = 3
"""How often a change is tried that the database broke off for the sake of another one."""

DEADLOCK = "40P01"
"""PostgreSQL's name for two changes that waited for each other."""

TAKEN = "23505"
"""PostgreSQL's name for a unique key that another change wrote in the meantime."""

LONGEST_KEY = 64
"""Characters of the key of a message in the tables."""

_BEGIN = {
    # SQLite has one writer at a time: who means to write says so at once.
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'",
}

_Result = TypeVar("_Result")


class Undone(Exception):  # noqa: N818 - a way out, no error: what was begun is taken back
    """Ends a transaction without keeping anything of it."""


def message_key(identity: str, before: str = "") -> str:
    """The key under which what a message did is stored, behind `before`.

    A long id is not cut, for its end may be all that tells it from another one; and not every
    database takes every sign. Such an id is hashed.
    """
    room = LONGEST_KEY - len(before)
    if len(identity) <= room and identity.isascii() and identity.isprintable():
        return before + identity
    return before + hashlib.sha256(identity.encode(errors="surrogatepass")).hexdigest()[:room]


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes. Raises OperationalError where the database is busy or gone."""
    with engine.begin() as connection:
        connection.exec_driver_sql(_BEGIN[engine.dialect.name])
        yield connection


def retried(work: Callable[[], _Result]) -> _Result:
    """What `work` gives; tried again where the database broke it off for another change.

    The second time it sees what the other one left.
    """
    for _ in range(TRIES - 1):
        try:
            return work()
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in (DEADLOCK, TAKEN):
                raise
    return work()


def insert_new(connection: Connection, table: Table, row: dict[str, object]) -> bool:
    """Inserts `row` unless a unique key forbids it; whether it did. Waits for who is at it."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(row).on_conflict_do_nothing()
    # Asked for its key: how many rows an insert made is not known of every driver.
    statement = statement.returning(*table.primary_key)
    return connection.execute(statement).first() is not None


class Instant(TypeDecorator[datetime]):
    """A moment: stored in UTC, so that databases without zones compare rightly; read locally."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database. The moment must know its zone."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return value.replace(tzinfo=UTC).astimezone(ZONE) if value else None
