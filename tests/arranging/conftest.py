"""The demo's offers in a database of their own."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from assistant.booking import Bookings
from assistant.booking.offer_import import import_offers
from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.database import connect
from assistant.facilities.table_import import import_table
from assistant.paths import DEMO

SECRET = b"x" * 32
NOW = datetime(2026, 11, 30, 9, 10, tzinfo=ZONE)
"""A Monday."""


@pytest.fixture(scope="session")
def demo_offers(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the demo's facilities and offers."""
    path = tmp_path_factory.mktemp("offers") / "demo.db"
    shutil.copy(migrated_sqlite, path)
    engine = connect(f"sqlite:///{path}")
    catalogue = load_catalogue()
    assert not import_table(engine, catalogue, DEMO / "facilities.csv", NOW).skipped
    assert not import_offers(engine, catalogue, DEMO / "offers.yaml").skipped
    engine.dispose()
    return path


@pytest.fixture
def demo_engine(demo_offers: Path, tmp_path: Path) -> Iterator[Engine]:
    """A fresh copy of it."""
    path = tmp_path / "demo.db"
    shutil.copy(demo_offers, path)
    engine = connect(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def bookings(demo_engine: Engine) -> Bookings:
    return Bookings(demo_engine, SECRET)
