"""Connecting to the database and keeping its schema up to date."""

import sqlite3
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.errors import UsageError

WAL_TRIES = 50
WAL_PAUSE_SECONDS = 0.1

MIGRATIONS = Path(__file__).parent / "migrations"


class Base(DeclarativeBase):
    """The declarative base of every table."""


def connect(url: str) -> Engine:
    """An engine for `url`; SQLite files get their folder, WAL mode and enforced foreign keys.

    Its errors do not tell the values of a statement: they are logged, and may be somebody's.
    Raises UsageError where the URL cannot be understood.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        message = (
            f"The database URL cannot be understood: {url!r}. Example: sqlite:///var/assistant.db"
        )
        raise UsageError(message) from error
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": 5}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    _use_wal(cursor)
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _use_wal(cursor: DBAPICursor) -> None:
    """WAL mode; on a new file SQLite does not wait for another process that is setting it too."""
    for left in reversed(range(WAL_TRIES)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if not left:
                raise
            time.sleep(WAL_PAUSE_SECONDS)
        else:
            return


def migration_config(engine: Engine) -> Config:
    """Alembic's configuration for `engine`, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest version. Does nothing where it is already there."""
    command.upgrade(migration_config(engine), "head")
