"""How people say that they walk."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from assistant.errors import UsageError
from assistant.finding.walker import PACES
from assistant.people.habits import Habits
from assistant.people.walking_words import FILE, HeardWalking, heard_walking, walking_words


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("我走得慢", HeardWalking(pace=0.8)),
        ("我走得慢，有没有其他近一点的", HeardWalking(pace=0.8)),
        ("腿脚不好，附近有药店吗", HeardWalking(pace=0.8)),
        ("我行得慢", HeardWalking(pace=0.8)),
        ("I walk slowly", HeardWalking(pace=0.8)),
        ("我拄拐杖的", HeardWalking(pace=0.6)),
        ("I use a cane", HeardWalking(pace=0.6)),
        ("我走得快", HeardWalking(pace=1.2)),
        ("我八十二了", HeardWalking(pace=0.75)),
        ("我今年78岁", HeardWalking(pace=0.75)),
        ("我六十六岁", HeardWalking(pace=0.8)),
        ("俺快九十了", HeardWalking(pace=0.7)),
        ("I'm 83", HeardWalking(pace=0.75)),
        ("我坐轮椅，去哪买菜", HeardWalking(wheelchair=True)),
        ("I'm in a wheelchair", HeardWalking(wheelchair=True)),
        ("现在不用轮椅了", HeardWalking(wheelchair=False)),
        ("推着婴儿车去买菜", HeardWalking(pram=True)),
        ("今天没带婴儿车", HeardWalking(pram=False)),
        ("我上不了台阶", HeardWalking(avoid_steps=True)),
        ("不想爬楼梯", HeardWalking(avoid_steps=True)),
        ("a way without stairs please", HeardWalking(avoid_steps=True)),
        ("台阶没事", HeardWalking(avoid_steps=False)),
        ("腿好了，正常走", HeardWalking(usual=True)),
        ("我拄拐，又爬不了楼梯", HeardWalking(pace=0.6, avoid_steps=True)),
        ("我妈坐轮椅", HeardWalking(wheelchair=True, of_other=True)),
        ("老伴走得慢", HeardWalking(pace=0.8, of_other=True)),
        ("my wife uses a cane", HeardWalking(pace=0.6, of_other=True)),
    ],
)
def test_what_is_said_about_walking(text: str, heard: HeardWalking) -> None:
    found = heard_walking(text)
    assert found
    assert replace(found, rest="") == heard


@pytest.mark.parametrize(
    "text",
    [
        "附近哪里能配钥匙",
        "想借个轮椅",
        "轮椅坏了谁会修",
        "婴儿车在哪买",
        "手表走得慢",
        "我的钟走得快",
        "太远了，走不动那么远",
        "宝宝两岁",
        "我三十了",
        "我八十块钱买的",
        "",
    ],
)
def test_what_says_nothing_about_walking(text: str) -> None:
    assert heard_walking(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("我走得慢", ""),
        ("我岁数大了，走不快", ""),
        ("我今年七十八了，腿脚不好", ""),
        ("我妈坐轮椅", ""),
        ("I'm 83 and I walk slowly", ""),
        ("我走得慢，附近有药店吗", "附近有药店吗"),
        ("我坐轮椅附近有药店吗", "附近有药店吗"),
        ("I'm in a wheelchair, where is a pharmacy", "where pharmacy"),
    ],
)
def test_what_else_is_said(text: str, rest: str) -> None:
    heard = heard_walking(text)
    assert heard
    assert heard.rest == rest


def test_what_is_heard_changes_the_habits_and_leaves_the_rest() -> None:
    habits = Habits(pace=0.8, wheelchair=True)
    assert HeardWalking(avoid_steps=True).applied_to(habits) == Habits(
        pace=0.8, wheelchair=True, avoid_steps=True
    )
    assert HeardWalking(usual=True).applied_to(habits) == Habits(wheelchair=True)
    assert HeardWalking(wheelchair=False).applied_to(habits) == Habits(pace=0.8)


def test_every_pace_of_the_file_can_be_walked() -> None:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    paces = [way["pace"] for way in data["paces"].values()]
    paces += [line["pace"] for line in data["ages"]]
    assert all(PACES[0] <= pace <= PACES[1] for pace in paces)


def test_a_file_of_the_wrong_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "walking.yaml"
    path.write_text("paces: {slow: {words: []}}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"walking\.yaml"):
        walking_words(path)


def test_what_is_only_taken_back() -> None:
    heard = heard_walking("现在不用轮椅了")
    assert heard
    assert heard.takes_back
    assert heard.taken_back == Habits(wheelchair=True)
    both = heard_walking("不用轮椅了，走得慢")
    assert both
    assert not both.takes_back
