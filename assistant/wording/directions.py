"""The way to a place as a reply, and the way to several places one after the other."""

from collections.abc import Sequence

from assistant.finding import FoundPlace
from assistant.walking.arrival import Arrival, read_arrival
from assistant.walking.cautions import cautions, warned
from assistant.walking.directions import Directions, LandmarkFinder, describe
from assistant.walking.route import Route
from assistant.walking.words import Words
from assistant.wording.aloud import aloud
from assistant.wording.measures import metres_said, minutes_said
from assistant.wording.phrases import Said, phrase_book
from assistant.wording.reply import Reply, join_spoken

Leg = tuple[Route, str, Arrival | None]
"""One stop of a tour: the way to it, its name, and its last metres."""


def arrival_of(place: FoundPlace, *, wheels: bool = False) -> Arrival:
    """What is known of a place's last metres; its door only matters to somebody with `wheels`."""
    door = place.wheelchair if wheels else None
    return read_arrival(place.name, place.address, place.floor, door)


def directions_reply(
    route: Route,
    name: str,
    landmarks: LandmarkFinder,
    language: str,
    *,
    arrival: Arrival | None = None,
    outdoors: bool = False,
    avoid_steps: bool = False,
    wheelchair: bool = False,
) -> Reply:
    """The way to the place called `name`: numbered steps to read, sentences to hear.

    `outdoors`, the person does not set out from a door. Somebody who avoids steps or has wheels
    is told first what lies on the way, and whether the map knows.
    """
    told = describe(route, landmarks, name, language, arrival=arrival, outdoors=outdoors)
    lead = phrase_book(language).said(
        "directions_lead",
        name=name,
        minutes=minutes_said(route.seconds / 60, language),
        metres=metres_said(route.metres, language),
    )
    warning = caution_said(route, language, avoid_steps=avoid_steps, wheelchair=wheelchair)
    lines = [lead.text, *filter(None, [warning.text]), *_numbered(told)]
    return Reply(
        speech=join_spoken(lead.speech, warning.speech, told.spoken), text="\n".join(lines)
    )


def caution_said(
    route: Route, language: str, *, avoid_steps: bool = False, wheelchair: bool = False
) -> Said:
    """What such a person has to know before setting out; empty where there is nothing."""
    found = cautions(route, avoid_steps, wheelchair)
    read, heard = Words(language, aloud=False), Words(language, aloud=True)
    return Said(*(words.run_on(warned(found, route, words)) for words in (read, heard)))


def tour_directions(
    legs: Sequence[Leg],
    landmarks: LandmarkFinder,
    language: str,
    *,
    outdoors: bool = False,
    avoid_steps: bool = False,
    wheelchair: bool = False,
) -> Reply:
    """The way from stop to stop: all of it to read, numbered by stop; the first stop to hear.

    `outdoors`, the person does not set out from a door. Raises ValueError without a stop.
    """
    if not legs:
        raise ValueError("a tour has at least one stop")
    read, heard = Words(language, aloud=False), Words(language, aloud=True)
    lines = [_capital(read.say("tour", "lead", **_whole(legs, read, language)))]
    for number, (route, name, arrival) in enumerate(legs, start=1):
        away = outdoors and number == 1
        told = describe(route, landmarks, name, language, arrival=arrival, outdoors=away)
        warning = caution_said(route, language, avoid_steps=avoid_steps, wheelchair=wheelchair)
        stop = _whole([(route, name, arrival)], read, language) | {"number": str(number)}
        lines += [read.say("tour", "stop", name=name, **stop), *filter(None, [warning.text])]
        lines += _numbered(told)
    route, name, arrival = legs[0]
    told = describe(route, landmarks, name, language, arrival=arrival, outdoors=outdoors)
    warning = caution_said(route, language, avoid_steps=avoid_steps, wheelchair=wheelchair)
    first = heard.say(
        "tour", "stop_spoken", name=aloud(name, language), **_whole(legs[:1], heard, language)
    )
    speech = join_spoken(
        _capital(heard.say("tour", "lead_spoken", **_whole(legs, heard, language))),
        first,
        warning.speech,
        told.spoken,
        heard.say("tour", "later") if len(legs) > 1 else "",
    )
    return Reply(speech=speech, text="\n".join(lines))


def _whole(legs: Sequence[Leg], words: Words, language: str) -> dict[str, str]:
    """How many stops, minutes and metres."""
    key = "stops" if len(legs) > 1 else "one_stop"
    metres = metres_said(sum(route.metres for route, _, _ in legs), language)
    return {
        "count": words.say("tour", key, count=words.count(len(legs))),
        "minutes": words.whole_minutes(sum(route.seconds for route, _, _ in legs)),
        "metres": metres.speech if words.aloud else metres.text,
    }


def _numbered(told: Directions) -> list[str]:
    return [f"{number}. {sentence}" for number, sentence in enumerate(told.text, start=1)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
