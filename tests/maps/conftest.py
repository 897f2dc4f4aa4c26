"""Backdrops of the demo and of the real map, drawn once."""

from pathlib import Path

import pytest

from assistant.maps.backdrop import Backdrop
from assistant.maps.ground import write_backdrop
from assistant.paths import DEMO
from tests.support.running import NANJING


@pytest.fixture(scope="session")
def demo_ground(tmp_path_factory: pytest.TempPathFactory) -> Backdrop:
    """The ground of the demo neighbourhood."""
    path = tmp_path_factory.mktemp("ground") / "demo.db"
    write_backdrop(DEMO / "neighbourhood.osm", path)
    return Backdrop(path)


@pytest.fixture(scope="session")
def nanjing_ground(tmp_path_factory: pytest.TempPathFactory) -> Backdrop:
    """The ground around Xinjiekou."""
    assert NANJING.is_file(), f"The real map is missing: {NANJING} (set ASSISTANT_GEO)."
    path = Path(tmp_path_factory.mktemp("ground")) / "nanjing.db"
    write_backdrop(NANJING, path)
    return Backdrop(path)
