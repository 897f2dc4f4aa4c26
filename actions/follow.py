"""What people say after an answer: that one, its phone, the way there, yes, no, once more."""

import re

from actions.base import NeighbourAction
from actions.bookings.book import (
    asked_of_booked,
    asked_whether_booked,
    asked_whether_free,
    book_at,
)
from actions.bookings.events import EVENTS, sign_up
from actions.bookings.making import OFFERED, made_by_this
from actions.find import Find, go_on, listen_on
from actions.offices import writer
from actions.outcome import Outcome
from actions.picking import number_named
from actions.rounds import GO_ON, go_around
from actions.turn import Here, Turn
from actions.ways import Goal, goal_at, shown_place, start_of, way_to
from actions.world import World
from assistant.finding import FoundPlace
from assistant.times import read_times
from assistant.wording.breath import slower
from assistant.wording.details import detail_reply, not_noted
from assistant.wording.keywords import (
    asks_else,
    asks_whether_booked,
    aspects_of,
    speaks_of_there,
)
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply


def named_place(turn: Turn, world: World) -> FoundPlace | None:
    """The place that this turn is about: of a service named now, else of the list."""
    shown = turn.shown
    number = number_named(turn, world)
    if number is not None:
        return shown_place(turn, world, number)
    if shown["places"] and speaks_of_there(turn.text) and turn.ordinal is None:
        return shown_place(turn, world, turn.chosen)
    if shown["places"] and turn.services and not turn.surely_meant:
        return shown_place(turn, world, turn.chosen)
    if turn.services and not set(turn.services) & {service for _, service in shown["places"]}:
        return _nearest_of(turn, world, turn.services[0])
    if turn.services and turn.ordinal is None:
        for number, (_, service) in enumerate(shown["places"]):
            if service == turn.services[0] and shown["services"][0] != service:
                return shown_place(turn, world, number)
    return shown_place(turn, world, turn.chosen)


def _nearest_of(turn: Turn, world: World, service: str) -> FoundPlace | None:
    if turn.here is None:
        return None
    answer = Find(world).find(turn, service, turn.here, turn.walker)
    return answer.places[0] if answer.places else None


def talk_of(place: FoundPlace, turn: Turn) -> dict[str, object]:
    """The slots after a place was spoken of: it is the chosen one."""
    listed = turn.shown["places"]
    for number, (place_id, _) in enumerate(listed):
        if place_id == place.id:
            return {"chosen": number}
    service = turn.services[0] if turn.services else place.services[0]
    shown = {"services": [service], "places": [[place.id, service]], "offset": 1}
    return {"shown": shown, "chosen": 0}


class Select(NeighbourAction):
    """One of the list."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_select"

    def answer(self, turn: Turn) -> Outcome:
        """The place of that number."""
        book = phrase_book(turn.language)
        count = len(turn.shown["places"])
        if turn.asked.get("question") == EVENTS:
            signed_up = sign_up(turn, self.world)
            if signed_up:
                return signed_up
        if turn.services and turn.ordinal is None:
            return Find(self.world).answer(turn)
        if turn.asked.get("question") == "which" and turn.ordinal in (0, 1, -1):
            return look_for(self.world, turn, [turn.asked["services"][turn.ordinal]])
        if not count:
            return Outcome(book.reply("no_list"))
        named = number_named(turn, self.world)
        place = shown_place(turn, self.world, turn.chosen if named is None else named)
        if place is None:
            return Outcome(book.reply("select_out_of_range", count=str(count)))
        aspects = aspects_of(turn.text)
        if aspects:
            reply = detail_reply(place, aspects, turn.now, turn.language)
            return Outcome(reply, talk_of(place, turn))
        slots = {**talk_of(place, turn), "asked": {"question": "directions"}}
        return Outcome(writer(turn, self.world).chosen(place), slots)


class Detail(NeighbourAction):
    """Hours, phone, price, address and so on of one place."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_detail"

    def answer(self, turn: Turn) -> Outcome:
        """What was asked about the place just named, or named now."""
        known = (
            asked_of_booked(turn, self.world)
            or asked_whether_free(turn, self.world)
            or asked_whether_booked(turn, self.world)
        )
        if known:
            return known
        place = named_place(turn, self.world)
        if place is None and turn.services:
            return Find(self.world).answer(turn)
        if place is None:
            return Outcome(phrase_book(turn.language).reply("detail_which"))
        if asks_else(turn.text) or asks_whether_booked(turn.text):
            return Outcome(not_noted(place, turn.now, turn.language), talk_of(place, turn))
        when = next((each for each in read_times(turn.text, turn.now) if each.start), None)
        reply = detail_reply(place, aspects_of(turn.text), turn.now, turn.language, when)
        return Outcome(reply, talk_of(place, turn))


