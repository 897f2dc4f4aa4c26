import pytest
from walking_town import at, built, grid_town

from assistant.walking.actors import ActorPool
from assistant.walking.barriers import Barriers
from assistant.walking.build import BARRIERS, TILES
from assistant.walking.ends import REACH_METRES, Choices, End, Placer

OPTIONS = {"costing": "pedestrian", "costing_options": {"pedestrian": {}}}
CORRIDOR = at(300, 300)
ISLAND = at(1520, 300)
EAST_BANK = at(1480, 1250)


@pytest.fixture
def choices() -> Choices:
    return {}


@pytest.fixture
def placer(choices: Choices) -> Placer:
    folder = built(grid_town)
    with ActorPool(folder / TILES, size=1).lend() as actor:
        return Placer(actor, OPTIONS, Barriers(folder / BARRIERS), choices)


def test_a_door_is_looked_for_as_far_as_it_reaches() -> None:
    assert End(CORRIDOR).location() == {
        "lat": CORRIDOR[0],
        "lon": CORRIDOR[1],
        "search_cutoff": REACH_METRES,
        "minimum_reachability": 0,
    }


def test_our_choice_stays() -> None:
    end = End(at(0, 0))
    end.put_on(*at(10, 0))
    assert end.gap == pytest.approx(10, abs=0.1)
    end.move_to(at(20, 0))
    end.put_on(*at(5, 0))
    assert end.on_way == at(20, 0)
    assert (end.location()["lat"], end.location()["lon"]) == at(20, 0)


def test_near(placer: Placer) -> None:
    here, nowhere = End(at(100, 30)), End(at(9000, 9000))
    assert placer.near([here, nowhere]) == [True, False]
    assert here.gap == pytest.approx(30, abs=0.5)
    assert nowhere.on_way is None


def test_a_scrap_is_left_for_a_street(placer: Placer, choices: Choices) -> None:
    end = End(CORRIDOR)
    assert placer.join(end)
    assert end.gap == pytest.approx(100, abs=1)
    # Remembered: finding it out takes milliseconds.
    assert choices == {(CORRIDOR, "foot", True): end.on_way}
    again = End(CORRIDOR)
    assert placer.join(again)
    assert again.on_way == end.on_way


def test_nobody_is_put_across_the_water(placer: Placer) -> None:
    assert not placer.join(End(ISLAND))
    end = End(EAST_BANK)
    placer.near([end])
    assert end.gap == pytest.approx(80, abs=1)
    assert placer.blocked(end)
    assert placer.unblock(end)
    assert end.gap == pytest.approx(120, abs=1)
    assert not placer.blocked(end)
