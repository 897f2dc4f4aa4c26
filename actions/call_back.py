"""A call back: where nobody can be waited for, the number is taken down for the community."""

import logging
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from actions.early import Early
from actions.offices import nearest
from actions.outcome import Outcome
from actions.reports.filing import desk_for, request_of, ticket_json
from actions.reports.follow_up import open_reports
from actions.summary import summary_of
from actions.turn import Turn
from actions.world import World
from assistant.arranging.phones import spoken_groups, valid_phone
from assistant.arranging.words import words
from assistant.handover import Summary
from assistant.handover.words import FILE
from assistant.requests import Details, Filing, Ticket, kinds
from assistant.requests.ticket import UNDONE
from assistant.understanding.text import normalise
from assistant.wording.measures import name_of, open_state, phone_number
from assistant.wording.phrases import Said, phrase_book
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)

CALL_BACK = "call_back"
"""The kind of the ticket, and the open question for the number."""
CALLED = "called_back"
"""No question, but what was noted: 号码错了 means this call."""
TAIL = 4
"""Digits of the number that are said again aloud."""
_INTERRUPTS = frozenset({"emergency", "lost", "bye", "privacy"})


def call_back(turn: Turn, world: World, summary: Summary, told: Reply | None = None) -> Outcome:
    """Files a call back; asks for the number where it is not known, after what is `told`."""
    phone = (turn.phone.number if turn.phone else "") or summary.phone
    if phone and valid_phone(phone) and not _asked_before(turn, world):
        return filed(valid_phone(phone), turn, world, summary)
    known = _asked_before(turn, world)
    if known:
        return _added(known, turn, world, summary)
    book = phrase_book(turn.language)
    slots = {"asked": {"question": CALL_BACK, "summary": summary.as_json()}}
    if told is None:
        return Outcome(book.reply("call_back_ask"), slots)
    return Outcome(told.then(book.reply("call_back_offer")), slots)


def _asked_before(turn: Turn, world: World) -> Ticket | None:
    """The call back that the person waits for."""
    waiting = (each for each in open_reports(turn, world) if each.kind == CALL_BACK)
    return next((each for each in waiting if each.status in UNDONE), None)


def _added(known: Ticket, turn: Turn, world: World, summary: Summary) -> Outcome:
    """What was said since belongs to the call back that is waited for."""
    book = phrase_book(turn.language)
    try:
        for said in summary.said:
            world.tickets.add(known.id, said, turn.now)
    except SQLAlchemyError as error:
        log.error("a call back could not be added to: %s", type(error).__name__)
        return Outcome(book.reply("call_back_failed"))
    reply = book.reply("call_back_known", code=phone_number(known.code, turn.language))
    return Outcome(replace(reply, ticket=ticket_json(known)))


def call_back_wanted(turn: Turn, world: World, text: str) -> Early | None:
    """给我回电话: a call back is asked for in so many words."""
    if turn.intent in _INTERRUPTS or not words(FILE).said("call_back", normalise(text)):
        return None
    if turn.slot("draft") or turn.surely_meant:
        return None
    return Early(call_back(turn, world, summary_of(turn, world)), final=True)


def filed(phone: str, turn: Turn, world: World, summary: Summary) -> Outcome:
    """The call back, taken down; right after that the number can be put right."""
    book, kind = phrase_book(turn.language), kinds()[CALL_BACK]
    desk, _, _ = desk_for(kind, turn, world)
    details = Details(
        words=tuple(summary.said), place=summary.place, phone=phone, language=turn.language
    )
    filing = Filing(request_of(turn), turn.person.key, kind.id, desk.id, details)
    try:
        ticket = world.tickets.file(filing, turn.now)
    except SQLAlchemyError as error:
        log.error("a call back could not be taken down: %s", type(error).__name__)
        return Outcome(book.reply("call_back_failed"))
    reply = book.reply(
        "call_back_filed",
        phone=spoken_groups(phone),
        tail=phone_number(phone[-TAIL:], turn.language),
        code=phone_number(ticket.code, turn.language),
        when=_when(turn, world),
    )
    asked = {"question": CALLED, "ticket": ticket.id, "open": True}
    return Outcome(replace(reply, ticket=ticket_json(ticket)), {"phone": phone, "asked": asked})


def _when(turn: Turn, world: World) -> Said:
    """When somebody is there to call, where the nearest community office is closed now."""
    place = nearest(turn, world, "community_office")
    if place is None or place.open is not False:
        return Said("", "")
    return phrase_book(turn.language).said(
        "call_back_when",
        desk=name_of(place, turn.language),
        open=open_state(place, turn.now, turn.language),
    )
