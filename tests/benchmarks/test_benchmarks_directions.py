from benchmarks.directions import KINDS
from benchmarks.directions_page import KINDS as TOLD_KINDS
from benchmarks.directions_page import columns, lines

ROW = {
    "map": "demo",
    "walks": 300,
    "agree": {kind: [299, 300] for kind in KINDS},
    "sentences": 3.3,
    "narrative": 4.8,
    "most_in_quarter": 6,
    "spoken_p50": 80,
    "spoken_p95": 119,
    "one_breath": 0.95,
}


def test_every_kind_is_shown() -> None:
    assert list(TOLD_KINDS) == list(KINDS)


def test_the_table_has_a_column_for_each_map() -> None:
    assert columns([ROW, ROW]) == ["", "demo, 300 walks", "demo, 300 walks"]
    table = {line[0]: line[1:] for line in lines([ROW, ROW])}
    assert table["turns"] == ["299 of 300", "299 of 300"]
    assert table["sentences, mean"] == ["3.3", "3.3"]
    assert table["told whole in one breath"] == ["95%", "95%"]
