"""The schema: migrations and models say the same, up and down, also when two start at once."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.orm import Session

import assistant.booking.tables
import assistant.people.tables  # noqa: F401 - their tables are of the schema too
from assistant.database import Base, connect, migration_config, upgrade
from assistant.facilities.tables import Facility, FacilityService

START = """
import sys
from assistant.database import connect, upgrade
upgrade(connect(sys.argv[1]))
"""


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path / 'new' / 'folder' / 'empty.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def empty_postgresql(postgresql_server: str) -> Iterator[Engine]:
    server = create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE scratch"))
    engine = connect(postgresql_server.replace("/postgres?", "/scratch?"))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE scratch"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest) -> Engine:
    found = request.getfixturevalue(f"empty_{request.param}")
    assert isinstance(found, Engine)
    return found


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_migrations_make_what_the_models_describe(empty: Engine) -> None:
    upgrade(empty)
    with empty.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrations_lead_down_and_up_again(empty: Engine) -> None:
    upgrade(empty)
    assert tables(empty) == set(Base.metadata.tables)
    command.downgrade(migration_config(empty), "base")
    assert tables(empty) == set()
    upgrade(empty)
    assert tables(empty) == set(Base.metadata.tables)


def test_upgrading_twice_keeps_the_rows(empty: Engine) -> None:
    upgrade(empty)
    with Session(empty) as session, session.begin():
        session.add(_facility())
    upgrade(empty)
    with Session(empty) as session:
        assert session.get(Facility, "1") is not None


def test_starts_at_the_same_time_do_not_collide(empty: Engine) -> None:
    url = empty.url.render_as_string(hide_password=False)
    start = [sys.executable, "-c", START, url]
    starts = [subprocess.Popen(start, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[1] for process in starts]
    assert [process.returncode for process in starts] == [0, 0], said
    assert tables(empty) == set(Base.metadata.tables)


def test_a_start_does_not_wait_for_somebody_who_writes(empty: Engine) -> None:
    upgrade(empty)
    with Session(empty) as writer:
        writer.add(_facility())
        writer.flush()
        upgrade(empty)


def test_services_go_with_their_facility(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        session.add(_facility())
        session.flush()
        session.add(FacilityService(facility_id="1", service_id="bank", cell=1))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM facility"))
        assert connection.scalar(text("SELECT count(*) FROM facility_service")) == 0


def _facility() -> Facility:
    return Facility(
        id="1", ref="1", source="test", origin="test", name="x", lat=30, lon=114, cell=1,
        status="open",
    )  # fmt: skip
