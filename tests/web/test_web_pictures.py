"""The map of an answer, drawn from the demo's real network."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from assistant.catalogue import load_catalogue
from assistant.database import connect
from assistant.finding import Finder, Walker
from assistant.maps.style import REACH, ROUTE
from assistant.people import HOME, Habits, People, PersonPlace, person_key
from assistant.settings import Settings
from assistant.walking import open_network
from assistant.web.cards import numbers_of
from assistant.web.memory import Shown
from assistant.web.pictures import Pictures, Wanted
from assistant.wording.reply import Reply
from tests.web.web_site import HERE, NOW, SECRET

SERVICES = ["courier", "wet_market"]


@pytest.fixture(scope="module")
def demo(home: Path) -> Iterator[Engine]:
    """The database of a loaded home."""
    engine = connect(Settings(home=home).database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def pictures(demo: Engine, home: Path) -> Pictures:
    return Pictures(demo, SECRET, Settings(home=home), "web")


def finder(engine: Engine) -> Finder:
    return Finder(engine, load_catalogue(), open_network(engine))


def pharmacies(engine: Engine) -> Reply:
    """A real answer."""
    answer = finder(engine).find("pharmacy", *HERE, walker=Walker(1.0), now=NOW, limit=3)
    return Reply("", "", tuple(place.as_json() for place in answer.places))


def shown(reply: Reply) -> Shown:
    return Shown(reply.places, numbers_of(reply, {}), HERE)


def words(drawn: str) -> list[str]:
    root = ET.fromstring(drawn)
    return [text for each in root.iter("{http://www.w3.org/2000/svg}text") if (text := each.text)]


def test_a_list_is_drawn_with_its_numbers_and_minutes(pictures: Pictures, demo: Engine) -> None:
    drawn = pictures.draw("a", shown(pharmacies(demo)), Wanted())
    assert {"1", "2", "3", "走8分钟", "您在这里", "© OpenStreetMap contributors"} <= {*words(drawn)}
    assert any("演示" in word for word in words(drawn))
    assert ROUTE not in drawn


def test_numbers_are_those_of_the_text(pictures: Pictures, demo: Engine) -> None:
    reply = pharmacies(demo)
    numbers = {place["id"]: number for number, place in enumerate(reply.places, start=5)}
    drawn = pictures.draw("a", replace(shown(reply), numbers=numbers), Wanted())
    assert {"5", "6", "7"} <= {*words(drawn)}


def test_the_way_is_drawn_to_one_place(pictures: Pictures, demo: Engine) -> None:
    alone = replace(shown(pharmacies(demo)), places=pharmacies(demo).places[:1])
    assert ROUTE in pictures.draw("a", alone, Wanted())
    assert "仁心堂大药房" in "".join(words(pictures.draw("a", alone, Wanted())))


def test_a_round_is_drawn_from_door_to_door(pictures: Pictures, demo: Engine) -> None:
    tour = finder(demo).tour(
        ["parcel_station", "key_cutting", "wet_market"], *HERE, walker=Walker(1.0), now=NOW
    )
    reply = Reply("", "", tuple(stop.place.as_json() for stop in tour.stops))
    assert len(reply.places) > 1
    drawn = pictures.draw("a", shown(reply), Wanted())
    assert ROUTE in drawn
    assert not any("分钟" in word for word in words(drawn)[1:] if word.startswith("走"))


def test_what_is_in_reach_is_drawn_on_request(pictures: Pictures, demo: Engine) -> None:
    drawn = pictures.draw("a", shown(pharmacies(demo)), Wanted(reach=True))
    assert REACH in drawn
    assert "走15分钟" in words(drawn)


def test_words_are_in_the_language_of_the_page(pictures: Pictures, demo: Engine) -> None:
    found = words(pictures.draw("a", shown(pharmacies(demo)), Wanted("en")))
    assert "You are here" in found
    assert any("What was found" in word for word in found)


def test_the_pace_is_the_persons_own(pictures: Pictures, demo: Engine) -> None:
    key = person_key(SECRET, "web", "slow")
    People(demo, SECRET).remember_habits(key, Habits(pace=0.5), NOW.date())
    drawn = pictures.draw("slow", shown(pharmacies(demo)), Wanted())
    assert any("一分钟走30米" in word for word in words(drawn))


def test_the_same_map_is_drawn_once(pictures: Pictures, demo: Engine) -> None:
    answer = shown(pharmacies(demo))
    assert pictures.draw("a", answer, Wanted()) is pictures.draw("a", answer, Wanted())
    assert pictures.draw("a", answer, Wanted()) is not pictures.draw("a", answer, Wanted("en"))


def test_the_start_is_where_the_person_said_to_be(pictures: Pictures, demo: Engine) -> None:
    reply = pharmacies(demo)
    assert pictures.start("a", reply, HERE) == HERE
    assert pictures.start("a", reply, (30.2700, 114.5300)) is None, "the words beat the position"
    assert pictures.start("a", reply, None) is None
    assert pictures.start("a", Reply("", ""), HERE) is None


def test_the_start_is_the_home_where_it_was_counted_from_there(
    pictures: Pictures, demo: Engine
) -> None:
    key = person_key(SECRET, "web", "at home")
    at_home = PersonPlace(HOME, *HERE, "银杏苑3栋", "")
    People(demo, SECRET).remember_place(key, at_home, NOW.date())
    assert pictures.start("at home", pharmacies(demo), (30.27, 114.53)) == HERE


def test_the_start_is_what_the_reply_tells(pictures: Pictures, demo: Engine) -> None:
    class Telling(Reply):
        def as_json(self) -> dict[str, Any]:
            return super().as_json() | {"start": {"lat": HERE[0], "lon": HERE[1]}}

    telling = Telling("", "", pharmacies(demo).places)
    assert pictures.start("a", telling, None) == HERE


def test_without_a_network_the_places_are_still_drawn(demo: Engine, sqlite_engine: Engine) -> None:
    bare = Pictures(sqlite_engine, SECRET, Settings(), "web")
    answer = shown(pharmacies(demo))
    assert "这一带没有底图" in words(bare.draw("a", answer, Wanted()))
    assert REACH not in bare.draw("a", answer, Wanted(reach=True))


def test_a_database_that_is_gone_is_no_reason_for_no_answer(
    demo: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    gone = create_engine("sqlite:////nowhere/at/all.db")
    pictures = Pictures(gone, SECRET, Settings(), "web")
    assert pictures.start("somebody", pharmacies(demo), None) is None
    assert "OperationalError" in caplog.text
    assert "somebody" not in caplog.text
