"""Not understood: asked about twice, then handed over to a person.

Rasa has a two-stage fallback of its own. It takes back the turn that was not understood once the
next one is, and with it whatever was told in that turn besides; so the stages are counted here.
"""

from actions.base import NeighbourAction
from actions.guessing import did_you_mean
from actions.handing_over import hand_over
from actions.outcome import Outcome
from actions.picking import asked_of_shown
from actions.turn import MISSED, Turn
from assistant.handover import Reason
from assistant.wording.phrases import phrase_book


class NotUnderstood(NeighbourAction):
    """A turn that nothing is understood of."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_not_understood"

    def answer(self, turn: Turn) -> Outcome:
        """Did you mean this? Then: in other words, please. Then a person."""
        book, missed = phrase_book(turn.language), int(turn.slot(MISSED) or 0)
        asked = asked_of_shown(turn, self.world)
        if asked:
            return asked
        if missed == 0:
            outcome = did_you_mean(self.world, turn)
            return outcome.after(Outcome(slots={MISSED: 1}))
        if missed == 1:
            return Outcome(book.reply("rephrase_again"), {MISSED: 2})
        return hand_over(turn, self.world, Reason.MISUNDERSTOOD)


class DefaultFallback(NeighbourAction):
    """Gives up politely: a person is better."""

    def name(self) -> str:
        """The name that Rasa calls when no rule says what comes next."""
        return "action_default_fallback"

    def answer(self, turn: Turn) -> Outcome:
        """Somebody to talk to."""
        return hand_over(turn, self.world, Reason.MISUNDERSTOOD)
