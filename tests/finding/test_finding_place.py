"""A place as it is told, and as programs get it."""

import json
from dataclasses import replace
from datetime import date

from finding_town import HERE, MONDAY_TEN, SHOP

from assistant.finding.place import found_place
from assistant.finding.visit import visit
from assistant.walking import Walk

FULL = replace(
    SHOP,
    id="node/7",
    name="仁心堂",
    name_en="Renxin Pharmacy",
    lat=30.261,
    lon=HERE[1],
    services=("pharmacy", "elderly_supplies"),
    prices={"elderly_supplies": "租一天5元"},
    address="柳溪路1号",
    phone="027-0555 0101",
    opening_hours="Mo-Fr 09:00-17:00",
    wheelchair="yes",
    floor="一楼",
    eligibility="60岁以上",
    bring="医保卡",
    verified_on=date(2026, 5, 1),
)


def test_everything_that_is_known_is_told() -> None:
    place = found_place(visit(FULL, Walk(160, 150.0), MONDAY_TEN), HERE, "elderly_supplies")
    told = json.loads(json.dumps(place.as_json(), ensure_ascii=False))
    assert told == {
        "id": "node/7",
        "name": "仁心堂",
        "name_en": "Renxin Pharmacy",
        "services": ["pharmacy", "elderly_supplies"],
        "walk_metres": 160,
        "walk_minutes": 2.5,
        "straight_metres": 111,
        "estimated": False,
        "lat": 30.261,
        "lon": 114.54,
        "address": "柳溪路1号",
        "phone": "027-0555 0101",
        "opening_hours": "Mo-Fr 09:00-17:00",
        "open": True,
        "opens_at": None,
        "closes_at": "2026-11-23T17:00:00+08:00",
        "wheelchair": "yes",
        "price_note": "租一天5元",
        "floor": "一楼",
        "eligibility": "60岁以上",
        "bring": "医保卡",
        "status": "open",
        "status_until": None,
        "source": "test",
        "verified_on": "2026-05-01",
    }


def test_the_price_is_that_of_the_service_asked_for() -> None:
    place = found_place(visit(FULL, None, MONDAY_TEN), HERE, "pharmacy")
    assert place.price_note is None
    assert (place.walk_metres, place.walk_minutes) == (None, None)
