import json
import shutil
import subprocess
from pathlib import Path

import pytest
from walking_town import Town, at, built, small_town

from assistant.errors import UsageError
from assistant.walking import Network, build
from assistant.walking.build import TILES, WAYS, build_network, is_whole
from assistant.walking.extracts import clean_copy


def extract_of(town: Town, folder: Path, name: str = "town") -> Path:
    copy = folder / f"{name}.osm.pbf"
    clean_copy(town.write(folder / f"{name}.osm"), copy)
    return copy


def test_nothing_but_the_network_is_left() -> None:
    assert {item.name for item in built(small_town).iterdir()} == {
        TILES,
        WAYS,
        build.BARRIERS,
        build.SIZE,
    }


@pytest.mark.parametrize("damage", ["missing", "cut", "unfinished"])
def test_a_damaged_network_is_noticed(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "network"
    shutil.copytree(built(small_town), folder)
    assert is_whole(folder)
    tiles = folder / TILES
    if damage == "missing":
        tiles.unlink()
    elif damage == "cut":
        tiles.write_bytes(tiles.read_bytes()[:-1000])
    else:
        (folder / build.SIZE).unlink()
    assert not is_whole(folder)
    with pytest.raises(UsageError, match="import the map again"):
        Network(folder)


def test_names_and_rising_steps_are_noted() -> None:
    notes = json.loads((built(small_town) / WAYS).read_text())
    assert {"en": "Zhongshan Road"} in notes.values()
    # The steps lead up to the north.
    assert [note["rise"] for note in notes.values() if "rise" in note] == [0]


def test_several_extracts_make_one_network(tmp_path: Path) -> None:
    west, east = Town(), Town(1000)
    west.way((0, 0), (500, 0), highway="residential")
    east.node(500, 0)
    # The same node stands in both, as it does in maps cut from one source.
    east._ids[500.0, 0.0] = west._ids[500.0, 0.0]
    east.way((500, 0), (1000, 0), highway="residential")
    said: list[str] = []
    parts = [extract_of(west, tmp_path, "west"), extract_of(east, tmp_path, "east")]
    build_network(parts, tmp_path / "network", said.append)
    (walk,) = Network(tmp_path / "network").matrix(at(0, 0), [at(1000, 0)], 1.0)
    assert walk is not None
    assert walk.metres == pytest.approx(1000, abs=5)
    assert said == ["Putting 2 extracts together", "Building the walking network"]


def test_a_map_without_streets_is_refused(tmp_path: Path) -> None:
    town = Town()
    town.way((0, 0), (100, 0), waterway="river")
    with pytest.raises(UsageError, match="no streets"):
        build_network([extract_of(town, tmp_path)], tmp_path / "network")
    assert not (tmp_path / "network" / TILES).exists()


def test_a_broken_map_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"nothing")
    with pytest.raises(UsageError, match=r"cannot be built: .+"):
        build_network([broken], tmp_path / "network")
    assert list((tmp_path / "network").iterdir()) == []


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("terminate called\n  what():  no space left\n\n", "built: no space left$"),
        ("", "ended with status 3"),
    ],
)
def test_a_failing_builder_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, reason: str
) -> None:
    failed = subprocess.CompletedProcess([], 3, "", said)
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: failed)
    with pytest.raises(UsageError, match=reason):
        build_network([extract_of(small_town(), tmp_path)], tmp_path / "network")
    assert not (tmp_path / "network" / TILES).exists()


def test_a_missing_builder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "BUILDER", tmp_path / "nowhere")
    with pytest.raises(UsageError, match="cannot be built"):
        build_network([extract_of(small_town(), tmp_path)], tmp_path / "network")
