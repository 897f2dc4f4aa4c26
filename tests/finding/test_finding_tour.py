"""Several errands in one walk: the shortest, through doors that are open."""

import random
from datetime import datetime, timedelta
from itertools import combinations, pairwise, permutations, product
from math import inf

import pytest
from errands_town import ErrandsTown, at, names
from finding_town import HERE, MONDAY_TEN, WALKER, unmet
from finding_town import at as moment
from sqlalchemy import Engine

from assistant.catalogue import load_catalogue
from assistant.errors import UsageError
from assistant.facilities.hours import state
from assistant.facilities.records import FacilityRecord
from assistant.finding import Reason, Tour, Walker
from assistant.finding.stays import load_stays
from assistant.walking import DETOUR, metres_between

SERVICES = ("pharmacy", "key_cutting", "bank", "laundry")
HOURS = (
    None, "24/7", "Mo-Su 09:00-18:00", "Mo 10:15-20:00", "Mo 08:00-10:40", "Mo 08:00-11:10",
    "Mo 08:00-10:30,11:00-12:00", "Mo 10:45-12:30", "off",
)  # fmt: skip


@pytest.fixture
def town() -> ErrandsTown:
    return ErrandsTown()


def stay(service: str) -> int:
    return load_stays().minutes(load_catalogue()[service])


def random_town(number: int) -> ErrandsTown:
    dice, town = random.Random(number), ErrandsTown()
    for index, service in enumerate(SERVICES):
        for copy in range(dice.randint(1, 3)):
            offered = {service, dice.choice(SERVICES)} if dice.random() < 0.3 else {service}
            town.add(
                f"{index}{copy}",
                sorted(offered),
                dice.uniform(-900, 900),
                dice.uniform(-900, 900),
                opening_hours=dice.choice(HOURS),
            )
    return town


def plainly(
    town: ErrandsTown, services: tuple[str, ...], *, in_order: bool, back: bool
) -> tuple[int, float]:
    """Errands that can be done on one walk, and the seconds walked and waited: all ways tried."""
    offering = {s: [p for p in town.places if s in p.services] for s in services}
    for size in range(len(services), 0, -1):
        costs = []
        for some in combinations(services, size):
            visits = [
                list(zip(order, places, strict=True))
                for order in (permutations(some) if not in_order else [some])
                for places in product(*(_hopeful(offering[service]) for service in order))
            ]
            best = min((_cost(town, visit, back=back) for visit in visits), default=inf)
            shortest = min((_walked(town, visit, back=back) for visit in visits), default=inf)
            if best <= shortest + 45 * 60:
                costs.append(best)
        if min(costs, default=inf) < inf:
            return size, min(costs)
    return 0, 0.0


def _hopeful(places: list[FacilityRecord]) -> list[FacilityRecord]:
    return [place for place in places if place.opening_hours != "off"]


def _walked(town: ErrandsTown, visits: list[tuple[str, FacilityRecord]], *, back: bool) -> float:
    """The walk alone, whatever the doors."""
    stops = [HERE, *((place.lat, place.lon) for _, place in visits), *([HERE] if back else [])]
    walks = [town.walk(a, b, 1.0) for a, b in pairwise(stops)]
    return sum(walk.seconds for walk in walks if walk)


def _cost(town: ErrandsTown, visits: list[tuple[str, FacilityRecord]], *, back: bool) -> float:
    clock, here, inside = MONDAY_TEN, HERE, 0.0
    for service, place in visits:
        walk = town.walk(here, (place.lat, place.lon), 1.0)
        assert walk is not None
        clock += timedelta(seconds=walk.seconds)
        start = _start(place, clock, stay(service))
        if start is None:
            return inf
        clock = start + timedelta(minutes=stay(service))
        inside += stay(service) * 60
        here = (place.lat, place.lon)
    home = town.walk(here, HERE, 1.0) if back else None
    return (clock - MONDAY_TEN).total_seconds() - inside + (home.seconds if home else 0.0)


