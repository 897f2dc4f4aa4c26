"""Scores the time grammar on utterances whose author had not seen it; prints the figures as JSON.

.venv/bin/python -m benchmarks.understanding.times [--show]
"""

import csv
import json
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.clock import ZONE
from assistant.times import TimeSaid, read_times

LINES = Path(__file__).resolve().parents[2] / "data" / "nlu" / "held_out" / "times" / "times.csv"
FIRST_SIGHT = LINES.with_name("first_sight.csv")
"""What was read of each author's lines before anybody who mends the grammar had seen them."""
TOLERANCE = timedelta(hours=1)
"""Ends may differ by how long a clock time is held to last."""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE) if text else None


def _told(said: TimeSaid | None) -> str:
    if said is None:
        return "nothing"
    if said.problem:
        return said.problem.value
    start = said.start.isoformat(timespec="minutes")[:16] if said.start else "-"
    end = said.end.isoformat(timespec="minutes")[:16] if said.end else "-"
    return f"{start} to {end}{' ambiguous' if said.ambiguous else ''}"


def _share(right: int, of: int) -> float:
    return round(right / of, 4) if of else 1.0


def first_sight() -> list[dict[str, str]]:
    """Date, lines and shares of each author; the lines are in tests/times/said.csv since."""
    with FIRST_SIGHT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(lines: Path = LINES) -> dict[str, Any]:
    """Shares from 0 to 1 over all lines, and every wrong one; no lines where there is no file."""
    if not lines.is_file():
        return {"lines": 0, "wrong": []}
    with lines.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    count = dict.fromkeys(
        ("times", "start", "right", "silent", "plain", "unseen", "bad", "caught", "asked",
         "marked", "clear", "needless"), 0,
    )  # fmt: skip
    wrong, spent = [], []
    for row in rows:
        now = _moment(row["now"])
        assert now is not None
        before = time.perf_counter()
        times = read_times(row["text"], now)
        spent.append((time.perf_counter() - before) * 1000)
        said = next((t for t in reversed(times) if t.start or t.problem), None)
        if not _judge(row, said, count):
            wrong.append([row["text"], row["now"], f"{_told(said)}; meant {_meant(row)}"])
    spent.sort()
    return {
        "lines": len(rows),
        "right": _share(count["right"] + count["unseen"] + count["caught"], len(rows)),
        "start_right": _share(count["start"], count["times"]),
        "silently_wrong": _share(count["silent"], len(rows)),
        "nothing_seen": _share(count["unseen"], count["plain"]),
        "problems": _share(count["caught"], count["bad"]),
        "ambiguous_marked": _share(count["marked"], count["asked"]),
        "needlessly_marked": _share(count["needless"], count["clear"]),
        "p95_ms": round(spent[int(len(spent) * 0.95)], 2),
        "wrong": wrong,
    }


def _meant(row: dict[str, str]) -> str:
    if row["problem"] or not row["start"]:
        return row["problem"] or "nothing"
    return f"{row['start']} to {row['end']}"


def _judge(row: dict[str, str], said: TimeSaid | None, count: dict[str, int]) -> bool:
    """Count one line; whether it is right."""
    if row["problem"]:
        count["bad"] += 1
        caught = said is not None and said.problem is not None
        count["caught"] += caught
        count["silent"] += bool(said and said.start and not said.ambiguous)
        return caught
    if not row["start"]:
        count["plain"] += 1
        count["unseen"] += said is None
        count["silent"] += bool(said and said.start and not said.ambiguous)
        return said is None
    start, end = _moment(row["start"]), _moment(row["end"])
    assert start is not None
    assert end is not None
    count["times"] += 1
    started = said is not None and said.start == start
    right = (
        started and said is not None and said.end is not None and abs(said.end - end) <= TOLERANCE
    )
    count["start"] += started
    count["right"] += right
    count["silent"] += bool(said and said.start and not started and not said.ambiguous)
    if row["ambiguous"].lower() == "true":
        count["asked"] += 1
        count["marked"] += bool(said and said.ambiguous)
    else:
        count["clear"] += 1
        count["needless"] += bool(said and said.ambiguous)
    return right


if __name__ == "__main__":
    found = figures()
    if "--show" in sys.argv:
        for text, now, got in found["wrong"]:
            print(f"{text}  [{now}]  {got}")
    else:
        print(json.dumps(found | {"first_sight": first_sight()}, ensure_ascii=False))
