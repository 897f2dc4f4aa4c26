"""Alembic's entry: migrates the engine that `assistant.database` hands over.

A migration is one transaction that shuts others out: two processes that start together, or one that
is stopped half-way, leave a whole schema.
"""

from alembic import context
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

import assistant.booking.tables
import assistant.bulletin.tables
import assistant.facilities.tables
import assistant.handover.tables
import assistant.people.tables
import assistant.requests.tables  # noqa: F401 - they register their tables
from assistant.database import Base

LOCKS = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(15 * 60)",
}


def _is_current(connection: Connection) -> bool:
    head = ScriptDirectory.from_config(context.config).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def _migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        # Most starts find nothing to do; they must not wait for an import that is writing.
        locked = not _is_current(connection)
    with engine.begin() as connection:
        if locked:
            connection.exec_driver_sql(LOCKS[engine.dialect.name])
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=engine.dialect.name == "sqlite",
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


_migrate(context.config.attributes["engine"])
