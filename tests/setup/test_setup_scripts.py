"""The set-up scripts, with stand-ins for pip, uv and the Pythons: no network, a second or two."""

import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.paths import ROOT

# Stands in for every interpreter. What it was asked to do goes into calls.log.
PYTHON = """#!/bin/bash
case "$*" in
  "-m pip --version") exit "${PIP_STATUS:-0}" ;;
  "-m pip config get global.index-url") echo "$PIP_CONF" ;;
  "-m pip install"*) echo "pip" >> "$CALLS"; mkdir -p .tools/bin; cp "$STUBS/uv" .tools/bin/uv ;;
  *"rasa train"*|*"-m rasa"*) echo "train" >> "$CALLS"
    [ -z "$TRAIN_FAILS" ] || { echo "no examples" ; exit 1; }
    while [ "$1" != "--out" ]; do shift; done
    mkdir -p "$2"; echo model > "$2/assistant.tar.gz" ;;
esac
"""
UV = """#!/bin/bash
case "$1 $2" in
  "sync "*) echo "sync" >> "$CALLS"; [ -z "$UV_SAYS" ] || { echo "$UV_SAYS"; exit 2; }
    mkdir -p .venv/bin; cp "$STUBS/python3" .venv/bin/python
    cp "$STUBS/assistant" .venv/bin/assistant ;;
  "venv "*) echo "venv" >> "$CALLS"; mkdir -p .venv-rasa/bin
    cp "$STUBS/python3" .venv-rasa/bin/python ;;
  "pip sync") echo "pip sync${UV_DEFAULT_INDEX:+ from $UV_DEFAULT_INDEX}" >> "$CALLS" ;;
  "python find") [ -n "$NO_PYTHON" ] || echo "$STUBS/python3" ;;
  "python install") exit 1 ;;
esac
"""
ASSISTANT = """#!/bin/bash
echo "$*" >> "$CALLS"; mkdir -p var; touch var/assistant.db
"""
ALL = [
    "pip",
    "sync",
    "venv",
    "pip sync",
    "train",
    "import osm data/demo/neighbourhood.osm --home var --database ",
    "import facilities data/demo/facilities.csv --home var --database ",
    "import offers data/demo/offers.yaml --home var --database ",
    "import notices data/demo/notices.yaml --home var --database ",
]


class Clone:
    """A bare clone with stand-ins for everything that comes from outside."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a clone"
        self.stubs = folder / "stubs"
        self.stubs.mkdir()
        for name, text in (("python3", PYTHON), ("uv", UV), ("assistant", ASSISTANT)):
            path = self.stubs / name
            path.write_text(text)
            path.chmod(0o755)
        for name in ("scripts", "requirements"):
            shutil.copytree(ROOT / name, self.root / name)
        for name in ("uv.lock", "pyproject.toml", "config.yml", "data/nlu/find.yml"):
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{name}\n")

    def run(self, **environment: str) -> tuple[int, str]:
        """`scripts/setup` with a caller's environment: its exit status and what it said."""
        done = subprocess.run(
            ["bash", str(self.root / "scripts" / "setup")],
            env={"PATH": f"{self.stubs}:/usr/bin:/bin", "HOME": str(self.root), "CALLS": self._log,
                 "STUBS": str(self.stubs), **environment},
            cwd="/", capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        return done.returncode, done.stderr

    @property
    def _log(self) -> str:
        return str(self.root / "calls.log")

    def calls(self) -> list[str]:
        """What was done since the last look."""
        path = Path(self._log)
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_everything_is_made_once(clone: Clone) -> None:
    status, said = clone.run()
    assert status == 0, said
    assert clone.calls() == ALL
    for number in range(1, 6):
        assert f"[{number}/5]" in said
    status, said = clone.run()
    assert (status, clone.calls()) == (0, [])
    assert "nothing was missing" in said


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("uv.lock", ["sync"]),
        ("requirements/rasa.lock", ["pip sync", "train"]),
        ("requirements/build.lock", ["pip sync"]),
        ("requirements/uv.lock.txt", ["pip"]),
        ("config.yml", ["train"]),
        ("data/nlu/find.yml", ["train"]),
        ("data/nlu/new.yml", ["train"]),
        ("data/catalogue/services.csv", ["train", *ALL[-4:]]),
        ("assistant/understanding/tokenizer.py", ["train"]),
        ("data/demo/facilities.csv", ALL[-4:]),
        ("data/demo/offers.yaml", ALL[-4:]),
        ("data/demo/notices.yaml", ALL[-4:]),
        ("README.md", []),
    ],
)
def test_a_change_repeats_what_depends_on_it(clone: Clone, changed: str, again: list[str]) -> None:
    clone.run()
    clone.calls()
    path = clone.root / changed
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(path.read_text() + "new\n" if path.exists() else "new\n")
    status, said = clone.run()
    assert status == 0, said
    assert clone.calls() == again


