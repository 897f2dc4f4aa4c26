"""Alembic's entry: migrates the engine that `assistant.database` hands over."""

from alembic import context

import assistant.facilities.tables  # noqa: F401 - registers the tables
from assistant.database import Base

engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=engine.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()
