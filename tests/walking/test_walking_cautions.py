from dataclasses import replace

import pytest
from walking_town import at, network, rough_town, small_town

from assistant.walking import Route
from assistant.walking.cautions import Caution, cautions, flights, warned
from assistant.walking.ground import Ground
from assistant.walking.passages import Pass, Passage
from assistant.walking.route import Step, Turn
from assistant.walking.words import Words


def way(*passing: Passage, ground: Ground | None = None) -> Route:
    step = Step(Turn.START, at(0, 0), 0, 0, 300, 300, passages=passing)
    line = (at(0, 0), at(0, 0), at(0, 300), at(0, 300))
    return Route(300, 300.0, (step,), line, 0, 0, None, ground=ground or Ground())


STEPS = Passage(Pass.STEPS_UP, 100, 10, flights=1)


def test_somebody_on_good_feet_is_not_warned() -> None:
    assert cautions(way(STEPS, ground=Ground(known=0.0)), False, False) == ()


@pytest.mark.parametrize(
    ("passing", "found"),
    [
        ((), ()),
        ((STEPS,), (Caution.STEPS,)),
        ((STEPS, replace(STEPS, after=200)), (Caution.STEPS_SEVERAL,)),
        ((Passage(Pass.FOOTBRIDGE, 100, 60, flights=2),), (Caution.STEPS_SEVERAL,)),
        ((replace(STEPS, ramp=True),), (Caution.RAMP,)),
        ((replace(STEPS, ramp=True), replace(STEPS, after=200)), (Caution.STEPS,)),
        ((Passage(Pass.LIFT, 100),), (Caution.LIFT,)),
        ((Passage(Pass.ESCALATOR, 100),), (Caution.ESCALATOR,)),
        ((Passage(Pass.CROSSING, 100), Passage(Pass.BRIDGE, 150)), ()),
    ],
)
def test_what_lies_on_the_way(passing: tuple[Passage, ...], found: tuple[Caution, ...]) -> None:
    assert cautions(way(*passing), True, False) == found
    assert cautions(way(*passing), False, True) == found


def test_the_ground() -> None:
    assert cautions(way(ground=Ground(rough_metres=60)), True, False) == (Caution.ROUGH,)
    assert cautions(way(ground=Ground(rough_metres=5)), True, False) == ()
    barred = way(ground=Ground(barred_metres=60))
    assert cautions(barred, False, True) == (Caution.BARRED,)
    assert cautions(barred, True, False) == ()
    assert cautions(way(ground=Ground(known=0.2)), True, False) == (Caution.UNKNOWN,)


def test_the_weightiest_comes_first() -> None:
    bare = way(STEPS, Passage(Pass.LIFT, 200), ground=Ground(known=0.0))
    assert cautions(bare, True, True) == (Caution.STEPS, Caution.LIFT, Caution.UNKNOWN)


def test_in_words() -> None:
    route = way(STEPS, replace(STEPS, after=200), ground=Ground(known=0.0))
    found = cautions(route, True, False)
    assert warned(found, route, Words("zh", aloud=True)) == [
        "路上有两段台阶，绕不开。",
        "有没有台阶，地图上没写全，走的时候看着点。",
    ]
    assert warned(found, route, Words("en", aloud=False)) == [
        "There are two flights of steps on the way that cannot be avoided.",
        "The map does not show every step and kerb here, so watch out for them.",
    ]


def test_steps_that_can_be_avoided_are_and_no_others_are_warned_of() -> None:
    found = network(small_town).route(at(-100, 10), at(300, 50), 1.0, avoid_steps=True)
    assert found is not None
    assert flights(found) == 0
    assert cautions(found, True, False) == (Caution.UNKNOWN,)


def test_steps_that_cannot_be_avoided() -> None:
    found = network(rough_town).route(at(0, 0), at(200, 100), 1.0, avoid_steps=True)
    assert found is not None
    assert cautions(found, True, False) == (Caution.STEPS, Caution.ROUGH)
    ramp = network(rough_town).route(at(0, 0), at(0, -60), 1.0, avoid_steps=True)
    assert ramp is not None
    assert cautions(ramp, True, False) == (Caution.RAMP,)
