"""The tables of hand-overs: the migration makes what is declared, and forbids slips."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, delete, inspect, text, update
from sqlalchemy.exc import IntegrityError

from assistant.database import Base, connect, migration_config, upgrade
from assistant.handover import Ending
from assistant.handover.rows import HANDOVER, MESSAGE
from tests.handover.waiting_room import ANNA, BERT, NOW, Room, sure

OURS = {"handover", "handover_message", "clerk_seen"}


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of its own, without tables."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path}/own.db")
        yield engine
        engine.dispose()
        return
    url = request.getfixturevalue("postgresql_server")
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE handovers"))
    engine = connect(url.replace("/postgres?", "/handovers?"))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE handovers"))
    server.dispose()


def fill(engine: Engine) -> Room:
    room = Room(engine)
    held = room.taken()
    room.handovers.hear(held.id, "1", "在吗", NOW)
    sure(room.clerks.say(held.id, "li", "2", "在", NOW))
    room.clerks.look("li", NOW)
    return room


def test_up_down_and_up_with_hand_overs_in_them(old: Engine) -> None:
    upgrade(old)
    fill(old)
    command.downgrade(migration_config(old), "0004")
    assert OURS.isdisjoint(inspect(old).get_table_names())
    upgrade(old)
    assert set(inspect(old).get_table_names()) >= OURS
    with old.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert fill(old).count() == (1, 2)


def test_what_must_hold_holds_in_the_tables_of_the_migration(old: Engine) -> None:
    """Partial keys, which the comparison of the schemas does not see everywhere."""
    upgrade(old)
    room = fill(old)
    other = room.asked(BERT)
    for slip in (
        update(HANDOVER).where(HANDOVER.c.id == other.id).values(person=ANNA),
        update(MESSAGE).values(request="1"),
        update(MESSAGE).values(handover_id="nobody"),
    ):
        with pytest.raises(IntegrityError), old.begin() as connection:
            connection.execute(slip)
    # What is over stands in nobody's way, and what was said goes with it.
    room.handovers.end(other.id, Ending.DROPPED, NOW)
    with old.begin() as connection:
        connection.execute(update(HANDOVER).where(HANDOVER.c.id == other.id).values(person=ANNA))
        connection.execute(delete(HANDOVER).where(HANDOVER.c.id != other.id))
    assert room.count() == (1, 0)
