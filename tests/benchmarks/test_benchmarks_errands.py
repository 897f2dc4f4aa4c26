"""The plan for errands is as short as the shortest of all ways, and is told in a table."""

from math import inf
from pathlib import Path

import pytest

from assistant.finding.rounds import Rounds, Task
from benchmarks import errands
from benchmarks.report import page

ALWAYS = ((0.0, 1e6),)


def test_trying_everything_finds_the_best_round() -> None:
    legs = [[0, 5, 9, 2], [5, 0, 4, 3], [9, 4, 0, 7], [2, 3, 7, 0]]
    minutes = [[60.0 * leg for leg in row] for row in legs]
    task = Task(minutes, [[1, 3], [2]], [600.0, 600.0], [(), ALWAYS, ALWAYS, ALWAYS])
    assert errands.tried(task) == 9 * 60.0
    best = Rounds(task).best(0b11)
    assert best is not None
    assert best.cost == errands.tried(task)
    shut = Task(minutes, [[1], [2]], [600.0, 600.0], [(), ALWAYS, (), ALWAYS])
    assert errands.tried(shut) == inf


def test_figures_of_a_few_walks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_GEO", str(tmp_path))
    figures = errands.measure(tmp_path, each=2)
    assert set(figures) == {"demo"}
    demo = figures["demo"]
    assert [row["errands"] for row in demo["seconds"]] == list(errands.NUMBERS)
    assert demo["exact"]["compared"] > 0
    assert demo["nearest"]["ours"] <= demo["nearest"]["other"] + 5
    told = page({"errands": {"figures": figures, "date": "2026-11-23", "machine": "m"}})
    assert "## Several errands in one walk" in told
    assert "| the order said |" in told
