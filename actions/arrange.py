"""What must be arranged with somebody: reports, opinions, health, a person."""

from actions.base import NeighbourAction
from actions.handing_over import hand_over
from actions.offices import about, nearest, office, place_words
from actions.opinions import opinion
from actions.outcome import Outcome
from actions.reports.several import several
from actions.reports.wanted import report_of
from actions.safety import Emergency
from actions.turn import Turn
from actions.world import World
from assistant.handover import Reason
from assistant.requests import danger_in, kind_of
from assistant.wording.phrases import phrase_book


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
        return several(turn, self.world) or report_of(turn.text, turn, self.world)


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


class Feedback(NeighbourAction):
    """An opinion, praise, an idea, a wish for something that is missing."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_feedback"

    def answer(self, turn: Turn) -> Outcome:
        """Noted for the community."""
        return opinion(turn, self.world)


class Human(NeighbourAction):
    """A person is wanted."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_human"

    def answer(self, turn: Turn) -> Outcome:
        """A clerk, a call back, or a number that answers."""
        return hand_over(turn, self.world, Reason.ASKED)
