"""Several errands in one walk, and what there is within reach."""

import uuid

from actions.find import Find, More
from actions.follow import Affirm, Directions
from actions.world import World
from tests.support.someone import DEMO_HOME, Someone

ERRANDS = ("wet_market", "parcel_station", "key_cutting", "pharmacy")


def asks(person: Someone, text: str, *services: str) -> str:
    return person.says(Find, text, *services, here=DEMO_HOME)


def stops(person: Someone) -> list[str]:
    """The services in the order of the walk."""
    return [service for _, service in person.slots["shown"]["places"]]


def test_errands_are_one_walk_in_the_best_order(person: Someone) -> None:
    answer = asks(person, "买菜、取快递，再配把钥匙，还要买药", *ERRANDS)
    assert "1. " in answer
    assert "走路" in answer or "走" in answer
    assert set(stops(person)) == set(ERRANDS)


def test_the_order_that_is_said_is_kept(person: Someone) -> None:
    asks(person, "先配钥匙再买药最后买菜", "key_cutting", "pharmacy", "wet_market")
    assert stops(person) == ["key_cutting", "pharmacy", "wet_market"]


def test_the_way_to_the_second_stop_begins_at_the_first(person: Someone) -> None:
    asks(person, "先配钥匙再买药最后买菜", "key_cutting", "pharmacy", "wet_market")
    choice = ({"entity": "choice", "value": 2},)
    to_second = person.says(
        Directions, "第二个怎么走", intent="directions", here=DEMO_HOME, entities=choice
    )
    alone = Someone(person.world, uuid.uuid4().hex)
    alone.says(Find, "药店", "pharmacy", here=DEMO_HOME)
    from_home = alone.says(Directions, "怎么走", intent="directions", here=DEMO_HOME)
    assert to_second.splitlines()[0] != from_home.splitlines()[0]


def test_the_rest_of_the_stops_is_told_when_wanted(speaker: Someone) -> None:
    asks(speaker, "买菜、取快递，再配把钥匙，还要买药", *ERRANDS)
    assert speaker.slots["asked"]["question"] == "round_on"
    told = speaker.slots["asked"]["told"]
    answer = speaker.says(Affirm, "好", intent="affirm", here=DEMO_HOME)
    assert answer.startswith(f"{told + 1}. ")
    asks(speaker, "买菜、取快递，再配把钥匙，还要买药", *ERRANDS)
    assert speaker.says(More, "还有呢", intent="more", here=DEMO_HOME) == answer


def test_at_night_each_errand_is_told_when_its_doors_open(world: World) -> None:
    person = Someone(world, uuid.uuid4().hex, now="2026-11-23T02:30:00+08:00")
    answer = asks(person, "配钥匙，再修鞋", "key_cutting", "shoe_repair")
    assert answer.count("没开门") + answer.count("关着") >= 2
    assert "一趟" not in answer


def test_what_there_is_around_here(person: Someone) -> None:
    answer = asks(person, "我家附近都有啥", "life_circle_map")
    for part in ("看病买药", "买菜吃饭", "走15分钟以内"):
        assert part in answer
    assert person.slots["shown"]["places"]


def test_the_reach_of_somebody_slow_is_smaller(person: Someone) -> None:
    def count(answer: str) -> int:
        return int(answer.split("查到")[1].split("个地方")[0])

    usual = count(asks(person, "我家附近都有啥", "life_circle_map"))
    slow = count(asks(person, "我拄拐，我家附近都有啥", "life_circle_map"))
    assert slow < usual
