"""A booking that is being made: which sentences go on with it, and how others lead back to it."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from actions.bookings.answering import FREE_WORDS, answers, with_problem
from actions.bookings.changing import CANCEL, WHICH
from actions.bookings.desk import DRAFT, writer_of
from actions.bookings.making import begin, go_on, offers_of, stand_to
from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging import Arranger, Draft, Heard, Step, hear
from assistant.arranging.words import words
from assistant.booking import Offer
from assistant.times import TimeSaid
from assistant.understanding.text import normalise
from assistant.wording.keywords import aspects_of, speaks_of_there
from assistant.wording.phrases import phrase_book

FORGOTTEN = timedelta(minutes=30)
"""A booking in the making that nobody spoke of for so long is dropped."""

_ASKS = frozenset({"detail", "directions"})
_NAMED = ("shown", "chosen")
"""The slots of what was named last."""

_INSTEAD = re.compile(
    r"改成|换成|改约|换约|改订|还是约|还是订|先约|不是.{0,8}是|\binstead\b|\bchange (?:it )?to\b"
)
_CLAUSES = re.compile(r"[，,。.！!；;\s]+")

LONG = timedelta(hours=4)
"""So long by the clock is no slot."""

LED_BACK = frozenset(
    {
        "detail", "directions", "help", "privacy", "list_bookings", "events", "find", "nearer",
        "more", "set_location", "report", "feedback", "health_advice", "chitchat", "out_of_scope",
        "thanks", "greet", "nlu_fallback", "select", "affirm", "deny",
    }
)  # fmt: skip
"""Behaviours after whose answer the open question is put again."""


def draft_of(turn: Turn) -> Draft | None:
    """The booking that is being made, if there is one."""
    content = turn.slot(DRAFT)
    if not content:
        return None
    draft = Draft.from_json(content)
    if turn.now - datetime.fromisoformat(draft.touched) > FORGOTTEN:
        return None
    return draft


def open_draft(turn: Turn, world: World, text: str) -> Early | None:
    """What `text` says to the booking that is being made; None where it speaks of other things."""
    draft = draft_of(turn)
    if draft is None or turn.asked.get("question") in (CANCEL, WHICH):
        return None
    heard = _without_long(hear(text, draft, turn.now), draft)
    if draft.paused and not (heard.times or heard.ordinal):
        return None  # "好" is meant for the number to call, not for the booking
    if _listening(turn) and (heard.yes or turn.intent == "repeat"):
        return None
    if _dropped(heard, turn, draft):
        key = "cancel_kept" if draft.moves else "booking_dropped"
        dropped = Outcome(phrase_book(turn.language).reply(key), {DRAFT: None})
        # 算了，怎么走: the question is answered too.
        asks = turn.intent in _ASKS and _CLAUSES.search(text.strip("。.！!？? ")) is not None
        return Early(dropped, rest=text) if asks else Early(dropped, final=True)
    switched = _switched(draft, turn, world)
    if switched:
        return Early(switched, final=True)
    told = _told_of_offer(draft, heard, turn, world)
    if told:
        return Early(told, final=True)
    offers = offers_of(draft, world)
    if not answers(draft, heard, offers, turn):
        return None
    draft = with_problem(draft, heard, offers, turn)
    return Early(go_on(draft, heard, turn, world), final=True)


def _without_long(heard: Heard, draft: Draft) -> Heard:
    """What was heard, without half a day by the clock once a slot is chosen: 八点到五点看孩子."""
    if not draft.start or draft.asked in (Step.TIME, Step.CONFIRM):
        return heard
    kept = [each for each in heard.times if not (each.by_clock and _hours(each) >= LONG)]
    return replace(heard, times=tuple(kept))


def _hours(said: TimeSaid) -> timedelta:
    return said.end - said.start if said.start and said.end else timedelta()


def _switched(draft: Draft, turn: Turn, world: World) -> Outcome | None:
    """Something else is to be booked instead: 不对，改成理发."""
    own = {service for each in offers_of(draft, world) for service in each.services}
    others = [service for service in turn.services if service not in own]
    if draft.moves or not others or not turn.surely_meant or not _INSTEAD.search(turn.text):
        return None
    return begin(others, f"{draft.time_text}，{turn.text}", turn, world)


def _listening(turn: Turn) -> bool:
    """Whether somebody who cannot read was asked to hear the rest first."""
    return turn.can.voice and turn.asked.get("question") == "listen_on"


def _dropped(heard: Heard, turn: Turn, draft: Draft) -> bool:
    free = draft.asked in FREE_WORDS and not words().said("drop", _first_clause(heard.text))
    if (
        heard.phone
        or heard.wrong_phone
        or heard.times
        or (free and turn.intent not in ("deny", "cancel"))
    ):
        return False
    said_no = turn.intent == "cancel" and not turn.services and not heard.no
    return heard.drop or said_no


def _first_clause(text: str) -> str:
    """唔使喇 of 唔使喇，太贵."""
    return _CLAUSES.split(normalise(text).strip(), maxsplit=1)[0]


def _told_of_offer(draft: Draft, heard: Heard, turn: Turn, world: World) -> Outcome | None:
    """Price, what to bring, who it is for: known of the offer itself."""
    aspects = aspects_of(turn.text)
    if turn.intent != "detail" or not aspects or not draft.offer:
        return None
    offer = world.bookings.offer(draft.offer)
    if offer and speaks_of_there(turn.text) and _elsewhere(turn, offer):
        return None
    told = writer_of(offer, turn, world).detail(aspects) if offer else None
    if told is None or offer is None:
        return None
    back = led_back(draft, turn, world)
    return replace(back, reply=told.then(back.reply) if back.reply else told)


def _elsewhere(turn: Turn, offer: Offer) -> bool:
    """Whether the places named last are none of the offer's: 那儿 means them."""
    services = {service for _, service in turn.shown["places"]}
    return bool(services) and not services & set(offer.services)


