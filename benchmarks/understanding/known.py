"""Writes the known failures: scoring lines that are surely misunderstood, to be mended one day.

.venv-rasa/bin/python -m benchmarks.understanding.known [MODEL …]

A test fails when one of them is understood and still stands in the file: then run this again. Lines
on the brink are left out, as another machine's arithmetic could tip them; with further models,
trained again from the same lines, also those that one of these understands.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.understanding.lines import Line, held_out
from benchmarks.understanding.parsers import Answer, Parser, rasa_parser

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "data" / "nlu" / "known_failures.csv"
MODEL = ROOT / "models" / "assistant.tar.gz"
SURE = 0.9
"""The confidence from which on a wrong answer is no accident of arithmetic: another machine rounds
otherwise, and the nets carry that on from step to step."""


def known() -> list[Line]:
    """The failures in the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Line(row["text"], row["behaviour"], tuple(row["services"].split("|")), "", "known")
            for row in csv.DictReader(file)
        ]


def failing(parse: Parser, line: Line, least: float = 0.0) -> str | None:
    """What is answered instead; None if the line is understood, or misunderstood less surely."""
    answer: Answer = parse(line.text)
    if answer.behaviour != line.behaviour:
        return answer.behaviour if answer.confidence >= least else None
    first = (answer.services or ("",))[0]
    if line.behaviour != "find" or not any(line.services) or first in line.services:
        return None
    return first if answer.surest >= least else None


def main(others: Sequence[str]) -> None:
    """Write the file."""
    parse = rasa_parser(MODEL)
    failures = [(line, instead) for line in held_out() if (instead := failing(parse, line, SURE))]
    for other in others:
        again = rasa_parser(Path(other))
        failures = [(line, instead) for line, instead in failures if failing(again, line)]
    rows = [
        (line.text, line.behaviour, "|".join(line.services), instead) for line, instead in failures
    ]
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("text", "behaviour", "services", "answered"))
        writer.writerows(rows)
    print(f"{len(rows)} known failures: {FILE}")


if __name__ == "__main__":
    main(sys.argv[1:])
