"""What is going on: dated and recurring events and courses, and signing up for one."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from actions.base import NeighbourAction
from actions.bookings.desk import in_order, shown_venue, writer_of
from actions.bookings.making import home_name, stand_to
from actions.bulletin import told_of
from actions.offices import about, nearest, office, place_words
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging import Arranger, Draft, hear
from assistant.arranging.words import any_word, words
from assistant.booking import Kind, Offer, Slot
from assistant.booking.bookings import Free
from assistant.times import read_times
from assistant.understanding.text import normalise
from assistant.wording.bookings import run_on
from assistant.wording.listing import count_said
from assistant.wording.phrases import Said, phrase_book

EVENTS = "events"
"""The slot of the events named last: [[offer, start], …]."""
AHEAD = timedelta(days=14)
"""How far ahead events are told of where no time is asked for."""
FAR = timedelta(days=60)
"""How far ahead the next one is looked for where there is none in the time asked for."""
NAMED = 3
"""Events named at a time."""
SERIES = (Kind.EVENT, Kind.COURSE)


@dataclass(frozen=True)
class Dated:
    """One date of an offer."""

    offer: Offer
    free: Free | None
    """None where no place is left."""
    slot: Slot


class Events(NeighbourAction):
    """What is on."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_events"

    def answer(self, turn: Turn) -> Outcome:
        """The next dates of what is asked for, in the time asked for."""
        notices = told_of(turn, self.world)
        if notices:
            return notices
        book = phrase_book(turn.language)
        offers = asked_for(turn, self.world)
        start, end, said = _time(turn)
        dates = dates_of(offers, start, end, turn, self.world)
        if dates:
            return _told(dates[:NAMED], turn, self.world)
        later = dates_of(offers, turn.now, turn.now + FAR, turn, self.world)
        if later and said:
            line = _line(later[0], turn, self.world)
            reply = book.reply("events_none_then", when=said, line=line)
            return Outcome(reply, _kept(later[:1]))
        if later:
            return _told(later[:1], turn, self.world)
        return who_knows(turn, self.world)


def who_knows(turn: Turn, world: World) -> Outcome:
    """Nothing is on that is known here: the place that may know more."""
    book = phrase_book(turn.language)
    place = nearest(turn, world, *turn.services[:1], "community_event", "community_center")
    if place is None:
        name, phone = office(turn, world)
        return Outcome(book.reply("events_none", office=name, phone=phone))
    fields = place_words(place, turn, "events_call")
    return about(place, "community_event", book.reply("events_place", **fields))


def asked_for(turn: Turn, world: World) -> list[Offer]:
    """The events and courses that the words tell of; all of them where they tell of none."""
    series = [each for each in world.bookings.offers() if each.kind in SERIES]
    said = normalise(turn.text)
    named = [each for each in series if any_word(each.words, said)]
    wanted = set(turn.services) - {"community_event", "community_notice"}
    served = [each for each in series if wanted & set(each.services)]
    return in_order(named or served or series, turn, world)


def on_programme(turn: Turn, world: World) -> Outcome | None:
    """The next dates of an event or course that is named; None where none is."""
    said = normalise(turn.text)
    series = [each for each in world.bookings.offers() if each.kind in SERIES]
    named = [each for each in series if any_word((*each.words, each.title_zh), said)]
    dates = dates_of(named, turn.now, turn.now + FAR, turn, world) if named else []
    return _told(dates[:NAMED], turn, world) if dates else None


def dates_of(
    offers: Sequence[Offer], start: datetime, end: datetime, turn: Turn, world: World
) -> list[Dated]:
    """The dates of `offers` from `start` to `end`, in order of time."""
    found = []
    for offer in offers:
        free = {each.start: each for each in world.bookings.free(offer, start, end, turn.now)}
        for slot in world.bookings.slots(offer, max(start, turn.now), end):
            found.append(Dated(offer, free.get(slot.start), slot))
    return sorted(found, key=lambda each: (each.slot.start, each.offer.id))


