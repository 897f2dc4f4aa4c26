"""The demo neighbourhood on its real walking network, from the home in 银杏苑3栋."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from finding_town import MONDAY_TEN, at, names
from sqlalchemy import Engine

from assistant.catalogue import load_catalogue
from assistant.database import connect, upgrade
from assistant.facilities.osm_import import import_osm
from assistant.facilities.table_import import import_table
from assistant.finding import Answer, Finder, FoundPlace, Walker
from assistant.paths import DEMO
from assistant.walking import Network, open_network

HOME = (30.262014, 114.540949)
ELDER = Walker(pace=0.8)
WALKER = Walker(pace=1.0)
SERVICES = [service.id for service in load_catalogue()]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with everything of the demo neighbourhood."""
    home: Path = tmp_path_factory.mktemp("demo")
    found = connect(f"sqlite:///{home / 'assistant.db'}")
    upgrade(found)
    catalogue = load_catalogue()
    import_osm(found, catalogue, DEMO / "neighbourhood.osm", home, MONDAY_TEN)
    import_table(found, catalogue, DEMO / "facilities.csv", MONDAY_TEN)
    yield found
    found.dispose()


@pytest.fixture(scope="module")
def network(engine: Engine) -> Network:
    found = open_network(engine)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def finder(engine: Engine, network: Network) -> Finder:
    return Finder(engine, load_catalogue(), network)


def find(
    finder: Finder,
    service: str,
    now: datetime = MONDAY_TEN,
    walker: Walker = WALKER,
    **wishes: Any,
) -> Answer:
    return finder.find(service, *HOME, walker=walker, now=now, record=False, **wishes)


def test_across_the_river_is_not_near(finder: Finder) -> None:
    answer = find(finder, "pharmacy", limit=8)
    first, south = answer.places[0], _named(answer, "溪南二十四小时药房")
    assert first.name == "仁心堂大药房"
    assert south.straight_metres < first.straight_metres
    assert south.walk_metres is not None
    assert first.walk_metres is not None
    assert south.walk_metres > 2 * first.walk_metres


def test_at_night_the_open_one_is_first_and_said_to_be_far(finder: Finder) -> None:
    answer = find(finder, "pharmacy", now=at("2026-11-24 03:00"))
    assert [place.open for place in answer.places] == [True, True, False, False, False]
    assert answer.relaxed == ("far",)
    assert answer.places[2].opens_at is not None


def test_nobody_mends_smart_locks_here(finder: Finder) -> None:
    answer = find(finder, "smart_lock_repair")
    assert answer.alternative_id == "locksmith"
    assert all("locksmith" in place.services for place in answer.places)


def test_a_slow_walker_needs_longer_and_has_less_in_reach(finder: Finder) -> None:
    quick, slow = find(finder, "pharmacy"), find(finder, "pharmacy", walker=ELDER)
    assert names(quick)[0] == names(slow)[0]
    assert (quick.nearness, slow.nearness) == ("near", "within")
    assert quick.places[0].walk_minutes == pytest.approx(8.0, abs=0.2)
    assert slow.places[0].walk_minutes == pytest.approx(10.0, abs=0.2)


@pytest.mark.parametrize("service", SERVICES)
def test_every_answer_is_honest(finder: Finder, service: str) -> None:
    for now in (MONDAY_TEN, at("2026-11-24 03:00")):
        answer = find(finder, service, now=now, walker=ELDER)
        offered = answer.alternative_id or service
        assert len({place.id for place in answer.places}) == len(answer.places)
        for place in answer.places:
            assert offered in place.services
            assert place.status == "open"
            assert not place.estimated
            assert place.walk_metres is not None
            assert place.walk_metres >= place.straight_metres - 1
        for place in answer.planned:
            assert place.status == "planned"
        if answer.places:
            _check_first(answer, answer.places[0])


def _check_first(answer: Answer, first: FoundPlace) -> None:
    assert first.walk_minutes is not None
    assert (answer.nearness == "far") == (first.walk_minutes > 15) == ("far" in answer.relaxed)
    if any(place.open for place in answer.places) and first.open is False:
        assert first.opens_at is not None
        assert "closed_now" not in answer.relaxed


@pytest.mark.parametrize("service", ["pharmacy", "bank", "wet_market", "public_toilet", "park"])
def test_the_route_to_a_place_is_as_long_as_its_walk(finder: Finder, service: str) -> None:
    for place in find(finder, service).places:
        route = finder.route(HOME, (place.lat, place.lon), WALKER)
        assert route is not None
        assert route.metres == pytest.approx(place.walk_metres, abs=2)
        assert route.seconds / 60 == pytest.approx(place.walk_minutes, abs=0.1)


def test_wheels_take_other_ways_and_go_to_other_doors(finder: Finder) -> None:
    rolling = Walker(1.0, wheelchair=True)
    for service in ("restaurant", "pharmacy", "public_toilet", "bank"):
        answer = find(finder, service, walker=rolling, limit=20)
        assert answer.places
        assert all(place.wheelchair != "no" for place in answer.places)


def test_off_the_network_the_walk_is_an_estimate(finder: Finder) -> None:
    answer = finder.find("pharmacy", 30.30, 114.60, walker=WALKER, now=MONDAY_TEN, record=False)
    assert answer.places
    assert answer.estimated
    assert answer.nearness == "far"


def _named(answer: Answer, name: str) -> FoundPlace:
    return next(place for place in answer.places if place.name == name)