def _start(place: FacilityRecord, arrive: datetime, minutes: int) -> datetime | None:
    """The first moment in half an hour that will do; later than at once, doors open on minutes."""
    latest = arrive + timedelta(minutes=30)
    opens_at = state(place.opening_hours, arrive).opens_at
    if not _lets_in(place, arrive, 0) and (opens_at is None or opens_at > latest):
        return None
    start, minute = arrive, arrive.replace(second=0, microsecond=0)
    while start <= latest:
        if _lets_in(place, start, minutes):
            return start
        minute += timedelta(minutes=1)
        start = minute
    return None


def _lets_in(place: FacilityRecord, start: datetime, minutes: int) -> bool:
    doors = state(place.opening_hours, start)
    if doors.open is None:
        return True
    if not doors.open:
        return False
    return doors.closes_at is None or doors.closes_at >= start + timedelta(minutes=minutes)


@pytest.mark.parametrize("number", range(48))
def test_no_other_walk_is_shorter(sqlite_engine: Engine, number: int) -> None:
    town = random_town(number)
    services = SERVICES[: 2 + number % 3]
    in_order, back = number % 5 == 0, number % 2 == 0
    tour = town.tour(sqlite_engine, *services, in_order=in_order, back=back)
    done, seconds = plainly(town, services, in_order=in_order, back=back)
    assert sum(len(stop.services) for stop in tour.stops) == done
    assert tour.walk_minutes + tour.wait_minutes == pytest.approx(seconds / 60, abs=0.11)
    _check(tour, back=back)


def _check(tour: Tour, *, back: bool) -> None:
    """The parts of the tour fit together."""
    clock = MONDAY_TEN
    for stop in tour.stops:
        arrive = clock + timedelta(minutes=stop.leg_minutes)
        assert abs(stop.arrive - arrive) < timedelta(seconds=4)
        inside = stop.leave - stop.arrive - timedelta(minutes=stop.wait_minutes)
        assert abs(inside - timedelta(minutes=stop.stay_minutes)) < timedelta(seconds=4)
        assert stop.leg_minutes == stop.place.walk_minutes
        assert stop.leg_metres == stop.place.walk_metres
        assert set(stop.services) <= set(stop.place.services)
        assert stop.place.open is not False or stop.wait_minutes > 0
        clock = stop.leave
    for one, other in pairwise(tour.stops):
        assert one.place.id != other.place.id
    legs = sum(stop.leg_metres for stop in tour.stops) + (tour.back_metres or 0)
    assert tour.walk_metres == legs
    assert (tour.back_metres is not None) == (back and bool(tour.stops))
    parts = tour.walk_minutes + tour.wait_minutes + sum(s.stay_minutes for s in tour.stops)
    assert tour.whole_minutes == pytest.approx(parts, abs=0.21)


def test_one_after_the_other_along_the_street(engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 600)
    town.add("配钥匙", ["key_cutting"], 200)
    town.add("银行", ["bank"], 400)
    tour = town.tour(engine, "pharmacy", "key_cutting", "bank")
    assert names(tour) == ["配钥匙", "银行", "药店"]
    assert tour.walk_metres == pytest.approx(720, abs=2)
    assert (tour.missing, tour.unmet, tour.reason, tour.ordered) == ((), (), None, False)
    assert not tour.estimated


def test_the_order_said_is_kept(engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 600)
    town.add("配钥匙", ["key_cutting"], 200)
    tour = town.tour(engine, "pharmacy", "key_cutting", in_order=True)
    assert names(tour) == ["药店", "配钥匙"]
    assert tour.ordered
    assert tour.walk_metres == pytest.approx(1200, abs=2)


def test_one_place_for_two_errands(engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 200)
    town.add("配钥匙", ["key_cutting"], -250)
    town.add("邻里中心", ["key_cutting", "pharmacy"], 350)
    tour = town.tour(engine, "pharmacy", "key_cutting")
    assert names(tour) == ["邻里中心"]
    assert set(tour.stops[0].services) == {"pharmacy", "key_cutting"}
    assert tour.stops[0].stay_minutes == stay("pharmacy") + stay("key_cutting")


