"""Reports that sound like a search: 我要投诉; 回收箱投了瓶子没给钱."""

import re

from actions.early import Early
from actions.outcome import Outcome
from actions.reports.filing import TOLD, asked_what, take_down, tells_nothing
from actions.reports.follow_up import open_reports, told
from actions.reports.going_on import FILE, hurried
from actions.summary import said_so_far
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.requests import danger_in, kind_of
from assistant.understanding.text import normalise

_WANTS = re.compile(
    r"^(?:我?(?:要|想)?)(?:投诉|举报|报修|反映)(?:一下)?"
    r"|^i(?:'d like| would like| want| need) to (?:complain|report)(?: about)? ?",
    re.I,
)
_SOUNDS_LIKE = frozenset({"find", "detail", "affirm", "book", "nlu_fallback"})
"""Behaviours that such a report seems to have."""

_STILL = re.compile(r"还要|还是要|\bstill\b")
"""It is reported already: 还要报修."""


def report_wanted(turn: Turn, world: World, text: str) -> Early | None:
    """Takes the report down, or asks what it is about."""
    said, lists = normalise(text), words(FILE)
    if turn.intent not in _SOUNDS_LIKE or turn.slot("draft"):
        return None
    if not lists.said("surely", said) or lists.said("asks_where", said):
        return None
    return Early(report_of(text, turn, world), final=True)


def report_of(text: str, turn: Turn, world: World) -> Outcome:
    """The report, or the question what it is about; what was told just before is not asked."""
    bare = _WANTS.sub("", text.strip("。.！!？? "))
    if words(FILE).is_said("only_what", normalise(bare)):
        return asked_what(turn, bare)
    if not tells_nothing(text):
        kind = kind_of(text)
        held = [] if kind else open_reports(turn, world)
        if held and words(FILE).said("hurry", normalise(text)):
            added = hurried(held[0], turn, world, text)
            if added:
                return added.outcome
        return take_down(text, kind, turn, world)
    if turn.asked.get("question") == TOLD and _STILL.search(normalise(text)):
        held = open_reports(turn, world)
        if held:
            return told(held[:1], turn)
    before = _said_before(turn)
    if before and kind_of(before) and not danger_in(before, kind_of(before)):
        return take_down(before, kind_of(before), turn, world)
    return asked_what(turn)


def _said_before(turn: Turn) -> str:
    """The sentence before this one, where the conversation has one."""
    said = said_so_far(turn)
    if said and said[-1] == turn.text:
        said.pop()
    return said[-1] if said else ""
