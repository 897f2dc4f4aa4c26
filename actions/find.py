"""Needs: where the nearest place is, others, nearer ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.base import NeighbourAction
from actions.bookings.book import VISIT, WHAT, book_at, booked_to_come, how_bookable
from actions.bookings.making import OFFERED
from actions.guessing import did_you_mean
from actions.homes import called, keep, label_of
from actions.offices import office, writer
from actions.opinions import offered
from actions.outcome import Outcome
from actions.picking import asked_of_shown
from actions.rounds import GO_ON, REACH, around, go_around, within_reach
from actions.turn import Here, Turn
from actions.ways import shown_place
from actions.where import asked_from, here_of, says_only_where
from actions.world import World
from assistant.finding import Answer, Walker
from assistant.people import HOME
from assistant.places import Resolution
from assistant.times import read_times
from assistant.wording.answers import SPOKEN_CHOICES
from assistant.wording.details import detail_reply
from assistant.wording.keywords import aspects_of
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

LISTED = 4
"""Places shown at a time."""
KEPT = 12
"""Places kept for "any others?"."""


@dataclass(frozen=True)
class Origin:
    """From where places are looked for."""

    here: Here | None
    own: str | None = None
    """Which of the person's own places it is, or shall be; None: none of them."""
    kept: bool = False
    """Whether it has just been told and is to be kept."""


