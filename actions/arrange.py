"""What must be arranged with somebody: reports, opinions, health, a person."""

from dataclasses import replace

from actions.base import NeighbourAction
from actions.offices import nearest, office
from actions.outcome import Outcome
from actions.reports.filing import asked_what, take_down, tells_nothing
from actions.safety import Emergency
from actions.turn import Turn
from actions.world import World
from assistant.finding import FoundPlace
from assistant.requests import danger_in, kind_of
from assistant.wording.measures import minutes, name_of, open_state, phone_number
from assistant.wording.phrases import Field, phrase_book
from assistant.wording.reply import Reply


def place_words(
    place: FoundPlace, turn: Turn, call_key: str, no_call: str = ""
) -> dict[str, Field]:
    """Name, minutes, hours and phone of a place that somebody is sent to."""
    book = phrase_book(turn.language)
    hours = book.said("hours_clause", open=open_state(place, turn.now, turn.language))
    call: Field = book.said(no_call) if no_call else ""
    if place.phone:
        call = book.said(call_key, phone=phone_number(place.phone, turn.language))
    name = name_of(place, turn.language)
    return {"name": name, "minutes": minutes(place, turn.language), "hours": hours, "call": call}


def about(place: FoundPlace, service: str, reply: Reply) -> Outcome:
    """The reply, with the place kept for "its phone?" and "how do I get there?"."""
    shown = {"services": [service], "places": [[place.id, service]], "offset": 1}
    slots = {"shown": shown, "chosen": 0, "asked": {"question": "directions"}}
    return Outcome(replace(reply, places=(place.as_json(),)), slots)


def where_to_book(world: World, turn: Turn, service: str) -> Outcome:
    """The nearest place that offers `service`, and its number."""
    book = phrase_book(turn.language)
    place = nearest(turn, world, service)
    if place is None:
        name, phone = office(turn, world)
        return Outcome(book.reply("book_none", office=name, phone=phone))
    entry = world.catalogue[service]
    label = entry.label_en if turn.language == "en" else entry.label_zh
    fields = place_words(place, turn, "book_call", "book_no_call")
    return about(place, service, book.reply("book_place", service=label, **fields))


class Report(NeighbourAction):
    """Something shared or public is broken: the desk it belongs to."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_report"

    def answer(self, turn: Turn) -> Outcome:
        """Danger first; else it is taken down, with a number, for the desk that sees to it."""
        kind = kind_of(turn.text)
        if danger_in(turn.text, kind):
            return Emergency(self.world).answer(turn)
        if tells_nothing(turn.text):
            return asked_what(turn)
        return take_down(turn.text, kind, turn, self.world)


class Feedback(NeighbourAction):
    """An opinion or a wish: thanks, a note of what is missing, and who collects them."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_feedback"

    def answer(self, turn: Turn) -> Outcome:
        """Where the wished service is really missing it is noted, without identity."""
        book = phrase_book(turn.language)
        name, phone = office(turn, self.world)
        wished = [service for service in turn.services if service != "feedback_report"]
        if wished and turn.here and nearest(turn, self.world, wished[0]) is None:
            self.world.finder.record_unmet(
                wished[0], turn.here.lat, turn.here.lon, turn.now, "wished"
            )
            entry = self.world.catalogue[wished[0]]
            label = entry.label_en if turn.language == "en" else entry.label_zh
            return Outcome(book.reply("feedback_recorded", service=label, office=name, phone=phone))
        return Outcome(book.reply("feedback", office=name, phone=phone))


class HealthAdvice(NeighbourAction):
    """Symptoms: never a diagnosis, but where to ask and when it is an emergency."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_health_advice"

    def answer(self, turn: Turn) -> Outcome:
        """The nearest place with a doctor."""
        book = phrase_book(turn.language)
        doctors = ("community_health_center", "clinic", "hospital")
        place = nearest(turn, self.world, *doctors)
        if place is None:
            return Outcome(book.reply("health_advice_unknown"))
        fields = place_words(place, turn, "events_call")
        reply = book.reply("health_advice", **fields)
        return about(place, "community_health_center", reply)


class Human(NeighbourAction):
    """A person is wanted: the number of the community."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_human"

    def answer(self, turn: Turn) -> Outcome:
        """The community office's number and hours, else the city line."""
        book = phrase_book(turn.language)
        place = nearest(turn, self.world, "community_office")
        if place is None or not place.phone:
            return Outcome(book.reply("human_city"))
        name = name_of(place, turn.language)
        phone = phone_number(place.phone, turn.language)
        state = open_state(place, turn.now, turn.language)
        key = "human_closed" if place.open is False else "human"
        reply = book.reply(key, office=name, phone=phone, open=state)
        return about(place, "community_office", reply)
