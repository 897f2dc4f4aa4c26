"""Not understood: asked about twice, then handed over to a person.

Rasa has a two-stage fallback of its own. It takes back the turn that was not understood once the
next one is, and with it whatever was told in that turn besides; so the stages are counted here.
"""

import re

from actions.base import NeighbourAction
from actions.find import did_you_mean
from actions.follow import Detail
from actions.handing_over import hand_over
from actions.outcome import Outcome
from actions.turn import MISSED, Turn
from assistant.handover import Reason
from assistant.wording.keywords import asks_else
from assistant.wording.phrases import phrase_book

_CAN_THEY = re.compile(
    r"(?:那里?|那[儿边]|他们|它)?(?:能|可以|可不可以|可唔可以|会|收不收|做不做|can |do )"
)
"""Begins a question about the place just named: 能彩打吗."""


class NotUnderstood(NeighbourAction):
    """A turn that nothing is understood of."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_not_understood"

    def answer(self, turn: Turn) -> Outcome:
        """Did you mean this? Then: in other words, please. Then a person."""
        book, missed = phrase_book(turn.language), int(turn.slot(MISSED) or 0)
        if _CAN_THEY.match(turn.text) and asks_else(turn.text) and turn.shown["places"]:
            return Detail(self.world).answer(turn)
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
