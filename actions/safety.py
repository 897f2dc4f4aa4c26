"""Danger: the right number at once, whatever was going on."""

from typing import Any

from actions.base import NeighbourAction
from actions.bookings.desk import DRAFT
from actions.lures import LURED
from actions.offices import number_of_a_person
from actions.outcome import Outcome
from actions.relief import FRIGHT
from actions.turn import Turn
from assistant.wording.keywords import emergency_kind
from assistant.wording.phrases import Field, phrase_book

CITY_LINE = "12345"
"""The city's line for everything that is no danger: 我要打12345."""


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
        kind = emergency_kind(turn.text)
        reply = book.reply(f"emergency_{kind}", here=here)
        if kind == "unknown" and CITY_LINE in turn.text:
            return Outcome(number_of_a_person(turn, self.world))
        if kind == "fraud":
            told_on = turn.asked.get("question") == LURED
            reply = book.reply("fraud_more") if told_on else reply
        # A booking in the making is broken off: nobody is to be asked for a time now.
        draft = turn.slot(DRAFT)
        slots: dict[str, Any] = {DRAFT: draft | {"paused": True} if draft else None}
        if kind == "fraud":
            slots["asked"] = {"question": LURED, "open": True}
        elif kind != "self_harm":
            before = turn.asked.get("before") or turn.asked
            slots["asked"] = {"question": FRIGHT, "before": before, "open": True}
        return Outcome(reply, slots)
