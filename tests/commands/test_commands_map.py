"""`assistant map`: a picture of the answer, and one clear line where there can be none."""

import json
from pathlib import Path

import pytest

from tests.support.running import run

MORNING = ("--at", "demo", "--now", "2026-11-23T10:00")


def test_a_picture_for_a_phone(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "map.png"
    done = run(home, "map", "pharmacy", *MORNING, "--output", str(file))
    assert done.returncode == 0, done.stderr
    assert file.read_bytes().startswith(b"\x89PNG")
    assert done.stdout == f"Written: {file}\n"


def test_the_picture_says_whose_data_it_is_and_how_long_the_walks_are(
    home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "map.svg"
    done = run(home, "map", "pharmacy", *MORNING, "--output", str(file))
    assert done.returncode == 0, done.stderr
    drawn = file.read_text(encoding="utf-8")
    for words in ("演示数据", "银杏苑3栋", "分钟</text>", "走8分钟", "柳溪河"):
        assert words in drawn, words
    real = run(home, "map", "bank", "--at", "32.0440,118.7790", "--output", str(file))
    assert real.returncode == 0, real.stderr
    assert "演示数据" not in file.read_text(encoding="utf-8")


def test_a_home_without_streets_is_told_to_import_the_map_again(tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    done = run(tmp_path / "home", "map", *MORNING, "--output", str(file))
    assert done.returncode == 0, done.stderr
    assert "import the map again" in done.stdout
    assert "没有底图" in file.read_text(encoding="utf-8")


def test_a_walk_around_several_errands(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "map.geojson"
    services = ("wet_market", "parcel_station", "key_cutting")
    done = run(home, "map", *services, *MORNING, "--pace", "0.8", "--output", str(file))
    assert done.returncode == 0, done.stderr
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    kinds = [each["properties"]["kind"] for each in features]
    assert [kinds.count(kind) for kind in ("reach", "route", "place", "here")] == [3, 3, 3, 1]


def test_the_reach_alone_and_in_english(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    done = run(home, "map", *MORNING, "--language", "en", "--wheelchair", "--output", str(file))
    assert done.returncode == 0, done.stderr
    drawn = file.read_text(encoding="utf-8")
    for words in ("Within reach on foot", "wheelchair", "15 min", "© OpenStreetMap contributors"):
        assert words in drawn


def test_the_way_to_the_third_place(home: Path, tmp_path: Path) -> None:
    def end(to: str) -> list[float]:
        file = tmp_path / f"{to}.geojson"
        done = run(
            home, "map", "pharmacy", *MORNING, "--to", to, "--no-reach", "--output", str(file)
        )
        assert done.returncode == 0, done.stderr
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        routes = [f for f in features if f["properties"]["kind"] == "route"]
        last: list[float] = routes[0]["geometry"]["coordinates"][-1] if routes else []
        return last

    assert end("1") != end("3")
    assert end("0") == []


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--output", "map.bmp"], "must end in"),
        (["--output", "map.png", "--size", "10x10"], "--size"),
        (["--output", "map.png", "--size", "big"], "--size"),
        (["--output", "no-such-folder/map.png"], "cannot be written"),
        (["pharmacy", "--output", "map.png", "--to", "99"], "--to"),
        (["pharmacy", "--output", "map.png", "--limit", "0"], "--limit"),
        (["farmacy", "--output", "map.png"], "pharmacy"),
    ],
)
def test_wrong_usage_is_one_clear_line(
    home: Path, tmp_path: Path, arguments: list[str], reason: str
) -> None:
    at = arguments.index("--output") + 1
    arguments = [*arguments[:at], str(tmp_path / arguments[at]), *arguments[at + 1 :]]
    done = run(home, "map", *MORNING, *arguments)
    assert done.returncode in (1, 2)
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
