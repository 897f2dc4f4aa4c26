from datetime import datetime

import pytest
from places_town import corner, place, store
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from assistant import clock
from assistant.facilities.records import FacilityRecord
from assistant.facilities.saving import save_facilities
from assistant.places import reading
from assistant.places.points import NamedPoint
from assistant.places.reading import FACILITY, at_corners, kinds_of, read_names, read_offers
from assistant.places.words import load_place_words

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=clock.ZONE)


def facility(identity: str, name: str, *services: str, **others: str) -> FacilityRecord:
    source = others.pop("source", "survey")
    return FacilityRecord(
        id=identity,
        source=source,
        name=name,
        lat=30.0,
        lon=114.0,
        services=services,
        **others,  # type: ignore[arg-type]
    )


def names(engine: Engine, *records: FacilityRecord) -> dict[str, NamedPoint]:
    with Session(engine) as session, session.begin():
        save_facilities(session, records, "table")
        return dict(read_names(session, load_place_words()))


def test_facilities_have_the_kind_of_what_they_offer(sqlite_engine: Engine) -> None:
    found = names(
        sqlite_engine,
        facility("1", "惠民銀行", "bank", name_en="Huimin Bank"),
        facility("2", "老王修鞋", "shoe_repair"),
        facility("3", "便民活动", "coupon_platform"),
        facility("4", "楼上银行", "bank", floor="二楼，有电梯"),
        facility("5", "楼下银行", "bank", floor="一楼"),
    )
    kinds = {key: point.kind for key, point in found.items()}
    assert kinds == {
        "惠民银行": "bank",
        "老王修鞋": "shop",
        "便民活动": FACILITY,
        "楼上银行": FACILITY,
        "楼下银行": "bank",
    }
    assert found["惠民银行"].name_en == "Huimin Bank"


def test_only_what_is_open_and_on_no_map(sqlite_engine: Engine) -> None:
    found = names(
        sqlite_engine,
        facility("1", "甲银行", "bank", status="planned"),
        facility("2", "乙银行", "bank", status="closed"),
        facility("3", "丙银行", "bank", source="osm"),
    )
    assert found == {}


def test_house_numbers_of_facilities(sqlite_engine: Engine) -> None:
    found = names(sqlite_engine, facility("1", "惠民银行", "bank", address="桂香街505号2楼"))
    assert found["桂香街505号"].kind == "address"


def test_too_many_facilities(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reading, "MOST_FACILITIES", 1)
    caplog.set_level("INFO")
    found = names(
        sqlite_engine, facility("1", "惠民银行", "bank"), facility("2", "老王修鞋", "shoe_repair")
    )
    assert found == {}
    assert "2 facilities are too many" in caplog.text


def test_corners_get_english_names(sqlite_engine: Engine) -> None:
    rows = [
        place("溪南路", "street", 0, english="Creek South Road"),
        place("兴业路", "street", 9, english="Industry Road"),
        place("无名路", "street", 5),
        corner("溪南路", "兴业路", 0, 0),
        corner("溪南路", "无名路", 5, 0),
    ]
    store(sqlite_engine, rows)
    english = {point.name: point.name_en for point in names(sqlite_engine).values()}
    assert english["溪南路兴业路路口"] == "the corner of Industry Road and Creek South Road"
    assert english["溪南路无名路路口"] is None


def test_what_facilities_offer(engine: Engine) -> None:
    records = (
        facility("1", "惠民银行", "bank", "utility_payment"),
        facility("2", "地图邮局", "post_office", source="osm"),
        facility("3", "旧邮局", "post_office", status="closed"),
    )
    with Session(engine) as session, session.begin():
        save_facilities(session, records, "table")
        found = {(service, point.name) for service, point in read_offers(session)}
    assert found == {
        ("bank", "惠民银行"),
        ("utility_payment", "惠民银行"),
        ("post_office", "地图邮局"),
    }


def test_exits_are_known_by_their_numbers() -> None:
    rows = [place("柳溪地铁站A口", "station_entrance", 5, key="柳溪地铁站#a"), place("园", "park")]
    assert [tag for tag, _ in kinds_of(rows)] == ["station_entrance", "exit a", "park"]


def test_streets_at_their_corners() -> None:
    rows = [place("溪南路", "street", 0), corner("溪南路", "无名路", 700, 0)]
    [street] = at_corners(rows)
    assert (street.name, street.kind) == ("溪南路", "street")
    assert street.lon == rows[1][1].lon
