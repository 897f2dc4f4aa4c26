import json
import logging
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session
from walking_town import at, built, grid_town, small_town

from assistant.clock import ZONE
from assistant.facilities.tables import WalkingNetwork
from assistant.walking import open_network

NOW = datetime(2026, 11, 22, 10, tzinfo=ZONE)


def point_at(engine: Engine, directory: Path) -> None:
    with Session(engine) as session, session.begin():
        session.execute(delete(WalkingNetwork))
        session.add(
            WalkingNetwork(
                id=directory.name, directory=str(directory), extracts=json.dumps({}), made_at=NOW
            )
        )


def test_no_import_no_network(engine: Engine) -> None:
    assert open_network(engine) is None


def test_the_network_is_opened_once(engine: Engine) -> None:
    point_at(engine, built(small_town))
    network = open_network(engine)
    assert network is not None
    assert open_network(engine) is network
    assert network.matrix(at(0, 0), [at(100, 0)], 1.0) != [None]


def test_a_new_import_is_seen(engine: Engine) -> None:
    point_at(engine, built(small_town))
    old = open_network(engine)
    point_at(engine, built(grid_town))
    new = open_network(engine)
    assert old is not None
    assert new is not None
    assert new.directory == built(grid_town) != old.directory


def test_lost_files_are_logged_and_walks_estimated(
    engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    point_at(engine, tmp_path / "gone")
    with caplog.at_level(logging.WARNING):
        assert open_network(engine) is None
    assert "import the map again" in caplog.text


def test_a_folder_that_was_moved_with_its_database(sqlite_engine: Engine, tmp_path: Path) -> None:
    shutil.copytree(built(small_town), tmp_path / "networks" / "abc")
    point_at(sqlite_engine, Path("/somewhere/else/networks/abc"))
    network = open_network(sqlite_engine)
    assert network is not None
    assert network.directory == tmp_path / "networks" / "abc"
