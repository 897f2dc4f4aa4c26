import multiprocessing
import time
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.facilities.osm_home import UNFINISHED, MapHome, name_of_extract
from assistant.walking.build import TILES
from tests.support.osm_text import OsmText


def town() -> OsmText:
    text = OsmText()
    text.way((0, 0), (300, 0), highway="residential", name="中山路")
    return text


@pytest.mark.parametrize(
    ("file", "name"),
    [("wuhan.osm.pbf", "wuhan"), ("demo.osm", "demo"), ("a.b.pbf", "a.b"), ("x.osm.bz2", "x")],
)
def test_name_of_extract(file: str, name: str) -> None:
    assert name_of_extract(Path("/maps") / file) == name


@pytest.mark.parametrize("file", ["wuhan.csv", "osm", "map.xml"])
def test_other_files_are_refused(file: str) -> None:
    with pytest.raises(UsageError, match=r"must end in \.osm\.pbf or \.osm"):
        name_of_extract(Path(file))


def test_a_copy_is_kept_under_its_digest(tmp_path: Path) -> None:
    home = MapHome(tmp_path / "home")
    source = town().write(tmp_path / "town.osm")
    with home.alone(print) as work:
        digest = home.keep(source, work)
    assert home.extract("town", digest).is_file()
    source.unlink()
    assert home.extract("town", digest).is_file()
    assert not list((tmp_path / "home").glob(f"{UNFINISHED}*"))


def test_a_network_is_built_once(tmp_path: Path) -> None:
    home = MapHome(tmp_path)
    with home.alone(print) as work:
        extracts = {"town": home.keep(town().write(tmp_path / "town.osm"), work)}
        whole = home.extract("town", extracts["town"])
        assert home.build(extracts, whole, work, print)
        assert not home.build(extracts, whole, work, print)
    assert (home.network(extracts) / TILES).is_file()
    assert home.network(extracts) != home.network(extracts | {"other": "0"})


def test_what_is_not_in_use_is_removed(tmp_path: Path) -> None:
    home = MapHome(tmp_path)
    with home.alone(print) as work:
        extracts = {"town": home.keep(town().write(tmp_path / "town.osm"), work)}
        home.extract("old", "0" * 64).touch()
        for name in ("in-use", "before", "older"):
            (tmp_path / "networks" / name).mkdir()
        home.tidy(extracts, [tmp_path / "networks" / "in-use", tmp_path / "networks" / "before"])
    left = {path.name for path in (tmp_path / "networks").iterdir()}
    assert left == {"in-use", "before"}
    assert [path.name[:5] for path in (tmp_path / "extracts").iterdir()] == ["town-"]


def test_left_overs_of_a_crash_are_swept_out(tmp_path: Path) -> None:
    left_over = tmp_path / f"{UNFINISHED}crashed"
    left_over.mkdir()
    with MapHome(tmp_path).alone(print) as work:
        assert not left_over.exists()
        assert work.is_dir()
    assert not work.exists()


def _hold(home: Path, started: Path, go_on: Path) -> None:
    with MapHome(home).alone(print):
        started.touch()
        while not go_on.exists():
            time.sleep(0.01)


def test_imports_wait_for_each_other(tmp_path: Path) -> None:
    started, go_on = tmp_path / "started", tmp_path / "go"
    home = tmp_path / "home"
    home.mkdir()
    other = multiprocessing.get_context("spawn").Process(target=_hold, args=(home, started, go_on))
    other.start()
    while not started.exists():
        time.sleep(0.01)
    said: list[str] = []

    def told(line: str) -> None:
        said.append(line)
        go_on.touch()

    with MapHome(home).alone(told):
        assert said == ["Waiting for another import to end"]
    other.join()
    assert other.exitcode == 0
