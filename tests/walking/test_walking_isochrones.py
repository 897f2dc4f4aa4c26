"""Areas within so many minutes, held against the walks that `matrix` tells."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from walking_town import Town, at, grid_town, network

from assistant.errors import UsageError
from assistant.paths import DEMO
from assistant.walking import Network, OffNetwork, Position, build_network, metres_between
from assistant.walking.extracts import clean_copy
from assistant.walking.isochrones import LONGEST_MINUTES, Area, Ring

HOME = (30.262014, 114.540949)
"""The demo home."""
GRID_METRES = 60.0
"""The drawn edge may be off by a cell of Valhalla's grid and what it is smoothed by."""
NEAR_METRES = 30.0
"""Spots farther from any way than this say little: the middle of a block is no place to walk to."""


def inside(point: Position, area: Area) -> bool:
    return any(_within(point, ring) for ring in area)


def _within(point: Position, ring: Ring) -> bool:
    lat, lon = point
    crossings = 0
    for (lat_a, lon_a), (lat_b, lon_b) in pairwise(ring):
        if (lat_a > lat) != (lat_b > lat):
            crossings += lon < lon_a + (lat - lat_a) * (lon_b - lon_a) / (lat_b - lat_a)
    return crossings % 2 == 1


def to_edge(point: Position, area: Area) -> float:
    """Metres from a point to the outline, by its corners and points in between."""
    return min(
        metres_between(point, (a[0] + (b[0] - a[0]) * part / 20, a[1] + (b[1] - a[1]) * part / 20))
        for ring in area
        for a, b in pairwise(ring)
        for part in range(20)
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Network:
    folder: Path = tmp_path_factory.mktemp("demo")
    clean_copy(DEMO / "neighbourhood.osm", folder / "demo.osm.pbf")
    build_network([folder / "demo.osm.pbf"], folder / "network")
    return Network(folder / "network")


@pytest.mark.parametrize("pace", [0.6, 1.0, 1.4])
@pytest.mark.parametrize("wheelchair", [False, True])
def test_what_can_be_walked_to_lies_inside(demo: Network, pace: float, wheelchair: bool) -> None:
    _held_against_walks(demo, HOME, pace, wheelchair)
    _held_against_walks(network(grid_town), at(700, 600), pace, wheelchair)


def _held_against_walks(found: Network, origin: Position, pace: float, wheelchair: bool) -> None:
    dice = random.Random(7)
    limits = (5, 8, 15)
    spots = [
        (origin[0] + dice.uniform(-0.012, 0.012), origin[1] + dice.uniform(-0.014, 0.014))
        for _ in range(600)
    ]
    by_street = []
    for spot, walk in zip(spots, found.matrix(origin, spots, pace, wheelchair), strict=True):
        route = found.route(origin, spot, pace, wheelchair) if walk else None
        if walk and route and route.last_gap < NEAR_METRES:
            by_street.append((spot, walk.seconds))
    for limit, area in zip(limits, found.isochrones(origin, limits, pace, wheelchair), strict=True):
        spare = [(spot, (limit * 60 - seconds) * pace) for spot, seconds in by_street]
        within = [spot for spot, metres in spare if metres > GRID_METRES]
        beyond = [spot for spot, metres in spare if metres < -GRID_METRES]
        assert len(within) + len(beyond) > 50
        assert all(inside(spot, area) or to_edge(spot, area) < GRID_METRES for spot in within)
        # Now and then streets that are nearer lie all around one that is farther.
        assert sum(inside(spot, area) for spot in beyond) <= 0.05 * len(beyond)


def test_more_minutes_and_a_quicker_pace_reach_farther(demo: Network) -> None:
    minutes = (4, 5, 8, 10, 15, 20)
    slow = demo.isochrones(HOME, minutes, 0.6)
    quick = demo.isochrones(HOME, minutes, 1.2)
    assert len(slow) == len(quick) == len(minutes)
    for nearer, farther in [*pairwise(slow), *pairwise(quick), *zip(slow, quick, strict=True)]:
        assert nearer
        for corner in (corner for ring in nearer for corner in ring):
            assert inside(corner, farther) or to_edge(corner, farther) < GRID_METRES


def test_areas_come_in_the_order_asked_for(demo: Network) -> None:
    five, fifteen = demo.isochrones(HOME, [5, 15], 1.0)
    assert demo.isochrones(HOME, [15, 5, 15], 1.0) == [fifteen, five, fifteen]
    assert demo.isochrones(HOME, [], 1.0) == []


def test_outlines_are_closed(demo: Network) -> None:
    for area in demo.isochrones(HOME, [5, 8, 15], 0.8):
        for ring in area:
            assert ring[0] == ring[-1]
            assert len(ring) > 5


def test_the_other_bank_is_reached_over_the_bridge_only() -> None:
    # The east path is 150 m away across the river, and more than 2 km on foot.
    here, across = at(1400, 600), at(1600, 600)
    near, wide = network(grid_town).isochrones(here, [15, 40], 1.0)
    assert inside(here, near)
    assert not inside(across, near)
    assert inside(across, wide)


def test_the_walk_out_of_the_door_is_part_of_the_minutes() -> None:
    town = Town()
    town.way(*((float(east), 0.0) for east in range(0, 1301, 100)), highway="residential")
    away = network(lambda: town)
    on_street, set_back = at(1200, 0), at(1200, 120)
    [area] = away.isochrones(on_street, [5], 1.0)
    [behind] = away.isochrones(set_back, [7], 1.0)
    for corner in behind[0]:
        assert to_edge(corner, area) < 1
    assert away.isochrones(set_back, [2, 1], 1.0) == [(), ()]


def test_a_door_on_a_scrap_of_path_stands_for_its_street() -> None:
    [area] = network(grid_town).isochrones(at(300, 310), [10], 1.0)
    assert inside(at(600, 400), area)


def test_off_the_network_and_out_of_range(demo: Network) -> None:
    with pytest.raises(OffNetwork):
        demo.isochrones((31.0, 115.0), [5], 1.0)
    with pytest.raises(UsageError, match="pace"):
        demo.isochrones(HOME, [5], 5.0)
    for minutes in (0, -1, LONGEST_MINUTES + 1, float("nan")):
        with pytest.raises(UsageError, match=r"^Minutes"):
            demo.isochrones(HOME, [5, minutes], 1.0)