class Find(NeighbourAction):
    """Answers one or several needs; asks for the place first where it is unknown."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_find"

    def answer(self, turn: Turn) -> Outcome:
        """The nearest places, or the question where the person is."""
        asked_of_it = asked_of_shown(turn, self.world)
        if asked_of_it:
            return asked_of_it
        services, booking = self._wanted(turn)
        if turn.asked.get("question") == "given_up" and not turn.surely_meant:
            name, phone = office(turn, self.world)
            return Outcome(
                phrase_book(turn.language).reply("here_given_up", office=name, phone=phone)
            )
        if not services and turn.asked.get("question") == "here" and turn.here:
            return self._told(turn, turn.here)
        if not services:
            return where_is_it(turn, self.world) or Outcome(
                phrase_book(turn.language).reply("find_unserved")
            )
        if (
            turn.guessed
            and services == list(turn.services)
            and turn.asked.get("question") not in ("did_you_mean", "which")
        ):
            return did_you_mean(self.world, turn)
        visit = booked_to_come(services, turn, self.world)
        if visit:
            return visit
        if turn.asked.get("question") == WHAT and how_bookable(services[0], self.world):
            return book_at(tuple(services), f"{turn.asked['wish']}，{turn.text}", turn, self.world)
        origin = self._origin(turn)
        if origin.here is None:
            asked = {"question": "here", "services": services, "booking": booking}
            return Outcome(slots={"asked": asked | {"own": origin.own}}, ask_place=True)
        if booking:
            wish = str(turn.asked.get("wish") or turn.text)
            return book_at(tuple(services), wish, turn, self.world)
        outcome = self.found(turn, services, origin.here)
        return outcome.after(self._lead(origin, turn))

    def _told(self, turn: Turn, here: Here) -> Outcome:
        """The place was asked for and is known, and nothing waited for it."""
        book, own = phrase_book(turn.language), turn.asked.get("own")
        slots = {"here": here.as_slot() if own in (None, HOME) else None}
        if own:
            kept = keep(own, turn, self.world, here).then(book.reply("what_now"))
            return Outcome(kept, slots)
        label = label_of(here, turn, self.world)
        return Outcome(book.reply("here_set", place=label), slots)

    def _origin(self, turn: Turn) -> Origin:
        """From where is asked: a place named now, one of the person's own, or where they are."""
        if turn.asked.get("question") == "here" and turn.here:
            own = turn.asked.get("own")
            return Origin(turn.here, own, kept=bool(own))
        named = self._moved_to(turn)
        if named:
            return Origin(named)
        own = asked_from(turn)
        if own and (own[1] or own[0] != HOME):
            return Origin(own[1], own[0])
        if turn.here is None:
            # A speaker stays where it is: what is said once is its home.
            return Origin(None, HOME if turn.stays_put or own else None)
        return Origin(turn.here, HOME if turn.is_home else None)

    def _lead(self, origin: Origin, turn: Turn) -> Outcome:
        """What is said before the answer, and where the person is from now on."""
        here, own = origin.here, origin.own
        assert here is not None  # noqa: S101 - without it nothing was found
        at = {"here": here.as_slot() if own in (None, HOME) else None}
        if own is None:
            return Outcome(slots=at if turn.here is None else None)
        if origin.kept:
            return Outcome(keep(own, turn, self.world, here), at)
        if turn.slot("here") == here.as_slot():
            return Outcome()
        book, label = phrase_book(turn.language), label_of(here, turn, self.world)
        reply = book.reply("from_own", own=called(own, turn.language), place=label)
        return Outcome(reply, at if turn.is_home else None)

    def found(self, turn: Turn, services: Sequence[str], here: Here) -> Outcome:
        """The answer to `services` around `here`."""
        if tuple(services) == REACH:
            return within_reach(turn, self.world, here)
        if len(services) > 1:
            one_walk = around(turn, self.world, services, here)
            if one_walk:
                return one_walk
        walker = walker_of(turn, services)
        answers = [self.find(turn, service, here, walker) for service in services]
        if len(answers) == 1:
            return self._one(turn, answers[0], here)
        words = writer(turn, self.world)
        rest = list(services[SPOKEN_CHOICES:])
        asked = {"question": "go_on", "services": rest} if rest else {"question": "directions"}
        places = [[a.places[0].id, a.alternative_id or a.service_id] for a in answers if a.places]
        shown = {"services": list(services), "places": places, "offset": len(places)}
        shown["here"] = here.as_slot()
        slots = {"shown": shown, "chosen": None, "asked": asked}
        return Outcome(words.errands(answers), slots)

    def find(
        self, turn: Turn, service: str, here: Here, walker: Walker, *, again: bool = False
    ) -> Answer:
        """The places for one service; asked `again`, an unmet need is not noted twice."""
        return self.world.finder.find(
            service, here.lat, here.lon, walker=walker, now=turn.now, limit=KEPT, record=not again
        )

    def _one(self, turn: Turn, answer: Answer, here: Here) -> Outcome:
        service = answer.alternative_id or answer.service_id
        bookable = how_bookable(service, self.world) if answer.places else ""
        if bookable and read_times(turn.text, turn.now):
            bookable = "time"
        reply = writer(turn, self.world).one(shortened(answer), bookable)
        places = [[place.id, service] for place in answer.places]
        shown = {"services": [answer.service_id], "places": places, "offset": LISTED}
        shown["here"] = here.as_slot()
        asked: dict[str, Any] | None = {"question": "directions"} if places else None
        if bookable in (VISIT, "time"):
            asked = {"question": OFFERED, "services": [service], "wish": turn.text}
        slots = {"shown": shown, "chosen": None, "asked": asked, "guide": None}
        outcome = Outcome(reply, slots)
        if places or "outside" in answer.relaxed:
            return outcome
        return offered(outcome, answer.service_id, turn, self.world)

    def _wanted(self, turn: Turn) -> tuple[list[str], bool]:
        waiting = turn.asked.get("question") == "here"
        if waiting and turn.asked.get("services") and says_only_where(turn.text, self._named(turn)):
            # The answer to "where are you?": 听松花园 is no park that is looked for.
            return list(turn.asked["services"]), bool(turn.asked.get("booking"))
        if turn.services:
            return list(turn.errands), turn.intent == "book"
        if waiting:
            return list(turn.asked["services"]), bool(turn.asked.get("booking"))
        return [], False

    def _named(self, turn: Turn) -> Resolution:
        near = (turn.here.lat, turn.here.lon) if turn.here else None
        return self.world.gazetteer.resolve(turn.text, near)

    def _moved_to(self, turn: Turn) -> Here | None:
        """A place named in the same sentence: "新街口附近有药店吗"."""
        named = self._named(turn)
        # "我想去柳溪公园" names where somebody goes, not where they are.
        return None if named.hit == named.goal else here_of(named)


