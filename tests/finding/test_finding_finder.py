"""Answers: honest about far, closed, planned and missing; other services; unmet needs."""

import logging
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from finding_town import HERE, MONDAY_TEN, SHOP, WALKER, Town, at, names, unmet
from sqlalchemy import Engine

from assistant.catalogue import load_catalogue
from assistant.database import connect
from assistant.errors import UsageError
from assistant.facilities.records import FacilityRecord
from assistant.finding import Answer, Finder, Walker

PARIS = (48.8530, 2.3499)


@pytest.fixture
def town() -> Town:
    return Town()


class TestNearness:
    @pytest.mark.parametrize(
        ("minutes", "nearness", "relaxed"),
        [(8, "near", ()), (8.1, "within", ()), (15, "within", ()), (15.1, "far", ("far",))],
    )
    def test_near_by_the_norm_within_the_circle_or_far(
        self, engine: Engine, town: Town, minutes: float, nearness: str, relaxed: tuple[str, ...]
    ) -> None:
        assert load_catalogue()["pharmacy"].norm_minutes == 8
        town.add("药店", minutes)
        answer = town.find(engine)
        assert (answer.nearness, answer.relaxed) == (nearness, relaxed)

    def test_what_cannot_be_walked_to_is_far(self, engine: Engine, town: Town) -> None:
        town.add("对岸", None)
        answer = town.find(engine, alternatives=False)
        assert names(answer) == ["对岸"]
        assert (answer.nearness, answer.relaxed) == ("far", ("far",))
        assert answer.places[0].walk_minutes is None


class TestDoors:
    def test_an_open_door_comes_before_a_nearer_closed_one(
        self, engine: Engine, town: Town
    ) -> None:
        town.add("closed", 2, opening_hours="Mo 14:00-18:00")
        town.add("open", 9, opening_hours="Mo 09:00-18:00")
        town.add("unknown", 12)
        answer = town.find(engine)
        assert names(answer) == ["open", "unknown", "closed"]
        assert [place.open for place in answer.places] == [True, None, False]
        assert answer.places[2].opens_at == at("2026-11-23 14:00")
        assert answer.relaxed == ()

    def test_all_closed_is_said(self, engine: Engine, town: Town) -> None:
        town.add("closed", 2, opening_hours="Mo 14:00-18:00")
        answer = town.find(engine)
        assert answer.relaxed == ("closed_now",)
        assert answer.alternative_id is None

    def test_at_another_time_others_are_open(self, engine: Engine, town: Town) -> None:
        town.add("day", 2, opening_hours="Mo-Su 09:00-18:00")
        town.add("night", 9, opening_hours="24/7")
        assert names(town.find(engine)) == ["day", "night"]
        night = at("2026-11-24 03:00")
        assert names(town.find(engine, open_at=night)) == ["night", "day"]
        assert names(town.find(engine, now=night)) == ["night", "day"]

    def test_planned_and_closed_ones_are_never_places_to_go(
        self, engine: Engine, town: Town
    ) -> None:
        town.add("planned", 1, status="planned", status_until=date(2027, 3, 1))
        town.add("paused", 2, status="closed_until", status_until=date(2026, 12, 24))
        town.add("gone", 3, status="closed")
        town.add("back", 4, status="closed_until", status_until=date(2026, 11, 1))
        town.add("open", 5, opening_hours="24/7")
        answer = town.find(engine)
        assert names(answer) == ["back", "open"]
        assert answer.places[0].open is None
        [planned] = answer.planned
        assert (planned.name, planned.open) == ("planned", False)
        assert planned.status_until == date(2027, 3, 1)


class TestWalker:
    def test_the_pace_moves_the_arrival(self, sqlite_engine: Engine) -> None:
        Town(places=[_kilometre_away("Mo 10:10-18:00")]).finder(sqlite_engine)
        finder = Finder(sqlite_engine, load_catalogue(), None)
        fast, slow = (
            finder.find("pharmacy", *HERE, walker=Walker(pace), now=MONDAY_TEN).places[0]
            for pace in (3.0, 0.5)
        )
        assert fast.open is False
        assert slow.open is True
        assert slow.walk_minutes == pytest.approx(6 * (fast.walk_minutes or 0), abs=0.5)

    def test_a_wheelchair_is_not_sent_to_steps(self, engine: Engine, town: Town) -> None:
        town.add("steps", 1, wheelchair="no")
        town.add("unknown", 3)
        town.add("ramp", 6, wheelchair="yes")
        assert names(town.find(engine)) == ["steps", "unknown", "ramp"]
        rolling = Walker(0.9, wheelchair=True, avoid_steps=True)
        assert names(town.find(engine, walker=rolling)) == ["ramp", "unknown"]
        assert town.asked[-1] == (0.9, True, True)


class TestEstimates:
    def test_without_a_network_or_off_it(self, engine: Engine, town: Town) -> None:
        town.add("药店", 3)
        town.off = True
        answer = town.find(engine)
        assert answer.estimated
        assert answer.places[0].estimated
        lone = Finder(engine, load_catalogue(), None)
        assert lone.find("pharmacy", *HERE, walker=WALKER, now=MONDAY_TEN) == answer

    def test_walks_on_the_network_are_none(self, engine: Engine, town: Town) -> None:
        town.add("药店", 3)
        assert not town.find(engine).estimated


