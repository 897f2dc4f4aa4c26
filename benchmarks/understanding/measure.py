"""Asks one way of understanding for every scoring line and writes its answers as JSON.

Run by score.py, a process for each way, on one core; the core's time is counted, so that what else
the machine does is not: `python -m benchmarks.understanding.measure WAY MODEL FILE`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.understanding.lines import NOISE_LEVELS, held_out, spoilt
from benchmarks.understanding.parsers import Parser, keyword_parser, rasa_parser
from benchmarks.understanding.time_lines import misheard

KEYWORDS = "keywords"


def memory_megabytes() -> float:
    """Resident memory of this process now."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _times(parse: Parser) -> dict[str, list[list[str]]]:
    """The lines with times, as heard at each noise level and as mended."""
    return {
        str(percent): [[heard, parse(heard).mended] for heard in misheard(percent)]
        for percent in NOISE_LEVELS
    }


def main(way: str, model: str, file: str) -> None:
    """Ask for all lines at all noise levels."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    started = time.monotonic()
    parse = keyword_parser() if way == KEYWORDS else rasa_parser(Path(model))
    parse("你好")
    result: dict[str, Any] = {"ready_s": round(time.monotonic() - started, 1), "answers": {}}
    spent = []
    for percent in NOISE_LEVELS:
        answers = []
        for line in spoilt(held_out(), percent):
            before = time.process_time()
            answers.append(asdict(parse(line.text)))
            spent.append((time.process_time() - before) * 1000)
        result["answers"][str(percent)] = answers
        print(f"  {way}: {len(answers)} lines at {percent} % noise", file=sys.stderr, flush=True)
    spent.sort()
    result["times"] = _times(parse)
    result["p50_ms"] = round(spent[len(spent) // 2], 1)
    result["p95_ms"] = round(spent[int(len(spent) * 0.95)], 1)
    result["memory_mb"] = round(memory_megabytes())
    Path(file).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:4])
