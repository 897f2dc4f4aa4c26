"""Not understood: asked twice, then a person's number."""

from actions.base import NeighbourAction
from actions.find import did_you_mean
from actions.offices import office
from actions.outcome import Outcome
from actions.turn import Turn
from assistant.wording.phrases import phrase_book


class AskAffirmation(NeighbourAction):
    """The first question: did you mean this?"""

    def name(self) -> str:
        """The name that Rasa calls in its two-stage fallback."""
        return "action_default_ask_affirmation"

    def answer(self, turn: Turn) -> Outcome:
        """Names the likeliest service where there is one, else asks openly."""
        return did_you_mean(self.world, turn)


class AskRephrase(NeighbourAction):
    """The second question: say it in other words."""

    def name(self) -> str:
        """The name that Rasa calls in its two-stage fallback."""
        return "action_default_ask_rephrase"

    def answer(self, turn: Turn) -> Outcome:
        """Asks for one thing."""
        return Outcome(phrase_book(turn.language).reply("rephrase_again"))


class DefaultFallback(NeighbourAction):
    """Gives up politely, with a person to call."""

    def name(self) -> str:
        """The name that Rasa calls when nothing else is left."""
        return "action_default_fallback"

    def answer(self, turn: Turn) -> Outcome:
        """The number of the community."""
        name, phone = office(turn, self.world)
        return Outcome(phrase_book(turn.language).reply("fallback", office=name, phone=phone))
