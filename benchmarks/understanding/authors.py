"""How well authors are understood whose lines were left out of the training: choices go by this.

.venv-rasa/bin/python -m benchmarks.understanding.authors AUTHOR …

An author is a file of data/nlu/. Those named are left out together, and asked clean and with every
tenth character misheard. The scoring lines are not read.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from assistant.understanding.judge import Judge, Judgement
from assistant.understanding.panel import EMERGENCY
from assistant.understanding.reader import reader
from assistant.understanding.training import Utterance, train
from benchmarks.understanding.figures import Pair, totals
from benchmarks.understanding.lines import Line, spoilt

TRAINING = Path(__file__).resolve().parents[2] / "data" / "nlu"
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


def training_lines(folder: Path = TRAINING) -> list[Line]:
    """The lines of every author."""
    lines = []
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            services = tuple((block.get("metadata") or {}).get("services", ()))
            lines += [
                Line(said.removeprefix("- "), block["intent"], services, "", path.stem)
                for said in block["examples"].splitlines()
            ]
    return lines


def answers(judge: Judge, lines: Sequence[Line]) -> list[tuple[Line, Judgement]]:
    """What the judge says of each line."""
    read = reader()
    return [(line, judge.judge(read, line.text)) for line in lines]


def as_pair(line: Line, judged: Judgement) -> Pair:
    """An answer as the figures are counted from."""
    behaviour, confidence = judged.behaviours[0]
    answer = {
        "behaviour": behaviour,
        "confidence": confidence,
        "services": [service for service, _ in judged.services],
        "candidates": [service for service, _ in judged.candidates],
        "surest": judged.candidates[0][1],
    }
    return line, answer


def alarms(answered: Sequence[tuple[Line, Judgement]], threshold: float) -> tuple[float, float]:
    """Recall and precision of the alarm, were it given from one likelihood of danger on."""
    raised = [line.behaviour == EMERGENCY for line, j in answered if j.danger >= threshold]
    real = [j.danger >= threshold for line, j in answered if line.behaviour == EMERGENCY]
    return sum(real) / max(1, len(real)), sum(raised) / max(1, len(raised))


def main(left_out: Sequence[str]) -> None:
    """Train without the authors named and print how they are understood."""
    lines = training_lines()
    unknown = set(left_out) - {line.author for line in lines}
    if unknown or not left_out:
        sys.exit(f"name authors, that is files of data/nlu/; unknown: {', '.join(unknown)}")
    learnt = [line for line in lines if line.author not in left_out]
    judge = train(reader(), [Utterance(e.text, e.behaviour, e.services) for e in learnt])
    asked = [line for line in lines if line.author in left_out]
    for percent in (0, 10):
        answered = answers(judge, spoilt(asked, percent))
        print(f"{percent} % misheard: {totals([as_pair(*each) for each in answered])}")
        for threshold in THRESHOLDS:
            recall, precision = alarms(answered, threshold)
            print(f"  alarm from {threshold:.2f}: recall {recall:.3f}, precision {precision:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
