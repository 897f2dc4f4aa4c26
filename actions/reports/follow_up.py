"""What becomes of a report: the answer to where, the state asked after, the resident's word."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from actions.bookings.desk import DRAFT
from actions.bookings.open_draft import draft_of, resumed
from actions.early import Early
from actions.outcome import Outcome
from actions.reports.filing import (
    MENDED,
    TOLD,
    WHAT,
    WHERE,
    asked_what,
    bare_place,
    filed,
    named_place,
    take_down,
    ticket_json,
)
from actions.reports.going_on import FILE, asked_whether_sure, report_gone_on, spoken_of
from actions.reports.moving import misplaced, moved_later, moved_to
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.requests import OTHER, Ticket, kind_of, kinds
from assistant.understanding.text import normalise
from assistant.wording.bookings import run_on
from assistant.wording.measures import phone_number
from assistant.wording.phrases import Said, phrase_book

LISTED = 2
"""Tickets that are named at a time."""

_ASKED = re.compile(
    r"我?(?:上次|之前|昨天|前天|那天)?(?:报|反映|投诉|举报|报修)(?:的|过的|上去的)(?:那个|那件|事|单|问题|灯|电梯)?|"
    r"(?:报修|投诉|报事|那个)(?:单|单子)|单号|工单|"
    r"(?:处理|修|办|弄|解决)(?:得)?(?:怎么样|到哪一?步|好了没|好了吗|完了吗)|有(?:没有)?(?:结果|下文|回音)|"
    r"\bmy (?:report|ticket|complaint)\b|\bwhat (?:happened|became) (?:to|of)\b|\bi reported\b"
)
_DROP = re.compile(r"撤(?:了|掉|销|回)|不用管了|不报了|不投诉了|\bwithdraw\b|\bdrop (?:it|my)\b")
_ANEW = re.compile(r"我[要想](?:反映|投诉|举报|报)的")
_NOT_MENDED = re.compile(r"没有?修|没有?好|没有?亮|没有?弄|还是|又坏|\bnot\b|\bstill\b")
_IS_MENDED = re.compile(r"好了|亮了|修了|mended|fixed|works")
_WHEN = frozenset({"list_bookings", "nlu_fallback", "events"})
"""What 什么时候有人来 sounds like."""
_INTERRUPTS = frozenset({"emergency", "human", "lost", "bye", "help", "privacy", "repeat"})


def report_answer(turn: Turn, world: World, text: str) -> Early | None:
    """The answer to "where is it?", "what is it about?", "is it mended?"."""
    question = turn.asked.get("question")
    if question == WHERE and turn.intent == "lost":
        return _where_unknown(turn, world, normalise(text))
    if question == DRAFT and turn.asked.get("tickets"):
        return _beside_booking(turn, world, text)
    if turn.intent in _INTERRUPTS or question not in (WHERE, WHAT, MENDED, TOLD):
        return None
    if question == TOLD:
        return report_gone_on(turn, world, text)
    if question == MENDED:
        return _mended(turn, world, text)
    if words().said("drop", normalise(text)) or turn.intent == "deny":
        return Early(Outcome(phrase_book(turn.language).reply("report_dropped")), final=True)
    if question == WHAT:
        return _what(turn, world, text)
    unknown = _where_unknown(turn, world, normalise(text))
    if unknown:
        return unknown
    if "ticket" in turn.asked:
        return _moved(turn, world, text)
    asked_kind = kinds().get(turn.asked["kind"], kinds()[OTHER])
    place = named_place(f"我在{text}", turn, world) or named_place(text, turn, world)
    label = place.name(turn.language) if place else bare_place(text)
    return Early(filed(turn.asked["wish"], asked_kind, place, label, turn, world), final=True)


def _beside_booking(turn: Turn, world: World, text: str) -> Early | None:
    """What is asked of a report while a booking is being made; then back to the booking."""
    draft = draft_of(turn)
    early = report_gone_on(turn, world, text, beside=True) if draft else None
    if early is None or draft is None or turn.intent in _INTERRUPTS:
        return None
    return Early(resumed(early.outcome, draft, turn, world), final=True)


def _moved(turn: Turn, world: World, text: str) -> Early | None:
    """The answer to where it is, of a report that was written down elsewhere."""
    ticket = world.tickets.ticket(turn.asked["ticket"])
    return moved_to(ticket, turn, world, text, text) if ticket else None


def _what(turn: Turn, world: World, text: str) -> Early | None:
    """The answer to what it is about; 物业 alone is asked on."""
    of, kind, lists = turn.asked.get("of") or "", kind_of(text), words(FILE)
    seeks = lists.said("seeks", normalise(text))
    if not of and lists.is_said("only_what", normalise(text)):
        return Early(asked_what(turn, text.strip("。.！! ")), final=True)
    sought = turn.intent in ("find", "book") and turn.surely_meant
    if sought and (seeks or (kind is None and not of)):
        return None  # something else by now, or at home: that is found, not reported
    whole = f"{of}，{text}" if of else text
    return Early(take_down(whole, kind or kind_of(whole), turn, world), final=True)


def _where_unknown(turn: Turn, world: World, said: str) -> Early | None:
    """Where it is cannot be told: what is beside it? Told on no account: without a place."""
    lists, again = words(FILE), turn.asked.get("again")
    withheld = lists.said("where_withheld", said)
    if not withheld and (again or not lists.said("where_unknown", said)):
        return None
    if "ticket" in turn.asked and withheld:
        return None
    if not withheld:
        reply = phrase_book(turn.language).reply("report_ask_beside")
        return Early(Outcome(reply, {"asked": turn.asked | {"again": True}}), final=True)
    kind = kinds().get(turn.asked["kind"], kinds()[OTHER])
    return Early(filed(turn.asked["wish"], kind, None, "", turn, world), final=True)


def _mended(turn: Turn, world: World, text: str) -> Early | None:
    said, lists, book = normalise(text), words(), phrase_book(turn.language)
    no = lists.is_said("no", said) or _NOT_MENDED.search(said)
    yes = lists.is_said("yes", said) or _IS_MENDED.search(said)
    if not (yes or no):
        return None
    try:
        world.tickets.say_mended(turn.asked["ticket"], not no, turn.now)
    except SQLAlchemyError:
        return Early(Outcome(book.reply("bookings_failed"), {"asked": turn.asked}), final=True)
    still = "report_still_open" if turn.asked.get("early") else "report_reopened"
    return Early(Outcome(book.reply(still if no else "report_closed")), final=True)


def report_asked(turn: Turn, world: World, text: str) -> Early | None:
    """我报的那个事怎么样了: where the reports are; None where there is none or none is meant."""
    if turn.intent in _INTERRUPTS:
        return None
    if misplaced(text):
        return moved_later(open_reports(turn, world), turn, world, text)
    when = turn.intent in _WHEN and words(FILE).said("how_far", normalise(text))
    if not when and not _ASKED.search(normalise(text)):
        return None
    if _ANEW.search(normalise(text)):
        return None
    tickets = open_reports(turn, world)
    if when and (not tickets or _holds_booking(turn, world)):
        return None
    if not tickets:
        if not words(FILE).said("mine", normalise(text)) or turn.intent == "report":
            return None
        return Early(Outcome(phrase_book(turn.language).reply("report_none")), final=True)
    if _DROP.search(normalise(text)):
        world.tickets.withdraw(tickets[0].id, turn.now)
        return Early(Outcome(phrase_book(turn.language).reply("report_withdrawn")), final=True)
    lists, said = words(FILE), normalise(text)
    if len(tickets) == 1 and lists.said("mended", said) and not lists.said("not_yet", said):
        return Early(asked_whether_sure(tickets[0], turn), final=True)
    return Early(told(tickets[:LISTED], turn), final=True)


def _holds_booking(turn: Turn, world: World) -> bool:
    try:
        return bool(world.bookings.of(turn.person.family, turn.now))
    except SQLAlchemyError:
        return False


def open_reports(turn: Turn, world: World) -> list[Ticket]:
    """What the household reported that is not over; nothing where the database does not answer."""
    try:
        return world.tickets.of(turn.person.family)
    except SQLAlchemyError:
        return []


def told(tickets: Sequence[Ticket], turn: Turn) -> Outcome:
    """Where the reports are."""
    book = phrase_book(turn.language)
    lines = []
    for ticket in tickets:
        title = kinds().get(ticket.kind, kinds()[OTHER]).title(turn.language)
        place = ticket.details.place
        where = book.said("report_at", place=place) if place else Said("", "")
        state = book.said(f"report_state_{ticket.status.value}")
        code = phone_number(ticket.code, turn.language)
        lines.append(book.said("report_line", title=title, where=where, state=state, code=code))
    reply = book.reply("report_states", list=run_on(lines, turn.language))
    outcome = Outcome(reply, {"asked": spoken_of(*tickets)})
    done = next((each for each in tickets if each.status.value == "done"), None)
    if done:
        outcome = asked_whether_mended(done, turn).after(outcome)
    assert outcome.reply is not None  # noqa: S101 - it was just made
    return Outcome(replace(outcome.reply, ticket=ticket_json(tickets[0])), outcome.slots)


def asked_whether_mended(ticket: Ticket, turn: Turn) -> Outcome:
    """The desk says that it is done: is it?"""
    done = ticket.details.done
    book = phrase_book(turn.language)
    what = book.said("report_done_what", what=done) if done else Said("", "")
    title = kinds().get(ticket.kind, kinds()[OTHER]).title(turn.language)
    reply = book.reply("report_mended_ask", title=title, what=what)
    return Outcome(reply, {"asked": {"question": MENDED, "ticket": ticket.id}})


def report_news(turn: Turn, world: World) -> Outcome | None:
    """What the desks changed since; the question whether it is mended."""
    try:
        due = world.tickets.news(turn.person.family, turn.now)
    except SQLAlchemyError:
        return None
    outcome: Outcome | None = None
    for news, ticket in due:
        if news.status.value == "done":
            one = asked_whether_mended(ticket, turn)
        else:
            one = told([ticket], turn)
        outcome = one.after(outcome) if outcome else one
    return outcome
