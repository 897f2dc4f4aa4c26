"""Danger: the right number at once, whatever was going on."""

from actions.base import NeighbourAction
from actions.bookings.desk import DRAFT
from actions.outcome import Outcome
from actions.turn import Turn
from assistant.wording.keywords import emergency_kind
from assistant.wording.phrases import Field, phrase_book


class Emergency(NeighbourAction):
    """Fire, crime, illness, fraud, despair: whom to call and what to tell them."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_emergency"

    def answer(self, turn: Turn) -> Outcome:
        """The number; where the place is known, the words to tell it."""
        book = phrase_book(turn.language)
        label = turn.here.name(turn.language) if turn.here else ""
        here: Field = book.said("emergency_here", place=label) if label else ""
        reply = book.reply(f"emergency_{emergency_kind(turn.text)}", here=here)
        # A booking in the making is broken off: nobody is to be asked for a time now.
        draft = turn.slot(DRAFT)
        return Outcome(reply, {DRAFT: draft | {"paused": True} if draft else None})
