"""Utterances by authors who had not seen the grammar: those still unread, and those since read."""

from benchmarks.understanding.time_lines import FIRST_SIGHT, READ, UNREAD, Row, all_rows, rows_of
from benchmarks.understanding.times import figures, misheard


def _said(rows: list[Row]) -> set[str]:
    return {row["text"] + row["now"] for row in rows}


def test_lines_that_are_scored_have_not_been_read() -> None:
    assert _said(rows_of(UNREAD)).isdisjoint(_said(rows_of(READ)))


def test_every_line_that_was_read_counted_at_first_sight() -> None:
    assert sum(int(row["lines"]) for row in rows_of(FIRST_SIGHT)) == len(rows_of(READ))


def test_what_was_mended_after_reading_stays_right() -> None:
    found = figures(rows_of(READ))
    assert found["right"] >= 0.98
    # A dozen lines are misheard; they are mended with the model only, which is not asked here.
    assert found["silently_wrong"] <= 0.008


def test_what_was_misheard_is_counted_as_heard_and_as_mended() -> None:
    texts = [row["text"] for row in all_rows()]
    spoilt = [text.replace("明天", "名天") for text in texts]
    found = misheard(list(zip(spoilt, texts, strict=True)))
    assert found["mended"][0] > found["as heard"][0]
    assert found["mended"][1] < found["as heard"][1]
