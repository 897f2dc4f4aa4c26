import multiprocessing
import time
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.facilities.osm_home import UNFINISHED, MapHome, name_of_extract
from assistant.maps.backdrop import FILE, Backdrop
from assistant.maps.ground import write_backdrop
from assistant.walking.build import TILES
from tests.support.osm_text import MIDDLE, OsmText


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


def test_the_ground_of_maps_is_built_once_beside_the_network(tmp_path: Path) -> None:
    home, said = MapHome(tmp_path), list[str]()
    with home.alone(print) as work:
        extracts = {"town": home.keep(town().write(tmp_path / "town.osm"), work)}
        whole = home.extract("town", extracts["town"])
        assert home.build(extracts, whole, work, said.append)
        ground = home.network(extracts) / FILE
        built = ground.stat()
        assert not home.build(extracts, whole, work, said.append)
    assert said.count("Drawing the ground of maps") == 1
    assert (ground.stat().st_ino, ground.stat().st_mtime_ns) == (built.st_ino, built.st_mtime_ns)
    lat, lon = MIDDLE
    streets = Backdrop(ground).shapes((lat - 0.01, lon - 0.01, lat + 0.01, lon + 0.01))
    assert [street.name for street in streets] == ["中山路"]


def test_an_import_that_ends_while_the_ground_is_drawn_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end_suddenly(source: Path, target: Path) -> None:
        write_backdrop(source, target)
        raise KeyboardInterrupt

    def build() -> Path:
        with home.alone(print) as work:
            extracts = {"town": home.keep(source, work)}
            home.build(extracts, home.extract("town", extracts["town"]), work, print)
        return home.network(extracts)

    home = MapHome(tmp_path)
    source = town().write(tmp_path / "town.osm")
    monkeypatch.setattr("assistant.facilities.osm_home.write_backdrop", end_suddenly)
    with pytest.raises(KeyboardInterrupt):
        build()
    assert not list((tmp_path / "networks").iterdir())
    assert not list(tmp_path.glob(f"{UNFINISHED}*"))
    monkeypatch.undo()
    assert (build() / FILE).is_file()


def test_homes_of_an_older_form_build_their_networks_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = MapHome(tmp_path)
    now = home.network({"town": "0"})
    monkeypatch.setattr("assistant.facilities.osm_home.NETWORK_FORM", "1")
    assert home.network({"town": "0"}) != now


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
