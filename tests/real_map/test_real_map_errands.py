"""Errands and areas around Xinjiekou, on the real map."""

import random
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from real_extract import real_extract
from sqlalchemy import Engine

from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.database import connect
from assistant.facilities.osm_import import import_osm
from assistant.finding import Finder, Walker
from assistant.walking import open_network

HERE = (32.0440, 118.7790)
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
OFFERED = (
    "bank", "pharmacy", "public_toilet", "wet_market", "cafe", "breakfast_shop", "post_office",
    "bookstore", "convenience_store", "park", "cinema", "fast_food",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    home = tmp_path_factory.mktemp("nanjing")
    shutil.copy(migrated_sqlite, home / "assistant.db")
    found = connect(f"sqlite:///{home / 'assistant.db'}")
    import_osm(found, load_catalogue(), real_extract(), home, NOW)
    yield found
    found.dispose()


@pytest.fixture(scope="module")
def finder(engine: Engine) -> Finder:
    return Finder(engine, load_catalogue(), open_network(engine))


@pytest.mark.parametrize("number", range(8))
def test_the_walk_is_the_sum_of_its_routes(finder: Finder, number: int) -> None:
    dice = random.Random(number)
    here = (HERE[0] + dice.uniform(-0.004, 0.004), HERE[1] + dice.uniform(-0.004, 0.004))
    services, walker = dice.sample(OFFERED, 2 + number % 5), Walker(0.9)
    tour = finder.tour(services, *here, walker=walker, now=NOW, back=True, record=False)
    assert not tour.estimated
    assert not tour.unmet
    metres, position = 0, here
    for target in [*((s.place.lat, s.place.lon) for s in tour.stops), here]:
        route = finder.route(position, target, walker)
        assert route is not None
        metres, position = metres + route.metres, target
    assert tour.walk_metres == pytest.approx(metres, rel=0.02)
    kept = finder.tour(
        services, *here, walker=walker, now=NOW, back=True, in_order=True, record=False
    )
    assert kept.walk_minutes >= tour.walk_minutes


def test_reach_is_what_finding_tells(finder: Finder) -> None:
    walker = Walker(1.0)
    reach = finder.reach(*HERE, walker=walker, now=NOW)
    told = {service.service_id: service.minutes for _, service in reach.services()}
    for service in OFFERED:
        answer = finder.find(
            service, *HERE, walker=walker, now=NOW, limit=100, record=False, alternatives=False
        )
        walks = [place.walk_minutes for place in answer.places if place.walk_minutes is not None]
        nearest = min(walks, default=99.0)
        assert told.get(service, 99.0) == pytest.approx(nearest if nearest <= 15 else 99.0, abs=0.1)
