"""Anger, distress, matters of money and law: what a person should answer, not a machine."""

from dataclasses import replace

from actions.early import Early
from actions.handing_over import hand_over
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.arranging.words import words as yes_no
from assistant.handover import Reason
from assistant.handover.words import FILE
from assistant.understanding.text import normalise
from assistant.wording.phrases import phrase_book

WORTHLESS = frozenset({"chitchat", "out_of_scope", "nlu_fallback", "bye", "thanks", "help"})
"""Behaviours behind which nothing is left to do once somebody is angry."""
TAKEN_DOWN = frozenset({"report", "feedback"})
"""Behaviours that pass the anger on."""
SHORT_ANGER = 6
"""Letters below which anger is asked about before somebody is called."""
OFFERED_HUMAN = "human_offered"
"""The open question: shall a person help?"""
_ANSWERED = frozenset({"emergency", "human", "privacy"})


def for_a_person(turn: Turn, world: World, text: str) -> Early | None:
    """Hands over where the words call for a person; an angry report is still a report."""
    said, lists = normalise(text), words(FILE)
    astray = turn.intent == "lost" and not lists.said("distress", said)
    if turn.intent in _ANSWERED or astray or not text:
        return None
    if lists.said("anger", said):
        return _angry(turn, world, text)
    if lists.said("distress", said):
        return Early(_comforted(turn, world), final=True)
    if turn.intent not in TAKEN_DOWN and lists.said("law_surely", said):
        return Early(hand_over(turn, world, Reason.LAW), final=True)
    served = turn.surely_meant and turn.intent not in WORTHLESS
    if served or turn.intent in TAKEN_DOWN or turn.slot("draft"):
        return None
    for reason in (Reason.MONEY, Reason.LAW):
        if lists.said(str(reason), said):
            return Early(hand_over(turn, world, reason), final=True)
    return None


def _comforted(turn: Turn, world: World) -> Outcome:
    """Handed over; where a number is asked for, what is told next is listened to."""
    outcome = hand_over(turn, world, Reason.DISTRESS)
    asked = (outcome.slots or {}).get("asked")
    if not asked:
        return outcome
    return replace(outcome, slots={**(outcome.slots or {}), "asked": asked | {"sad": True}})


def person_accepted(turn: Turn, world: World, text: str) -> Early | None:
    """The answer to that question."""
    if turn.asked.get("question") != OFFERED_HUMAN:
        return None
    said = normalise(text)
    if turn.intent == "affirm" or yes_no().is_said("yes", said):
        return Early(hand_over(turn, world, Reason.ASKED), final=True)
    return None


def _angry(turn: Turn, world: World, text: str) -> Early | None:
    """Says sorry; hands over where nothing else was wanted, or a report was made before."""
    said = normalise(text)
    nothing_else = turn.intent in WORTHLESS or words(FILE).is_said("anger", said)
    if nothing_else and len(said) < SHORT_ANGER:
        # One bad word may be a child's, or the television's.
        book = phrase_book(turn.language)
        offer = book.reply("handover_why_anger").then(book.reply("human_offer"))
        return Early(Outcome(offer, {"asked": {"question": OFFERED_HUMAN}}), final=True)
    if nothing_else:
        return Early(hand_over(turn, world, Reason.ANGER), final=True)
    sorry = phrase_book(turn.language).reply("handover_why_anger")
    return Early(Outcome(sorry), rest=text)
