"""The tables of reports: the migration makes what is declared, and the database forbids slips."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, update
from sqlalchemy.exc import IntegrityError

from assistant.database import Base, migration_config, upgrade
from assistant.requests import Voice, VoiceKind, Voices
from assistant.requests.rows import TICKET
from assistant.requests.voices import COUNT
from tests.requests.report_desk import BERT, NOW, SECRET, Reports, sure

OURS = {"ticket", "ticket_change", "ticket_news", "voice_count", "voice_seen", "voice_words"}


def fill(engine: Engine) -> Reports:
    reports = Reports(engine)
    reports.done("1")
    Voices(engine, SECRET).record(Voice(VoiceKind.IDEA, BERT, words="种棵树"), NOW)
    return reports


def test_up_down_and_up_with_reports_in_them(old: Engine) -> None:
    upgrade(old)
    fill(old)
    command.downgrade(migration_config(old), "0003")
    assert OURS.isdisjoint(inspect(old).get_table_names())
    upgrade(old)
    assert set(inspect(old).get_table_names()) >= OURS
    with old.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert fill(old).count() == 1


def test_what_must_hold_holds_in_the_tables_of_the_migration(old: Engine) -> None:
    """Checks and partial keys, which the comparison of the schemas does not see everywhere."""
    upgrade(old)
    reports = fill(old)
    other = reports.filed("2", BERT)
    ours = TICKET.c.id != other.id
    for slip in (
        update(TICKET).where(ours).values(code=other.code),
        update(TICKET).where(ours).values(request="2"),
        update(TICKET).values(reopened=-1),
        update(COUNT).values(count=0),
    ):
        with pytest.raises(IntegrityError), old.begin() as connection:
            connection.execute(slip)
    # What is over stands in nobody's way.
    sure(reports.tickets.withdraw(other.id, NOW))
    with old.begin() as connection:
        connection.execute(update(TICKET).where(ours).values(code=other.code))