def test_what_closes_comes_first(engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 200)
    town.add("银行", ["bank"], 500, opening_hours="Mo 09:00-10:32")
    tour = town.tour(engine, "pharmacy", "bank")
    assert names(tour) == ["银行", "药店"]
    assert tour.reason == Reason("closes", "bank", moment("2026-11-23 10:32"))


def test_what_is_not_open_yet_comes_later(engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 200, opening_hours="Mo 10:35-18:00")
    town.add("银行", ["bank"], 500)
    tour = town.tour(engine, "pharmacy", "bank")
    assert names(tour) == ["银行", "药店"]
    assert tour.reason == Reason("opens", "pharmacy", moment("2026-11-23 10:35"))
    assert tour.wait_minutes == 0


def test_a_short_wait_is_better_than_a_long_way(engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 200, opening_hours="Mo 10:09-18:00")
    town.add("远药店", ["pharmacy"], -900)
    town.add("银行", ["bank"], 1500)
    tour = town.tour(engine, "pharmacy", "bank")
    assert names(tour) == ["药店", "银行"]
    assert tour.stops[0].wait_minutes == pytest.approx(5, abs=0.1)
    assert tour.stops[0].place.open is False
    assert tour.wait_minutes == tour.stops[0].wait_minutes


def test_closed_places_are_passed_by(engine: Engine, town: ErrandsTown) -> None:
    town.add("关着", ["pharmacy"], 100, opening_hours="off")
    town.add("开着", ["pharmacy"], 400)
    town.add("银行", ["bank"], 300)
    assert names(town.tour(engine, "pharmacy", "bank")) == ["银行", "开着"]


def test_what_stays_closed_is_told_apart(engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 100)
    town.add("银行", ["bank"], 300, opening_hours="Tu 09:00-17:00")
    tour = town.tour(engine, "bank", "pharmacy", "laundry")
    assert names(tour) == ["药店"]
    assert tour.missing == ("laundry",)
    assert [(item.service_id, item.place.opens_at) for item in tour.unmet] == [
        ("bank", moment("2026-11-24 09:00"))
    ]
    assert sorted(unmet(engine)) == [("bank", "closed"), ("laundry", "none")]


def test_two_doors_that_close_at_once(sqlite_engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 300, opening_hours="Mo 09:00-10:20")
    town.add("配钥匙", ["key_cutting"], -300, opening_hours="Mo 09:00-10:20")
    town.add("银行", ["bank"], 0, 100)
    tour = town.tour(sqlite_engine, "pharmacy", "key_cutting", "bank")
    assert len(tour.stops) == 2
    assert [item.place.open for item in tour.unmet] == [True]


def test_nothing_is_open(sqlite_engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 300, opening_hours="Mo 09:00-20:00")
    town.add("银行", ["bank"], 100, opening_hours="Mo 09:00-17:00")
    tour = town.tour(sqlite_engine, "pharmacy", "bank", now=moment("2026-11-23 02:00"))
    assert tour.stops == ()
    assert (tour.walk_metres, tour.whole_minutes) == (0, 0)
    assert {item.place.opens_at for item in tour.unmet} == {moment("2026-11-23 09:00")}


def test_where_nobody_can_walk_to(sqlite_engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 300)
    town.island("岛上银行", ["bank"], 200)
    tour = town.tour(sqlite_engine, "pharmacy", "bank", back=True)
    assert names(tour) == ["药店"]
    assert tour.missing == ("bank",)


def test_nobody_walks_for_an_hour(sqlite_engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 300)
    town.add("远银行", ["bank"], 3000)
    assert town.tour(sqlite_engine, "pharmacy", "bank").missing == ("bank",)
    assert len(town.tour(sqlite_engine, "pharmacy", "bank", walker=Walker(2.0)).stops) == 2


def test_outside_the_map(sqlite_engine: Engine, town: ErrandsTown) -> None:
    tour = town.finder(sqlite_engine).tour(
        ["pharmacy", "bank"], 48.85, 2.35, walker=WALKER, now=MONDAY_TEN
    )
    assert tour.outside
    assert tour.missing == ("pharmacy", "bank")
    assert unmet(sqlite_engine) == []


