"""What a person has to be told about their bookings, before the answer to what they say."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from actions.bookings.desk import slot_of, writer_of
from actions.bookings.open_draft import draft_of
from actions.outcome import Outcome
from actions.reports.follow_up import report_news
from actions.turn import Turn
from actions.world import World
from assistant.booking import Booking
from assistant.booking.notices import Notice, NoticeKind
from assistant.wording.phrases import Said, phrase_book
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)

GOING_ON = frozenset({"affirm", "more", "repeat"})
"""Behaviours with which somebody listens on."""
NOT_NOW = frozenset({"emergency", "bye", "human", "lost"})
"""Behaviours with which nothing else is told."""


def news(turn: Turn, world: World) -> Outcome | None:
    """Reminders and changes that are due; nothing in the middle of something else."""
    listening = turn.asked.get("question") == "listen_on" and turn.intent in GOING_ON
    busy = draft_of(turn) is not None or turn.in_form or listening
    if busy or turn.intent in NOT_NOW:
        return None
    try:
        due = world.bookings.news(turn.person.family, turn.now)
    except SQLAlchemyError as error:
        log.error("notices could not be read: %s", type(error).__name__)
        return None
    reply: Reply | None = None
    for notice, booking in due:
        told = _told(notice, booking, turn, world)
        reply = reply.then(told) if reply and told else told or reply
    reports = report_news(turn, world)
    outcome = Outcome(reply) if reply else None
    return reports.after(outcome) if reports and outcome else reports or outcome


def _told(notice: Notice, booking: Booking, turn: Turn, world: World) -> Reply | None:
    offer = world.bookings.offer(booking.offer)
    if offer is None:
        return None
    words = writer_of(offer, turn, world)
    slot = slot_of(booking)
    if notice.kind is NoticeKind.REMINDER:
        return words.say("notice_reminder", slot, bring=words.bring)
    if notice.kind is NoticeKind.DECLINED:
        reason = Said("", "")
        if notice.reason:
            reason = phrase_book(turn.language).said("notice_reason", reason=notice.reason)
        return words.say("notice_declined", slot, reason=reason)
    return words.say(f"notice_{notice.kind.value}", slot)
