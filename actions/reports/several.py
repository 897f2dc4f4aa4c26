"""Two things reported in one breath: 楼道灯坏了，还有门口有个大坑."""

import re
from dataclasses import replace

from actions.outcome import Outcome
from actions.reports.filing import take_down
from actions.turn import Turn
from actions.world import World
from assistant.requests import kind_of

_AND = re.compile(
    r"[，,、；;。]?\s*(?:还有|另外|再就是|再有就是|以及|和)|[，,;]?\s+(?:and also|and|also)\s+"
)

BOTH = 2


def several(turn: Turn, world: World) -> Outcome | None:
    """Both taken down, each for its desk; None where it is no more than one thing."""
    parts = [part.strip(" ，,。") for part in _AND.split(turn.text, maxsplit=1)]
    kinds = [kind for kind in map(kind_of, parts) if kind is not None]
    if len(kinds) < BOTH or kinds[0] == kinds[1]:
        return None
    first = take_down(parts[0], kinds[0], turn, world)
    if _ticket(first) is None:
        return None  # where it is has to be asked: that is asked of the whole
    second = take_down(parts[1], kinds[1], turn, world, too=True)
    return _together(first, second)


def _together(first: Outcome, second: Outcome) -> Outcome:
    """Both in one answer, and both to be spoken of next."""
    both, one, other = second.after(first), _ticket(first), _ticket(second)
    if both.reply is None or one is None or other is None:
        return first
    asked = {**(first.slots or {})["asked"], "tickets": [one["id"], other["id"]]}
    slots = {**(both.slots or {}), "asked": asked}
    return replace(both, reply=replace(both.reply, ticket=one), slots=slots)


def _ticket(outcome: Outcome) -> dict[str, str] | None:
    return outcome.reply.ticket if outcome.reply else None
