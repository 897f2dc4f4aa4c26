"""The held-out utterances: no timing, and no looser than what the scores say."""

from benchmarks.understanding.times import figures


def test_most_held_out_times_are_right_and_hardly_any_is_wrong_in_silence() -> None:
    found = figures()
    assert found["lines"] > 100
    assert found["right"] >= 0.96
    assert found["silently_wrong"] <= 0.01
    assert found["problems"] >= 0.9
