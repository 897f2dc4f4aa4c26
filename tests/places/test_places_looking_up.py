"""Places that the data does not know: what is asked elsewhere, and what comes of it."""

import pytest
from places_town import at, store, town
from sqlalchemy import Engine

from assistant.places import Gazetteer, NamedPoint
from assistant.places.geocoder import ATTRIBUTIONS, KIND
from assistant.walking.straight import Position

HERE = at(100, 100)


class Answers:
    """A geocoder that always gives the same answer, and remembers the questions."""

    def __init__(self, position: Position | None) -> None:
        self.position = position
        self.asked: list[tuple[str, Position | None]] = []

    def find(self, words: str, near: Position | None) -> NamedPoint | None:
        self.asked.append((words, near))
        return NamedPoint(words, None, KIND, *self.position, "photon") if self.position else None


@pytest.fixture
def known(sqlite_engine: Engine) -> Engine:
    store(sqlite_engine, town())
    return sqlite_engine


def test_only_the_name_leaves(known: Engine) -> None:
    geocoder = Answers(at(3000, 0))
    gazetteer = Gazetteer(known, geocoder=geocoder)
    found = gazetteer.resolve("我家在武汉市洪山区火星小区3栋2单元502，附近有药店吗", HERE)
    assert geocoder.asked == [("武汉市洪山区火星小区", HERE)]
    assert found.hit
    assert (found.hit.name, found.hit.position) == ("火星小区", at(3000, 0))
    assert (found.source, found.attribution) == ("photon", ATTRIBUTIONS["photon"])
    assert (found.building, found.unit, found.building_unknown) == ("3栋", "2单元", True)


def test_without_a_place_the_middle_of_the_data_counts(known: Engine) -> None:
    geocoder = Answers(None)
    Gazetteer(known, geocoder=geocoder).resolve("我在火星小区")
    [(words, near)] = geocoder.asked
    assert words == "火星小区"
    assert near is not None
    assert Gazetteer(known).covers(*near)


@pytest.mark.parametrize(
    "text",
    [
        "我在银杏苑3栋",
        "我在阳光花园",
        "邮局后头",
        "附近有药店吗",
        "",
        "我在公园",
        "我在医院里",
        "我在我们小区",
        "我在三栋",
        "我不知道我在哪儿了",
        "银杏苑99栋",
    ],
)
def test_what_is_known_or_no_place_is_not_asked_for(known: Engine, text: str) -> None:
    geocoder = Answers(at(0, 0))
    asked, plain = Gazetteer(known, geocoder=geocoder), Gazetteer(known)
    assert asked.resolve(text) == plain.resolve(text)
    assert geocoder.asked == []


def test_a_place_far_from_the_data_is_none(known: Engine) -> None:
    geocoder = Answers(at(60_000, 0))
    found = Gazetteer(known, geocoder=geocoder).resolve("我在火星小区", HERE)
    assert found == Gazetteer(known).resolve("我在火星小区", HERE)


def test_without_data_nobody_is_asked(sqlite_engine: Engine) -> None:
    geocoder = Answers(at(0, 0))
    assert Gazetteer(sqlite_engine, geocoder=geocoder).resolve("我在火星小区").hit is None
    assert geocoder.asked == []


def test_what_the_data_covers(known: Engine, sqlite_engine: Engine) -> None:
    gazetteer = Gazetteer(known)
    assert gazetteer.covers(*at(0, 0))
    assert gazetteer.covers(*at(15_000, 0))
    for nowhere in (at(40_000, 0), (0.0, 0.0), (30.0, 125.0), (-33.0, 151.0)):
        assert not gazetteer.covers(*nowhere)
