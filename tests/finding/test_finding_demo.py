"""The demo neighbourhood on its real walking network, from the home in 银杏苑3栋."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import permutations
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


@pytest.mark.parametrize("walker", [WALKER, ELDER, Walker(1.0, wheelchair=True)])
def test_reach_tells_what_finding_each_service_would(finder: Finder, walker: Walker) -> None:
    reach = finder.reach(*HOME, walker=walker, now=MONDAY_TEN)
    told = {service.service_id: service for _, service in reach.services()}
    lacking = {item.service_id for item in reach.lacking}
    assert len(told) > 50
    for service in load_catalogue():
        answer = find(finder, service.id, walker=walker, alternatives=False, limit=100)
        walks = [place.walk_minutes for place in answer.places if place.walk_minutes is not None]
        near = [minutes for minutes in walks if minutes <= 15]
        if not near:
            assert service.id not in told
        else:
            assert told[service.id].minutes == pytest.approx(min(near), abs=0.1)
            assert told[service.id].counts[2] == len(near)
        norm = service.norm_minutes
        assert (service.id in lacking) == (norm is not None and min(walks, default=99) > norm)


@pytest.mark.parametrize("hour", [7, 10, 12, 16, 19])
@pytest.mark.parametrize("number", range(6))
def test_errands_in_one_walk(finder: Finder, number: int, hour: int) -> None:
    dice = random.Random(100 * number + hour)
    services = dice.sample(SERVICES, 2 + number % 5)
    back, in_order = number % 2 == 0, number % 3 == 0
    now = MONDAY_TEN.replace(hour=hour)
    tour = finder.tour(
        services, *HOME, walker=WALKER, now=now, back=back, in_order=in_order, record=False
    )
    done = [service for stop in tour.stops for service in stop.services]
    left_out = [*tour.missing, *(item.service_id for item in tour.unmet)]
    assert sorted([*done, *left_out]) == sorted(services)
    if in_order:
        assert done == [service for service in services if service in done]
    here, clock = HOME, now
    for stop in tour.stops:
        route = finder.route(here, (stop.place.lat, stop.place.lon), WALKER)
        assert route is not None
        assert route.metres == pytest.approx(stop.leg_metres, rel=0.02, abs=4)
        assert stop.arrive >= clock
        assert stop.place.open is not False or stop.wait_minutes > 0
        if stop.place.open and stop.place.closes_at:
            assert stop.leave <= stop.place.closes_at
        assert stop.place.status == "open"
        here, clock = (stop.place.lat, stop.place.lon), stop.leave
    if tour.stops and back:
        assert tour.back_metres is not None
        end = clock + timedelta(minutes=tour.back_minutes or 0)
        assert tour.whole_minutes == pytest.approx((end - now).total_seconds() / 60, abs=0.2)


def test_one_walk_is_never_longer_than_one_errand_after_the_other(finder: Finder) -> None:
    services = ["wet_market", "pharmacy", "key_cutting"]
    free = finder.tour(services, *HOME, walker=WALKER, now=MONDAY_TEN, record=False)
    for order in permutations(services):
        kept = finder.tour(order, *HOME, walker=WALKER, now=MONDAY_TEN, in_order=True, record=False)
        assert kept.walk_minutes + kept.wait_minutes >= free.walk_minutes + free.wait_minutes
    apart = sum(find(finder, name).places[0].walk_minutes or 0 for name in services)
    assert free.walk_minutes < apart


def test_a_holiday_a_make_up_workday_and_a_year_not_announced(finder: Finder) -> None:
    services = ["community_office", "government_service_desk", "kindergarten", "childcare_0_3"]
    offices = {place.id: place for name in services for place in find(finder, name).places
               if (place.opening_hours or "").startswith("Mo-Fr")
               and "PH off" in (place.opening_hours or "")}  # fmt: skip
    assert len(offices) >= 4
    for office in offices.values():
        holiday = _again(finder, office, at("2026-10-03 10:00"))
        assert holiday.open is False
        assert holiday.opens_at is not None
        assert holiday.opens_at.date() == at("2026-10-08 00:00").date()
        assert _again(finder, office, at("2026-10-10 10:00")).open is True, office.opening_hours
        assert _again(finder, office, at("2027-01-01 10:00")).open is False


def _again(finder: Finder, place: FoundPlace, now: datetime) -> FoundPlace:
    """The same place as it is found at another time."""
    found = finder.place(place.id, place.services[0], *HOME, walker=WALKER, now=now)
    assert found is not None
    return found