class TestOtherServices:
    """smart_lock_repair gives way to locksmith; pharmacy to the health centre, then hospitals."""

    def find(self, engine: Engine, town: Town, service: str) -> Answer:
        return town.find(engine, service=service)

    def test_nobody_offers_it_but_somebody_does_nearly_the_same(
        self, engine: Engine, town: Town
    ) -> None:
        town.add("开锁", 10, services=("locksmith",), prices={"locksmith": "60元起"})
        answer = self.find(engine, town, "smart_lock_repair")
        assert names(answer) == ["开锁"]
        assert answer.service_id == "smart_lock_repair"
        assert answer.alternative_id == "locksmith"
        assert answer.relaxed == ("alternative",)
        assert answer.beyond is None
        assert answer.places[0].price_note == "60元起"
        assert unmet(engine) == [("smart_lock_repair", "none")]

    def test_half_an_hour_is_worth_walking(self, engine: Engine, town: Town) -> None:
        town.add("药店", 30)
        town.add("卫生服务中心", 3, services=("community_health_center",))
        answer = self.find(engine, town, "pharmacy")
        assert names(answer) == ["药店"]
        assert answer.relaxed == ("far",)
        assert unmet(engine) == [("pharmacy", "far")]

    def test_more_than_that_is_not_where_another_service_is_close(
        self, engine: Engine, town: Town
    ) -> None:
        town.add("药店", 31)
        town.add("卫生服务中心", 3, services=("community_health_center",))
        answer = self.find(engine, town, "pharmacy")
        assert names(answer) == ["卫生服务中心"]
        assert answer.beyond is not None
        assert answer.beyond.name == "药店"
        assert unmet(engine) == [("pharmacy", "far")]

    @pytest.mark.parametrize("other", [{"opening_hours": "Mo 14:00-18:00"}, {"minutes": 16}])
    def test_nor_where_the_other_is_far_or_closed(
        self, engine: Engine, town: Town, other: dict[str, str | int]
    ) -> None:
        town.add("药店", 31)
        minutes = int(other.get("minutes", 3))
        hours = other.get("opening_hours")
        services = ("community_health_center",)
        town.add("卫生服务中心", minutes, services=services, opening_hours=hours)
        assert names(self.find(engine, town, "pharmacy")) == ["药店"]

    def test_the_next_other_where_the_first_is_closed(self, engine: Engine, town: Town) -> None:
        town.add("卫生服务中心", 3, services=("community_health_center",), opening_hours="off")
        town.add("医院", 12, services=("hospital",), opening_hours="24/7")
        answer = self.find(engine, town, "pharmacy")
        assert answer.alternative_id == "hospital"

    def test_where_there_is_nothing_else_a_far_or_closed_one_is_better_than_none(
        self, engine: Engine, town: Town
    ) -> None:
        town.add("卫生服务中心", 3, services=("community_health_center",), opening_hours="off")
        answer = self.find(engine, town, "pharmacy")
        assert answer.relaxed == ("alternative", "closed_now")
        town.add("医院", 40, services=("hospital",))
        answer = self.find(engine, town, "pharmacy")
        assert answer.alternative_id == "hospital"
        assert answer.relaxed == ("alternative", "far")

    def test_a_closed_place_near_by_is_no_reason(self, engine: Engine, town: Town) -> None:
        town.add("药店", 5, opening_hours="Mo 14:00-18:00")
        town.add("医院", 5, services=("hospital",), opening_hours="24/7")
        assert self.find(engine, town, "pharmacy").alternative_id is None

    def test_they_can_be_unwelcome(self, engine: Engine, town: Town) -> None:
        town.add("开锁", 10, services=("locksmith",))
        answer = town.find(engine, service="smart_lock_repair", alternatives=False)
        assert answer == Answer("smart_lock_repair")


class TestNothing:
    def test_nothing_is_said_and_noted(self, engine: Engine, town: Town) -> None:
        town.add("银行", 3, services=("bank",))
        answer = town.find(engine)
        assert (answer.places, answer.nearness, answer.relaxed) == ((), "none", ())
        assert unmet(engine) == [("pharmacy", "none")]

    def test_what_is_planned_is_said_all_the_same(self, engine: Engine, town: Town) -> None:
        town.add("planned", 3, status="planned")
        answer = town.find(engine)
        assert answer.nearness == "none"
        assert [place.name for place in answer.planned] == ["planned"]

    def test_a_map_that_does_not_reach_here(self, engine: Engine, town: Town) -> None:
        town.add("药店", 3)
        answer = town.finder(engine).find("pharmacy", *PARIS, walker=WALKER, now=MONDAY_TEN)
        assert (answer.places, answer.relaxed) == ((), ("outside",))
        assert unmet(engine) == []

    def test_an_empty_database_reaches_nowhere(self, engine: Engine, town: Town) -> None:
        assert town.find(engine).relaxed == ("outside",)

    def test_a_service_that_does_not_exist(self, engine: Engine, town: Town) -> None:
        with pytest.raises(UsageError, match="key_cuting"):
            town.find(engine, service="key_cuting")