_WHERE = re.compile(
    r"(?:那|它|这个|地方|具体)?(?:是|就)?在(?:哪里?|哪儿|什么地方)(?:呢|啊|呀)?|"
    r"where is (?:it|that)"
)


def where_is_it(turn: Turn, world: World) -> Outcome | None:
    """在哪里, of the place that was spoken of last; None where it asks anything else."""
    if not _WHERE.fullmatch(turn.text.strip("。？?！! ").casefold()):
        return None
    place = shown_place(turn, world, turn.chosen)
    return Outcome(detail_reply(place, ("address",), turn.now, turn.language)) if place else None


def shortened(answer: Answer) -> Answer:
    """As many places as are shown at a time."""
    return replace(answer, places=answer.places[:LISTED])


def walker_of(turn: Turn, services: Sequence[str]) -> Walker:
    """The walker, in a wheelchair where the sentence says so."""
    rolling = "wheelchair" in aspects_of(turn.text) and "elderly_supplies" not in services
    return replace(turn.walker, wheelchair=True) if rolling else turn.walker


class More(NeighbourAction):
    """The next places of the last answer."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_more"

    def answer(self, turn: Turn) -> Outcome:
        """The places after those already named; with a new need, that need."""
        if turn.services and list(turn.services) != turn.shown["services"]:
            return Find(self.world).answer(turn)
        question = turn.asked.get("question")
        if question == "listen_on":
            return listen_on(turn)
        if not turn.shown["places"] or turn.start is None:
            return Outcome(phrase_book(turn.language).reply("no_list"))
        if question == "go_on":
            return go_on(self, turn)
        if question == GO_ON:
            return go_around(turn, self.world)
        service, offset = turn.shown["places"][0][1], turn.shown["offset"]
        answer = Find(self.world).find(turn, service, turn.start, turn.walker, again=True)
        reply = writer(turn, self.world).more(answer, offset)
        shown = {**turn.shown, "places": [[p.id, service] for p in answer.places]}
        shown["offset"] = offset + 3
        return Outcome(reply, {"shown": shown, "asked": {"question": "directions"}})


def listen_on(turn: Turn) -> Outcome:
    """What did not fit in the last breath."""
    rest = turn.asked["rest"]
    return Outcome(Reply(speech=rest, text=rest))


def go_on(action: NeighbourAction, turn: Turn) -> Outcome:
    """The errands that have not been said aloud yet."""
    services = turn.asked["services"]
    assert turn.start is not None  # noqa: S101 - errands are only named with a place
    return Find(action.world).found(turn, services, turn.start)


class Nearer(NeighbourAction):
    """Nothing is nearer than the nearest; a nearer one that is closed is named."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_nearer"

    def answer(self, turn: Turn) -> Outcome:
        """Says that the first place named is the nearest, or which closed one is nearer."""
        if turn.services and list(turn.services) != turn.shown["services"]:
            return Find(self.world).answer(turn)
        if not turn.shown["places"] or turn.start is None:
            return Outcome(phrase_book(turn.language).reply("no_list"))
        service = turn.shown["places"][0][1]
        answer = Find(self.world).find(turn, service, turn.start, turn.walker, again=True)
        if not answer.places:
            return Outcome(writer(turn, self.world).nothing(answer))
        nearest = min(answer.places, key=lambda place: place.walk_minutes or float("inf"))
        words = writer(turn, self.world)
        key = "nearest_already" if nearest == answer.places[0] else "nearer_closed"
        reply = phrase_book(turn.language).reply(key, **words.place_fields(nearest))
        reply = replace(reply, places=(nearest.as_json(),))
        number = answer.places.index(nearest)
        return Outcome(reply, {"chosen": number, "asked": {"question": "directions"}})
