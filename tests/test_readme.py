"""What the documents promise: commands and settings exist, conversations happen as printed."""

import re
import shlex
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant import cli
from assistant.channel_settings import ChannelSettings
from assistant.client import Assistant
from assistant.paths import DEMO, ROOT
from assistant.settings import INTERNAL, PREFIX, Settings
from benchmarks.understanding import claim
from tests.support.desk import Desk
from tests.support.running import Person

READMES = ("README.md", "README.zh-CN.md")
PAGES = sorted(
    str(path.relative_to(ROOT))
    for pattern in ("*.md", "docs/**/*.md", "data/**/*.md")
    for path in ROOT.glob(pattern)
)
BLOCK = re.compile(r"^```(\S+)?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTING_ROW = re.compile(rf"^\| `({PREFIX}\w+)` \| (?:`([^`]*)`)? *\| (.+) \|$", re.MULTILINE)
MAKE = re.compile(r"(?:^|`|\$ )make (\w+)", re.MULTILINE)
SPANNED = re.compile(r"`(?:\.venv/bin/)?assistant (\w+)")
CALLED = re.compile(r"\.venv/bin/assistant +([^#|\n]*)")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
OWN_PATH = re.compile(r"`((?:assistant|data|docs|tests|benchmarks|actions)/[\w./]+)`")
CODE = re.compile(r"(预约码 |code is )\d{4}")
"""Codes are drawn by lot."""
TARGET = re.compile(r"^(\w+):", re.MULTILINE)


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Conversation:
    """A conversation that a README prints: its head and the turns (said, answered)."""

    channel: str
    at: str | None
    now: str
    turns: tuple[tuple[str, str], ...]


def location_of(at: str | None) -> dict[str, Any] | None:
    """Where the person of a conversation is: at the demo home, or not said."""
    if at is None:
        return None
    assert at == "demo"
    home = yaml.safe_load((DEMO / "demo.yaml").read_text(encoding="utf-8"))["home"]
    return {name: home[name] for name in ("lat", "lon", "label", "label_en")}


def conversations(page: str) -> Iterator[Conversation]:
    """The blocks ```conversation channel=… at=… now=…: lines `> said`, then the answer."""
    for language, head, body in BLOCK.findall(read(page)):
        if language == "conversation":
            options = dict(part.split("=", 1) for part in head.split())
            turns = [turn.split("\n", 1) for turn in re.split(r"^> ", body, flags=re.MULTILINE)[1:]]
            yield Conversation(
                options["channel"],
                options.get("at"),
                options["now"],
                tuple((said, answered.strip("\n")) for said, answered in turns),
            )


def printed() -> list[object]:
    return [
        pytest.param(told, id=f"{page}: {told.turns[0][0]}")
        for page in READMES
        for told in conversations(page)
    ]


@pytest.mark.parametrize("told", printed())
def test_a_conversation_happens_as_printed(
    told: Conversation, running: Assistant, home: Path
) -> None:
    Desk(home).close()  # nothing is booked before
    person = Person(running, uuid.uuid4().hex, told.channel, location_of(told.at), told.now)
    for said, answered in told.turns:
        reply = person.say(said)["reply"]
        happened = reply["speech" if told.channel == "speaker" else "text"].strip("\n")
        assert CODE.sub(r"\1", happened) == CODE.sub(r"\1", answered)


@pytest.mark.parametrize("page", READMES)
def test_a_few_conversations_are_printed(page: str) -> None:
    told = list(conversations(page))
    assert len(told) in (3, 4)
    assert [one.channel for one in told].count("speaker") == 1
    assert all(len(one.turns) >= 3 for one in told)


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_exists(page: str) -> None:
    targets = set(TARGET.findall(read("Makefile")))
    assert set(MAKE.findall(read(page))) <= targets


@pytest.mark.parametrize("page", PAGES)
def test_every_assistant_command_exists(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = cli.parser()
    for command in SPANNED.findall(read(page)):
        with pytest.raises(SystemExit) as ended:
            parser.parse_args([command, "--help"])
        assert ended.value.code == 0, command
    for _, _, body in BLOCK.findall(read(page)):
        for line in CALLED.findall(body):
            try:
                parser.parse_args(shlex.split(line))
            except SystemExit:
                pytest.fail(f"assistant {line}: {capsys.readouterr().err}")


@pytest.mark.parametrize("page", READMES)
def test_the_two_commands_are_on_the_first_screen(page: str) -> None:
    first_screen = "\n".join(read(page).splitlines()[:12])
    assert "make chat" in first_screen
    assert "make test" in first_screen


@pytest.mark.parametrize("page", READMES)
def test_every_setting_is_documented_as_it_is(page: str) -> None:
    rows = {name: (default, meaning) for name, default, meaning in SETTING_ROW.findall(read(page))}
    apart = {item.name for item in fields(ChannelSettings)}
    known = {PREFIX + i.name.upper(): i for i in fields(Settings) if i.name not in apart}
    assert list(rows) == list(known)
    for name, (default, meaning) in rows.items():
        assert default == str(known[name].default)
        if page == "README.md":
            assert meaning == known[name].metadata["help"]


def test_every_setting_of_a_channel_is_documented_as_it_is() -> None:
    rows = {
        name: (default, meaning)
        for name, default, meaning in SETTING_ROW.findall(read("docs/channels/README.md"))
    }
    assert rows == {
        PREFIX + item.name.upper(): (str(item.default), item.metadata["help"])
        for item in fields(ChannelSettings)
    }


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_that_is_named_exists(page: str) -> None:
    known = {PREFIX + item.name.upper() for item in fields(Settings)} | INTERNAL
    assert set(re.findall(rf"{PREFIX}[A-Z_]+\w", read(page))) <= known


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in LINK.findall(read(page)):
        if "://" not in target:
            assert ((ROOT / page).parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES)
def test_paths_that_are_named_exist(page: str) -> None:
    for path in re.findall(
        r"`((?:assistant|data|docs|tests|benchmarks|actions)/[\w./]+)`", read(page)
    ):
        assert (ROOT / path).exists(), path


def test_the_two_readmes_say_the_same() -> None:
    english, chinese = (read(page) for page in READMES)

    def headings(text: str) -> int:
        return len(re.findall(r"^## ", text, re.MULTILINE))

    def commands(text: str) -> list[str]:
        bodies = [body for language, _, body in BLOCK.findall(text) if language == "sh"]
        return [line.split("#")[0].strip() for body in bodies for line in body.splitlines()]

    assert headings(english) == headings(chinese)
    assert commands(english) == commands(chinese)


def test_the_columns_of_the_table_import_are_documented() -> None:
    from assistant.facilities.table_rows import COLUMNS

    page = read("docs/your-city.md")
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", page, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(COLUMNS)


def test_the_picture_of_the_rooms_is_complete() -> None:
    rooms = {path.parent.name for path in (ROOT / "assistant").glob("*/__init__.py")}
    table = read("docs/architecture.md")
    for room in rooms - {"migrations"}:
        assert f"`assistant/{room}`" in table, room


@pytest.mark.parametrize("language", sorted(claim.READMES))
def test_the_claim_about_understanding_is_what_was_scored(language: str) -> None:
    text = claim.READMES[language].read_text(encoding="utf-8")
    assert claim.claimed(text) == claim.claim(claim.last_figures(), language)
