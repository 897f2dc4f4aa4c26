"""What is said right after a report was taken down or told of: more of it, when, never mind."""

import logging
import re
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from actions.early import Early
from actions.outcome import Outcome
from actions.reports.filing import MENDED, TOLD, desk_for, take_down, ticket_json
from actions.reports.moving import moved
from actions.turn import Turn
from actions.where import here_of
from actions.world import World
from assistant.arranging.phones import without_phone
from assistant.arranging.words import words
from assistant.paths import DATA
from assistant.requests import OTHER, Refusal, Ticket, danger_in, kind_of, kinds, since_in
from assistant.understanding.text import normalise
from assistant.wording.measures import phone_number
from assistant.wording.phrases import Field, phrase_book

log = logging.getLogger(__name__)

FILE = DATA / "requests" / "words.yaml"
LOOSE = frozenset(
    {"chitchat", "out_of_scope", "nlu_fallback", "set_location", "directions", "affirm", "deny",
     "book", "list_bookings", "cancel", "select", "feedback"}
)  # fmt: skip
"""Behaviours that a sentence which only goes on with a report seems to have."""
_AND = re.compile(r"还有|另外|also\b|and\b")
TAIL = 4
"""Digits of a number that are said back."""
LEAST = 4
"""Letters of a sentence that tells more than yes or no."""


def report_gone_on(turn: Turn, world: World, text: str, *, beside: bool = False) -> Early | None:
    """What `text` says of the reports just spoken of; None where it is about something else.

    `beside`: a booking is being made, so that only what can mean nothing else counts.
    """
    said, lists = normalise(text), words(FILE)
    mended = lists.said("mended", said) and not lists.said("not_yet", said)
    try:
        tickets = _meant(turn, world)
        if not tickets:
            return None
        if mended and not turn.surely_meant and not beside:
            return Early(asked_whether_sure(tickets[0], turn), final=True)
        same = (kind_of(text) or kinds()[OTHER]).id in (tickets[0].kind, OTHER)
        if turn.phone and same and not beside:
            return _reached_at(turn.phone.number, tickets[0], turn, world, text)
        if lists.said("contact", said):
            ask = phrase_book(turn.language).reply("report_contact_ask")
            return Early(Outcome(ask, {"asked": turn.asked}), final=True)
        elsewhere = moved(tickets, turn, world, text)
        if elsewhere:
            return elsewhere
        if lists.said("whose", said) or lists.said("code", said):
            return _when(tickets[0], turn, world, whose=lists.said("whose", said))
        if not beside and (turn.asked.get("withdraw") or lists.said("mistaken", said)):
            return _withdrawn(tickets, turn, world, said)
        if lists.said("hurry", said) and not _danger(text):
            return hurried(tickets[0], turn, world, text)
        if lists.said("how_far", said):
            return _when(tickets[0], turn, world)
        kind = kind_of(text)
        if kind and kind.id != tickets[0].kind and _AND.match(said) and not _danger(text):
            return Early(take_down(text, kind, turn, world), final=True)
        more = not beside or turn.intent == "report"
        if more and _tells_more(tickets[0], turn, world, text):
            return _added("report_added", tickets[0], turn, world, text)
    except SQLAlchemyError as error:
        log.error("a report could not be gone on with: %s", type(error).__name__)
        failed = phrase_book(turn.language).reply("bookings_failed")
        return Early(Outcome(failed, {"asked": turn.asked}), final=True)
    return None


def _meant(turn: Turn, world: World) -> list[Ticket]:
    """The tickets that were spoken of; the one that is named by its place in the row."""
    ids = list(turn.asked["tickets"])
    if turn.ordinal is not None and -1 <= turn.ordinal < len(ids):
        ids = [ids[turn.ordinal]]
    found = (world.tickets.ticket(each) for each in ids)
    return [each for each in found if each and each.open]


def _withdrawn(tickets: list[Ticket], turn: Turn, world: World, said: str) -> Early | None:
    """Dropped; of several it is asked which."""
    book, every = phrase_book(turn.language), words(FILE).said("all_of_them", said)
    if len(tickets) > 1 and not every:
        if turn.asked.get("withdraw"):
            return None
        asked = turn.asked | {"withdraw": True}
        return Early(Outcome(book.reply("report_withdraw_which"), {"asked": asked}), final=True)
    for ticket in tickets:
        world.tickets.withdraw(ticket.id, turn.now)
    return Early(Outcome(book.reply("report_withdrawn")), final=True)


