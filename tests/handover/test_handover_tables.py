"""The tables of hand-overs: the migration makes what is declared, and forbids slips."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, delete, inspect, update
from sqlalchemy.exc import IntegrityError

from assistant.database import Base, migration_config, upgrade
from assistant.handover import Ending
from assistant.handover.rows import HANDOVER, MESSAGE
from tests.handover.waiting_room import ANNA, BERT, NOW, Room, sure

OURS = {"handover", "handover_message", "clerk_seen"}


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
