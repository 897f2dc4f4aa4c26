from dataclasses import replace
from datetime import date

import pytest

from assistant.catalogue import load_catalogue
from assistant.facilities.osm_facility import address_of, english_name_of, facility_of, name_of
from assistant.facilities.osm_objects import OsmObject
from assistant.facilities.records import FacilityRecord
from tests.support.osm_text import at, point

TODAY = date(2026, 11, 22)


def facility(**tags: str) -> FacilityRecord | None:
    return facility_of(point(7, 10, 20, **tags), load_catalogue(), TODAY)


def pharmacy(**tags: str) -> FacilityRecord:
    found = facility(amenity="pharmacy", name="仁心药房", **tags)
    assert found is not None
    return found


def test_what_is_known_is_taken_over() -> None:
    found = pharmacy(
        name__en="Renxin Pharmacy",
        phone="027-0555 0101",
        opening_hours="Mo-Su 08:00-21:00",
        wheelchair="limited",
        addr__street="中山路",
        addr__housenumber="18",
        level="1",
        check_date="2026-05-01",
    )
    assert found == FacilityRecord(
        id="node/7",
        source="osm",
        name="仁心药房",
        name_en="Renxin Pharmacy",
        lat=round(at(10, 20)[0], 7),
        lon=round(at(10, 20)[1], 7),
        services=found.services,
        address="中山路18号",
        phone="027-0555 0101",
        opening_hours="Mo-Su 08:00-21:00",
        wheelchair="limited",
        floor="2楼",
        verified_on=date(2026, 5, 1),
    )
    assert "pharmacy" in found.services


def test_what_is_unknown_stays_unknown() -> None:
    found = pharmacy()
    unknown = (found.phone, found.opening_hours, found.wheelchair, found.floor, found.address)
    assert unknown == (None,) * 5
    assert found.verified_on is None
    assert found.status == "open"


def test_nothing_offered_no_facility() -> None:
    assert facility(highway="traffic_signals") is None
    assert facility(name="仁心") is None


@pytest.mark.parametrize("access", ["private", "no", "permit"])
def test_what_is_not_for_everybody_is_left_out(access: str) -> None:
    assert facility(amenity="toilets", access=access) is None


def test_for_customers_only() -> None:
    found = facility(amenity="toilets", access="customers")
    assert found is not None
    assert found.eligibility == "仅限顾客"


def test_the_nameless_is_called_by_what_it_is() -> None:
    found = facility(amenity="toilets", addr__street="中山路")
    assert found is not None
    assert (found.name, found.name_en) == ("中山路公共厕所", "Public toilet")


def test_a_brand_will_do_for_a_name() -> None:
    found = facility(shop="convenience", brand="罗森")
    assert found is not None
    assert found.name == "罗森"


@pytest.mark.parametrize(("fee", "price"), [("no", "免费"), ("yes", "收费"), ("interval", None)])
def test_fees(fee: str, price: str | None) -> None:
    found = facility(amenity="toilets", fee=fee)
    assert found is not None
    assert found.prices.get("public_toilet") == price


def test_a_charge_is_said_as_it_is() -> None:
    found = facility(amenity="parking", charge="5元/小时")
    assert found is not None
    assert list(found.prices.values()) == ["5元/小时"]


def test_hours_that_cannot_be_read_are_unknown() -> None:
    assert pharmacy(opening_hours="每天早上").opening_hours is None


@pytest.mark.parametrize(
    ("level", "floor"),
    [("0", "1楼"), ("2", "3楼"), ("-1", "地下1层"), ("0;1", None), ("1.5", None)],
)
def test_floors(level: str, floor: str | None) -> None:
    assert pharmacy(level=level).floor == floor


def test_what_opens_later_is_planned() -> None:
    later = pharmacy(opening_date="2027-01-01")
    assert (later.status, later.status_until) == ("planned", date(2027, 1, 1))
    assert pharmacy(opening_date="2020-01-01").status == "open"


def test_a_check_in_the_future_is_no_check() -> None:
    assert pharmacy(check_date="2027-01-01").verified_on is None
    assert pharmacy(check_date="last year").verified_on is None


def test_the_last_edit_counts_as_a_check() -> None:
    item = replace(point(7, amenity="pharmacy", name="仁心药房"), edited=date(2025, 1, 1))
    found = facility_of(item, load_catalogue(), TODAY)
    assert found is not None
    assert found.verified_on == date(2025, 1, 1)


def test_a_line_is_nowhere_to_go() -> None:
    line = OsmObject("way/1", {"amenity": "pharmacy"}, at(0, 0), (at(0, 0), at(9, 0)), (1, 2))
    assert facility_of(line, load_catalogue(), TODAY) is None
    area = replace(line, closed=True)
    assert facility_of(area, load_catalogue(), TODAY) is not None


@pytest.mark.parametrize(
    ("tags", "chinese", "english"),
    [
        ({"name": "德基广场", "name:en": "Deji Plaza"}, "德基广场", "Deji Plaza"),
        ({"name": "Deji Plaza", "name:zh": "德基广场"}, "德基广场", "Deji Plaza"),
        ({"name": "Starbucks"}, "Starbucks", "Starbucks"),
        ({"brand": "肯德基", "brand:en": "KFC"}, "肯德基", "KFC"),
        ({"name": " 两  个 空格 "}, "两 个 空格", ""),
        ({}, "", ""),
    ],
)
def test_names(tags: dict[str, str], chinese: str, english: str) -> None:
    assert (name_of(tags), english_name_of(tags)) == (chinese, english)


@pytest.mark.parametrize(
    ("tags", "address"),
    [
        ({"addr:street": "中山路", "addr:housenumber": "18"}, "中山路18号"),
        ({"addr:street": "中山路", "addr:housenumber": "18号"}, "中山路18号"),
        ({"addr:street": "中山路"}, "中山路"),
        ({"addr:place": "银杏苑", "addr:housenumber": "3栋"}, "银杏苑3栋"),
        ({"addr:housenumber": "18"}, ""),
        ({"addr:full": "南京市中山路18号"}, "南京市中山路18号"),
    ],
)
def test_addresses(tags: dict[str, str], address: str) -> None:
    assert address_of(tags) == address
