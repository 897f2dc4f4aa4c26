"""Conversations as people have them, one file a story, against the whole running assistant."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.client import Assistant
from assistant.paths import DEMO
from tests.support.clerk import Clerk
from tests.support.desk import Desk
from tests.support.manners import follow_rules
from tests.support.running import MONDAY_MORNING, Person

STORIES = sorted(Path(__file__).parent.glob("*.yaml"))
KEYS = {"say", "behaviour", "services", "speech", "text", "not", "places", "first", "suggestions",
        "ends", "location", "by", "note", "now", "booking", "ticket", "handoff", "author",
        "silent"}  # fmt: skip
PROVIDER = {"provider", "code", "reason", "now", "day"}
"""A step of the provider between two turns: confirm, decline, no_show, close_day; of a desk:
ticket_assign, ticket_begin, ticket_finish."""
CLERK = {"clerk", "words", "why", "urgent"}
"""A step of a clerk between two turns: looks, reads, takes, says, returns, leaves."""
REAL = "real"
"""The clock of stories in which a clerk is waited for: nobody waits in a time that stands still."""


def stories() -> list[Any]:
    """Every story of every file, with its name as the test's name."""
    return [
        pytest.param(story, id=f"{path.stem}: {story['story']}")
        for path in STORIES
        for story in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def location_of(at: str | None) -> dict[str, Any] | None:
    """The place that a story names: the demo home, a position, or nowhere."""
    if at is None:
        return None
    if at == "demo":
        home = yaml.safe_load((DEMO / "demo.yaml").read_text(encoding="utf-8"))["home"]
        return {name: home[name] for name in ("lat", "lon", "label", "label_en")}
    lat, lon = at.split(",")
    return {"lat": float(lat), "lon": float(lon)}


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """The provider's side; nothing is booked when a story begins."""
    found = Desk(home)
    yield found
    found.close()


@pytest.mark.parametrize("story", stories())
def test_story(story: dict[str, Any], running: Assistant, desk: Desk) -> None:
    people = {name: person(story | other, running) for name, other in _others(story).items()}
    noted: dict[str, str] = {}
    for turn in story["turns"]:
        if "provider" in turn:
            assert set(turn) <= PROVIDER, f"unknown step in {turn}"
            desk.does(turn, noted, str(story.get("now", MONDAY_MORNING)))
            continue
        if "clerk" in turn:
            assert set(turn) <= CLERK, f"unknown step in {turn}"
            Clerk(running).does(turn)
            continue
        assert set(turn) <= KEYS, f"unknown expectation in {turn}"
        more = {name: turn[name] for name in ("location", "now") if name in turn}
        said = str(turn["say"]).format(**noted)
        answered = people[turn.get("by", "")].say(said, **more)
        voice = story.get("channel") == "speaker"
        check(_filled(turn, noted), answered, voice=voice)
        for name, pattern in turn.get("note", {}).items():
            found = re.search(pattern, answered["reply"]["text"])
            assert found, f"nothing to note in {answered}"
            noted[name] = found[1]


def person(story: dict[str, Any], running: Assistant) -> Person:
    """Somebody of a story: where they are, through which channel and when they talk."""
    return Person(
        running,
        uuid.uuid4().hex,
        story.get("channel", "chat"),
        location_of(story.get("at")),
        None if story.get("now") == REAL else str(story.get("now", MONDAY_MORNING)),
    )


def _filled(turn: dict[str, Any], noted: dict[str, str]) -> dict[str, Any]:
    """The expectations with what was noted before."""
    filled = dict(turn)
    for form in ("speech", "text", "not"):
        filled[form] = [
            noted[part[1:-1]] if part[:1] == "{" else part for part in _listed(turn.get(form))
        ]
    return filled


def _others(story: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Who talks: the one that the story is about, and those that it names in `people`."""
    return {"": {}, **story.get("people", {})}


def check(turn: dict[str, Any], answered: dict[str, Any], *, voice: bool = False) -> None:
    """Hold one answer against what the story expects, and against the rules for all answers."""
    reply = answered["reply"]
    told = f"{turn['say']!r} -> {answered}"
    if turn.get("silent"):
        assert reply["speech"] == reply["text"] == "", told
        return
    if reply["author"] == "bot":
        follow_rules(reply, told, voice=voice)
    for name in ("handoff", "author"):
        if name in turn:
            assert reply[name] == turn[name], told
    if "behaviour" in turn:
        assert answered["behaviour"] == turn["behaviour"], told
    if "services" in turn:
        assert answered["services"][: len(turn["services"])] == turn["services"], told
    for form in ("speech", "text"):
        for part in _listed(turn.get(form)):
            assert part in reply[form], f"{part!r} is not in the {form}: {told}"
    for part in _listed(turn.get("not")):
        assert part not in reply["speech"] + reply["text"], f"{part!r} was said: {told}"
    if "places" in turn:
        assert len(reply["places"]) == turn["places"], told
    if "first" in turn:
        assert reply["places"], told
        assert reply["places"][0]["name"] == turn["first"], told
    if "suggestions" in turn:
        assert set(turn["suggestions"]) <= set(reply["suggestions"]), told
    if "booking" in turn:
        assert reply["booking"], told
        assert reply["booking"]["status"] == turn["booking"], told
    if "ticket" in turn:
        assert reply["ticket"], told
        assert reply["ticket"]["status"] == turn["ticket"], told
    if "ends" in turn:
        assert reply["end_session"] is turn["ends"], told


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)
