import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from walking_town import Town, at, grid_town, network, small_town

from assistant.errors import UsageError
from assistant.walking import Network, OffNetwork, Route, Walk, build_network
from assistant.walking.extracts import clean_copy
from assistant.walking.network import PACES
from assistant.walking.straight import length

ISLAND = at(100, -1500)
NOWHERE = at(5000, 9000)


def walk_to(east: float, north: float, **options: bool) -> Walk:
    (walk,) = network().matrix(at(-100, 10), [at(east, north)], 1.0, **options)
    assert walk is not None
    return walk


def test_the_walk_goes_over_the_bridge() -> None:
    # 10 to the street, 100 to the crossing, 400 over the bridge, 300 along the other bank.
    walk = walk_to(-300, 400)
    assert walk.metres == pytest.approx(10 + 100 + 400 + 300, abs=3)
    assert walk.seconds == pytest.approx(walk.metres, rel=0.01)
    assert not walk.estimated


def test_gaps_at_both_ends_are_walked_too() -> None:
    assert walk_to(-300, -120).metres == pytest.approx(10 + 200 + 120, abs=3)


def test_a_place_that_cannot_be_reached_is_none_and_not_the_nearest() -> None:
    walks = network().matrix(at(0, 0), [ISLAND, at(100, 0)], 1.0)
    assert walks[0] is None
    assert walks[1] is not None


def test_one_place_off_the_network_spoils_nothing() -> None:
    walks = network().matrix(at(0, 0), [at(100, 0), NOWHERE, ISLAND, at(0, 200)], 1.0)
    assert [walk and walk.metres for walk in walks] == [
        pytest.approx(100, abs=3),
        None,
        None,
        pytest.approx(200, abs=3),
    ]


def test_far_away_is_none_without_a_question() -> None:
    assert network().matrix(at(0, 0), [(39.9, 116.4), (-33.9, 151.2)], 1.0) == [None, None]
    assert network().route(at(0, 0), (39.9, 116.4), 1.0) is None


def test_no_places_no_walks() -> None:
    assert network().matrix(at(0, 0), [], 1.0) == []


def test_a_person_off_the_network_is_told_apart() -> None:
    with pytest.raises(OffNetwork, match=r"within 250 m of 30\.08"):
        network().matrix(NOWHERE, [at(5000, 9100), at(0, 0)], 1.0)
    with pytest.raises(OffNetwork):
        network().route(NOWHERE, at(0, 0), 1.0)


def test_more_places_than_one_question_may_hold() -> None:
    numbers = random.Random(5)
    many = [at(numbers.uniform(-500, 500), 0) for _ in range(2600)]
    walks = network().matrix(at(0, 0), many, 1.0)
    assert len(walks) == 2600
    assert None not in walks


@pytest.mark.parametrize("pace", [*PACES, 0.5, 1.1])
@pytest.mark.parametrize("wheelchair", [False, True])
def test_time_follows_the_pace(pace: float, wheelchair: bool) -> None:
    (walk,) = network().matrix(at(-100, 10), [at(0, -200)], pace, wheelchair)
    assert walk is not None
    assert walk.seconds == pytest.approx(walk.metres / pace, rel=0.02)


@pytest.mark.parametrize("pace", [0.0, 0.1, 3.5, -1.0])
def test_a_pace_that_would_be_ignored_is_refused(pace: float) -> None:
    with pytest.raises(UsageError, match="pace"):
        network().matrix(at(0, 0), [at(100, 0)], pace)
    with pytest.raises(UsageError, match="pace"):
        network().route(at(0, 0), at(100, 0), pace)


def test_steps_are_avoided_on_request() -> None:
    assert walk_to(300, 50).metres == pytest.approx(460, abs=3)
    assert walk_to(300, 50, wheelchair=True).metres == pytest.approx(860, abs=3)
    assert walk_to(300, 50, avoid_steps=True).metres == pytest.approx(860, abs=3)


def test_steps_that_cannot_be_avoided() -> None:
    town = Town()
    town.way((0, 0), (100, 0), highway="residential")
    town.way((100, 0), (100, 30), highway="steps")
    town.way((100, 30), (100, 130), highway="footway")

    (walk,) = _network_of(town).matrix(at(0, 0), [at(100, 130)], 1.0, avoid_steps=True)
    assert walk is not None
    assert walk.metres == pytest.approx(230, abs=3)
    (rolled,) = _network_of(town).matrix(at(0, 0), [at(100, 130)], 1.0, wheelchair=True)
    # On wheels the upper path cannot be come by; the street below is the nearest way.
    assert rolled is None or rolled.metres > 100


def _network_of(town: Town) -> Network:
    return network(lambda: town)


def test_a_passage_indoors_counts_as_its_street() -> None:
    mall = at(300, 310)
    (walk,) = network(grid_town).matrix(at(0, 0), [mall], 1.0)
    assert walk is not None
    # The nearest street is the one 90 m to the north.
    assert walk.metres == pytest.approx(300 + 400 + 90, abs=5)
    route = network(grid_town).route(at(0, 0), mall, 1.0)
    assert route is not None
    assert abs(route.metres - walk.metres) <= 2
    # From inside it is as far as from outside.
    (back,) = network(grid_town).matrix(mall, [at(0, 0)], 1.0)
    assert back is not None
    assert abs(back.metres - walk.metres) <= 2


def test_an_island_in_the_river_stays_one() -> None:
    island = at(1520, 310)
    assert network(grid_town).matrix(at(1200, 200), [island], 1.0) == [None]
    assert network(grid_town).route(at(1200, 200), island, 1.0) is None


