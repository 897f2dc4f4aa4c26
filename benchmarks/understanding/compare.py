"""Compares ways of understanding on the held-out lines and writes the table to the docs.

.venv-rasa/bin/python -m benchmarks.understanding.compare [WAY …]

Ways: keywords, logistic, diet, ours. Figures of ways not named are kept from the last run.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RECIPES = Path(__file__).parent / "recipes"
FIGURES = Path(__file__).parent / "figures.json"
DOCUMENT = ROOT / "docs" / "understanding.md"
BEGIN, END = "<!-- comparison -->", "<!-- end of comparison -->"

WAYS = {
    "keywords": "a plain keyword matcher",
    "logistic": "Rasa's LogisticRegressionClassifier",
    "diet": "Rasa's stock recipe (DIET, 12 epochs)",
    "ours": "ours",
}
ENVIRONMENT = os.environ | {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
}


def _train(way: str, folder: Path) -> tuple[Path, float]:
    """Train from nothing; the model and the seconds of CPU that it took, Rasa's start included."""
    recipe = ROOT / "config.yml" if way == "ours" else RECIPES / f"{way}.yml"
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


def _measure(way: str, model: Path) -> dict[str, Any]:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.understanding.measure", way, str(model)],
        cwd=ROOT, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    figures: dict[str, Any] = json.loads(result.stdout.strip().splitlines()[-1])
    return figures


def run(way: str) -> dict[str, Any]:
    """Train and measure one way."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        if way == "keywords":
            return _measure(way, Path()) | {"training_s": 0, "model_mb": 0}
        model, seconds = _train(way, Path(folder))
        figures = _measure(way, model)
        figures |= {"training_s": round(seconds), "model_mb": round(model.stat().st_size / 1e6, 1)}
    print(f"{way}: {time.monotonic() - started:.0f} s", flush=True)
    return figures


def table(figures: dict[str, dict[str, Any]]) -> str:
    """The comparison in Markdown."""
    lines = [
        "| way | behaviour | first service | emergencies: recall | precision | p50 ms | p95 ms |"
        " memory MB | training, s of CPU | model MB |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for way, name in WAYS.items():
        if way in figures:
            f = figures[way]
            service = "none given" if f["first_service"] is None else f"{f['first_service']:.3f}"
            lines.append(
                f"| {name} | {f['behaviour']:.3f} | {service} | {f['emergency_recall']:.3f} |"
                f" {f['emergency_precision']:.3f} | {f['p50_ms']} | {f['p95_ms']} |"
                f" {f['memory_mb']} | {f['training_s']} | {f['model_mb']} |"
            )
    parts = sorted({part for f in figures.values() for part in f["by_part"]})
    lines += ["", "| behaviour, by voice | " + " | ".join(parts) + " |"]
    lines.append("| --- |" + " --- |" * len(parts))
    for way, name in WAYS.items():
        if way in figures:
            shares = (f"{figures[way]['by_part'][part]:.3f}" for part in parts)
            lines.append(f"| {name} | " + " | ".join(shares) + " |")
    return "\n".join(lines)


def write(figures: dict[str, dict[str, Any]], today: datetime.date) -> None:
    """Put the table between its marks in the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    body = f"{BEGIN}\n\nMeasured {today.isoformat()} on {machine}.\n\n{table(figures)}\n\n{END}"
    DOCUMENT.write_text(head + body + tail, encoding="utf-8")


def main(ways: list[str]) -> None:
    """Run the ways named (all if none is) and write the document."""
    unknown = set(ways) - set(WAYS)
    if unknown:
        sys.exit(f"unknown way {', '.join(sorted(unknown))}; there are {', '.join(WAYS)}")
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    for way in ways or WAYS:
        figures[way] = run(way)
        FIGURES.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
        write(figures, datetime.date.today())


if __name__ == "__main__":
    main(sys.argv[1:])
