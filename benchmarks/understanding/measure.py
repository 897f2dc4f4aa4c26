"""Asks one way of understanding for every held-out line and prints what was measured, as JSON.

Run by compare.py, a process for each way: `python -m benchmarks.understanding.measure WAY MODEL`.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.understanding.parsers import Answer, keyword_parser, rasa_parser

HELD_OUT = Path(__file__).resolve().parents[2] / "data" / "nlu" / "held_out"


def held_out() -> list[dict[str, str]]:
    """The scoring lines, with the file that each comes from as `part`."""
    rows = []
    for path in sorted(HELD_OUT.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [row | {"part": path.stem} for row in csv.DictReader(file)]
    return rows


def memory_megabytes() -> float:
    """Resident memory of this process now."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _share(right: int, of: int) -> float:
    return round(right / of, 4) if of else 0.0


def score(rows: list[dict[str, str]], answers: list[Answer]) -> dict[str, Any]:
    """Accuracies: shares of rows, from 0 to 1."""
    both = list(zip(rows, answers, strict=True))
    behaviour = [(row["part"], row["behaviour"] == answer.behaviour) for row, answer in both]
    meant = [(row["services"].split("|"), answer) for row, answer in both if row["services"]]
    alarms = [row for row, answer in both if answer.behaviour == "emergency"]
    caught = sum(row["behaviour"] == "emergency" for row in alarms)
    first = [bool(a.services) and (a.services or ("",))[0] in wanted for wanted, a in meant]
    parts = sorted({part for part, _ in behaviour})
    return {
        "behaviour": _share(sum(right for _, right in behaviour), len(rows)),
        "by_part": {
            part: _share(
                sum(right for each, right in behaviour if each == part),
                sum(each == part for each, _ in behaviour),
            )
            for part in parts
        },
        "first_service": None if answers[0].services is None else _share(sum(first), len(first)),
        "emergency_recall": _share(
            caught, sum(row["behaviour"] == "emergency" for row in rows)
        ),
        "emergency_precision": _share(caught, len(alarms)),
    }  # fmt: skip


def main(way: str, model: str) -> None:
    """Measure and print."""
    started = time.monotonic()
    parse = keyword_parser() if way == "keywords" else rasa_parser(Path(model))
    parse("你好")
    ready = time.monotonic() - started
    rows, answers, spent = held_out(), [], []
    for row in rows:
        before = time.perf_counter()
        answers.append(parse(row["text"]))
        spent.append((time.perf_counter() - before) * 1000)
    spent.sort()
    figures = score(rows, answers) | {
        "p50_ms": round(spent[len(spent) // 2], 1),
        "p95_ms": round(spent[int(len(spent) * 0.95)], 1),
        "memory_mb": round(memory_megabytes()),
        "ready_s": round(ready, 1),
    }
    sys.stdout.write("\n" + json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
