"""A town whose notices are tested, on each kind of database."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.bulletin.board import Town


@pytest.fixture
def town(engine: Engine, tmp_path: Path) -> Town:
    return Town(engine, tmp_path)
