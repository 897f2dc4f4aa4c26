"""Reading facilities: the nearest ones, all of them, and none that is not near."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from geopy.distance import great_circle
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from assistant.clock import ZONE
from assistant.facilities import store
from assistant.facilities.cells import coarse_cell_of
from assistant.facilities.records import FacilityRecord
from assistant.facilities.saving import save_facilities
from assistant.facilities.tables import UnmetNeed

HERE = (32.0440, 118.7790)
SHOP = FacilityRecord(id="0", source="test", name="店", lat=0, lon=0, services=("bank",))


def fill(engine: Engine, records: Sequence[FacilityRecord]) -> None:
    with Session(engine) as session, session.begin():
        save_facilities(session, records, "test")


def town(number: int, spread: float) -> list[FacilityRecord]:
    """Facilities strewn around here, up to `spread` degrees away."""
    dice = random.Random(number)
    return [
        replace(
            SHOP,
            id=str(i),
            lat=HERE[0] + dice.gauss(0, spread),
            lon=HERE[1] + dice.gauss(0, spread),
            services=tuple(dice.sample(["bank", "pharmacy", "park"], dice.choice([1, 1, 2]))),
        )
        for i in range(number)
    ]


@pytest.mark.parametrize("services", [["bank"], ["pharmacy", "park"]])
@pytest.mark.parametrize(("radius", "limit"), [(300, 5), (2_000, 5), (10_000, 40), (10_000, 500)])
def test_the_nearest_are_those_of_a_plain_scan(
    engine: Engine, services: list[str], radius: float, limit: int
) -> None:
    records = town(400, 0.02)
    fill(engine, records)
    scanned = sorted(
        (great_circle(HERE, (record.lat, record.lon)).meters, record.id)
        for record in records
        if set(record.services) & set(services)
    )
    expected = [identity for metres, identity in scanned if metres <= radius][:limit]
    with Session(engine) as session:
        found = store.candidates(session, services, *HERE, radius, limit)
    assert [item.facility.id for item in found] == expected
    assert [item.metres for item in found] == sorted(item.metres for item in found)


def test_a_candidate_carries_everything(engine: Engine) -> None:
    shop = replace(
        SHOP, lat=HERE[0], lon=HERE[1], services=("bank", "park"), prices={"bank": "免费"},
        opening_hours="24/7", name_en="Shop", wheelchair="yes", status="planned",
    )  # fmt: skip
    fill(engine, [shop])
    with Session(engine) as session:
        [candidate] = store.candidates(session, ["park"], *HERE, 500, 5)
        assert store.get(session, "0") == shop
        assert store.get(session, "1") is None
    assert candidate.facility == shop
    assert candidate.metres == 0


def test_what_is_closed_for_good_is_no_candidate(engine: Engine) -> None:
    near = replace(SHOP, lat=HERE[0], lon=HERE[1])
    states = ("open", "planned", "closed_until", "closed")
    fill(engine, [replace(near, id=status, status=status) for status in states])
    with Session(engine) as session:
        found = store.candidates(session, ["bank"], *HERE, 500, 5)
    assert {item.facility.id for item in found} == {"open", "planned", "closed_until"}


def test_a_lonely_place_is_found_however_far_within_the_radius(engine: Engine) -> None:
    far = great_circle(meters=9_900).destination(HERE, 200)
    fill(engine, [replace(SHOP, lat=far.latitude, lon=far.longitude)])
    with Session(engine) as session:
        assert len(store.candidates(session, ["bank"], *HERE, 10_000, 5)) == 1
        assert store.candidates(session, ["bank"], *HERE, 9_800, 5) == []


def test_whether_the_map_reaches_here(engine: Engine) -> None:
    fill(engine, [replace(SHOP, lat=HERE[0], lon=HERE[1])])
    with Session(engine) as session:
        assert store.any_within(session, HERE[0] + 0.1, HERE[1], 20_000)
        assert not store.any_within(session, 48.85, 2.35, 20_000)
        assert not store.any_within(session, -90, 0, 20_000)


def test_an_unmet_need_is_noted_without_the_person(engine: Engine) -> None:
    now = datetime(2026, 11, 23, 10, 41, 7, tzinfo=ZONE)
    with Session(engine) as session, session.begin():
        store.record_unmet(session, "bank", *HERE, now, "none")
    with Session(engine) as session:
        [need] = session.scalars(select(UnmetNeed))
        assert (need.service_id, need.reason) == ("bank", "none")
        assert need.cell == coarse_cell_of(*HERE)
        assert (need.at.minute, need.at.second) == (0, 0)


def test_the_same_need_is_noted_once_an_hour(engine: Engine) -> None:
    begin = datetime(2026, 11, 23, 10, 5, tzinfo=ZONE)
    with Session(engine) as session, session.begin():
        for minutes in (0, 10, 50, 60):
            store.record_unmet(session, "bank", *HERE, begin + timedelta(minutes=minutes), "none")
        store.record_unmet(session, "bank", *HERE, begin.astimezone(UTC), "none")
        store.record_unmet(session, "bank", *HERE, begin, "closed")
    with Session(engine) as session:
        needs = session.scalars(select(UnmetNeed).order_by(UnmetNeed.at, UnmetNeed.reason))
        noted = [(need.at.replace(tzinfo=need.at.tzinfo or ZONE), need.reason) for need in needs]
    ten = begin.replace(minute=0)
    assert noted == [(ten, "closed"), (ten, "none"), (ten + timedelta(hours=1), "none")]


def test_the_index_answers_and_not_a_scan(sqlite_engine: Engine) -> None:
    fill(sqlite_engine, town(50, 0.02))
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    event.listen(sqlite_engine, "before_cursor_execute", note)
    with Session(sqlite_engine) as session:
        store.candidates(session, ["bank"], *HERE, 400, 5)
        store.any_within(session, *HERE, 400)
    event.remove(sqlite_engine, "before_cursor_execute", note)
    with sqlite_engine.connect() as connection:
        for statement, values in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            steps = [row.detail for row in plan]
            # Whole tables, or whole services: what grows with the country.
            assert not [step for step in steps if step.startswith("SCAN facility")], steps
            assert not [step for step in steps if step.endswith("(service_id=?)")], steps
