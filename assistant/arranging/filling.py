"""Taking what was heard into a draft: everything but the time and which offer is meant."""

from dataclasses import replace

from assistant.arranging.doors import Door, door_of
from assistant.arranging.draft import Draft, Step
from assistant.arranging.heard import Heard
from assistant.booking import Need, Offer

WHOLE_NUMBER = 11
"""Digits from which on a telephone number is no beginning of one any more."""


def filled(draft: Draft, heard: Heard, offer: Offer | None) -> Draft:
    """The draft with what was heard; `offer` is the one that is meant, if that is known."""
    found = _of_the_person(draft, heard) | _address(draft, heard, offer)
    count = heard.things or (heard.people if offer is None or not offer.unit_zh else None)
    if count:
        found["quantity"] = count
    if heard.length and not heard.shift:
        found["length"] = int(heard.length.total_seconds() // 60)
    elsewhere = heard.door is not None or bool(heard.phone)
    if draft.asked == Step.PROBLEM and heard.words and not elsewhere:
        found["note"] = heard.words
    return replace(draft, **found)  # type: ignore[arg-type]


def _of_the_person(draft: Draft, heard: Heard) -> dict[str, object]:
    found: dict[str, object] = {}
    if heard.age is not None:
        found["age"] = heard.age
    if heard.phone:
        found |= {"phone": heard.phone, "digits": ""}
    elif heard.bad_phone:
        found["digits"] = heard.bad_phone if len(heard.bad_phone) < WHOLE_NUMBER else ""
    elif heard.wrong_phone:
        found |= {"phone": "", "digits": ""}
    if heard.symptoms and not draft.symptoms:
        found["symptoms"] = heard.symptoms
    if draft.asked == Step.SYMPTOMS and (heard.yes or heard.no):
        found["symptoms_agreed"] = heard.yes
    return found


def _address(draft: Draft, heard: Heard, offer: Offer | None) -> dict[str, object]:
    """The address: asked for, told early, or its door told late."""
    if offer is None or Need.ADDRESS not in offer.needs:
        return {}
    if heard.door:
        told = heard.door.after(door_of(draft.address or draft.address_of or draft.home))
        return _told(told, draft)
    if heard.wrong_address:
        return {"address": "", "address_of": "", "home": ""}
    return _asked_for(draft, heard) if draft.asked == Step.ADDRESS else {}


def _told(told: Door, draft: Draft) -> dict[str, object]:
    """An address with numbers: it is whole with an estate and a room, or told a second time."""
    again = draft.asked == Step.ADDRESS and draft.tries > 1
    if told.is_bare or not (told.has_room or draft.address or again):
        # What was told is kept; the rest is asked for, and added.
        return {"address_of": told.text}
    return {"address": told.text}


def _asked_for(draft: Draft, heard: Heard) -> dict[str, object]:
    """Words without a number: yes to the home, none to be told, an estate, a place told twice."""
    known = draft.address_of or draft.home
    if heard.yes or heard.unknown:
        return {"address": known}
    if heard.times or heard.phone or not heard.words:
        return {}
    if known and door_of(known).is_bare:
        # The estate of a number that was told before it.
        return {"address": f"{heard.words}{known}"}
    if draft.address_of:
        return {"address": f"{draft.address_of}，{heard.words}"}
    return {"address_of": heard.words}
