"""The figures of `make score`, on a handful of answers counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.understanding import figures as f
from benchmarks.understanding.lines import Line


def pair(
    behaviour: str,
    answered: str,
    services: str = "",
    named: str = "",
    confidence: float = 0.9,
    candidates: str = "",
) -> tuple[Line, dict[str, Any]]:
    line = Line("…", behaviour, tuple(services.split()), "mandarin", "somebody")
    answer = {
        "behaviour": answered,
        "confidence": confidence,
        "services": named.split(),
        "candidates": candidates.split(),
        "surest": confidence,
    }
    return line, answer


PAIRS = [
    pair("find", "find", "bank", "bank", 0.95, "bank atm"),
    pair("find", "find", "bank post_office", "post_office", 0.9, "post_office bank"),
    pair("find", "book", "bank", "park", 0.4, "park bank"),
    pair("emergency", "emergency", "emergency_service", "emergency_service"),
    pair("emergency", "find"),
    pair("chitchat", "emergency"),
    pair("out_of_scope", "out_of_scope"),
    pair("out_of_scope", "chitchat"),
    pair("detail", "out_of_scope"),
]


def test_one_of_two_counts_two_different_services() -> None:
    assert f.one_of_two(pair("find", "find", "bank", "park", candidates="park bank library"))
    assert not f.one_of_two(pair("find", "find", "bank", "park", candidates="park library bank"))
    assert f.one_of_two(pair("find", "find", "bank", "", candidates="park bank"))


def test_totals() -> None:
    found = f.totals(PAIRS)
    assert found["behaviour"] == pytest.approx(4 / 9, abs=1e-4)
    assert found["lines_with_service"] == 3
    assert found["first_service"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["first_service_strict"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["one_of_two"] == 1.0
    assert (found["emergency_recall"], found["emergency_precision"]) == (0.5, 0.5)
    assert (found["out_of_scope_recall"], found["declined_recall"]) == (0.5, 1.0)
    assert found["false_refusals"] == pytest.approx(1 / 6, abs=1e-4)


def test_every_missed_emergency_and_false_alarm_is_listed() -> None:
    assert f.missed_emergencies(PAIRS) == [["…", "find"]]
    assert f.false_alarms(PAIRS) == [["…", "chitchat"]]


def test_each_behaviour_has_recall_and_precision() -> None:
    found = f.by_behaviour(PAIRS)["find"]
    assert found == {"lines": 3, "recall": 0.6667, "precision": 0.6667}


def test_each_service_tells_what_came_instead() -> None:
    assert f.by_service(PAIRS)["bank"] == {"lines": 3, "first": 0.6667, "instead": "park 1"}


def test_confusions_are_counted_commonest_first() -> None:
    assert ["find", "book", 1] in f.confusions(PAIRS)


def test_calibration_error_is_the_mean_gap() -> None:
    sure_and_right = [pair("find", "find", confidence=0.8)] * 4
    sure_and_wrong = [pair("find", "book", confidence=0.8)]
    assert f.calibration_error(f.reliability(sure_and_right + sure_and_wrong)) == 0.0
    assert f.calibration_error(f.reliability(sure_and_right)) == pytest.approx(0.2)