class Directions(NeighbourAction):
    """The way to a place."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_directions"

    def answer(self, turn: Turn) -> Outcome:
        """The way to the place named now, chosen, or named first."""
        book = phrase_book(turn.language)
        by_name = self._to_named(turn)
        if by_name is not None:
            return by_name
        place = named_place(turn, self.world)
        if place is None and turn.services:
            return Find(self.world).answer(turn)
        if place is None:
            return Outcome(book.reply("directions_which"))
        start = self._start(place, turn)
        reply = way_to(goal_at(place, turn), start, turn, self.world)
        return Outcome(reply, talk_of(place, turn) | {"guide": None})

    def _start(self, place: FoundPlace, turn: Turn) -> Here:
        """The place from where it was listed; else where the person is."""
        numbers = [i for i, (listed, _) in enumerate(turn.shown["places"]) if listed == place.id]
        start = start_of(turn, self.world, numbers[0]) if numbers else turn.here
        assert start is not None  # noqa: S101 - places are only found from somewhere
        return start

    def _to_named(self, turn: Turn) -> Outcome | None:
        """To an estate, a street, a landmark that is no facility of the catalogue."""
        if turn.here is None:
            return None
        named = self.world.gazetteer.resolve(turn.text, (turn.here.lat, turn.here.lon))
        hit = named.goal
        if hit is None:
            return None
        goal = Goal(hit.lat, hit.lon, hit.called(turn.language), hit.name)
        reply = way_to(goal, turn.here, turn, self.world)
        return Outcome(reply, {"guide": None}) if reply else None


def look_for(world: World, turn: Turn, services: list[str]) -> Outcome:
    """The answer to a need that had to be asked about first."""
    if turn.here is None:
        return Outcome(slots={"asked": {"question": "here", "services": services}}, ask_place=True)
    return Find(world).found(turn, services, turn.here)


_SLOWER = re.compile(r"慢|slow")


class Repeat(NeighbourAction):
    """Says the last thing again."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_repeat"

    def answer(self, turn: Turn) -> Outcome:
        """The last reply; the open question stays open."""
        last = turn.slot("last_reply")
        if not last:
            return Outcome(phrase_book(turn.language).reply("repeat_nothing"))
        speech = slower(last["speech"]) if _SLOWER.search(turn.text.casefold()) else last["speech"]
        reply = Reply(speech, last["text"], suggestions=tuple(last["suggestions"]))
        return Outcome(reply, {"asked": turn.slot("asked")})


class Affirm(NeighbourAction):
    """Yes, to whatever was asked."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_affirm"

    def answer(self, turn: Turn) -> Outcome:
        """Goes on with what the open question was about."""
        if turn.services:
            return Find(self.world).answer(turn)
        question = turn.asked.get("question")
        if question == "directions":
            return Directions(self.world).answer(turn)
        if question == "listen_on":
            return listen_on(turn)
        if question == "go_on" and turn.start is not None:
            return go_on(self, turn)
        if question == GO_ON:
            return go_around(turn, self.world)
        if question in ("did_you_mean", "which"):
            return look_for(self.world, turn, turn.asked["services"][:1])
        if question == OFFERED:
            services, wish = tuple(turn.asked["services"]), turn.asked["wish"]
            return book_at(services, wish, turn, self.world)
        again = made_by_this(turn, self.world)
        if again:
            return again
        return Outcome(phrase_book(turn.language).reply("affirm_nothing"))


class Deny(NeighbourAction):
    """No, or never mind; with another need in it, that need."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_deny"

    def answer(self, turn: Turn) -> Outcome:
        """Drops what was asked."""
        if turn.services:
            return Find(self.world).answer(turn)
        misheard = turn.asked.get("question") in ("did_you_mean", "which")
        return Outcome(phrase_book(turn.language).reply("rephrase" if misheard else "deny_nothing"))
