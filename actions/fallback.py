"""Not understood: asked about twice, then a person's number.

Rasa has a two-stage fallback of its own. It takes back the turn that was not understood once the
next one is, and with it whatever was told in that turn besides; so the stages are counted here.
"""

from actions.base import NeighbourAction
from actions.find import did_you_mean
from actions.offices import office
from actions.outcome import Outcome
from actions.turn import MISSED, Turn
from actions.world import World
from assistant.wording.phrases import phrase_book


class NotUnderstood(NeighbourAction):
    """A turn that nothing is understood of."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_not_understood"

    def answer(self, turn: Turn) -> Outcome:
        """Did you mean this? Then: in other words, please. Then somebody to call."""
        book, missed = phrase_book(turn.language), int(turn.slot(MISSED) or 0)
        if missed == 0:
            outcome = did_you_mean(self.world, turn)
            return outcome.after(Outcome(slots={MISSED: 1}))
        if missed == 1:
            return Outcome(book.reply("rephrase_again"), {MISSED: 2})
        return given_up(self.world, turn)


class DefaultFallback(NeighbourAction):
    """Gives up politely, with a person to call."""

    def name(self) -> str:
        """The name that Rasa calls when no rule says what comes next."""
        return "action_default_fallback"

    def answer(self, turn: Turn) -> Outcome:
        """The number of the community."""
        return given_up(self.world, turn)


def given_up(world: World, turn: Turn) -> Outcome:
    """Somebody to call."""
    name, phone = office(turn, world)
    return Outcome(phrase_book(turn.language).reply("fallback", office=name, phone=phone))
