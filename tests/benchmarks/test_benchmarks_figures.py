"""Percentiles and the page that shows them."""

import pytest

from benchmarks.figures import machine, percentile, spread
from benchmarks.report import page, table


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert [percentile(values, p) for p in (50, 95, 99, 100)] == [50, 95, 99, 100]
    assert percentile([7.0], 99) == 7.0
    with pytest.raises(ValueError, match="nothing was measured"):
        percentile([], 50)


def test_the_spread_is_in_milliseconds() -> None:
    assert spread([0.001, 0.002, 0.003]) == {"p50": 2.0, "p95": 3.0, "p99": 3.0}


def test_the_machine_is_named_in_one_line() -> None:
    assert "cores" in machine()
    assert "\n" not in machine()


def test_a_table_has_a_row_for_each_line() -> None:
    assert table(["a", "b"], [[1, 2]]) == "| a | b |\n| --- | ---: |\n| 1 | 2 |\n"


def test_the_page_shows_what_was_measured_and_nothing_else() -> None:
    load = {"p50": 11.4, "p95": 22.6, "p99": 33.0, "turns": 600, "rate": 70.0, "unanswered": 0}
    slow = load | {"rate": 14.0}
    systems = {
        "assistant": {"ready_seconds": 10.2, "megabytes": 900, "loads": {"8": load}},
        "stock": {"ready_seconds": 40.0, "megabytes": 1900, "loads": {"8": slow}},
    }
    training = {"seconds": 300, "examples": 4000, "megabytes": 60.0}
    turns = {"systems": systems, "training": training, "seconds": 60.0}
    written = page({"turns": {"figures": turns, "date": "2026-11-23", "machine": "a machine"}})
    assert "| 8 | this assistant | 11 | 23 | 33 | 70.0 | 600 | 0 |" in written
    assert "5.0 with 8" in written
    assert "a machine" in written
    assert "## Finding" not in written
