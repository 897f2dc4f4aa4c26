"""Taking facilities over: known by source and id, compared, replaced, removed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.clock import ZONE
from assistant.facilities import saving, store
from assistant.facilities.cells import cell_of
from assistant.facilities.records import FacilityRecord
from assistant.facilities.saving import Changes, note_import, save_facilities
from assistant.facilities.tables import Facility, FacilityService, ImportRun

SHOP = FacilityRecord(
    id="node/1", source="osm", name="小店", lat=30.26, lon=114.54, services=("bank", "pharmacy")
)


def save(
    engine: Engine, records: Iterable[FacilityRecord], origin: str = "map", *, whole: bool = False
) -> Changes:
    with Session(engine) as session, session.begin():
        return save_facilities(session, records, origin, whole=whole)


def ids(engine: Engine) -> set[str]:
    with Session(engine) as session:
        return set(session.scalars(select(Facility.id)))


def test_new_facilities_are_added(engine: Engine) -> None:
    assert save(engine, [SHOP, replace(SHOP, id="node/2")]) == Changes(added=2)
    with Session(engine) as session:
        assert store.get(session, "node/1") == SHOP


def test_equal_ones_are_left_alone_whatever_the_order_of_their_services(engine: Engine) -> None:
    save(engine, [SHOP])
    assert save(engine, [replace(SHOP, services=("pharmacy", "bank"))]) == Changes(unchanged=1)


@pytest.mark.parametrize(
    "change",
    [{"name": "大店"}, {"lat": 30.27}, {"services": ("bank",)}, {"prices": {"bank": "免费"}},
     {"status": "closed"}, {"phone": "1"}, {"name_en": "Shop"}],
)  # fmt: skip
def test_every_difference_counts(engine: Engine, change: dict[str, object]) -> None:
    save(engine, [SHOP])
    changed = replace(SHOP, **change)  # type: ignore[arg-type]
    assert save(engine, [changed]) == Changes(changed=1)
    with Session(engine) as session:
        assert store.get(session, "node/1") == changed


def test_a_facility_that_moved_is_found_at_its_new_place_only(engine: Engine) -> None:
    save(engine, [SHOP])
    save(engine, [replace(SHOP, lat=30.40)])
    with Session(engine) as session:
        assert store.candidates(session, ["bank"], 30.26, 114.54, 1000, 5) == []
        assert len(store.candidates(session, ["bank"], 30.40, 114.54, 1000, 5)) == 1
        cells = set(session.scalars(select(FacilityService.cell)))
    assert cells == {cell_of(30.40, 114.54)}


def test_the_same_id_of_two_sources_is_two_facilities(engine: Engine) -> None:
    other = replace(SHOP, source="街道办", name="别家")
    save(engine, [SHOP, other])
    assert ids(engine) == {"node/1", "node/1@街道办"}
    assert save(engine, [other, SHOP]) == Changes(unchanged=2)


def test_a_whole_import_removes_what_it_no_longer_holds(engine: Engine) -> None:
    save(engine, [SHOP, replace(SHOP, id="node/2")])
    save(engine, [replace(SHOP, id="node/3", source="mine")], "table")
    changes = save(engine, [SHOP], whole=True)
    assert changes == Changes(unchanged=1, removed=1)
    assert ids(engine) == {"node/1", "node/3"}


def test_batches_do_not_show(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "BATCH", 3)
    many = [replace(SHOP, id=f"node/{i}") for i in range(10)]
    assert save(engine, many) == Changes(added=10)
    fewer = [replace(many[0], name="new"), *many[1:8]]
    assert save(engine, fewer, whole=True) == Changes(changed=1, unchanged=7, removed=2)


def test_a_failure_takes_everything_back(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    save(engine, [SHOP])
    monkeypatch.setattr(saving, "BATCH", 1)

    def broken() -> Iterator[FacilityRecord]:
        yield replace(SHOP, name="half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        save(engine, broken())
    with Session(engine) as session:
        assert store.get(session, "node/1") == SHOP


def test_an_import_leaves_word(engine: Engine) -> None:
    now = datetime(2026, 11, 23, 10, 30, tzinfo=ZONE)
    with Session(engine) as session, session.begin():
        note_import(session, "map", now)
        note_import(session, "map", now)
    with Session(engine) as session:
        first, second = session.scalars(select(ImportRun.id).order_by(ImportRun.id))
    assert second > first