def _time(turn: Turn) -> tuple[datetime, datetime, str]:
    """The time asked for, and how it was said."""
    for said in read_times(turn.text, turn.now):
        if said.start and said.end:
            return said.start, said.end, said.text
    return turn.now, turn.now + AHEAD, ""


def _told(dates: Sequence[Dated], turn: Turn, world: World) -> Outcome:
    book = phrase_book(turn.language)
    lead = book.said("events_lead" if len(dates) > 1 else "events_lead_one")
    listed = run_on([_line(each, turn, world) for each in dates], turn.language)
    free = all(each.offer.capacity == 0 for each in dates)
    reply = book.reply("events_listed_free" if free else "events_listed", lead=lead, list=listed)
    titles = tuple(dict.fromkeys(each.offer.title(turn.language) for each in dates))
    return Outcome(replace(reply, suggestions=titles), _kept(dates) | shown_venue(dates[0].offer))


def _kept(dates: Sequence[Dated]) -> dict[str, Any]:
    named = [[each.offer.id, each.slot.start.isoformat()] for each in dates]
    return {EVENTS: named, "asked": {"question": EVENTS}}


def _line(each: Dated, turn: Turn, world: World) -> Said:
    book = phrase_book(turn.language)
    if each.offer.capacity == 0:
        left = book.said("event_no_sign_up")
    elif each.free is None or each.free.left is None:
        left = book.said("event_full")
    else:
        left = book.said("event_left", count=count_said(each.free.left, turn.language))
    told = writer_of(each.offer, turn, world)
    fields = {name: told.fields[name] for name in ("title", "place")}
    return book.said("event_line", when=told.when(each.slot), left=left, **fields)


def sign_up(turn: Turn, world: World) -> Outcome | None:
    """Signs up for one of the events named last, where the words mean one of them."""
    named = turn.slot(EVENTS) or []
    chosen = _chosen(named, turn, world) or _next_of_title(turn, world)
    if chosen is None:
        return None
    offer, start = chosen
    if offer.capacity == 0:
        return Outcome(phrase_book(turn.language).reply("events_listed_free", lead="", list=""))
    draft = Draft(
        request=uuid.uuid4().hex,
        services=offer.services,
        offers=(offer.id,),
        offer=offer.id,
        start=start,
        phone=turn.slot("phone") or "",
        home=home_name(turn),
    )
    heard = hear(turn.text, draft, turn.now)
    stand = Arranger(world.bookings).take(draft, replace(heard, times=()), [offer], turn.now)
    return stand_to(stand, turn, world)


def _next_of_title(turn: Turn, world: World) -> tuple[Offer, str] | None:
    """The next date of what somebody signs up for by its name: 报名读书会."""
    said = normalise(turn.text)
    if not words().said("sign_up_for", said):
        return None
    series = [each for each in world.bookings.offers() if each.kind in SERIES]
    named = [each for each in series if any_word((*each.words, each.title_zh), said)]
    dates = dates_of(named, *_time(turn)[:2], turn, world) if named else []
    dates = dates or (dates_of(named, turn.now, turn.now + FAR, turn, world) if named else [])
    first = next((each for each in dates if each.free), None)
    return (first.offer, first.slot.start.isoformat()) if first else None


def _chosen(named: Sequence[list[str]], turn: Turn, world: World) -> tuple[Offer, str] | None:
    found = [(world.bookings.offer(offer), start) for offer, start in named]
    dates = [(offer, start) for offer, start in found if offer is not None]
    at = turn.ordinal
    if at is not None and turn.asked.get("question") == EVENTS and -1 <= at < len(dates):
        return dates[at]
    said = normalise(turn.text)
    meant = [
        (offer, start)
        for offer, start in dates
        if any_word((*offer.words, offer.title_zh, offer.title_en), said)
    ]
    if meant:
        return meant[0]
    going = turn.asked.get("question") == EVENTS and words().said("sign_up", said)
    return dates[0] if going and len(dates) == 1 else None
