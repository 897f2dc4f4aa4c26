"""A fresh clone: how long its set-up takes, and how soon the second start is ready."""

import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from assistant.paths import ROOT


def measure(where: Path) -> dict[str, Any]:
    """Clone what is committed, set it up from an empty cache, talk to it twice; seconds."""
    where.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=where, prefix="fresh-") as folder:
        clone = Path(folder) / "clone"
        _run(["git", "clone", "--quiet", str(ROOT), str(clone)], where)
        set_up = _timed(["make", "setup"], clone)
        size = _gigabytes(clone)
        again = _timed(["make", "setup"], clone)
        first = _timed(["make", "chat"], clone, "药店在哪\n")
        second = _timed(["make", "chat"], clone, "药店在哪\n")
    return {
        "setup_seconds": round(set_up),
        "again_seconds": round(again, 1),
        "gigabytes": round(size, 1),
        "first_chat_seconds": round(first, 1),
        "second_chat_seconds": round(second, 1),
    }


def _timed(command: list[str], folder: Path, given: str = "") -> float:
    print(f"{' '.join(command)} in a fresh clone …", flush=True)
    started = time.monotonic()
    _run(command, folder, given)
    return time.monotonic() - started


def _run(command: list[str], folder: Path, given: str = "") -> None:
    kept = ("HOME", "PATH", "LANG", "SSL_CERT_FILE", "ASSISTANT_PYTHON", "ASSISTANT_RASA_PYTHON")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    done = subprocess.run(
        command, cwd=folder, env=environment, input=given, text=True, capture_output=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr.strip()[-300:]}")


def _gigabytes(folder: Path) -> float:
    """What the files of a folder take on disk; hard links counted once."""
    done = subprocess.run(["du", "-sk", str(folder)], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[0]) / 1e6
