"""Notes of facilities, for those who read English."""

import csv

import pytest

from assistant.paths import DATA
from assistant.wording.notes import FILE, in_english


@pytest.mark.parametrize(
    ("note", "english"),
    [("身份证、医保卡", "your ID card, your health-insurance card"),
     ("二楼，有电梯", "one floor up, there is a lift"), ("free", "free"), ("剪发20元", None),
     ("身份证、奖状", None)],
)  # fmt: skip
def test_told_in_english_as_a_whole_or_not_at_all(note: str, english: str | None) -> None:
    assert in_english(note) == english


def test_what_the_demo_says_to_bring_is_known() -> None:
    with (DATA / "demo" / "facilities.csv").open(encoding="utf-8", newline="") as file:
        notes = {row["bring"] for row in csv.DictReader(file)} - {""}
    assert notes
    assert [note for note in notes if in_english(note) is None] == []


def test_no_note_is_listed_twice() -> None:
    names = [line.partition(":")[0] for line in FILE.read_text(encoding="utf-8").splitlines()]
    names = [name for name in names if not name.startswith("#")]
    assert len(names) == len(set(names))
