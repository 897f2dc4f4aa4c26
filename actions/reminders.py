"""Stop reminding me: at once, and for what is booked later, too; and the other way round."""

import logging
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.handover.words import FILE
from assistant.understanding.text import normalise
from assistant.wording.phrases import phrase_book

log = logging.getLogger(__name__)


def reminders_asked(turn: Turn, world: World, text: str) -> Early | None:
    """别再提醒我了: done at once and said; 还是提醒我吧."""
    said, lists = normalise(text), words(FILE)
    stop = lists.said("no_reminders", said)
    if not stop and not lists.said("reminders", said):
        return None
    book, habits = phrase_book(turn.language), replace(turn.person.habits, no_reminders=stop)
    done = turn.person.remember_habits(habits) and (not stop or stopped(turn, world))
    key = ("reminders_stopped" if stop else "reminders_on") if done else "reminders_failed"
    return Early(Outcome(book.reply(key)), final=True)


def stopped(turn: Turn, world: World) -> bool:
    """Whether no reminder is left of what the person holds now."""
    try:
        world.bookings.stop_reminders([turn.person.key])
    except SQLAlchemyError as error:
        log.error("reminders could not be stopped: %s", type(error).__name__)
        return False
    return True
