from dataclasses import dataclass

import pytest
from walking_town import at, network

from assistant.walking import Position, Route
from assistant.walking.route import Step, Turn
from assistant.walking.sights import Sights, Where, same_name
from assistant.walking.words import Words


@dataclass(frozen=True)
class Placed:
    name: str
    position: Position
    name_en: str | None = None


@dataclass(frozen=True)
class Unplaced:
    name: str
    name_en: str | None = None


EASTWARD = Step(Turn.LEFT, at(0, 0), 0, 90, 100, 100)


def sights(*seen: Placed | Unplaced, target: str = "药房", language: str = "zh") -> Sights:
    """Sights that see one thing after the other, whatever the place."""
    coming = iter(seen)
    return Sights(lambda lat, lon: next(coming, None), Words(language, aloud=False), target)


@pytest.mark.parametrize(
    ("east", "north", "where"),
    [
        (0, 15, Where.AT), (-10, 10, Where.AT), (15, -10, Where.AT), (-25, 5, Where.PAST),
        (30, 5, Where.BEFORE), (0, 35, Where.AT),
    ],
)  # fmt: skip
def test_before_and_past_a_turn(east: float, north: float, where: Where) -> None:
    found = sights(Placed("邮局", at(east, north))).at_turn(EASTWARD)
    assert found is not None
    assert (found.name, found.where) == ("邮局", where)


def test_what_does_not_say_where_it_is_is_at_the_turn() -> None:
    found = sights(Unplaced("邮局")).at_turn(EASTWARD)
    assert found is not None
    assert found.where is Where.AT


def test_nothing_is_told_twice() -> None:
    seen = sights(Unplaced("邮局"), Unplaced("邮局"), Unplaced("银行"))
    assert [bool(seen.at_turn(EASTWARD)) for _ in range(4)] == [True, False, True, False]


def test_what_is_left_out_is_not_told() -> None:
    seen = sights(Unplaced("兴业天桥"), Unplaced("X", "Industry Footbridge"), language="zh")
    seen.leave_out(["兴业天桥", "Industry footbridge", ""])
    assert seen.at_turn(EASTWARD) is None
    assert seen.at_turn(EASTWARD) is None


@pytest.mark.parametrize("name", ["新街口#4", "新街口4号口", "新街口 4号出口", "新街口(4)"])
def test_the_destination_by_another_spelling_is_no_landmark(name: str) -> None:
    assert sights(Unplaced(name), target="新街口4号口").at_turn(EASTWARD) is None
    assert same_name(name) != same_name("新街口5号口")


def test_only_names_that_can_be_said() -> None:
    assert sights(Unplaced("邮局"), language="en").at_turn(EASTWARD) is None
    found = sights(Unplaced("邮局", "the post office"), language="en").at_turn(EASTWARD)
    assert found is not None
    assert (found.name, found.chinese) == ("the post office", "邮局")


def to_the_north_side() -> Route:
    """Eastward along 中山路 to a door on the left, 10 m north of it."""
    found = network().route(at(-300, 10), at(-100, 10), 1.0)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("east", "north", "where"),
    [
        (-85, 12, Where.BESIDE), (-120, 8, Where.BESIDE), (-100, -12, Where.OPPOSITE),
        (-90, -15, Where.OPPOSITE), (-70, -12, None), (-70, 10, None), (-99, 11, None),
        (-100, -45, None),
    ],
)  # fmt: skip
def test_beside_and_opposite_the_door(east: float, north: float, where: Where | None) -> None:
    found = sights(Placed("银行", at(east, north))).at_door(to_the_north_side())
    assert (found.where if found else None) is where


def test_without_a_place_it_is_only_near() -> None:
    found = sights(Unplaced("银行")).at_door(to_the_north_side())
    assert found is not None
    assert found.where is Where.NEAR
