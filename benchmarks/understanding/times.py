"""Scores the time grammar on utterances whose author had not seen it; prints the figures as JSON.

.venv/bin/python -m benchmarks.understanding.times [--show]

What the understanding mended of each line is read from standard input, see `measure`; with --show
nothing is, and the wrong ones are printed.
"""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from assistant.clock import ZONE
from assistant.times import TimeSaid, read_times, with_times_mended
from benchmarks.understanding.time_lines import FIRST_SIGHT, UNREAD, Row, all_rows, rows_of

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


_COUNTED = (
    "times", "start", "right", "silent", "plain", "unseen", "bad", "caught", "asked", "marked",
    "clear", "needless",
)  # fmt: skip


def _last(text: str, now: datetime) -> TimeSaid | None:
    """The last time that was read, or the problem with it."""
    return next((t for t in reversed(read_times(text, now)) if t.start or t.problem), None)


def figures(rows: Sequence[Row], mended: Sequence[str] = ()) -> dict[str, Any]:
    """Shares from 0 to 1 over all rows, and every wrong one; `mended` is the text of each row."""
    count = dict.fromkeys(_COUNTED, 0)
    wrong, spent = [], [0.0]
    for row, meant in zip(rows, mended or [""] * len(rows), strict=True):
        now = _moment(row["now"])
        assert now is not None
        before = time.perf_counter()
        said = _last(with_times_mended(row["text"], meant, now), now)
        spent.append((time.perf_counter() - before) * 1000)
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


def misheard(heard: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """Right and silently wrong of all rows, read as heard and with their times mended."""
    told = [row | {"text": text} for row, (text, _) in zip(all_rows(), heard, strict=True)]
    both = {"as heard": figures(told), "mended": figures(told, [mended for _, mended in heard])}
    return {way: [found["right"], found["silently_wrong"]] for way, found in both.items()}


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


def main() -> None:
    """Print the figures, or what is wrong."""
    unread = rows_of(UNREAD)
    if "--show" in sys.argv:
        for text, now, got in figures(unread)["wrong"]:
            print(f"{text}  [{now}]  {got}")
        return
    heard: Mapping[str, list[tuple[str, str]]] = json.load(sys.stdin)
    mended = [mended for _, mended in heard["0"]][: len(unread)]
    found = figures(unread, mended) | {
        "first_sight": rows_of(FIRST_SIGHT),
        "all": len(all_rows()),
        "misheard": {percent: misheard(told) for percent, told in heard.items()},
    }
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
