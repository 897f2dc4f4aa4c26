"""No dead ends at a speaker: what asks for nothing ends with "anything else?"."""

import re
from dataclasses import replace

from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.handover.words import FILE
from assistant.understanding.text import normalise
from assistant.wording.phrases import phrase_book

ANYTHING_ELSE = "anything_else"
"""The open question."""
_ASKS = re.compile(r"(?:[？?]|说。|就行。)$")
"""How an answer ends that leaves the word to the person."""
_ASKED = re.compile(r"[？?][^。.！!？?]*[。.！!]?$")
"""How one ends whose question is followed by a few words only: 您要找什么？比如买菜."""
_NOT_THEN = frozenset({"emergency", "lost", "bye", "repeat"})
"""Behaviours after which it would be out of place."""


def with_closing(outcome: Outcome, turn: Turn) -> Outcome:
    """The outcome; at an open microphone it asks on where nothing else is asked."""
    reply, slots = outcome.reply, outcome.slots or {}
    listens = turn.can.voice and turn.can.microphone
    if reply is None or not listens or turn.intent in _NOT_THEN or turn.metadata.get("here_sent"):
        return outcome
    asks = reply.end_session or not reply.expects_reply or bool(_ASKS.search(reply.speech))
    asks = asks or bool(_ASKED.search(reply.speech))
    asked = slots.get("asked") or {}
    open_question = (asked and not asked.get("open")) or slots.get("draft") or outcome.ask_place
    if asks or open_question or outcome.keep_form or turn.slot("draft"):
        return outcome
    question = phrase_book(turn.language).reply("anything_else")
    whole = replace(reply.then(question), suggestions=reply.suggestions, text=reply.text)
    asked = {"question": ANYTHING_ELSE} | asked | {"closing": True}
    return replace(outcome, reply=whole, slots=slots | {"asked": asked})


def closing_answer(turn: Turn, world: World, text: str) -> Early | None:
    """不用了: then it is goodbye."""
    if not turn.asked.get("closing"):
        return None
    if words(FILE).is_said("no_idea", normalise(text)):
        reply = phrase_book(turn.language).reply("closing_think")
        return Early(Outcome(reply.last()), final=True)
    if turn.intent not in ("deny", "thanks") and not words().is_said("no", normalise(text)):
        return None
    return Early(Outcome(phrase_book(turn.language).reply("bye").last()), final=True)
