"""At the hotline: the caller's number decides whose home and whose pace it is."""

import uuid
from typing import Any

import pytest

from actions.find import Find
from actions.place import SetLocation
from actions.sayings import OutOfScope
from actions.world import World
from tests.support.someone import Someone


@pytest.fixture
def operator(world: World) -> Someone:
    return Someone(world, uuid.uuid4().hex, channel="operator")


def number(digits: str, text: str) -> tuple[dict[str, Any], ...]:
    start = text.index(digits)
    entity = {"entity": "phone", "value": digits, "start": start, "end": start + len(digits)}
    return (entity,)


def calls(operator: Someone, digits: str, before: str = "来电") -> str:
    text = before + digits
    return operator.says(OutOfScope, text, intent="out_of_scope", entities=number(digits, text))


def test_a_caller_is_known_again(operator: Someone, world: World) -> None:
    assert "没记过住址" in calls(operator, "13800138001")
    operator.says(SetLocation, "她家在银杏苑3栋", intent="set_location")
    colleague = Someone(world, uuid.uuid4().hex, channel="operator")
    assert "家在银杏苑3栋" in calls(colleague, "13800138001", before="")
    assert "仁心堂" in colleague.says(Find, "她要买药", "pharmacy")


def test_the_next_caller_is_somebody_else(operator: Someone) -> None:
    calls(operator, "13800138002")
    operator.says(SetLocation, "她家在银杏苑3栋", intent="set_location")
    assert "没记过住址" in calls(operator, "13800138003")
    operator.says(Find, "他要买药", "pharmacy")
    assert operator.asked_for_place


def test_the_next_caller_is_not_on_the_way_of_the_one_before(operator: Someone) -> None:
    calls(operator, "13800138005")
    operator.slots["guide"] = {"place": "somewhere", "step": 1}
    calls(operator, "13800138006")
    assert operator.slots["guide"] is None


def test_hanging_up_ends_it(operator: Someone) -> None:
    calls(operator, "13800138004")
    operator.says(SetLocation, "她家在银杏苑3栋", intent="set_location")
    assert "下一位" in operator.says(OutOfScope, "下一位", intent="out_of_scope")
    operator.says(Find, "要买药", "pharmacy")
    assert operator.asked_for_place


def test_a_number_inside_a_sentence_is_no_caller(operator: Someone) -> None:
    text = "电费户号02087654321在哪交"
    operator.says(Find, text, "utility_payment", entities=number("02087654321", text))
    assert operator.slots.get("caller") is None


def test_residents_do_not_become_somebody_else_by_a_number(world: World) -> None:
    person = Someone(world, uuid.uuid4().hex, channel="chat")
    calls(person, "13800138001")
    assert person.slots.get("caller") is None
