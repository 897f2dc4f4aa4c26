"""A booking for the person's own calendar: a link, where there is a screen to open it on."""

import re

from actions.bookings.holding import held_now, meant_of
from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.booking.calendar_file import calendar_link
from assistant.wording.phrases import phrase_book

_CALENDAR = re.compile(r"日历|日曆|行事历|行事曆|\bcalendar\b|\bics\b", re.IGNORECASE)
_OTHER = re.compile(r"今天几号|农历|黄历|挂历|买|what date|what day")


def for_calendar(turn: Turn, world: World, text: str) -> Early | None:
    """The link to what is asked for, or held next; None where no calendar is spoken of."""
    if not _CALENDAR.search(text) or _OTHER.search(text):
        return None
    held = held_now(turn, world)
    if not held:
        return None
    book = phrase_book(turn.language)
    if not turn.can.links:
        return Early(Outcome(book.reply("calendar_spoken")), final=True)
    booking = (meant_of(held, turn, world) or held)[0]
    link = calendar_link(booking.id, world.settings, world.secret)
    return Early(Outcome(book.reply("calendar_link", link=link)), final=True)
