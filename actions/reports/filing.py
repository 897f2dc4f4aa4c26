"""Taking a report down: what, where, since when, and the desk that sees to it."""

import logging
import re
import uuid
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from actions.offices import nearest
from actions.outcome import Outcome
from actions.turn import Here, Turn
from actions.where import here_of
from actions.world import World
from assistant.facilities.cells import coarse_cell_of
from assistant.parts import in_parts
from assistant.requests import OTHER, Desk, Details, Filing, Kind, Ticket, desks_of, kinds, since_in
from assistant.requests.site import site_said
from assistant.requests.ticket import LONGEST_WORDS
from assistant.understanding.text import normalise
from assistant.wording.measures import name_of, phone_number
from assistant.wording.phrases import Field, Said, phrase_book
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)

WHERE, WHAT = "report_where", "report_what"
"""The open questions: where is it, and what is it about."""
MENDED = "mended"
"""The open question: is it mended?"""
TOLD = "report_told"
"""No question, but what was spoken of: 撤掉吧 means these reports."""
LONGEST_KEY = 64
"""Characters of the key of a report."""
LEAST = 3
"""Letters of a report that tells anything."""


def take_down(
    text: str, kind: Kind | None, turn: Turn, world: World, *, too: bool = False
) -> Outcome:
    """Files a report; asks first where it is, if the desk has to know and nobody said.

    `too`: it is the second one of one sentence.
    """
    kind = kind or kinds()[OTHER]
    named = named_place(text, turn, world)
    if named is None:
        at_desk = _where_the_desk_is(kind, turn, world)
        if at_desk:
            return filed(text, kind, at_desk, at_desk.name(turn.language), turn, world, too=too)
    place = named or turn.here
    site = "" if named else site_said(text)
    if site:
        return _filed_in_words(text, kind, site, turn, world, too=too)
    if kind.place and place is None:
        asked = {"question": WHERE, "wish": text, "kind": kind.id}
        reply = phrase_book(turn.language).reply("report_ask_where")
        return Outcome(reply, {"asked": asked})
    label = place.name(turn.language) if place else ""
    return filed(text, kind, place, label, turn, world, too=too)


def _filed_in_words(
    text: str, kind: Kind, site: str, turn: Turn, world: World, *, too: bool
) -> Outcome:
    """A report from a place that nobody here knows: the desk reads what was said."""
    outcome = filed(text, kind, None, site, turn, world, too=too)
    if outcome.reply is None or outcome.reply.ticket is None:
        return outcome
    unknown = phrase_book(turn.language).reply("report_place_unknown")
    return replace(outcome, reply=outcome.reply.then(unknown))


def _where_the_desk_is(kind: Kind, turn: Turn, world: World) -> Here | None:
    """The market, the bin: where the trouble is at the desk's own facility."""
    first = desks_of(kind.desks)[0]
    found = nearest(turn, world, first.service) if first.there and first.service else None
    return Here(found.lat, found.lon, found.name, found.name_en or "") if found else None


def named_place(text: str, turn: Turn, world: World) -> Here | None:
    """The place that the report itself names."""
    near = turn.here.position if turn.here else None
    return here_of(world.gazetteer.resolve(text, near))


