"""Transactions on what is kept about people."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

PATIENCE_SECONDS = 5
"""How long a change waits for another one."""

HURRY_MILLISECONDS = 100
"""How long a note that can be made another time waits."""

_ONE_AT_A_TIME = {
    "sqlite": ("BEGIN IMMEDIATE",),
    "postgresql": (
        f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'",
        "SELECT pg_advisory_xact_lock(15 * 60 + 2)",
    ),
}


@contextmanager
def change(engine: Engine) -> Iterator[Connection]:
    """A transaction; changes are made one after the other, whichever process they come from.

    Raises OperationalError where the database is busy for too long or gone.
    """
    with engine.begin() as connection:
        for statement in _ONE_AT_A_TIME[engine.dialect.name]:
            connection.exec_driver_sql(statement)
        yield connection


@contextmanager
def note(engine: Engine) -> Iterator[Connection]:
    """A transaction of one statement that hardly waits. Raises OperationalError in a busy time."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{HURRY_MILLISECONDS}ms'")
            yield connection
            connection.commit()
            return
        usual = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {HURRY_MILLISECONDS}")
        try:
            yield connection
            connection.commit()
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {usual}")
