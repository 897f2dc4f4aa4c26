"""Utterances by authors who had not seen the grammar: those still unread, and those since read."""

from pathlib import Path

from benchmarks.understanding.times import figures

SAID = Path(__file__).with_name("said.csv")


def test_most_held_out_times_are_right_and_hardly_any_is_wrong_in_silence() -> None:
    found = figures()
    assert found["lines"] > 100
    assert found["right"] >= 0.9
    assert found["silently_wrong"] <= 0.05
    assert found["problems"] >= 0.8


def test_what_was_mended_after_reading_stays_right() -> None:
    found = figures(SAID)
    assert found["lines"] > 450
    assert found["right"] >= 0.98
    assert found["silently_wrong"] <= 0.006
