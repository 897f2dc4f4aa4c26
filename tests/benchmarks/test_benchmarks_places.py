from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.facilities.tables import Facility, NamedPlace
from assistant.paths import DEMO
from benchmarks.places.measure import engine_of, judged
from benchmarks.places.noise import spoilt
from benchmarks.places.page import HEAD, section
from benchmarks.places.sayings import SCORED, TUNED, Saying, sayings
from benchmarks.places.ways import Names

TEXT = "我在银杏苑对面那个邮局后头，帮我看看附近哪里有药店"


def test_the_halves_have_no_sentence_in_common() -> None:
    both = [saying for half in (TUNED, SCORED) for saying in sayings(half)]
    assert len({(saying.area, saying.near, saying.text) for saying in both}) == len(both) >= 250
    counted = Counter(saying.area for saying in both)
    assert min(counted["demo"], counted["nanjing"]) > 100


def test_the_places_of_the_demo_are_there(tmp_path: Path) -> None:
    engine = engine_of(tmp_path, DEMO / "neighbourhood.osm", with_table=True)
    with Session(engine) as session:
        known = {*session.scalars(select(NamedPlace.name)), *session.scalars(select(Facility.name))}
    engine.dispose()
    for half in (TUNED, SCORED):
        for saying in sayings(half):
            if saying.area == "demo" and saying.means:
                assert known & set(saying.means), saying.text


def test_noise_is_the_same_every_time_and_as_much_as_was_asked_for() -> None:
    copies = [spoilt(TEXT, 0.17, seed) for seed in range(200)]
    assert copies == [spoilt(TEXT, 0.17, seed) for seed in range(200)]
    assert len(set(copies)) > 150
    kept = [copy for copy in copies if len(copy) == len(TEXT)]
    wrong = sum(a != b for copy in kept for a, b in zip(copy, TEXT, strict=True))
    assert 0.08 < wrong / (len(kept) * len(TEXT)) < 0.18
    assert spoilt(TEXT, 0.0, 1) == TEXT
    assert spoilt("Building 3", 0.9, 1) == "Building 3"


def test_figures_are_shares_of_the_sentences_they_are_about() -> None:
    said = [
        Saying("demo", "", "甲", ("甲",)),
        Saying("demo", "", "乙", ("乙",)),
        Saying("demo", "", "丙", ("丙", "丁")),
        Saying("demo", "", "戊", ("己",)),
        Saying("demo", "", "庚", ()),
        Saying("demo", "", "空", ()),
    ]
    answers = {"甲": ["甲"], "乙": [], "丙": ["丁", "辛"], "戊": ["戊"], "庚": ["庚"], "空": []}
    found = judged({"demo": lambda text, near: answers[text]}, said, {})
    assert found == {"right": 0.25, "asked": 0.25, "wrong": 0.25, "false": 0.5}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    folder = tmp_path_factory.mktemp("names")
    engine = engine_of(folder, DEMO / "neighbourhood.osm", with_table=False)
    found = Names(engine)
    engine.dispose()
    return found


def test_the_obvious_ways(names: Names) -> None:
    assert names.exact("我在柳溪小学对面", None) == ["柳溪小学"]
    assert names.exact("I am at Willow Creek Park", None) == ["柳溪公园"]
    assert names.exact("附近有药店吗", None) == []
    assert names.alike(70)("我在柳西小学", None) == ["柳溪小学"]
    assert names.alike(95)("我在柳西小学", None) == []


def test_the_page() -> None:
    row = {"half": SCORED, "rate": 0.1, "way": "ours", "right": 0.9, "asked": 0.01, "wrong": 0.02,
           "false": 0.0}  # fmt: skip
    figures = {
        "rows": [row],
        "counts": {half: {"all": 10, "places": 8} for half in (TUNED, SCORED)},
        "cut_off": 90,
        "copies": 3,
        "seconds": {"p50": 0.1, "p95": 0.3, "p99": 0.4},
    }
    text, head, rows = section(figures)
    assert "90 of 100" in text
    assert head == HEAD
    assert rows == [["scored", "10%", "this assistant", "90%", "1%", "2%", "0%"]]
