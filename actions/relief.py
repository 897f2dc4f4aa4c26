"""After a fright: it was nothing, and what was going on before goes on."""

from dataclasses import replace
from typing import Any

from actions.bookings.making import OFFERED
from actions.bookings.open_draft import draft_of, led_back
from actions.early import Early
from actions.guessing import offered_again
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.handover.words import FILE
from assistant.understanding.text import normalise
from assistant.wording.phrases import phrase_book

FRIGHT = "fright"
"""No question, but what was answered: 虚惊一场 means it. Holds the question of before."""

_OTHERS = frozenset({"find", "book", "report", "human", "health_advice", "detail", "directions"})
"""Behaviours that are answered for themselves where a service is surely meant."""


def relieved(turn: Turn, world: World, text: str) -> Early | None:
    """虚惊一场: good; the booking or the offer that the fright broke off is taken up again."""
    said, lists = normalise(text), words(FILE)
    relief = turn.asked.get("question") == FRIGHT and lists.said("relief", said)
    draft = draft_of(turn)
    broken_off = draft is not None and draft.paused and turn.intent != "emergency"
    if not relief and not (broken_off and lists.said("carry_on", said)):
        return None
    if lists.said("no_relief", said) or (turn.intent in _OTHERS and turn.surely_meant):
        return None
    book = phrase_book(turn.language)
    outcome = _taken_up(turn, world)
    good = book.reply("relieved" if relief else "carry_on")
    if outcome.reply is None:
        return Early(Outcome(good), final=True)
    return Early(replace(outcome, reply=good.then(outcome.reply)), final=True)


def _taken_up(turn: Turn, world: World) -> Outcome:
    """The open question of before; no reply where there was none."""
    draft = draft_of(turn)
    if draft is not None:
        return led_back(draft, turn, world)
    before: dict[str, Any] = turn.asked.get("before") or {}
    if before.get("question") != OFFERED:
        return Outcome()
    return offered_again(before, turn, world)