def test_with_wheels_to_doors_that_let_them_in(sqlite_engine: Engine, town: ErrandsTown) -> None:
    town.add("有台阶", ["pharmacy"], 100, wheelchair="no")
    town.add("不清楚", ["pharmacy"], 150)
    town.add("能进", ["pharmacy"], 300, wheelchair="yes")
    town.add("银行", ["bank"], -100)
    rolling = Walker(1.0, wheelchair=True)
    assert names(town.tour(sqlite_engine, "pharmacy", "bank", walker=rolling)) == ["银行", "能进"]


def test_without_a_network_the_walk_is_an_estimate(
    sqlite_engine: Engine, town: ErrandsTown
) -> None:
    town.add("药店", ["pharmacy"], 300)
    town.add("银行", ["bank"], 100)
    wanted, here = ["pharmacy", "bank"], {"walker": WALKER, "now": MONDAY_TEN}
    alone = town.finder(sqlite_engine, with_network=False).tour(wanted, *HERE, **here, back=True)  # type: ignore[arg-type]
    town.off = True
    off = town.tour(sqlite_engine, *wanted, back=True)
    for tour in (alone, off):
        assert names(tour) == ["银行", "药店"] or names(tour) == ["药店", "银行"]
        assert tour.estimated
        assert all(stop.place.estimated for stop in tour.stops)
        straight = metres_between(HERE, at(300, 0)) * 2 * DETOUR
        assert tour.walk_metres == pytest.approx(straight, abs=3)


def test_the_same_errand_twice_is_one(sqlite_engine: Engine, town: ErrandsTown) -> None:
    town.add("药店", ["pharmacy"], 300)
    assert len(town.tour(sqlite_engine, "pharmacy", "pharmacy").stops) == 1


@pytest.mark.parametrize("services", [[], ["teleporter"], [s.id for s in load_catalogue()][:7]])
def test_what_cannot_be_planned(
    sqlite_engine: Engine, town: ErrandsTown, services: list[str]
) -> None:
    with pytest.raises(UsageError):
        town.tour(sqlite_engine, *services)


def test_many_places_to_choose_from(sqlite_engine: Engine, town: ErrandsTown) -> None:
    # The nearest seven of each lie on opposite sides; an eighth of each lies side by side.
    for number in range(7):
        town.add(f"东药店{number}", ["pharmacy"], 300 + number)
        town.add(f"西银行{number}", ["bank"], -300 - number)
    town.add("北药店", ["pharmacy"], 0, 340)
    town.add("北银行", ["bank"], 10, 350)
    assert sorted(names(town.tour(sqlite_engine, "pharmacy", "bank"))) == ["北药店", "北银行"]


def test_at_the_end_of_the_day_the_one_that_is_open_longest(
    sqlite_engine: Engine, town: ErrandsTown
) -> None:
    for number in range(6):
        town.add(f"药店{number}", ["pharmacy"], 100 + number, opening_hours="Mo 09:00-18:00")
    town.add("夜药店", ["pharmacy"], 700, opening_hours="24/7")
    town.add("银行", ["bank"], -600)
    late = moment("2026-11-23 17:40")
    tour = town.tour(sqlite_engine, "bank", "pharmacy", now=late, in_order=True)
    assert names(tour) == ["银行", "夜药店"]


def test_nobody_walks_about_until_a_door_opens(sqlite_engine: Engine, town: ErrandsTown) -> None:
    # Only by way of the far bank would one be late enough for the pharmacy.
    town.add("药店", ["pharmacy"], 100, opening_hours="Mo 12:20-18:00")
    town.add("银行", ["bank"], 200)
    town.add("远银行", ["bank"], -2100)
    tour = town.tour(sqlite_engine, "bank", "pharmacy")
    assert names(tour) == ["银行"]
    assert [item.service_id for item in tour.unmet] == ["pharmacy"]
