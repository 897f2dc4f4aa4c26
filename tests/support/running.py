"""A whole running assistant for the tests: its own database, both maps, the real Rasa model."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.client import Assistant, assistant
from assistant.paths import DEMO, ROOT
from assistant.settings import Settings
from tests.support.platforms import Platforms

NANJING = Path(os.environ.get("ASSISTANT_GEO", ROOT.parent / "shared" / "geo")) / (
    "nanjing_xinjiekou.osm.pbf"
)
MONDAY_MORNING = "2026-11-23T10:00:00+08:00"


def run(home: Path, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    """One `assistant` command with `home` as its folder."""
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *arguments, "--home", str(home)],
        input=given, capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip


def loaded_home(folder: Path) -> Path:
    """A home folder with the demo neighbourhood and the real map in its database."""
    assert NANJING.is_file(), f"The real map is missing: {NANJING} (set ASSISTANT_GEO)."
    for arguments in (
        ("import", "osm", str(DEMO / "neighbourhood.osm")),
        ("import", "facilities", str(DEMO / "facilities.csv")),
        ("import", "offers", str(DEMO / "offers.yaml")),
        ("import", "notices", str(DEMO / "notices.yaml")),
        ("import", "osm", str(NANJING)),
    ):
        done = run(folder, *arguments)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A loaded home folder, shared by all tests that only read it."""
    return loaded_home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def platforms(tmp_path_factory: pytest.TempPathFactory) -> Platforms:
    """The platforms' side of the running assistant's channels."""
    return Platforms(tmp_path_factory.mktemp("platforms"))


@pytest.fixture(scope="session")
def running(home: Path, platforms: Platforms) -> Iterator[Assistant]:
    """A running assistant with all its channels, started once for the whole test session."""
    with pytest.MonkeyPatch.context() as patched:
        for name, value in platforms.environment().items():
            patched.setenv(name, value)
        with assistant(Settings(home=home), None) as found:
            yield found


class Person:
    """Somebody who talks to the running assistant."""

    def __init__(
        self,
        running: Assistant,
        user: str,
        channel: str,
        location: dict[str, Any] | None,
        now: str | None,
    ) -> None:
        """Without `now` the clock is the real one."""
        self._running = running
        self._fixed = {"user": user, "channel": channel} | ({"now": now} if now else {})
        self._location = location

    def say(self, text: str, **more: Any) -> dict[str, Any]:
        """One turn: what was understood and the reply."""
        body = {**self._fixed, "text": text, **more}
        if self._location is not None:
            body.setdefault("location", self._location)
        return self._running.chat(body)
