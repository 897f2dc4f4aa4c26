"""The command line: exit statuses, one clear line for people, one object a line for programs."""

import json
import socket
from pathlib import Path

import pytest

from tests.support.running import run

HEADER = "id,name,services,lat,lon\n"


def test_find_prints_one_object_a_line_nearest_first(home: Path) -> None:
    done = run(home, "find", "pharmacy", "--at", "demo", "--open-at", "2026-11-23T10:00", "--json")
    assert done.returncode == 0, done.stderr
    places = [json.loads(line) for line in done.stdout.splitlines()]
    assert places[0]["name"] == "仁心堂大药房"
    minutes = [place["walk_minutes"] for place in places]
    assert minutes == sorted(minutes)
    assert {"id", "services", "walk_metres", "straight_metres", "lat", "lon", "address", "phone",
            "open", "opens_at", "source", "verified_on"} <= set(places[0])  # fmt: skip


def test_a_slower_pace_takes_longer(home: Path) -> None:
    morning = ("--open-at", "2026-11-23T10:00", "--limit", "1", "--json")
    brisk, slow = (
        json.loads(run(home, "find", "bank", "--at", "demo", "--pace", pace, *morning).stdout)
        for pace in ("1.2", "0.6")
    )
    assert slow["id"] == brisk["id"]
    assert slow["walk_minutes"] == pytest.approx(2 * brisk["walk_minutes"], rel=0.1)


@pytest.mark.parametrize(
    ("arguments", "status", "reason"),
    [
        (["find", "key_cuting", "--at", "demo"], 2, "Did you mean key_cutting"),
        (["find", "bank"], 2, "--at"),
        (["find", "bank", "--at", "114.54,30.26"], 2, "swapped"),
        (["find", "bank", "--at", "here"], 2, "here"),
        (["find", "bank", "--at", "demo", "--pace", "9"], 2, "--pace"),
        (["find", "bank", "--at", "demo", "--open-at", "noon"], 2, "noon"),
        (["find", "bank", "--at", "demo", "--limit", "0"], 2, "--limit"),
        (["import", "osm", "no-such-file.osm.pbf"], 2, "no-such-file"),
        (["fly"], 2, "fly"),
        (["find", "bank", "--at", "demo", "--database", "nonsense"], 2, "database"),
    ],
)
def test_wrong_usage_is_one_clear_line(
    home: Path, arguments: list[str], status: int, reason: str
) -> None:
    done = run(home, *arguments)
    assert done.returncode == status
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_bad_row_is_named_and_the_exit_status_tells(tmp_path: Path) -> None:
    table = tmp_path / "shops.csv"
    good, bad = "a,店,bank,30.26,114.54\n", "b,店,flying,30.26,114.54\n"
    table.write_text(HEADER + good + bad, encoding="utf-8")
    done = run(tmp_path / "home", "import", "facilities", str(table))
    assert done.returncode == 1
    assert "line 3" in done.stderr
    table.write_text(HEADER + good, encoding="utf-8")
    again = run(tmp_path / "home", "import", "facilities", str(table))
    assert again.returncode == 0
    assert "1 unchanged" in again.stdout


def test_a_map_that_is_none_is_said_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"this is no map")
    done = run(tmp_path / "home", "import", "osm", str(broken))
    assert done.returncode != 0
    assert "broken.osm.pbf" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_said_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("ASSISTANT_PORT", str(other.getsockname()[1]))
        done = run(home, "serve")
    assert done.returncode == 1
    assert "taken" in done.stderr
