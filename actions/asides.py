"""What a sentence tells or asks besides its behaviour: where I live, how I walk, six digits.

Rasa tells behaviours apart; it does not know that "三七二九一五" answers the question for a code,
or that "我走得慢" changes every answer that follows. Each aside looks at the turn before the action
of the behaviour does: it may remember something and let the action answer, or answer by itself.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from actions.bookings.accepting import offer_accepted
from actions.bookings.calendars import for_calendar
from actions.bookings.changing import held_answer, shifted
from actions.bookings.forgetting import forget_answer
from actions.bookings.holding import asked_after
from actions.bookings.open_draft import open_draft
from actions.call_back import call_back_wanted
from actions.call_numbers import call_back_answer, is_a_piece, number_alone
from actions.callers import caller_named
from actions.closing import closing_answer
from actions.early import Early
from actions.feelings import for_a_person, person_accepted
from actions.guiding import next_step
from actions.homes import own_places
from actions.linking import linking
from actions.lures import lured
from actions.manners import manners
from actions.notice_asides import about_notices
from actions.opinions import opinion_answer, opinion_voiced
from actions.outcome import Outcome
from actions.paces import walking
from actions.picking import picked
from actions.relief import relieved
from actions.reminders import reminders_asked
from actions.reports.follow_up import report_answer, report_asked
from actions.reports.wanted import report_wanted
from actions.turn import Turn
from actions.world import World
from assistant.wording.keywords import emergency_kind
from assistant.wording.phrases import phrase_book

Aside = Callable[[Turn, World, str], Early | None]
"""Looks at what is left of the sentence; None where it does not concern it."""

ASIDES: tuple[Aside, ...] = (
    lured, relieved, manners, closing_answer, caller_named, reminders_asked, call_back_answer,
    report_answer, opinion_answer, forget_answer, held_answer, person_accepted, for_a_person,
    offer_accepted, open_draft, for_calendar, call_back_wanted, number_alone, opinion_voiced,
    report_wanted, asked_after, shifted, report_asked, picked, linking, next_step, own_places,
    walking, about_notices,
)  # fmt: skip

NEVER_DELAYED = frozenset({"emergency"})
"""Behaviours that are answered at once, whatever else was said."""

_SMALL = re.compile(
    r"[\s，。！？；、,.!?;|]+|那个|就是|就行|就好|就可以|可以|请|谢谢|你好|您好|小度|好的?|嗯|啊|呢|吧|哦|"
    r"please|thanks|and|so|well"
)
_LEAST = 2
"""Letters that are worth an answer of their own."""


def early_outcome(turn: Turn, world: World) -> tuple[Outcome | None, bool]:
    """What is said before the action's own answer, and whether that is all there is to say."""
    if turn.intent in NEVER_DELAYED and not is_a_piece(turn):
        # 找着了，在楼下 sounds like danger, and is the end of it.
        over = relieved(turn, world, turn.text) if emergency_kind(turn.text) == "unknown" else None
        return (over.outcome, True) if over else (None, False)
    text, said, final = turn.text, None, False
    waiting = turn.asked.get("question") == "here"
    for aside in ASIDES:
        early = None if final else aside(turn, world, text)
        if early is not None:
            said = early.outcome.after(said) if said else early.outcome
            turn.note(early.outcome.slots or {})
            text, final = early.rest, final or early.final
    if said is None:
        return None, False
    if said.ask_place:
        return said, True
    if len(_SMALL.sub("", text)) >= _LEAST or (waiting and turn.here):
        return said, False
    if waiting:
        return replace(
            said, slots={**(said.slots or {}), "asked": turn.asked}, ask_place=True
        ), True
    return (said if final or not said.reply else _asking_on(said, turn)), True


def _asking_on(said: Outcome, turn: Turn) -> Outcome:
    """The outcome, with the question what the person is looking for."""
    assert said.reply is not None  # noqa: S101 - the caller looked
    return replace(said, reply=said.reply.then(phrase_book(turn.language).reply("what_now")))
