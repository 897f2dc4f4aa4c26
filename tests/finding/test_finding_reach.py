"""What is within reach: counted once, the nearest first, and what is missing said."""

from dataclasses import replace

import pytest
from errands_town import ErrandsTown
from finding_town import HERE, MONDAY_TEN, WALKER
from sqlalchemy import Engine

from assistant.finding import Finder, Reach, Walker
from assistant.finding.reach import MINUTES, ServiceReach
from assistant.walking import DETOUR


@pytest.fixture
def town() -> ErrandsTown:
    """Distances such that minutes at one metre a second are told easily: 50 m are one minute."""
    return ErrandsTown()


def reach(finder: Finder, walker: Walker = WALKER) -> Reach:
    return finder.reach(*HERE, walker=walker, now=MONDAY_TEN)


def services(found: Reach) -> dict[str, ServiceReach]:
    return {service.service_id: service for _, service in found.services()}


def test_places_are_counted_by_minutes(engine: Engine, town: ErrandsTown) -> None:
    for name, east in (("近", 200), ("中", 350), ("边", 750), ("外", 760), ("远", 2000)):
        town.add(name, ["pharmacy"], east)
    found = reach(town.finder(engine))
    pharmacy = services(found)["pharmacy"]
    assert pharmacy.counts == (1, 2, 3) == found.counts
    assert pharmacy.place.name == "近"
    assert pharmacy.minutes == 4.0
    assert pharmacy.within_norm is True
    assert MINUTES == (5, 8, 15)


def test_a_place_with_many_services_counts_once(engine: Engine, town: ErrandsTown) -> None:
    town.add("邻里中心", ["key_cutting", "shoe_repair", "pharmacy"], 100)
    town.add("修鞋", ["shoe_repair"], 50)
    found = reach(town.finder(engine))
    assert found.counts == (2, 2, 2)
    repair = next(item for item in found.groups if item.group.id == "repair")
    assert repair.counts == (2, 2, 2)
    assert [service.service_id for service in repair.services] == ["shoe_repair", "key_cutting"]
    assert services(found)["shoe_repair"].counts == (2, 2, 2)


def test_what_is_farther_than_the_norm_is_lacking(engine: Engine, town: ErrandsTown) -> None:
    town.add("远药店", ["pharmacy"], 500)
    town.add("近便利店", ["convenience_store"], 100)
    found = reach(town.finder(engine))
    lacking = {item.service_id: item for item in found.lacking}
    assert services(found)["pharmacy"].within_norm is False
    assert lacking["pharmacy"].norm_minutes == 8
    assert lacking["pharmacy"].place is not None
    assert lacking["pharmacy"].place.name == "远药店"
    assert "convenience_store" not in lacking
    assert lacking["wet_market"].place is None
    # There is no norm for cafés: none is missing.
    assert "cafe" not in lacking


def test_closed_at_this_hour_is_within_reach_and_not_in_use_is_not(
    engine: Engine, town: ErrandsTown
) -> None:
    town.add("没开门", ["pharmacy"], 200, opening_hours="Mo 14:00-18:00")
    town.add("还没建", ["bank"], 100, status="planned")
    town.add("关了", ["laundry"], 100, status="closed")
    found = services(reach(town.finder(engine)))
    assert set(found) == {"pharmacy"}
    assert found["pharmacy"].place.open is False


def test_a_slower_walker_reaches_less(sqlite_engine: Engine, town: ErrandsTown) -> None:
    for number in range(12):
        town.add(f"药店{number}", ["pharmacy"], 100 * number)
    finder = town.finder(sqlite_engine)
    slow, quick = reach(finder, Walker(0.6)), reach(finder, Walker(1.2))
    assert all(a < b for a, b in zip(slow.counts, quick.counts, strict=True))


def test_what_cannot_be_walked_to_or_entered(sqlite_engine: Engine, town: ErrandsTown) -> None:
    town.island("对岸", ["bank"], 100)
    town.add("有台阶", ["pharmacy"], 150, wheelchair="no")
    assert reach(town.finder(sqlite_engine), Walker(1.0, wheelchair=True)).groups == ()
    assert set(services(reach(town.finder(sqlite_engine)))) == {"pharmacy"}


def test_without_a_network_it_is_estimated(sqlite_engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 200)
    found = reach(town.finder(sqlite_engine, with_network=False))
    assert found.estimated
    assert services(found)["pharmacy"].minutes == pytest.approx(200 * DETOUR / 60, abs=0.1)


def test_off_the_map_and_on_its_empty_edge(sqlite_engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 5000)
    finder = town.finder(sqlite_engine)
    empty = reach(finder)
    assert (empty.groups, empty.counts, empty.outside) == ((), (0, 0, 0), False)
    assert "pharmacy" in {item.service_id for item in empty.lacking}
    outside = finder.reach(48.85, 2.35, walker=WALKER, now=MONDAY_TEN)
    assert outside == replace(Reach(), outside=True)
