"""Homes and other places of people's own: told once, known the next time, forgotten when asked."""

import uuid
from pathlib import Path

from sqlalchemy import create_engine

from actions.find import Find
from actions.place import SetLocation
from actions.privacy import Privacy
from actions.world import World
from tests.support.someone import DEMO_HOME, Someone


def test_a_home_that_was_told_is_known_the_next_time(person: Someone) -> None:
    assert "记住了，您家在银杏苑3栋" in person.says(
        SetLocation, "我家在银杏苑3栋", intent="set_location"
    )
    person.comes_back()
    answer = person.says(Find, "附近有药店吗", "pharmacy")
    assert "从您家（银杏苑3栋）算" in answer
    assert "最近的是仁心堂大药房" in answer


def test_where_it_counts_from_is_said_once(person: Someone) -> None:
    person.says(SetLocation, "我住银杏苑3栋", intent="set_location")
    person.comes_back()
    assert "算" in person.says(Find, "附近有药店吗", "pharmacy")
    assert "从您家" not in person.says(Find, "菜市场呢", "wet_market")


def test_told_and_asked_in_one_sentence(person: Someone) -> None:
    answer = person.says(Find, "我家在银杏苑3栋，附近有药店吗", "pharmacy")
    assert "记住了，您家在银杏苑3栋" in answer
    assert "仁心堂大药房" in answer
    answer = person.says(Find, "我家在听松花园附近有药店吗", "pharmacy")
    assert "听松花园" in answer
    assert "药店" in answer


def test_a_shared_position_becomes_the_home(person: Someone) -> None:
    answer = person.says(SetLocation, "把这里设成我家", intent="set_location", here=DEMO_HOME)
    assert "您家在银杏苑3栋" in answer
    person.comes_back()
    assert "银杏苑3栋" in person.says(SetLocation, "我家在哪儿", intent="set_location")


def test_a_mother_who_lives_elsewhere(person: Someone) -> None:
    person.says(SetLocation, "我家在银杏苑3栋", intent="set_location")
    person.says(SetLocation, "我妈家在荷风家园", intent="set_location")
    person.comes_back()
    answer = person.says(Find, "我妈那边有药店吗", "pharmacy")
    assert "从您妈妈家（荷风家园）算" in answer
    assert "仁心堂" not in answer
    assert "从您家" in person.says(Find, "附近有药店吗", "pharmacy")


def test_a_place_of_ones_own_that_is_not_known_is_asked_for(person: Someone) -> None:
    person.says(SetLocation, "我家在银杏苑3栋", intent="set_location")
    assert person.says(Find, "我妈那边有药店吗", "pharmacy") == ""
    assert person.asked_for_place
    assert person.slots["asked"]["own"] == "mother"


def test_an_unknown_building_is_said_to_be_unknown(person: Someone) -> None:
    answer = person.says(SetLocation, "我家在银杏苑99栋", intent="set_location")
    assert "没找着这一栋" in answer
    assert "银杏苑" in answer


def test_a_place_that_is_not_found_is_not_kept(person: Someone) -> None:
    answer = person.says(SetLocation, "我家在火星小区", intent="set_location")
    assert "没找着" in answer
    person.comes_back()
    person.says(Find, "附近有药店吗", "pharmacy")
    assert person.asked_for_place


def test_shown_and_forgotten_on_request(person: Someone) -> None:
    person.says(SetLocation, "我家在银杏苑3栋", intent="set_location")
    assert "银杏苑3栋" in person.says(Privacy, "你还记得我家在哪吗", intent="privacy")
    assert "删掉了" in person.says(Privacy, "忘掉我家", intent="privacy")
    assert "没记过" in person.says(Privacy, "我家在哪儿", intent="privacy")
    assert "本来就没有" in person.says(Privacy, "忘掉我家", intent="privacy")


def test_in_english(world: World) -> None:
    person = Someone(world, uuid.uuid4().hex, language="en")
    answer = person.says(SetLocation, "I live at Ginkgo Court, building 3", intent="set_location")
    assert "your home is at Ginkgo Court" in answer
    person.comes_back()
    assert "From your home" in person.says(Find, "any pharmacy near my home", "pharmacy")


def test_a_database_that_cannot_be_written_is_said_so(world: World, tmp_path: Path) -> None:
    broken = World(world.settings, world.engine)
    empty = create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    broken.__dict__["people"] = type(world.people)(empty, bytes(32))
    person = Someone(broken, uuid.uuid4().hex)
    answer = person.says(SetLocation, "我家在银杏苑3栋", intent="set_location")
    assert "没能记下来" in answer
    assert "药房" in person.says(Find, "附近有药店吗", "pharmacy")
    empty.dispose()


def test_one_person_does_not_know_the_home_of_another(world: World, person: Someone) -> None:
    person.says(SetLocation, "我家在银杏苑3栋", intent="set_location")
    other = Someone(world, uuid.uuid4().hex)
    other.says(Find, "附近有药店吗", "pharmacy")
    assert other.asked_for_place


def test_a_speaker_is_at_home_where_it_stands(world: World) -> None:
    speaker = Someone(world, uuid.uuid4().hex, channel="speaker")
    answer = speaker.says(SetLocation, "我在银杏苑3栋", intent="set_location")
    assert "记住了，您家在银杏苑3栋" in answer
    speaker.comes_back()
    assert "仁心堂" in speaker.says(Find, "附近有药店吗", "pharmacy")


def test_a_phone_that_tells_where_it_is_has_no_home_yet(person: Someone) -> None:
    assert "您家" not in person.says(SetLocation, "我在银杏苑3栋", intent="set_location")
    person.comes_back()
    person.says(Find, "附近有药店吗", "pharmacy")
    assert person.asked_for_place


def test_the_home_of_somebody_else_is_not_taken_for_ones_own(person: Someone) -> None:
    assert "您家" not in person.says(SetLocation, "她家在荷风家园", intent="set_location")
    assert "没记过" in person.says(SetLocation, "我家在哪儿", intent="set_location")


def test_the_building_may_come_after_the_estate(person: Someone) -> None:
    person.says(SetLocation, "我在银杏苑", intent="set_location")
    assert "银杏苑3栋" in person.says(SetLocation, "3栋", intent="set_location")
