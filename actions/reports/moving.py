"""A report that is somewhere else than was written down: 位置不对，是在菜场门口."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.early import Early
from actions.outcome import Outcome
from actions.reports.filing import TOLD, WHERE, bare_place, named_place, ticket_json
from actions.turn import Turn
from actions.world import World
from assistant.facilities.cells import coarse_cell_of
from assistant.requests import OTHER, Refusal, Ticket, kind_of, kinds
from assistant.requests.site import site_said
from assistant.understanding.text import normalise
from assistant.wording.measures import phone_number
from assistant.wording.phrases import phrase_book

_NOT_THERE = re.compile(
    r"(?:位置|地址|地方|地点|楼号|门牌)[^，。,]{0,4}(?:不对(?!外)|错)|[报说写搞弄记]错(?:了)?(?:地方|地址|位置)|"
    r"不是(?:在)?(?:这里|这儿|这个地方|我家|我们小区|我屋)|"
    r"\bwrong (?:place|address|location|spot|building)\b|"
    r"\b(?:place|address|location) (?:is|was) wrong\b|"
    r"\bnot (?:here|there|at my|in my|at home)\b"
)
_NO = re.compile(r"(?:不对|不是|错了|搞错了|no\b)[，, ]*(?:应该)?(?:是|在|it'?s)")
_IS = re.compile(
    r".*(?:应该|其实)?(?:是在|改成|改到|[，, ]在|[，, ]是|应该是|应该在|\bit'?s (?:at|on|in|by)\b)"
)
_MINE = re.compile(r"刚才|刚刚|刚|报|投诉|反映|单子|\breport|\bticket|\bcomplaint")


def misplaced(text: str) -> bool:
    """Whether the sentence says that a place was written down wrongly."""
    return bool(_NOT_THERE.search(normalise(text)))


def moved(tickets: Sequence[Ticket], turn: Turn, world: World, text: str) -> Early | None:
    """The report put where it is; asks where, if the sentence only says that it is not there."""
    said = normalise(text)
    if not misplaced(text) and not _NO.match(said):
        return None
    ticket = _of_kind(tickets, text)
    place = _IS.sub("", said, count=1) if _IS.match(said) else ""
    if not misplaced(text):
        # 不对，是听松路 moves it; 不是，是电梯坏了 tells of something else.
        named = named_place(f"我在{place}", turn, world) or site_said(place)
        return moved_to(ticket, turn, world, text, place) if named else None
    if place:
        return moved_to(ticket, turn, world, text, place)
    asked = {"question": WHERE, "ticket": ticket.id}
    reply = phrase_book(turn.language).reply("report_ask_where")
    return Early(Outcome(reply, {"asked": asked}), final=True)


def moved_later(tickets: Sequence[Ticket], turn: Turn, world: World, text: str) -> Early | None:
    """The same when something else was spoken of since: it must be said that a report is meant."""
    if not tickets or not misplaced(text) or not _MINE.search(normalise(text)):
        return None
    return moved(tickets, turn, world, text)


def moved_to(ticket: Ticket, turn: Turn, world: World, text: str, place: str) -> Early | None:
    """The ticket with the place that `place` names, in its own words where nobody knows it."""
    here = named_place(f"我在{place}", turn, world) or named_place(place, turn, world)
    label = here.name(turn.language) if here else site_said(place) or bare_place(place)
    cell = coarse_cell_of(here.lat, here.lon) if here else None
    after = world.tickets.move(ticket.id, label, cell, text, turn.now)
    if isinstance(after, Refusal):
        return None
    title = kinds().get(after.kind, kinds()[OTHER]).title(turn.language)
    code = phone_number(after.code, turn.language)
    reply = phrase_book(turn.language).reply("report_moved", title=title, place=label, code=code)
    asked = {"question": TOLD, "ticket": after.id, "tickets": [after.id], "open": True}
    return Early(Outcome(replace(reply, ticket=ticket_json(after)), {"asked": asked}), final=True)


def _of_kind(tickets: Sequence[Ticket], text: str) -> Ticket:
    """The ticket of the kind of trouble that is named; else the newest."""
    kind = kind_of(text)
    return next((each for each in tickets if kind and each.kind == kind.id), tickets[0])
