"""Somebody asks, and is shown the answer as a picture: the numbers are those of the words."""

import json
import re
import uuid
from pathlib import Path
from typing import Any

import pytest

from assistant.client import Assistant
from tests.scenarios.test_scenarios import location_of
from tests.support.running import MONDAY_MORNING, Person, run

PLACES = ("demo", "32.0440,118.7790")


def drawn(home: Path, folder: Path, at: str, *arguments: str) -> list[dict[str, Any]]:
    """What is on the map that `assistant map` draws."""
    file = folder / "map.geojson"
    asked = ("map", *arguments, "--at", at, "--now", MONDAY_MORNING, "--output", str(file))
    done = run(home, *asked)
    assert done.returncode == 0, done.stderr
    features: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["features"]
    return features


def of_kind(features: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [each for each in features if each["properties"]["kind"] == kind]


@pytest.mark.parametrize("at", PLACES)
def test_where_is_a_bank_and_show_me(
    running: Assistant, home: Path, tmp_path: Path, at: str
) -> None:
    person = Person(running, uuid.uuid4().hex, "chat", location_of(at), MONDAY_MORNING)
    reply = person.say("附近哪里能取钱")["reply"]
    features = drawn(home, tmp_path, at, "bank")
    shown = [each["properties"]["name"].rstrip("…") for each in of_kind(features, "place")]
    assert len(shown) == len(reply["places"])
    for name, place in zip(shown, reply["places"], strict=True):
        assert place["name"].startswith(name)
    way = of_kind(features, "route")[0]["geometry"]["coordinates"]
    first = reply["places"][0]
    assert way[-1] == pytest.approx([first["lon"], first["lat"]], abs=1e-5)
    assert [each["properties"]["minutes"] for each in of_kind(features, "reach")] == [15, 8, 5]


@pytest.mark.parametrize("at", PLACES)
def test_several_errands_and_the_walk_as_a_picture(
    running: Assistant, home: Path, tmp_path: Path, at: str
) -> None:
    person = Person(running, uuid.uuid4().hex, "chat", location_of(at), MONDAY_MORNING)
    reply = person.say("先取钱，再买点药")["reply"]
    stops = re.findall(r"^\d\. ", reply["text"], re.MULTILINE)
    features = drawn(home, tmp_path, at, "bank", "pharmacy")
    assert len(of_kind(features, "place")) == len(of_kind(features, "route")) == len(stops) == 2
