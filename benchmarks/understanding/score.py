"""Scores ways of understanding on the held-out lines: `make score`, or `make score WAYS=ours`.

.venv-rasa/bin/python -m benchmarks.understanding.score [WAY …]

Ways: ours, keywords, stock. The figures of a way not named are kept from the last run if it was
trained on the same lines. Writes docs/scores.md, docs/scores.json and docs/pictures/.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.understanding import claim
from benchmarks.understanding import figures as f
from benchmarks.understanding.lines import NOISE_LEVELS, held_out, spoilt
from benchmarks.understanding.measure import KEYWORDS
from benchmarks.understanding.picture import draw
from benchmarks.understanding.report import write

ROOT = Path(__file__).resolve().parents[2]
RECIPES = Path(__file__).parent / "recipes"
PICTURE = ROOT / "docs" / "pictures" / "reliability.svg"
MAIN_PYTHON = ROOT / ".venv" / "bin" / "python"
OURS, STOCK = "ours", "stock"
WAYS = (OURS, KEYWORDS, STOCK)
ENVIRONMENT = os.environ | {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
}

ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""On one core, a second thread of the algebra would only wait for the first, and be counted."""


def train(way: str, folder: Path) -> tuple[Path, float]:
    """Train from nothing; the model and the seconds of CPU that it took, Rasa's start included."""
    recipe = ROOT / "config.yml" if way == OURS else RECIPES / f"{way}.yml"
    before = os.times()
    subprocess.run(
        [
            sys.executable, "-m", "rasa", "train", "nlu", "--config", str(recipe),
            "--nlu", str(ROOT / "data" / "nlu"), "--domain", str(ROOT / "domain.yml"),
            "--out", str(folder), "--fixed-model-name", way,
        ],
        cwd=ROOT, env=ENVIRONMENT | {"RASA_CACHE_DIRECTORY": str(folder / "cache")}, check=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    after = os.times()
    spent = after.children_user - before.children_user
    return folder / f"{way}.tar.gz", spent + after.children_system - before.children_system


def ask(way: str) -> dict[str, Any]:
    """Train one way and let it answer all scoring lines."""
    started = time.monotonic()
    print(f"{way}: training …", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model, seconds = (folder, 0.0) if way == KEYWORDS else train(way, folder)
        file = folder / "answers.json"
        subprocess.run(
            [sys.executable, "-m", "benchmarks.understanding.measure", way, str(model), str(file)],
            cwd=ROOT, env=ENVIRONMENT | ONE_CORE, check=True,
        )  # fmt: skip
        answered: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        answered["training_s"] = round(seconds)
        answered["model_mb"] = 0 if way == KEYWORDS else round(model.stat().st_size / 1e6, 1)
    print(f"{way}: {time.monotonic() - started:.0f} s", flush=True)
    return answered


def judged(way: str, answered: dict[str, Any]) -> dict[str, Any]:
    """The figures of one way; all tables for ours."""
    lines = held_out()
    pairs = {
        str(percent): list(
            zip(spoilt(lines, percent), answered["answers"][str(percent)], strict=True)
        )
        for percent in NOISE_LEVELS
    }
    clean = pairs["0"]
    costs = ("p50_ms", "p95_ms", "memory_mb", "training_s", "model_mb", "ready_s")
    result: dict[str, Any] = {key: answered[key] for key in costs}
    result["totals"] = {percent: f.totals(own) for percent, own in pairs.items()}
    if way != OURS:
        return result
    return result | {
        "behaviours": {percent: f.by_behaviour(own) for percent, own in pairs.items()},
        "services": {percent: f.by_service(own) for percent, own in pairs.items()},
        "varieties": {
            percent: f.by_group(own, lambda line: line.variety) for percent, own in pairs.items()
        },
        "authors": f.by_group(clean, lambda line: line.author),
        "missed": f.missed_emergencies(clean),
        "alarms": f.false_alarms(clean),
        "confusions": f.confusions(clean),
        "reliability": f.reliability(clean),
        "service_reliability": f.service_reliability(clean),
    }


def time_words(heard: dict[str, Any]) -> dict[str, Any]:
    """The figures of the time grammar, which lives in the other environment.

    `heard` are the lines with times, as heard at each noise level and as mended.
    """
    asked = subprocess.run(
        [str(MAIN_PYTHON), "-m", "benchmarks.understanding.times"],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, input=json.dumps(heard),
    )  # fmt: skip
    figures: dict[str, Any] = json.loads(asked.stdout)
    return figures


def split() -> str:
    """A mark of the lines trained on and scored on."""
    mark = hashlib.sha256()
    for path in sorted((ROOT / "data" / "nlu").rglob("*.*")):
        if path.suffix in (".yml", ".csv"):
            mark.update(path.read_bytes())
    return mark.hexdigest()[:16]


def main(ways: list[str]) -> None:
    """Score the ways named (all if none is) and write the document."""
    unknown = set(ways) - set(WAYS)
    if unknown:
        sys.exit(f"unknown way {', '.join(sorted(unknown))}; there are {', '.join(WAYS)}")
    mark = split()
    answered = {way: ask(way) for way in ways or WAYS}
    fresh = {way: judged(way, own) | {"split": mark} for way, own in answered.items()}
    if OURS in answered:
        fresh["times"] = time_words(answered[OURS]["times"])
    kept = claim.last_figures() if claim.FIGURES.is_file() else {}
    figures = kept | fresh | {"about": _about(mark)}
    content = json.dumps(figures, indent=1, ensure_ascii=False) + "\n"
    claim.FIGURES.write_text(content, encoding="utf-8")
    if OURS in figures:
        publish(figures)
    else:
        print("The document is written once ours has been scored: make score WAYS=ours")


def _about(mark: str) -> dict[str, str]:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    today = datetime.date.today().isoformat()
    return {"date": today, "machine": f"{machine}; asked on one core", "split": mark}


def publish(figures: dict[str, Any]) -> None:
    """Write the document, the picture and the claim, and print the first tables."""
    ours = figures[OURS]
    draw({"behaviour": ours["reliability"], "first service": ours["service_reliability"]}, PICTURE)
    claim.write(figures)
    print(write(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
