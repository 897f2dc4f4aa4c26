"""Reports that sound like a search: 我要投诉; 回收箱投了瓶子没给钱."""

from actions.early import Early
from actions.reports.filing import asked_what, take_down, tells_nothing
from actions.reports.follow_up import FILE
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.requests import kind_of
from assistant.understanding.text import normalise


def report_wanted(turn: Turn, world: World, text: str) -> Early | None:
    """Takes the report down, or asks what it is about."""
    said, lists = normalise(text), words(FILE)
    if turn.intent not in ("find", "detail", "affirm") or turn.slot("draft"):
        return None
    if not lists.said("surely", said) or lists.said("asks_where", said):
        return None
    if tells_nothing(text):
        return Early(asked_what(turn), final=True)
    return Early(take_down(text, kind_of(text), turn, world), final=True)
