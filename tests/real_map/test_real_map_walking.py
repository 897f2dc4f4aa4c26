"""Places around Xinjiekou, in the order of walks that were computed independently."""

import random
import shutil
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from real_extract import real_extract
from shortest_paths import ShortestPaths
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.database import connect
from assistant.facilities.osm_import import import_osm
from assistant.facilities.tables import Facility, FacilityService
from assistant.finding import Finder, FoundPlace, Walker
from assistant.walking import Network, metres_between, open_network

HERE = (32.0440, 118.7790)
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
SERVICES = {"pharmacy": 3, "wet_market": 2, "public_toilet": 10, "bank": 22, "hospital": 4}
"""Services, and how many places for each the extract holds at least."""

TIE = 0.03
"""Walks that differ by less than this share are as good as equal."""

NEARLY_EXACT = 0.02
SHORT_METRES = 100.0
"""Shares of a shorter walk than this say nothing."""

CORE = ((32.0355, 32.0520), (118.7650, 118.7955))
"""The part of the extract that is mapped well: latitudes and longitudes."""


@pytest.fixture(scope="module")
def engine(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    home = tmp_path_factory.mktemp("nanjing")
    shutil.copy(migrated_sqlite, home / "assistant.db")
    found = connect(f"sqlite:///{home / 'assistant.db'}")
    import_osm(found, load_catalogue(), real_extract(), home, NOW)
    yield found
    found.dispose()


@pytest.fixture(scope="module")
def network(engine: Engine) -> Network:
    found = open_network(engine)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def paths() -> ShortestPaths:
    return ShortestPaths(real_extract(), HERE)


def found(engine: Engine, network: Network, service: str) -> list[FoundPlace]:
    answer = Finder(engine, load_catalogue(), network).find(
        service,
        *HERE,
        walker=Walker(pace=1.0),
        now=NOW,
        limit=100,
        record=False,
        alternatives=False,
    )
    assert not answer.estimated
    return list(answer.places)


def walked(place: FoundPlace) -> int:
    assert place.walk_metres is not None
    return place.walk_metres


@pytest.mark.parametrize("service", SERVICES)
def test_all_places_are_found_in_the_order_of_the_walk(
    engine: Engine, network: Network, paths: ShortestPaths, service: str
) -> None:
    places = found(engine, network, service)
    with Session(engine) as session:
        offered = select(Facility.id).join(FacilityService)
        stored = session.scalars(offered.where(FacilityService.service_id == service)).all()
    assert {place.id for place in places} == set(stored)
    assert len(places) >= SERVICES[service]
    metres = paths.metres(HERE, [(place.lat, place.lon) for place in places])
    for nearer, farther in pairwise(metres):
        assert nearer <= farther * (1 + TIE)


@pytest.mark.parametrize("service", SERVICES)
def test_the_walks_are_as_long_as_they_are(
    engine: Engine, network: Network, paths: ShortestPaths, service: str
) -> None:
    places = found(engine, network, service)
    metres = paths.metres(HERE, [(place.lat, place.lon) for place in places])
    off = [
        abs(walked(place) - true) / max(true, SHORT_METRES)
        for place, true in zip(places, metres, strict=True)
    ]
    assert sum(share > NEARLY_EXACT for share in off) <= len(off) // 10
    assert max(off) < 0.1
    for place in places:
        assert place.walk_minutes == pytest.approx(walked(place) / 60, rel=0.03)


def test_straight_lines_would_mislead(engine: Engine, network: Network) -> None:
    banks = found(engine, network, "bank")
    straight = sorted(banks, key=lambda place: place.straight_metres)
    assert [place.id for place in straight] != [place.id for place in banks]


@pytest.fixture(scope="module")
def doors(engine: Engine) -> list[tuple[float, float]]:
    """The doors of all facilities in the well mapped part."""
    (south, north), (west, east) = CORE
    with Session(engine) as session:
        every = session.execute(select(Facility.lat, Facility.lon).order_by(Facility.id))
        return [(lat, lon) for lat, lon in every if south < lat < north and west < lon < east]


def test_walks_between_any_two_doors(
    network: Network, paths: ShortestPaths, doors: list[tuple[float, float]]
) -> None:
    off = []
    for origin in random.Random(3).sample(doors, 6):
        walks = network.matrix(origin, doors, 1.0)
        assert None not in walks
        for walk, true in zip(walks, paths.metres(origin, doors), strict=True):
            if walk is not None and true > SHORT_METRES:
                off.append(abs(walk.metres - true) / true)
    off.sort()
    assert median(off) < 0.005
    assert off[int(len(off) * 0.95)] < TIE


def test_matrix_and_route_agree(network: Network, doors: list[tuple[float, float]]) -> None:
    numbers = random.Random(4)
    different = 0
    for origin in numbers.sample(doors, 5):
        targets = numbers.sample(doors, 40)
        for target, walk in zip(targets, network.matrix(origin, targets, 0.8), strict=True):
            route = network.route(origin, target, 0.8)
            assert walk is not None
            assert route is not None
            # Now and then two ways cost the same and differ by a street's width.
            different += abs(route.metres - walk.metres) > 2
            assert route.metres == pytest.approx(walk.metres, rel=TIE, abs=3)
            assert route.seconds == pytest.approx(walk.seconds, rel=TIE, abs=3)
            assert metres_between(origin, target) <= route.metres + 1
    assert different <= 4
