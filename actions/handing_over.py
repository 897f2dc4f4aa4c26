"""Handing over to a person: into the queue where people can wait, else they are called back."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from actions.call_back import call_back
from actions.offices import number_of_a_person
from actions.outcome import Outcome
from actions.summary import summary_of
from actions.turn import Turn
from actions.world import World
from assistant.handover import Reason, State
from assistant.wording.listing import count_said
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)


def hand_over(turn: Turn, world: World, reason: Reason) -> Outcome:
    """Into the queue where a clerk is there and the person can wait; else a call back."""
    why = _why(reason, turn)
    if turn.can.callers:
        # Whoever asks sits at a telephone, with a caller on the line.
        outcome = Outcome(number_of_a_person(turn, world))
    elif turn.can.waits and _attended(turn, world):
        outcome = _queued(turn, world, reason)
    else:
        told = number_of_a_person(turn, world)
        outcome = call_back(turn, world, summary_of(turn, world), told)
    return outcome.after(Outcome(why)) if why else outcome


def _why(reason: Reason, turn: Turn) -> Reply | None:
    if reason is Reason.ASKED:
        return None
    book = phrase_book(turn.language)
    why = book.reply(f"handover_why_{reason}")
    return why.then(book.reply("handover_law_line")) if reason is Reason.LAW else why


def _attended(turn: Turn, world: World) -> bool:
    try:
        return world.clerks.attended(turn.now)
    except SQLAlchemyError as error:
        log.error("whether a clerk is there could not be read: %s", type(error).__name__)
        return False


def _queued(turn: Turn, world: World, reason: Reason) -> Outcome:
    book, summary = phrase_book(turn.language), summary_of(turn, world)
    try:
        held = world.handovers.ask(turn.tracker.sender_id, reason, summary, turn.now)
        ahead = world.handovers.ahead_of(held)
    except SQLAlchemyError as error:
        log.error("nobody could be put into the queue: %s", type(error).__name__)
        return Outcome(number_of_a_person(turn, world))
    if ahead:
        reply = book.reply("handover_queued", ahead=count_said(ahead, turn.language))
    else:
        reply = book.reply("handover_queued_next")
    return Outcome(reply.handed(str(State.QUEUED)))