def asked_whether_sure(ticket: Ticket, turn: Turn) -> Outcome:
    """The resident seems to say that it is mended, or only asks: is it?"""
    title = kinds().get(ticket.kind, kinds()[OTHER]).title(turn.language)
    reply = phrase_book(turn.language).reply("report_mended_sure", title=title)
    return Outcome(reply, {"asked": {"question": MENDED, "ticket": ticket.id, "early": True}})


def _danger(text: str) -> bool:
    return danger_in(text, kind_of(text))


def _tells_more(ticket: Ticket, turn: Turn, world: World, text: str) -> bool:
    """Whether the sentence goes on with the report: since when, where exactly, how bad."""
    said, lists, plain = normalise(text), words(FILE), words()
    if len(said) < LEAST or plain.is_said("yes", said) or plain.is_said("no", said):
        return False
    kind = kind_of(text)
    if turn.intent == "report":
        return not danger_in(text, kind) and (kind is None or kind.id == ticket.kind)
    if lists.said("since_then", said) or (_AND.match(said) and kind is not None):
        return not danger_in(text, kind)
    if turn.surely_meant or (kind is not None and kind.id != ticket.kind):
        return False
    since = bool(since_in(text, turn.now)) and lists.said("been_so", said)
    if turn.intent not in LOOSE:
        return since and not turn.services
    placed = here_of(world.gazetteer.resolve(text, turn.here.position if turn.here else None))
    home = turn.intent == "set_location" and ("我" in said or "my" in said or "i'm" in said)
    more = lists.said("more_of_it", said) or (placed is not None and turn.intent != "directions")
    return since or (more and not home)


def _reached_at(number: str, ticket: Ticket, turn: Turn, world: World, text: str) -> Early | None:
    """The number at which the one who reported is called: 报事人电话13800001111."""
    if isinstance(world.tickets.correct_phone(ticket.id, number, turn.now), Refusal):
        return None
    world.tickets.add(ticket.id, _without_number(text, number), turn.now)
    fields = _fields(ticket, turn, world)
    tail = phone_number(number[-TAIL:], turn.language)
    reply = phrase_book(turn.language).reply("report_contact", tail=tail, code=fields["code"])
    asked = turn.asked if turn.asked.get("question") == TOLD else spoken_of(ticket)
    return Early(Outcome(replace(reply, ticket=ticket_json(ticket)), {"asked": asked}), final=True)


def _without_number(text: str, number: str) -> str:
    """The words without the number: that is kept by itself."""
    return without_phone(text, number).strip(" ，,。.")


def hurried(ticket: Ticket, turn: Turn, world: World, text: str) -> Early | None:
    """再不修我就投诉到市长那去: added to what was reported, which is no second report."""
    return _added("report_hurry", ticket, turn, world, text)


def _added(key: str, ticket: Ticket, turn: Turn, world: World, text: str) -> Early | None:
    """Added to the report, which stays what is spoken of."""
    if isinstance(world.tickets.add(ticket.id, text, turn.now), Refusal):
        return None
    reply = phrase_book(turn.language).reply(key, **_fields(ticket, turn, world))
    asked = turn.asked if turn.asked.get("question") == TOLD else spoken_of(ticket)
    return Early(Outcome(replace(reply, ticket=ticket_json(ticket)), {"asked": asked}), final=True)


def _when(ticket: Ticket, turn: Turn, world: World, *, whose: bool = False) -> Early:
    """How far it is, and whose; nobody here knows the day, but the desk may."""
    book = phrase_book(turn.language)
    fields = _fields(ticket, turn, world)
    state = book.said(f"report_state_{ticket.status.value}")
    title = kinds().get(ticket.kind, kinds()[OTHER]).title(turn.language)
    line = book.reply("report_line", title=title, where="", state=state, code=fields["code"])
    key = "report_whose" if whose else "report_when"
    reply = line.then(book.reply(key, desk=fields["desk"], phone=fields["phone"]))
    return Early(
        Outcome(replace(reply, ticket=ticket_json(ticket)), {"asked": turn.asked}), final=True
    )


def _fields(ticket: Ticket, turn: Turn, world: World) -> dict[str, Field]:
    kind = kinds().get(ticket.kind, kinds()[OTHER])
    _, name, phone = desk_for(kind, turn, world)
    return {"desk": name, "phone": phone, "code": phone_number(ticket.code, turn.language)}


def spoken_of(*tickets: Ticket) -> dict[str, Any]:
    """What is remembered once reports were spoken of; nothing has to be said to it."""
    ids = [ticket.id for ticket in tickets]
    return {"question": TOLD, "ticket": ids[0], "tickets": ids, "open": True}
