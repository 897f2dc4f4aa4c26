"""How people walk: counted from the first answer on, kept, said back, taken back."""

import re
import uuid

import pytest

from actions.find import Find
from actions.follow import Directions
from actions.place import SetLocation
from actions.sayings import Chitchat
from actions.world import World
from tests.support.someone import DEMO_HOME, Someone


def minutes(person: Someone, text: str = "附近有药店吗") -> int:
    """The minutes to the nearest pharmacy."""
    answer = person.says(Find, text, "pharmacy", here=DEMO_HOME)
    found = re.search(r"最近的是仁心堂大药房，走(\d+)分钟", answer)
    assert found, answer
    return int(found[1])


def test_slow_people_are_given_their_own_minutes_at_once(person: Someone) -> None:
    usual = minutes(person)
    assert minutes(person, "我走得慢，附近有药店吗") == pytest.approx(usual / 0.8, abs=1)


def test_it_is_kept_and_said(person: Someone) -> None:
    usual = minutes(person)
    answer = person.says(SetLocation, "我拄拐杖，走得很慢", intent="set_location")
    assert "记住了，走得很慢" in answer
    assert "您要找什么" in answer
    person.comes_back()
    assert minutes(person) == pytest.approx(usual / 0.6, abs=1)


def test_an_age_is_enough(person: Someone) -> None:
    usual = minutes(person)
    assert "走得慢" in person.says(Chitchat, "我七十八了", intent="chitchat")
    assert minutes(person) == pytest.approx(usual / 0.75, abs=1)


def test_it_can_be_taken_back(person: Someone) -> None:
    usual = minutes(person)
    person.says(SetLocation, "我走得慢", intent="set_location")
    assert "平常的步子" in person.says(SetLocation, "腿好了，正常走", intent="set_location")
    assert minutes(person) == usual


def test_somebody_else_counts_for_this_answer_and_its_directions_only(person: Someone) -> None:
    answer = person.says(Find, "我妈坐轮椅，附近哪里能买药", "pharmacy", here=DEMO_HOME)
    assert "这次按坐轮椅算" in answer
    person.says(Directions, "怎么走", intent="directions", here=DEMO_HOME)
    assert person.slots["habits"]["wheelchair"]
    assert "轮椅" not in person.says(Find, "菜市场呢", "wet_market", here=DEMO_HOME)
    person.comes_back()
    assert "轮椅" not in person.says(SetLocation, "我走得慢", intent="set_location")


def test_several_habits_are_said_together(person: Someone) -> None:
    person.says(SetLocation, "我走得慢", intent="set_location")
    answer = person.says(SetLocation, "我上不了台阶", intent="set_location")
    assert "走得慢、不走台阶" in answer


def test_in_english(world: World) -> None:
    person = Someone(world, uuid.uuid4().hex, language="en")
    answer = person.says(SetLocation, "I walk slowly and can't do stairs", intent="set_location")
    assert "walking slowly, without steps" in answer


def test_an_emergency_is_not_kept_waiting(world: World) -> None:
    from actions.safety import Emergency

    person = Someone(world, uuid.uuid4().hex)
    answer = person.says(Emergency, "我走得慢，着火了", "emergency_service", intent="emergency")
    assert "119" in answer
    assert "记住" not in answer


def test_what_no_longer_holds_is_said(person: Someone) -> None:
    person.says(SetLocation, "我走得慢，坐轮椅", intent="set_location")
    assert "往后不按坐轮椅算" in person.says(SetLocation, "不坐轮椅了", intent="set_location")
