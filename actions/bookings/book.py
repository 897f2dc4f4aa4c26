"""An appointment, a visit, an order, a sign-up is wanted."""

import re
from collections.abc import Sequence

from actions.arrange import where_to_book
from actions.base import NeighbourAction
from actions.bookings.desk import BOOKED, offers_near, writer_of
from actions.bookings.events import sign_up
from actions.bookings.making import ANY_CRAFTSMAN, OFFERED, begin
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.booking import Kind
from assistant.times import read_times
from assistant.understanding.text import normalise
from assistant.wording.keywords import asks_whether_booked, aspects_of, speaks_of_there
from assistant.wording.phrases import phrase_book

VISIT = "visit"
"""What somebody can be booked for who comes to the home."""
CARER = "home_elderly_care"
HEALTH = "health"
"""The group of services at which somebody who is to come is a carer."""
WHAT = "book_what"
"""The open question: what shall be booked?"""


class Book(NeighbourAction):
    """Begins to book; where nothing can be booked, tells who takes it and how to reach them."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_book"

    def answer(self, turn: Turn) -> Outcome:
        """The first question about the booking; asks what or where first if that is unknown."""
        before = turn.shown["services"]
        # "Book it" after a search: a guess at a service is worth less than what was just named.
        meant = () if turn.guessed and before else turn.errands
        services = tuple(to_come(meant, turn, self.world) or before)
        signed_up = sign_up(turn, self.world)
        if signed_up:
            return signed_up
        if not services:
            asked = {"question": WHAT, "wish": turn.text}
            return Outcome(phrase_book(turn.language).reply("book_what"), {"asked": asked})
        offered = turn.asked.get("question") == OFFERED and not meant
        wish = str(turn.asked["wish"]) + "，" + turn.text if offered else turn.text
        return book_at(services, wish, turn, self.world)


def book_at(services: tuple[str, ...], text: str, turn: Turn, world: World) -> Outcome:
    """Begins to book one of `services`, as `text` wishes; asks for the place if that matters."""
    wanted = _bookable(services, turn, world)
    if turn.here is None and _place_matters(wanted, turn, world):
        asked = {"question": "here", "services": list(services), "booking": True, "wish": text}
        return Outcome(slots={"asked": asked}, ask_place=True)
    others = _others(services, wanted, world)
    first, later = _parted(text, turn) if others else (text, "")
    begun = begin(wanted, first, turn, world, others, later)
    return begun or where_to_book(world, turn, services[0])


def booked_to_come(services: Sequence[str], turn: Turn, world: World) -> Outcome | None:
    """Begins to book a visit where the words ask for somebody to come; None elsewhere."""
    if not words().said("visit", normalise(turn.text)):
        return None
    for service in to_come(services, turn, world):
        if how_bookable(service, world) == VISIT:
            return book_at((service,), turn.text, turn, world)
    return None


def to_come(services: Sequence[str], turn: Turn, world: World) -> Sequence[str]:
    """Who is to come where only "somebody" was said: the one who was just spoken of."""
    shown = turn.shown["services"][:1]
    if list(services) != [ANY_CRAFTSMAN] or not shown:
        return services
    if world.catalogue[shown[0]].group == HEALTH:
        return [CARER]
    return shown if how_bookable(shown[0], world) == VISIT else services


_FREE = re.compile(
    r"有空|有位|有号|有名额|约得上|约得到|能约|可以约|好约|\bavailable\b|"
    r"\bis (?:it|there).* free\b|\bany slots?\b"
)


def asked_of_booked(turn: Turn, world: World) -> Outcome | None:
    """要带什么, of what was just booked; None where it is about anything else."""
    offer = world.bookings.offer(turn.slot(BOOKED)) if turn.slot(BOOKED) else None
    shown = [place for place, _ in turn.shown["places"]]
    if offer is None or turn.surely_meant or shown != [offer.facility]:
        return None
    told = writer_of(offer, turn, world).detail(aspects_of(turn.text))
    return Outcome(told) if told else None


def asked_whether_free(turn: Turn, world: World) -> Outcome | None:
    """明天下午健康屋还有空吗: begins to book where that can be booked; None elsewhere."""
    services = turn.services or tuple(turn.shown["services"])
    if not services or not _FREE.search(normalise(turn.text)):
        return None
    return book_at(services, turn.text, turn, world) if how_bookable(services[0], world) else None


def asked_whether_booked(turn: Turn, world: World) -> Outcome | None:
    """要不要预约: that it can be booked here, and the offer to do so; None elsewhere."""
    meant = () if turn.guessed or speaks_of_there(turn.text) else turn.services
    services = meant or tuple(turn.shown["services"])
    if not services or not asks_whether_booked(turn.text):
        return None
    if not how_bookable(services[0], world):
        return None
    asked = {"question": OFFERED, "services": [services[0]], "wish": ""}
    return Outcome(phrase_book(turn.language).reply("can_be_booked"), {"asked": asked})


def how_bookable(service: str, world: World) -> str:
    """ "visit" where somebody can be booked to come, "place" where one goes there, else ""."""
    kinds = {each.kind for each in world.bookings.offers([service])}
    if Kind.VISIT in kinds:
        return VISIT
    return "place" if kinds & {Kind.APPOINTMENT, Kind.ORDER} else ""


def _bookable(services: tuple[str, ...], turn: Turn, world: World) -> tuple[str, ...]:
    """The first service that can be booked, else the first that was meant."""
    for service in services:
        if world.bookings.offers([service]):
            return (service,)
    return services[:1]


def _parted(text: str, turn: Turn) -> tuple[str, str]:
    """A sentence with two wishes, before and from the second time on."""
    times = [said for said in read_times(text, turn.now) if said.start]
    return (text[: times[1].first], text[times[1].first :]) if len(times) > 1 else (text, "")


def _others(services: Sequence[str], wanted: Sequence[str], world: World) -> list[str]:
    """What else was wished that other offers are made for."""
    taken = {each.id for each in world.bookings.offers(wanted)}
    found = []
    for service in services:
        offers = {each.id for each in world.bookings.offers([service])}
        if offers and not offers & taken:
            found.append(service)
            taken |= offers
    return found


def _place_matters(services: tuple[str, ...], turn: Turn, world: World) -> bool:
    """Whether it takes the person's place to tell which offer is meant."""
    return len({each.facility for each in offers_near(services, turn, world)}) != 1
