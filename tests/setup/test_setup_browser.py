"""The tests' browser: used where it is, installed where that may be done, else asked for."""

import os
import subprocess
from pathlib import Path

import pytest

from assistant.paths import ROOT

SCRIPT = """
. scripts/common.sh
LOGS="$1"
. scripts/browser.sh
need_browser
echo found
"""
TOOLS = ("bash", "mkdir", "dirname", "tail", "cut", "sha256sum", "env")


class Machine:
    """A machine with hardly anything on it."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.logs = folder / "logs"
        for tool in TOOLS:
            (self.bin / tool).symlink_to(f"/usr/bin/{tool}")
        self.puts("id", "echo 0")

    def puts(self, name: str, script: str) -> None:
        """Lets it have a program."""
        path = self.bin / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/bash\n{script}\n")
        path.chmod(0o755)

    def looks(self) -> "subprocess.CompletedProcess[str]":
        """What comes of looking for the browser."""
        return subprocess.run(
            [str(self.bin / "bash"), "-c", SCRIPT, "test", str(self.logs)], cwd=ROOT,
            env={"PATH": str(self.bin), "HOME": os.environ.get("HOME", "/")},
            capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with hardly anything on it."""
    return Machine(tmp_path)


def test_a_browser_that_is_there_is_used_without_a_word(machine: Machine) -> None:
    machine.puts("chromium", "exit 0")
    looked = machine.looks()
    assert (looked.stdout, looked.stderr) == ("found\n", "")


def test_root_has_it_installed(machine: Machine) -> None:
    machine.puts("apt-get", f'echo "$*" >> {machine.bin}/called')
    looked = machine.looks()
    assert looked.stdout == "found\n"
    assert "a minute or two" in looked.stderr
    called = (machine.bin / "called").read_text().splitlines()
    assert called[0] == "update -q"
    assert "chromium" in called[1]


def test_a_failed_installation_is_told(machine: Machine) -> None:
    machine.puts("apt-get", "echo 'E: no network' >&2; exit 100")
    looked = machine.looks()
    assert looked.returncode == 1
    assert "could not be installed: E: no network" in looked.stderr


@pytest.mark.parametrize("has_apt", [True, False])
def test_others_are_asked_to_install_it(machine: Machine, has_apt: bool) -> None:
    machine.puts("id", "echo 1000")
    if has_apt:
        machine.puts("apt-get", "exit 1")
    looked = machine.looks()
    assert looked.returncode == 1
    assert looked.stdout == ""
    assert "sudo apt-get" in looked.stderr