class TestUnmetNeeds:
    @pytest.mark.parametrize(
        ("minutes", "hours", "noted"),
        [
            (5, None, []),
            (15, "24/7", []),
            (5, "Mo 10:20-18:00", []),
            (5, "off", [("pharmacy", "closed")]),
            (16, "24/7", [("pharmacy", "far")]),
        ],
    )
    def test_far_and_closed_are_noted_met_ones_not(
        self,
        engine: Engine,
        town: Town,
        minutes: int,
        hours: str | None,
        noted: list[tuple[str, str]],
    ) -> None:
        town.add("药店", minutes, opening_hours=hours)
        town.find(engine)
        assert unmet(engine) == noted

    def test_asking_again_is_no_second_need(self, engine: Engine, town: Town) -> None:
        town.add("银行", 3, services=("bank",))
        for minutes in (0, 5, 70):
            town.find(engine, now=MONDAY_TEN + timedelta(minutes=minutes))
        assert unmet(engine) == [("pharmacy", "none")] * 2

    def test_looking_without_a_trace(self, engine: Engine, town: Town) -> None:
        town.add("银行", 3, services=("bank",))
        town.find(engine, record=False)
        assert unmet(engine) == []

    def test_a_busy_database_does_not_keep_anybody_waiting(
        self, sqlite_engine: Engine, town: Town, caplog: pytest.LogCaptureFixture
    ) -> None:
        town.add("银行", 3, services=("bank",))
        finder = town.finder(sqlite_engine)
        with sqlite_engine.connect() as writer:
            writer.exec_driver_sql("BEGIN IMMEDIATE")
            with caplog.at_level(logging.WARNING):
                answer = finder.find("pharmacy", *HERE, walker=WALKER, now=MONDAY_TEN)
            writer.rollback()
        assert answer.nearness == "none"
        assert unmet(sqlite_engine) == []
        assert "pharmacy" in caplog.text
        finder.record_unmet("pharmacy", *HERE, MONDAY_TEN, "wished")
        assert unmet(sqlite_engine) == [("pharmacy", "wished")]

    def test_the_patience_of_other_users_of_the_connection_stays(self, tmp_path: Path) -> None:
        engine = connect(f"sqlite:///{tmp_path / 'new.db'}")
        usual = _busy_timeout(engine)
        Finder(engine, load_catalogue(), None).record_unmet("bank", *HERE, MONDAY_TEN, "none")
        assert _busy_timeout(engine) == usual
        engine.dispose()


class TestSinglePlaces:
    def test_a_place_by_its_id(self, engine: Engine, town: Town) -> None:
        town.add("药店", 7, opening_hours="24/7", prices={"pharmacy": "免费送药"})
        finder = town.finder(engine)
        place = finder.place("药店", "pharmacy", *HERE, walker=WALKER, now=MONDAY_TEN)
        assert place == town.find(engine).places[0]
        assert place.price_note == "免费送药"
        assert finder.place("gone", "pharmacy", *HERE, walker=WALKER, now=MONDAY_TEN) is None

    def test_whatever_its_status(self, engine: Engine, town: Town) -> None:
        town.add("planned", 7, status="planned")
        place = town.finder(engine).place(
            "planned", "pharmacy", *HERE, walker=WALKER, now=MONDAY_TEN
        )
        assert place is not None
        assert (place.status, place.open) == ("planned", False)

    def test_routes_where_there_is_a_way(self, engine: Engine, town: Town) -> None:
        town.add("药店", 7)
        town.add("对岸", None)
        finder = town.finder(engine)
        near, across = town.walks
        route = finder.route(HERE, near, WALKER)
        assert route is not None
        assert route.seconds == 420
        assert finder.route(HERE, across, WALKER) is None
        assert Finder(engine, load_catalogue(), None).route(HERE, near, WALKER) is None


def test_several_needs_at_once(engine: Engine, town: Town) -> None:
    town.add("药店", 7)
    town.add("银行", 3, services=("bank",))
    answers = town.finder(engine).find_many(
        ["bank", "park", "pharmacy"], *HERE, walker=WALKER, now=MONDAY_TEN
    )
    assert [(answer.service_id, names(answer)) for answer in answers] == [
        ("bank", ["银行"]),
        ("park", []),
        ("pharmacy", ["药店"]),
    ]
    assert unmet(engine) == [("park", "none")]


def test_no_more_places_than_wanted(engine: Engine, town: Town) -> None:
    for minutes in range(1, 9):
        town.add(str(minutes), minutes)
    assert names(town.find(engine, limit=3)) == ["1", "2", "3"]


def _kilometre_away(hours: str) -> FacilityRecord:
    return replace(SHOP, id="1", lat=HERE[0] + 0.009, lon=HERE[1], opening_hours=hours)


def _busy_timeout(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one())