def led_back(draft: Draft, turn: Turn, world: World) -> Outcome:
    """The open question once more."""
    offers = offers_of(draft, world)
    asked_anew = replace(draft, asked="", tries=0)
    stand = Arranger(world.bookings).take(asked_anew, Heard(""), offers, turn.now)
    return stand_to(stand, turn, world)


def with_question(outcome: Outcome, turn: Turn, world: World) -> Outcome:
    """The answer to something else, followed by the question that is still open."""
    draft = draft_of(turn)
    busy = outcome.ask_place or outcome.reply is None or DRAFT in (outcome.slots or {})
    busy = busy or _listening(turn) or (draft is not None and draft.paused)
    if draft is None or busy or turn.intent not in LED_BACK or not outcome.reply:
        return outcome
    if turn.intent == "nlu_fallback" or turn.intent in ("affirm", "deny", "select"):
        # It was meant as an answer, but for none of what was asked.
        return _once_more(draft, turn, world)
    return resumed(outcome, draft, turn, world)


def resumed(outcome: Outcome, draft: Draft, turn: Turn, world: World) -> Outcome:
    """The outcome, and then the open question of the booking."""
    back = led_back(draft, turn, world)
    offer = next((each for each in offers_of(draft, world) if each.id == draft.offer), None)
    if back.reply is None or offer is None or outcome.reply is None:
        return outcome
    lead = writer_of(offer, turn, world).say("booking_resume")
    # What was just named stays what 那儿 means, and what was just reported what "when" asks of.
    own, asked = outcome.slots or {}, dict((back.slots or {}).get("asked") or {})
    for before in (turn.asked, own.get("asked") or {}):
        asked |= {name: before[name] for name in ("ticket", "tickets") if name in before}
    anew = {name: value for name, value in (back.slots or {}).items() if name not in _NAMED}
    slots = {**own, **anew, "asked": asked}
    return replace(outcome, reply=outcome.reply.then(lead).then(back.reply), slots=slots)


def _once_more(draft: Draft, turn: Turn, world: World) -> Outcome:
    offers = offers_of(draft, world)
    stand = Arranger(world.bookings).take(draft, Heard(""), offers, turn.now)
    return stand_to(stand, turn, world)
