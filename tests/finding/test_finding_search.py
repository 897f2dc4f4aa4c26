"""The search: as many places as it takes, and not one more walk than that."""

import random
from collections.abc import Sequence

from finding_town import HERE, MONDAY_TEN, SHOP, WALKER, Town
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from assistant.facilities.records import FacilityRecord
from assistant.facilities.saving import save_facilities
from assistant.finding.search import FIRST_POOL, Found, Question, Search
from assistant.finding.walks import Walks
from assistant.walking import Position, Walk, metres_between


class Streets(Town):
    """A network where some walks are far longer than the straight line."""

    def matrix(self, origin: Position, targets: object, *args: object) -> list[Walk | None]:
        assert isinstance(targets, list)
        self.walks.update((target, self.walk(origin, target)) for target in targets)
        return [self.walks[target] for target in targets]

    def walk(self, origin: Position, target: Position) -> Walk | None:
        dice = random.Random(repr(target))
        if dice.random() < 0.1:
            return None
        metres = metres_between(origin, target) * dice.choice([1.0, 1.1, 1.3, 4.0])
        return Walk(round(metres), metres)


def strewn(number: int, hours: Sequence[str | None]) -> list[FacilityRecord]:
    dice = random.Random(number)
    return [
        FacilityRecord(
            id=str(i),
            source="test",
            name=str(i),
            lat=HERE[0] + dice.gauss(0, 0.01),
            lon=HERE[1] + dice.gauss(0, 0.01),
            services=SHOP.services,
            opening_hours=dice.choice(hours),
        )
        for i in range(number)
    ]


def run(engine: Engine, places: list[FacilityRecord], network: Town, limit: int) -> Found:
    with Session(engine) as session, session.begin():
        save_facilities(session, places, "test", whole=True)
    question = Question(HERE, WALKER, MONDAY_TEN, None, limit)
    with Session(engine) as session:
        return Search(session, Walks(network, HERE, WALKER), question).run("pharmacy")


def names(found: Found, limit: int) -> list[str]:
    return [item.visit.facility.name for item in found.ranked[:limit]]


def test_the_best_are_those_of_ranking_every_place(sqlite_engine: Engine) -> None:
    for hours in (["24/7", None], ["24/7", "off"], ["off", "off", "off", "off", "off", "24/7"]):
        places = strewn(300, hours)
        few = run(sqlite_engine, places, Streets(), 5)
        everything = run(sqlite_engine, places, Streets(), 300)
        assert len(everything.ranked) == 300
        assert names(few, 5) == names(everything, 5)


def test_where_the_nearest_are_open_the_others_are_not_walked_to(sqlite_engine: Engine) -> None:
    streets = Streets()
    run(sqlite_engine, strewn(600, ["24/7"]), streets, 3)
    assert FIRST_POOL <= len(streets.walks) < 200


def test_each_place_is_walked_to_once(sqlite_engine: Engine) -> None:
    asked: list[Position] = []

    class Counting(Streets):
        def walk(self, origin: Position, target: Position) -> Walk | None:
            asked.append(target)
            return super().walk(origin, target)

    found = run(sqlite_engine, strewn(300, ["off"]), Counting(), 5)
    assert len(found.ranked) == 300
    assert len(asked) == len(set(asked)) == 300


def test_planned_places_near_by_are_kept_apart(sqlite_engine: Engine) -> None:
    town = Town()
    town.add("open", 4)
    town.add("planned", 9, status="planned")
    town.add("planned next door", 1, status="planned")
    town.add("planned far away", 16, status="planned")
    town.add("planned across the river", None, status="planned")
    town.add("closed for now", 2, status="closed_until")
    town.add("gone", 1, status="closed")
    found = run(sqlite_engine, town.places, town, 5)
    assert names(found, 5) == ["open"]
    assert [going.facility.name for going in found.planned] == ["planned next door", "planned"]


def test_whether_there_is_anything_within_a_walk(sqlite_engine: Engine) -> None:
    town = Town()
    town.add("closed", 20, opening_hours="off")
    town.add("nowhere", None)
    found = run(sqlite_engine, town.places, town, 5)
    assert found.is_within(20)
    assert not found.is_within(19)


def test_what_nobody_is_sent_to_does_not_hide_what_lies_behind(sqlite_engine: Engine) -> None:
    town = Town()
    for number in range(2 * FIRST_POOL):
        town.add(str(number), 1, status="planned")
    town.add("open", 5)
    assert names(run(sqlite_engine, town.places, town, 5), 5) == ["open"]
