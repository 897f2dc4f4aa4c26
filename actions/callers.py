"""At the hotline: the number of the caller for whom the operator asks."""

import re

from actions.bookings.desk import DRAFT
from actions.early import Early
from actions.homes import label_of
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.people import HOME
from assistant.wording.phrases import phrase_book

_ABOUT = re.compile(
    r"来电(?:号码|人|的是|是|显示)?|主叫(?:号码)?|(?:电话)?号码是?|"
    r"caller(?:'s)?(?: number)?|\bis\b|calling from|[:：，,。.\s]"
)

_CALLER = re.compile(r"来电|主叫|caller|calling from", re.IGNORECASE)

_NEXT = re.compile(r"下一[位个]|下个来电|挂了|已挂机|(?:the )?next caller|hung up", re.IGNORECASE)
_AFTER_NEXT = re.compile(r"^[，,。.\s]*(?:下一[位个]|next caller)[，,。.\s]*")

OF_ONE_CALLER = (
    "here", "shown", "chosen", "asked", "habits", "last_reply", "guide",
    DRAFT, "events", "phone", "booked",
)  # fmt: skip
"""Slots that are of no concern to the next caller."""


def caller_named(turn: Turn, world: World, text: str) -> Early | None:
    """Whose number the operator says: from then on the answers are for that person.

    Only the number alone, or with 来电 and the like: one inside a sentence is something to note.
    """
    if not turn.can.callers:
        return None
    if _NEXT.fullmatch(text.strip("。.!！ ")):
        reply = phrase_book(turn.language).reply("caller_next")
        return Early(Outcome(reply, dict.fromkeys(("caller", *OF_ONE_CALLER))), final=True)
    phone = turn.phone
    booking = bool(turn.slot(DRAFT))  # a bare number is the one to call back
    if phone is None or (booking and not _CALLER.search(text)):
        return None
    rest = _ABOUT.sub("", turn.text[: phone.start] + turn.text[phone.end :])
    rest = _AFTER_NEXT.sub("", rest)
    if rest and not _CALLER.search(text):
        return None
    turn.note({**dict.fromkeys(OF_ONE_CALLER), "caller": world.caller_key(phone.number)})
    book = phrase_book(turn.language)
    home = turn.own_place(HOME)
    fresh = {name: turn.slot(name) for name in ("caller", *OF_ONE_CALLER)}
    if home is None:
        return Early(Outcome(book.reply("caller_new"), fresh), rest, final=True)
    reply = book.reply("caller_known", place=label_of(home, turn, world))
    return Early(Outcome(reply, fresh), rest, final=True)
