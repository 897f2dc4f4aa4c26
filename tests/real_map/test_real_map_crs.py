"""A coordinate system that is missed sends people to other doors; converting it mends that."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from real_extract import real_extract

from assistant.catalogue import load_catalogue
from assistant.database import connect
from assistant.facilities.osm_import import import_osm
from assistant.finding import Finder
from assistant.walking import open_network
from benchmarks.crs import NOW, judged


@pytest.fixture(scope="module")
def finder(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    home = tmp_path_factory.mktemp("shifted")
    shutil.copy(migrated_sqlite, home / "assistant.db")
    engine = connect(f"sqlite:///{home / 'assistant.db'}")
    import_osm(engine, load_catalogue(), real_extract(), home, NOW)
    yield Finder(engine, load_catalogue(), open_network(engine))
    engine.dispose()


@pytest.mark.parametrize("crs", ["gcj02", "bd09"])
def test_a_missed_conversion_puts_other_places_first(finder: Finder, crs: str) -> None:
    found = judged(finder, crs, converted=False)
    assert len(found) >= 200
    assert sum(each.first_differs for each in found) / len(found) > 0.5
    assert median(each.told for each in found) > 3


@pytest.mark.parametrize("crs", ["gcj02", "bd09"])
def test_converted_positions_get_the_right_answer(finder: Finder, crs: str) -> None:
    found = judged(finder, crs, converted=True)
    assert len(found) >= 200
    assert not any(each.first_differs for each in found)
    assert max(each.told for each in found) < 0.1
