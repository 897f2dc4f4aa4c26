"""What is known about one place: phone, hours, price, address, floor, who may use it."""

from collections.abc import Sequence
from datetime import date, datetime

from assistant.facilities.hours_words import describe
from assistant.finding import FoundPlace
from assistant.times import TimeSaid
from assistant.wording.day_hours import hours_when
from assistant.wording.measures import metres, minutes, name_of, open_state, phone_number
from assistant.wording.moments import day_in_words
from assistant.wording.notes import in_english
from assistant.wording.phrases import Field, Said, phrase_book
from assistant.wording.reply import Reply, join_spoken

EVERYTHING = ("address", "phone", "hours")
"""What is told where no aspect was named."""
SPOKEN_ASPECTS = 2
"""How many things are said aloud at a time."""


def detail_reply(
    place: FoundPlace,
    aspects: Sequence[str],
    now: datetime,
    language: str,
    when: TimeSaid | None = None,
) -> Reply:
    """What was asked about `place`; unknown things are said to be unknown.

    `when`: of what time the hours are asked.
    """
    asked = hours_when(place, when, now, language) if when else None
    said = [
        asked if asked and aspect == "hours" else _aspect(place, aspect, now, language)
        for aspect in aspects or EVERYTHING
    ]
    return _told(place, said, language)


def not_noted(place: FoundPlace, now: datetime, language: str) -> Reply:
    """What nobody wrote down of `place`: said so, with whom to ask and when."""
    lead = phrase_book(language).said("detail_not_noted", name=name_of(place, language))
    known = [_aspect(place, aspect, now, language) for aspect in ("phone", "hours")]
    return _told(place, [lead, *known], language)


def _told(place: FoundPlace, said: Sequence[Said], language: str) -> Reply:
    return Reply(
        speech=join_spoken(*(part.speech for part in said[:SPOKEN_ASPECTS])),
        text="\n".join(part.text for part in said),
        places=(place.as_json(),),
        suggestions=phrase_book(language)["chosen_suggestions"].suggestions,
    )


def _aspect(place: FoundPlace, aspect: str, now: datetime, language: str) -> Said:
    book = phrase_book(language)
    fields: dict[str, Field] = {"name": name_of(place, language)}
    if aspect == "distance":
        fields |= {"minutes": minutes(place, language), "metres": metres(place, language)}
        return book.said("detail_distance", **fields)
    if aspect == "wheelchair":
        known = place.wheelchair if place.wheelchair in ("yes", "no", "limited") else "unknown"
        return book.said(f"detail_wheelchair_{known}", **fields)
    if aspect == "hours":
        return _hours(place, fields, now, language)
    value = {
        "phone": place.phone,
        "price": place.price_note,
        "address": place.address,
        "floor": place.floor,
        "eligibility": place.eligibility,
        "bring": place.bring,
    }[aspect]
    if not value:
        return book.said(f"detail_{aspect}_unknown", **fields)
    if language == "en" and aspect not in ("phone", "address"):
        english = in_english(value)
        if english is None:
            return book.said("detail_in_chinese", **fields, note=value)
        value = english
    fields[aspect] = phone_number(value, language) if aspect == "phone" else value
    if aspect == "price" and isinstance(place.verified_on, date):
        fields["date"] = day_in_words(place.verified_on, language)
    elif aspect == "price":
        fields["date"] = "?"
    return book.said(f"detail_{aspect}", **fields)


def _hours(place: FoundPlace, fields: dict[str, Field], now: datetime, language: str) -> Said:
    book = phrase_book(language)
    if not place.opening_hours or place.open is None:
        return book.said("detail_hours_unknown", **fields)
    state = open_state(place, now, language)
    words = describe(place.opening_hours, language)
    if words is None:
        return book.said("detail_hours_state", **fields, open=state)
    return book.said(
        "detail_hours", **fields, hours=Said(*words), open=_as_sentence(state, language)
    )


def _as_sentence(state: Said, language: str) -> Said:
    if language != "en":
        return state
    return Said(*(part[:1].upper() + part[1:] for part in state))
