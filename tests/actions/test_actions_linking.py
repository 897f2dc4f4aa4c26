"""A speaker that is tied to a phone knows the home that was set there."""

import re
import uuid

import pytest

from actions.find import Find
from actions.place import SetLocation
from actions.sayings import Help
from actions.world import World
from tests.support.someone import Someone


@pytest.fixture
def phone(world: World) -> Someone:
    return Someone(world, uuid.uuid4().hex, channel="chat")


def code_of(speaker: Someone, text: str = "绑定手机") -> str:
    """The digits that the speaker reads out."""
    found = re.search(r"(\d{3}) (\d{3})", speaker.says(Help, text, intent="help"))
    assert found
    return found[1] + found[2]


def test_the_speaker_knows_the_home_of_the_phone(speaker: Someone, phone: Someone) -> None:
    phone.says(SetLocation, "我家在银杏苑3栋", intent="set_location")
    code = code_of(speaker)
    assert "绑好了" in phone.says(Help, f"绑定音箱 {code}", intent="help")
    assert "仁心堂" in speaker.says(Find, "附近有药店吗", "pharmacy")


def test_the_digits_alone_answer_the_question(speaker: Someone, phone: Someone) -> None:
    code = code_of(speaker)
    assert "六个数字" in phone.says(Help, "绑定音箱", intent="help")
    assert "您家住哪儿" in phone.says(Help, code, intent="out_of_scope")
    phone.says(SetLocation, "我家在银杏苑3栋", intent="set_location")
    assert "仁心堂" in speaker.says(Find, "附近有药店吗", "pharmacy")


def test_a_wrong_code_ties_nothing(speaker: Someone, phone: Someone) -> None:
    phone.says(SetLocation, "我家在银杏苑3栋", intent="set_location")
    code = code_of(speaker)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert "不对" in phone.says(Help, f"绑定音箱 {wrong}", intent="help")
    speaker.says(Find, "附近有药店吗", "pharmacy")
    assert speaker.asked_for_place


def test_guessing_is_stopped(speaker: Someone, phone: Someone) -> None:
    code = int(code_of(speaker))
    answers = [
        phone.says(Help, f"绑定音箱 {(code + step) % 1_000_000:06d}", intent="help")
        for step in range(1, 8)
    ]
    assert "错的次数太多了" in answers[-1]


def test_parted_again(speaker: Someone, phone: Someone) -> None:
    phone.says(SetLocation, "我家在银杏苑3栋", intent="set_location")
    phone.says(Help, f"绑定音箱 {code_of(speaker)}", intent="help")
    assert "分开了" in phone.says(Help, "解除绑定", intent="cancel")
    speaker.comes_back()
    speaker.says(Find, "附近有药店吗", "pharmacy")
    assert speaker.asked_for_place
    assert "没有音箱" in phone.says(Help, "解除绑定", intent="cancel")


def test_in_english(world: World) -> None:
    speaker = Someone(world, uuid.uuid4().hex, channel="speaker", language="en")
    phone = Someone(world, uuid.uuid4().hex, channel="chat", language="en")
    code = code_of(speaker, "pair my phone")
    assert "belongs to you" in phone.says(Help, f"pair the speaker {code}", intent="help")


def test_an_operator_ties_the_speaker_to_the_caller(world: World, speaker: Someone) -> None:
    operator = Someone(world, uuid.uuid4().hex, channel="operator")
    text = "来电13800138099"
    number = {"entity": "phone", "value": text[2:], "start": 2, "end": len(text)}
    operator.says(Help, text, intent="help", entities=(number,))
    operator.says(SetLocation, "她家在银杏苑3栋", intent="set_location")
    assert "绑好了" in operator.says(Help, f"绑定音箱 {code_of(speaker)}", intent="help")
    assert "仁心堂" in speaker.says(Find, "附近有药店吗", "pharmacy")
