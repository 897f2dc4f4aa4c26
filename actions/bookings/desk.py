"""What the booking conversations share: offers near the person, their venues, words for them."""

from collections.abc import Sequence
from typing import Any

from geopy.distance import great_circle

from actions.turn import Turn
from actions.world import World
from assistant.booking import Booking, Offer, Slot
from assistant.booking.venue import Venue, venue_of
from assistant.wording.booking_questions import QuestionWriter

WALKED_TO = 6
"""Places whose walk is looked up; those farther away in a straight line are not nearer on foot."""

BOOKED = "booked"
"""The slot of the offer that was booked last, for "what do I bring?"."""
DRAFT = "draft"
"""The slot of the booking in the making, and the open question about it."""


def offers_near(services: Sequence[str], turn: Turn, world: World) -> list[Offer]:
    """The offers for any of `services`, the nearest on foot first; of one place by their ids."""
    return in_order(world.bookings.offers(services), turn, world)


def in_order(offers: Sequence[Offer], turn: Turn, world: World) -> list[Offer]:
    """The offers, the nearest on foot first; those whose place is gone are left out."""
    venues = {each.facility: venue_of(world.engine, each.facility) for each in offers}
    known = [venue for venue in venues.values() if venue]
    ranked = [venue.id for venue in _ranked(known, turn, world)]
    here = [each for each in offers if each.facility in ranked]
    return sorted(here, key=lambda each: ranked.index(each.facility))


def _ranked(venues: Sequence[Venue], turn: Turn, world: World) -> list[Venue]:
    here = turn.here
    if here is None or len(venues) < 2:
        return list(venues)

    def straight(venue: Venue) -> float:
        return float(great_circle(here.position, (venue.lat, venue.lon)).meters)

    nearest = sorted(venues, key=straight)
    first, rest = nearest[:WALKED_TO], nearest[WALKED_TO:]
    minutes = {venue.id: _minutes(venue, turn, world) for venue in first}
    return [*sorted(first, key=lambda venue: minutes[venue.id]), *rest]


def _minutes(venue: Venue, turn: Turn, world: World) -> float:
    assert turn.here is not None  # noqa: S101 - the caller looked
    place = world.finder.place(
        venue.id, "", turn.here.lat, turn.here.lon, walker=turn.walker, now=turn.now
    )
    walk = place.walk_minutes if place else None
    return walk if walk is not None else float("inf")


def writer_of(offer: Offer, turn: Turn, world: World) -> QuestionWriter:
    """Somebody to put bookings of `offer` into the person's language."""
    return QuestionWriter(offer, venue_of(world.engine, offer.facility), turn.now, turn.language)


def slot_of(booking: Booking) -> Slot:
    """The slot that a booking holds."""
    return Slot(booking.start, booking.end)


def shown_venue(offer: Offer) -> dict[str, Any]:
    """The slots that make "is it far?" and "how do I get there?" mean the place of `offer`."""
    service = offer.services[0]
    shown = {"services": [service], "places": [[offer.facility, service]], "offset": 1}
    return {"shown": shown, "chosen": 0}


def held_by(turn: Turn, world: World) -> list[Booking]:
    """What the person and those of the same household hold, in order of time."""
    return world.bookings.of(turn.person.family, turn.now)
