"""Who is talking to me; somebody who was rude and is sorry: a word of our own for each."""

from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.handover.words import FILE
from assistant.understanding.text import normalise
from assistant.wording.phrases import phrase_book

_TALK = frozenset({"chitchat", "out_of_scope", "nlu_fallback", "greet", "help", "thanks", "detail"})
"""Behaviours that such a sentence seems to have."""


def manners(turn: Turn, _world: World, text: str) -> Early | None:
    """是真人吗; 不好意思刚才骂你了."""
    said, lists, book = normalise(text), words(FILE), phrase_book(turn.language)
    if turn.intent not in _TALK or turn.surely_meant:
        return None
    if lists.said("who_are_you", said):
        return Early(Outcome(book.reply("who_i_am")), final=True)
    if lists.said("sorry", said):
        return Early(Outcome(book.reply("never_mind_rude")), final=True)
    return None