def test_the_other_bank_is_not_the_nearest_way() -> None:
    # The street 80 m to the west is nearer than the path 120 m to the east, but across the river.
    east_bank = at(1480, 1250)
    (walk,) = network(grid_town).matrix(at(1400, 1200), [east_bank], 1.0)
    assert walk is not None
    assert walk.metres == pytest.approx(200 + 200 + 150 + 120, abs=10)
    route = network(grid_town).route(at(1400, 1200), east_bank, 1.0)
    assert route is not None
    assert abs(route.metres - walk.metres) <= 2
    (back,) = network(grid_town).matrix(east_bank, [at(1400, 1200)], 1.0)
    assert back is not None
    assert abs(back.metres - walk.metres) <= 2


def test_another_map_beside_this_one(tmp_path: Path) -> None:
    # 60 km away: near enough to be asked for, but no way leads there.
    other = Town(10_000)
    other.way((0, 60_000), (100, 60_000), highway="residential")
    copies = []
    for name, town in (("here", small_town()), ("there", other)):
        copies.append(tmp_path / f"{name}.osm.pbf")
        clean_copy(town.write(tmp_path / f"{name}.osm"), copies[-1])
    build_network(copies, tmp_path / "network")
    both = Network(tmp_path / "network")
    walks = both.matrix(at(0, 0), [at(0, 60_000), at(100, 0), at(50, 60_000), at(0, 100)], 1.0)
    assert [walk and walk.metres for walk in walks] == [
        None,
        pytest.approx(100, abs=3),
        None,
        pytest.approx(100, abs=3),
    ]
    assert both.route(at(0, 0), at(0, 60_000), 1.0) is None


def test_matrix_and_route_agree() -> None:
    numbers = random.Random(11)
    for make in (small_town, grid_town):
        origin = at(*(numbers.uniform(0, 400) for _ in range(2)))
        targets = [at(numbers.uniform(-500, 1700), numbers.uniform(-300, 1500)) for _ in range(60)]
        walks = network(make).matrix(origin, targets, 0.9)
        assert sum(walk is not None for walk in walks) > 20
        for target, walk in zip(targets, walks, strict=True):
            route = network(make).route(origin, target, 0.9)
            if walk is None or route is None:
                assert walk is None
                assert route is None
                continue
            assert route.metres == pytest.approx(walk.metres, rel=0.01, abs=3)
            assert route.seconds == pytest.approx(walk.seconds, rel=0.01, abs=3)


def _route(start: tuple[float, float], end: tuple[float, float]) -> Route:
    route = network().route(at(*start), at(*end), 1.0)
    assert route is not None
    return route


def test_a_route_leads_from_door_to_door() -> None:
    route = _route((-300, 10), (50, 390))
    assert route.line[0] == pytest.approx(at(-300, 10))
    assert route.line[-1] == pytest.approx(at(50, 390))
    assert length(route.line) == pytest.approx(route.metres, rel=0.01)
    assert sum(step.metres for step in route.steps) == pytest.approx(route.metres - 20, abs=3)


def test_from_a_door_to_itself() -> None:
    route = _route((-100, 10), (-100, 10))
    assert route.steps == ()
    assert route.metres <= 20


def test_many_threads_share_a_network() -> None:
    # One actor in two threads at once ends the process.
    errors: list[BaseException] = []
    expected = network().matrix(at(0, 0), [at(100, 0), NOWHERE, at(0, 200)], 1.0)

    def ask() -> None:
        try:
            for _ in range(40):
                found = network().matrix(at(0, 0), [at(100, 0), NOWHERE, at(0, 200)], 1.0)
                assert found == expected
                assert network().route(at(0, 0), at(0, 200), 1.0) is not None
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_no_network_in_the_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="import the map again"):
        Network(tmp_path)


def test_a_network_outlives_its_files(tmp_path: Path) -> None:
    clean_copy(small_town().write(tmp_path / "town.osm"), tmp_path / "town.osm.pbf")
    build_network([tmp_path / "town.osm.pbf"], tmp_path / "network")
    opened = Network(tmp_path / "network")
    for file in (tmp_path / "network").iterdir():
        file.unlink()
    assert opened.matrix(at(0, 0), [at(100, 0)], 1.0) != [None]


@pytest.mark.parametrize("make", [small_town, grid_town])
@pytest.mark.parametrize("wheelchair", [False, True])
def test_walks_between_many_are_those_from_each(make: Callable[[], Town], wheelchair: bool) -> None:
    numbers = random.Random(12)
    points = [at(numbers.uniform(-500, 1700), numbers.uniform(-300, 1500)) for _ in range(55)]
    # On an island, indoors, behind a river, and nowhere.
    points += [ISLAND, at(300, 310), at(1520, 310), at(1480, 1250), NOWHERE]
    rows = network(make).matrix_between(points, 0.9, wheelchair)
    assert len(rows) == len(points)
    for origin, row in zip(points, rows, strict=True):
        try:
            expected = network(make).matrix(origin, points, 0.9, wheelchair)
        except OffNetwork:
            assert row == [None] * len(points)
            continue
        for walk, single in zip(row, expected, strict=True):
            assert (walk is None) == (single is None)
            if walk and single:
                assert walk.metres == pytest.approx(single.metres, abs=3)
                assert walk.seconds == pytest.approx(single.seconds, abs=3)


def test_between_none_or_too_far_apart() -> None:
    assert network().matrix_between([], 1.0) == []
    with pytest.raises(UsageError, match="pace"):
        network().matrix_between([NOWHERE], 5.0)
    with pytest.raises(UsageError, match="farther apart"):
        network().matrix_between([at(0, 0), (39.9, 116.4)], 1.0)
