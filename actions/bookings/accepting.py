"""Yes to "shall I book somebody?" in other words than yes: 叫他来吧, 要得."""

from actions.bookings.making import ANY_CRAFTSMAN, OFFERED, begin
from actions.early import Early
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.understanding.text import normalise

QUESTIONS = frozenset({"detail", "directions"})


def offer_accepted(turn: Turn, world: World, text: str) -> Early | None:
    """Begins to book what was offered; None where something else is said."""
    offered = turn.asked.get("services") or () if turn.asked.get("question") == OFFERED else ()
    others = turn.surely_meant and not set(turn.services) & {*offered, ANY_CRAFTSMAN}
    if not offered or others or turn.intent in QUESTIONS:
        return None
    said = normalise(text)
    if not (words().is_said("yes", said) or words().said("come", said)):
        return None
    begun = begin(tuple(offered), f"{turn.asked['wish']}，{text}", turn, world)
    return Early(begun, final=True) if begun else None