def test_a_deleted_result_is_made_again(clone: Clone) -> None:
    clone.run()
    clone.calls()
    (clone.root / "models" / "assistant.tar.gz").unlink()
    shutil.rmtree(clone.root / "var")
    clone.run()
    assert clone.calls() == ALL[-5:]


def test_a_moved_clone_makes_its_environments_anew(clone: Clone) -> None:
    clone.run()
    clone.calls()
    clone.root = clone.root.rename(clone.root.with_name("elsewhere"))
    status, said = clone.run()
    assert status == 0, said
    assert clone.calls() == ["pip", "sync", "venv", "pip sync"]


def test_a_failed_step_is_told_and_only_it_is_repeated(clone: Clone) -> None:
    status, said = clone.run(TRAIN_FAILS="yes")
    assert status == 1
    assert "the model could not be trained: no examples" in said.splitlines()[-1]
    clone.calls()
    assert clone.run()[0] == 0
    assert clone.calls() == ALL[-5:]


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"PIP_STATUS": "1"}, "no python3 with pip"),
        ({"UV_SAYS": "error sending request: dns error"}, "no connection to the package registry"),
        ({"UV_SAYS": "invalid peer certificate"}, "SSL_CERT_FILE"),
        ({"UV_SAYS": "write: No space left on device"}, "the disk is full"),
        ({"UV_SAYS": "Hash mismatch for h3"}, "not the one that was locked"),
        ({"UV_SAYS": "something else"}, "something else"),
        ({"NO_PYTHON": "yes"}, "no Python 3.13 was found"),
        ({"ASSISTANT_PYTHON": "/bin/false"}, "ASSISTANT_PYTHON=/bin/false is no complete Python"),
        ({"ASSISTANT_RASA_PYTHON": "/nowhere/python"}, "ASSISTANT_RASA_PYTHON=/nowhere/python"),
    ],
)
def test_a_failure_is_one_clear_line(
    clone: Clone, environment: dict[str, str], reason: str
) -> None:
    if "PIP_STATUS" in environment:
        # No other Python of this machine may help out.
        for name in ("common.sh", "pythons.sh"):
            path = clone.root / "scripts" / name
            text = path.read_text()
            for other in (
                "/usr/bin/python3",
                "/usr/local/bin/python3",
                "/opt/homebrew/bin/python3",
            ):
                text = text.replace(f" {other} ", " /nowhere/python3 ")
            path.write_text(text.replace(" python; do", " nowhere; do"))
    status, said = clone.run(**environment)
    assert status == 1
    assert said.splitlines()[-1].startswith("Set-up stopped: ")
    assert reason in said.splitlines()[-1]


def test_a_full_disk_is_noticed_before_the_work(clone: Clone) -> None:
    df = clone.stubs / "df"
    df.write_text("#!/bin/bash\necho head\necho /dev/x 100 90 1048576 90% /\n")
    df.chmod(0o755)
    status, said = clone.run()
    assert status == 1
    assert "1 GB of disk are free" in said.splitlines()[-1]
    assert clone.calls() == []


def test_the_callers_environment_does_not_disturb(clone: Clone) -> None:
    status, said = clone.run(
        VIRTUAL_ENV="/nowhere", PYTHONPATH="/nowhere", PYTHONHOME="/nowhere",
        UV_PROJECT_ENVIRONMENT="/nowhere", CONDA_PREFIX="/nowhere",
        ASSISTANT_DATABASE="postgresql://production", ASSISTANT_HOME="/nowhere",
    )  # fmt: skip
    assert status == 0, said
    assert clone.calls() == ALL


@pytest.mark.parametrize(
    ("environment", "used"),
    [
        ({"PIP_CONF": "https://conf"}, " from https://conf"),
        ({"PIP_INDEX_URL": "https://pip", "PIP_CONF": "https://conf"}, " from https://pip"),
        ({"UV_DEFAULT_INDEX": "https://uv", "PIP_INDEX_URL": "https://pip"}, " from https://uv"),
    ],
)
def test_a_mirror_that_pip_uses_serves_uv_too(
    clone: Clone, environment: dict[str, str], used: str
) -> None:
    status, said = clone.run(**environment)
    assert status == 0, said
    assert f"pip sync{used}" in clone.calls()


def test_the_environment_needs_no_home_folder(clone: Clone) -> None:
    done = subprocess.run(
        ["bash", str(clone.root / "scripts" / "setup")],
        env={"PATH": f"{clone.stubs}:/usr/bin:/bin", "CALLS": str(clone.root / "calls.log"),
             "STUBS": str(clone.stubs)},
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
