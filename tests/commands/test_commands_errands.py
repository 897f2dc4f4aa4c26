"""`assistant errands` and `assistant reach`, on the demo neighbourhood."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.commands import Commands, errands, reach
from assistant.database import connect, upgrade
from assistant.errors import UsageError
from assistant.facilities.osm_import import import_osm
from assistant.facilities.table_import import import_table
from assistant.paths import DEMO
from assistant.settings import Settings, load_settings

MORNING = "2026-11-23T10:00"
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home: Path = tmp_path_factory.mktemp("home")
    url = f"sqlite:///{home / 'assistant.db'}"
    engine = connect(url)
    upgrade(engine)
    import_osm(engine, load_catalogue(), DEMO / "neighbourhood.osm", home, NOW)
    import_table(engine, load_catalogue(), DEMO / "facilities.csv", NOW)
    engine.dispose()
    return load_settings(database=url, home=str(home))


def run(settings: Settings, *arguments: str) -> None:
    commands = Commands("test")
    for module in (errands, reach):
        module.add(commands)
    options = commands.parser.parse_args([*arguments, "--now", MORNING])
    assert not options.run(options, settings)


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_errands_as_one_object(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["wet_market", "key_cutting", "pharmacy"]
    run(settings, "errands", *wanted, "--at", "demo", "--json")
    run(settings, "errands", *wanted, "--at", "demo", "--json", "--in-order", "--back")
    free, kept = printed(capsys)
    assert sorted(s for stop in free["stops"] for s in stop["services"]) == sorted(wanted)
    assert [s for stop in kept["stops"] for s in stop["services"]] == wanted
    assert (free["ordered"], kept["ordered"]) == (False, True)
    assert free["walk_minutes"] < kept["walk_minutes"]
    assert free["back_minutes"] is None
    assert kept["back_minutes"] > 0
    assert free["stops"][0]["place"]["walk_minutes"] == free["stops"][0]["leg_minutes"]
    assert free["stops"][0]["arrive"].startswith("2026-11-23T10:0")


def test_errands_to_read(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run(settings, "errands", "bank", "smart_lock_repair", "--at", "demo", "--back")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1. ")
    assert lines[0].endswith("(bank)")
    assert "back" in lines[1]
    assert "on foot" in lines[2]
    assert lines[3] == "Nothing found for smart_lock_repair."


@pytest.mark.parametrize(
    "arguments",
    [["teleporter", "--at", "demo"], ["bank"], ["bank", "--at", "demo", "--pace", "9"],
     [*(s.id for s in load_catalogue()), "--at", "demo"]],
)  # fmt: skip
def test_wrong_usage(settings: Settings, arguments: list[str]) -> None:
    with pytest.raises(UsageError):
        run(settings, "errands", *arguments)


def test_reach_prints_an_object_for_each_service(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    run(settings, "reach", "--at", "demo", "--pace", "1.0", "--json")
    lines = printed(capsys)
    assert len({line["service"] for line in lines}) == len(lines) > 80
    for line in lines:
        assert line["minutes"] <= 15
        assert line["service"] in line["place"]["services"]
        assert line["metres"] == line["place"]["walk_metres"]
        assert line["group"] == load_catalogue()[line["service"]].group


def test_reach_to_read(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run(settings, "reach", "--at", "demo")
    told = capsys.readouterr().out
    assert "买菜吃饭 / food and shops: " in told
    assert "Not as near as the norm: " in told
    run(settings, "reach", "--at", "48.85,2.35")
    assert capsys.readouterr().out == "Nothing found within 15 minutes.\n"
