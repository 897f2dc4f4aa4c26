"""A facility from the tags of an OpenStreetMap object."""

import re
from collections.abc import Mapping
from datetime import date

from assistant.catalogue import Catalogue
from assistant.facilities.hours import valid
from assistant.facilities.osm_objects import OsmObject
from assistant.facilities.records import FacilityRecord

SOURCE = "osm"
NOT_FOR_ALL = frozenset({"private", "no", "permit", "delivery", "residents"})
"""Values of `access` that say that people in need are not meant."""

CHECKED_KEYS = ("check_date", "survey:date", "check_date:opening_hours")
WHEELCHAIR = {"yes": "yes", "designated": "yes", "limited": "limited", "no": "no"}
LONGEST_NAME = 200
LONGEST_PHONE = 80
LONGEST_ADDRESS = 300

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def facility_of(item: OsmObject, catalogue: Catalogue, today: date) -> FacilityRecord | None:
    """What the object offers; None where that is nothing, or nothing for everybody."""
    tags = item.tags
    services = tuple(service for service in catalogue.services_for_tags(tags))
    # A line (a stretch of road) is nowhere to go to.
    if not services or (item.line and not item.closed) or tags.get("access") in NOT_FOR_ALL:
        return None
    opens = _day(tags.get("opening_date"))
    planned = opens is not None and opens > today
    label, label_en = catalogue.label_for_tags(tags) or ("", "")
    hours = tags.get("opening_hours")
    checked = next(filter(None, (_day(tags.get(key)) for key in CHECKED_KEYS)), item.edited)
    price = _price(tags)
    lat, lon = item.position
    return FacilityRecord(
        id=item.id,
        source=SOURCE,
        name=(name_of(tags) or _nameless(tags, label))[:LONGEST_NAME],
        name_en=(english_name_of(tags) or None) if name_of(tags) else label_en,
        lat=round(lat, 7),
        lon=round(lon, 7),
        services=services,
        prices={services[0]: price} if price else {},
        address=address_of(tags) or None,
        phone=_phone(tags),
        opening_hours=hours if hours and valid(hours) else None,
        wheelchair=WHEELCHAIR.get(tags.get("wheelchair", "")),
        floor=_floor(tags),
        eligibility="仅限顾客" if tags.get("access") == "customers" else None,
        status="planned" if planned else "open",
        status_until=opens if planned else None,
        verified_on=checked if checked and checked <= today else None,
    )


def name_of(tags: Mapping[str, str]) -> str:
    """The Chinese name where there is one, else whatever the object is called; may be empty."""
    names = [tags.get(key, "") for key in ("name", "name:zh", "brand:zh", "brand", "operator")]
    chinese = next((name for name in names[:2] if _CHINESE.search(name)), "")
    return " ".join((chinese or next(filter(None, names), "")).split())


def english_name_of(tags: Mapping[str, str]) -> str:
    """The English name; may be empty."""
    plain = tags.get("name", "")
    name = tags.get("name:en") or ("" if _CHINESE.search(plain) else plain) or tags.get("brand:en")
    return " ".join((name or "").split())


def address_of(tags: Mapping[str, str]) -> str:
    """The address in Chinese order; empty where not even the street is known."""
    if "addr:full" in tags:
        return tags["addr:full"][:LONGEST_ADDRESS]
    street = tags.get("addr:street") or tags.get("addr:place", "")
    number = tags.get("addr:housenumber", "")
    if number and number[-1].isdigit():
        number += "号"
    return (street + number)[:LONGEST_ADDRESS] if street else ""


def _nameless(tags: Mapping[str, str], label: str) -> str:
    street = tags.get("addr:street", "")
    return (street if _CHINESE.match(street) else "") + label


def _phone(tags: Mapping[str, str]) -> str | None:
    for key in ("phone", "contact:phone", "mobile", "contact:mobile"):
        if tags.get(key):
            return tags[key][:LONGEST_PHONE]
    return None


def _floor(tags: Mapping[str, str]) -> str | None:
    if re.fullmatch(r"-?\d{1,2}", tags.get("level", "")):
        level = int(tags["level"])
        return f"{level + 1}楼" if level >= 0 else f"地下{-level}层"
    return None


def _price(tags: Mapping[str, str]) -> str:
    if tags.get("charge"):
        return tags["charge"]
    return {"no": "免费", "yes": "收费"}.get(tags.get("fee", ""), "")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
