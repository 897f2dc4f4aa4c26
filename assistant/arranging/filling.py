"""Taking what was heard into a draft: everything but the time and which offer is meant."""

import re
from dataclasses import replace

from assistant.arranging.draft import Draft, Step
from assistant.arranging.heard import Heard
from assistant.booking import Need, Offer

LONGEST_DOOR = len("十二号楼三单元一二零一室")
"""Characters of an address that may be no more than a door of a house already named."""


_NUMERAL = "[0-9零一二三四五六七八九十百]+"
_HOUSE = re.compile(rf"{_NUMERAL}(?:号楼|栋|幢|座)|building \w+", re.IGNORECASE)
_HOUSE_AT_END = re.compile(rf"(?:{_HOUSE.pattern})\S*$", re.IGNORECASE)
_NOT_THAT = re.compile(r"^(?:不对|不是|错了|说错了|no)[，, ]*(?:是|应该是|it's)?[，, ]*")


def filled(draft: Draft, heard: Heard, offer: Offer | None) -> Draft:
    """The draft with what was heard; `offer` is the one that is meant, if that is known."""
    found = _of_the_person(draft, heard) | _address(draft, heard, offer)
    count = heard.things or (heard.people if offer is None or not offer.unit_zh else None)
    if count:
        found["quantity"] = count
    if draft.asked == Step.PROBLEM and heard.text.strip():
        found["note"] = heard.text.strip()
    return replace(draft, **found)  # type: ignore[arg-type]


def _of_the_person(draft: Draft, heard: Heard) -> dict[str, object]:
    found: dict[str, object] = {}
    if heard.age is not None:
        found["age"] = heard.age
    if heard.phone:
        found["phone"] = heard.phone
    elif heard.wrong_phone:
        found["phone"] = ""
    if heard.symptoms and not draft.symptoms:
        found["symptoms"] = heard.symptoms
    if draft.asked == Step.SYMPTOMS and (heard.yes or heard.no):
        found["symptoms_agreed"] = heard.yes
    return found


def _address(draft: Draft, heard: Heard, offer: Offer | None) -> dict[str, object]:
    """The address: asked for, told early, or its door told late."""
    if draft.asked == Step.ADDRESS:
        return _asked_for(draft, heard)
    if heard.wrong_address and not heard.has_room:
        return {"address": "", "address_of": ""}
    wanted = offer is not None and Need.ADDRESS in offer.needs
    if not wanted or heard.phone or heard.times or not heard.has_door:
        return {}
    told = _NOT_THAT.sub("", heard.address)
    if draft.address and _HOUSE.fullmatch(told):
        # Another building, the same door: 不对，是5栋.
        return {"address": _HOUSE.sub(told, draft.address, count=1)}
    told = _completed(draft.address or draft.address_of, told)
    return {"address" if heard.has_room or draft.address else "address_of": told}


def _asked_for(draft: Draft, heard: Heard) -> dict[str, object]:
    if heard.yes or heard.unknown:
        # Yes to "is it to your home?"; no door number to be told.
        return {"address": draft.address_of}
    if not heard.address:
        return {}
    address = _completed(draft.address_of, heard.address)
    if heard.has_room or draft.tries > 1:
        return {"address": address}
    # What was told is kept: the door number is asked for, and added.
    return {"address_of": address} if heard.has_door else {}


def _completed(house: str, told: str) -> str:
    """A bare door is one of the house that was named before; another house replaces that one."""
    told = _NOT_THAT.sub("", told)
    if not house or house in told or len(told) > LONGEST_DOOR:
        return told
    if _HOUSE.match(told):
        house = _HOUSE_AT_END.sub("", house)
    return f"{house}{told}"
