"""Transactions in which bookings change."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

PATIENCE_SECONDS = 5
"""How long a change waits for another one of the same slot."""

TRIES = 3
"""How often a change is tried that the database broke off for the sake of another one."""

DEADLOCK = "40P01"
"""PostgreSQL's name for two changes that waited for each other."""

TAKEN = "23505"
"""PostgreSQL's name for a unique key that another change wrote in the meantime."""

_BEGIN = {
    # SQLite has one writer at a time: who means to write says so at once.
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'",
}

_Result = TypeVar("_Result")


class Undone(Exception):  # noqa: N818 - a way out, no error: what was begun is taken back
    """Ends a transaction without keeping anything of it."""


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