def filed(
    text: str, kind: Kind, place: Here | None, label: str, turn: Turn, world: World, *,
    too: bool = False,
) -> Outcome:  # fmt: skip
    """The report as a ticket, with its number and whom to ring up besides."""
    desk, name, phone = desk_for(kind, turn, world)
    details = Details(
        words=tuple(in_parts(turn.whole if text == turn.text else text, LONGEST_WORDS)),
        place=label,
        since=since_in(text, turn.now),
        phone=turn.phone.number if turn.phone else turn.slot("phone") or "",
        language=turn.language,
    )
    cell = coarse_cell_of(place.lat, place.lon) if place else None
    request = request_of(turn, "/2" if too else "")
    filing = Filing(request, turn.person.key, kind.id, desk.id, details, cell)
    book = phrase_book(turn.language)
    try:
        ticket = world.tickets.file(filing, turn.now)
    except SQLAlchemyError as error:
        log.error("a report could not be taken down: %s", type(error).__name__)
        return Outcome(book.reply("report_failed", desk=name, phone=phone))
    code = phone_number(ticket.code, turn.language)
    where: Field = book.said("report_at", place=label) if label else Said("", "")
    since = ticket.details.since
    told = book.said("report_since", since=since) if since else Said("", "")
    title = kind.title(turn.language)
    fields: dict[str, Field] = {"title": title, "where": where, "since": told, "code": code}
    if too:
        reply = book.reply("report_filed_too", desk=name, **fields)
    else:
        reply = book.reply("report_filed", desk=name, phone=phone, **fields)
    asked = {"question": TOLD, "ticket": ticket.id, "tickets": [ticket.id], "open": True}
    return Outcome(replace(reply, ticket=ticket_json(ticket)), {"asked": asked})


def request_of(turn: Turn, end: str = "") -> str:
    """The key of the report that this message makes; `end` tells several of them apart."""
    key = turn.request or f"{turn.person.key}/{uuid.uuid4().hex}"
    return key[: LONGEST_KEY - len(end)] + end


def desk_for(kind: Kind, turn: Turn, world: World) -> tuple[Desk, Said, Said]:
    """The desk of a kind of trouble, what it is called here, and a number that answers."""
    candidates = desks_of(kind.desks)
    first = candidates[0]
    name = Said(first.name(turn.language), first.name(turn.language))
    for desk in candidates:
        place = nearest(turn, world, desk.service) if desk.service else None
        if desk is first and place:
            own = name_of(place, turn.language)
            name = Said(own, own)
        phone = (place.phone if place else "") or desk.phone
        # Nobody is sent to a telephone that rings in an empty room.
        answers = place.open if place and not desk.hours else desk.open_at(turn.now)
        if phone and answers is not False:
            return first, name, phone_number(phone, turn.language)
    city = world.settings.community_phone
    return first, name, phone_number(city, turn.language)


def bare_place(text: str) -> str:
    """A place in the words in which it was answered: 就在菜场旁边 without 就在."""
    return _IS_AT.sub("", text.strip("。.！! "))[:80]


def ticket_json(ticket: Ticket) -> dict[str, str]:
    """A ticket as the public interface shows it."""
    return {"id": ticket.id, "kind": ticket.kind, "status": str(ticket.status), "code": ticket.code}


def tells_nothing(text: str) -> bool:
    """Whether no more is said than that something is to be reported: 我要投诉."""
    bare = normalise(text)
    for word in _EMPTY:
        bare = bare.replace(word, "")
    return len(bare.strip(" ，。,.!！")) < LEAST


_IS_AT = re.compile(r"^(?:嗯|哦|就)*(?:是在|是|在)+|^(?:it's |it is )?(?:at |in |on )+")
_EMPTY = (
    "还要", "报个事", "报件事", "报一件事", "报个修", "i still want to", "i need to", " it",
    "我要", "我想", "要", "投诉", "举报", "反映", "报修", "报事", "一下", "一个", "个", "问题",
    "情况", "有事", "社区", "小区", "你们", "帮我", "给我", "这里", "i want to", "i'd like to",
    "make a complaint", "a complaint", "complaint", "complain", "report", "something", "a problem",
    "please",
)  # fmt: skip


def asked_what(turn: Turn, what: str = "") -> Outcome:
    """What is it about? Where only `what` was named: what is the matter with it?"""
    book = phrase_book(turn.language)
    reply: Reply = (
        book.reply("report_ask_more", what=what) if what else book.reply("report_ask_what")
    )
    return Outcome(reply, {"asked": {"question": WHAT, "of": what}})
