"""A booking that is being made: which sentences go on with it, and how others lead back to it."""

from dataclasses import replace
from datetime import datetime, timedelta

from actions.bookings.desk import DRAFT, writer_of
from actions.bookings.making import go_on, offers_of, stand_to
from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging import Arranger, Draft, Heard, Step, hear
from assistant.arranging.heard import problem_in
from assistant.arranging.words import any_word
from assistant.booking import Need
from assistant.understanding.text import normalise
from assistant.wording.keywords import aspects_of
from assistant.wording.phrases import phrase_book

FORGOTTEN = timedelta(minutes=30)
"""A booking in the making that nobody spoke of for so long is dropped."""

QUESTIONS = frozenset(
    {
        "detail", "directions", "help", "human", "lost", "privacy", "list_bookings", "events",
        "repeat", "bye", "nearer", "more",
    }
)  # fmt: skip
"""Behaviours that are answered for themselves, whatever is being asked."""

LED_BACK = frozenset(
    {
        "detail", "directions", "help", "privacy", "list_bookings", "events", "find", "nearer",
        "more", "set_location", "report", "feedback", "health_advice", "chitchat", "out_of_scope",
        "thanks", "greet", "nlu_fallback", "select", "affirm", "deny",
    }
)  # fmt: skip
"""Behaviours after whose answer the open question is put again."""

FREE_WORDS = frozenset({Step.PROBLEM, Step.ADDRESS})
"""What is asked for in words of the person's own."""


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
    if draft is None:
        return None
    heard = hear(text, draft, turn.now)
    if _listening(turn) and (heard.yes or turn.intent == "repeat"):
        return None
    if _dropped(heard, turn, draft):
        key = "cancel_kept" if draft.moves else "booking_dropped"
        return Early(Outcome(phrase_book(turn.language).reply(key), {DRAFT: None}), final=True)
    told = _told_of_offer(draft, heard, turn, world)
    if told:
        return Early(told, final=True)
    if not _answers(draft, heard, turn, world):
        return None
    draft = _with_problem(draft, heard, turn, world)
    return Early(go_on(draft, heard, turn, world), final=True)


def _listening(turn: Turn) -> bool:
    """Whether somebody who cannot read was asked to hear the rest first."""
    return turn.channel == "speaker" and turn.asked.get("question") == "listen_on"


def _dropped(heard: Heard, turn: Turn, draft: Draft) -> bool:
    if heard.times or (draft.asked in FREE_WORDS and turn.intent not in ("deny", "cancel")):
        return False
    said_no = turn.intent == "cancel" and not turn.services and not heard.no
    return heard.drop or said_no


def _answers(draft: Draft, heard: Heard, turn: Turn, world: World) -> bool:
    """Whether the sentence goes on with the draft."""
    step = draft.asked
    if _is_what_was_asked(draft, heard):
        return True
    if turn.intent == "book" and _other_need(draft, turn, world):
        return False
    if turn.intent in QUESTIONS and not (heard.tells and turn.intent in ("nearer", "more")):
        return False
    if step not in FREE_WORDS and _other_need(draft, turn, world):
        return False
    if step in FREE_WORDS or heard.tells:
        return True
    if turn.intent in ("find", "report") and turn.services and _wants(draft, Need.PROBLEM, world):
        return True
    if heard.symptoms and _wants(draft, Need.SYMPTOMS, world):
        return True
    changed = (
        heard.wrong_phone,
        heard.wrong_address,
        heard.other_place,
        heard.earlier,
        heard.later,
    )
    if any(changed) or _names_offer(draft, heard, world):
        return True
    return (heard.yes or heard.no) and step in (Step.TIME, Step.CONFIRM, Step.SYMPTOMS)


def _with_problem(draft: Draft, heard: Heard, turn: Turn, world: World) -> Draft:
    """What is wrong, said where something else was asked: 厨房下水道返水."""
    said = turn.intent in ("find", "report") and _wants(draft, Need.PROBLEM, world)
    told = problem_in(heard.text, heard.times) if said else ""
    return replace(draft, note=told) if told and draft.asked != Step.PROBLEM else draft


def _is_what_was_asked(draft: Draft, heard: Heard) -> bool:
    """Whether it can be nothing but the answer, whatever behaviour it sounds like."""
    answers = {
        Step.ADDRESS: heard.has_door,
        Step.PHONE: bool(heard.phone or heard.bad_phone) or heard.unknown,
        Step.AGE: heard.age is not None,
        Step.QUANTITY: bool(heard.things or heard.people),
        Step.TIME: heard.ordinal is not None,
        Step.CONFIRM: heard.yes,
    }
    if heard.phone or heard.wrong_phone or heard.wrong_address:
        return True
    return bool(draft.asked) and answers.get(Step(draft.asked), False)


def _other_need(draft: Draft, turn: Turn, world: World) -> bool:
    """Whether another service than those of the draft is surely meant."""
    own = {service for each in offers_of(draft, world) for service in each.services}
    return turn.surely_meant and not set(turn.services) & own


def _wants(draft: Draft, need: Need, world: World) -> bool:
    offer = world.bookings.offer(draft.offer) if draft.offer else None
    return offer is not None and need in offer.needs


def _names_offer(draft: Draft, heard: Heard, world: World) -> bool:
    """Whether one of the offers is named where that is asked, or another one than chosen."""
    said = normalise(heard.text)
    return any(
        any_word(each.words, said)
        for each in offers_of(draft, world)
        if draft.asked == Step.OFFER or each.id != draft.offer
    )


def _told_of_offer(draft: Draft, heard: Heard, turn: Turn, world: World) -> Outcome | None:
    """Price, what to bring, who it is for: known of the offer itself."""
    aspects = aspects_of(turn.text)
    if turn.intent != "detail" or not aspects or not draft.offer:
        return None
    offer = world.bookings.offer(draft.offer)
    told = writer_of(offer, turn, world).detail(aspects) if offer else None
    if told is None or offer is None:
        return None
    back = led_back(draft, turn, world)
    return replace(back, reply=told.then(back.reply) if back.reply else told)


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
    busy = busy or _listening(turn)
    if draft is None or busy or turn.intent not in LED_BACK or not outcome.reply:
        return outcome
    if turn.intent == "nlu_fallback" or turn.intent in ("affirm", "deny", "select"):
        # It was meant as an answer, but for none of what was asked.
        return _once_more(draft, turn, world)
    back = led_back(draft, turn, world)
    offer = next((each for each in offers_of(draft, world) if each.id == draft.offer), None)
    if back.reply is None or offer is None:
        return outcome
    lead = writer_of(offer, turn, world).say("booking_resume")
    slots = {**(outcome.slots or {}), **(back.slots or {})}
    return replace(outcome, reply=outcome.reply.then(lead).then(back.reply), slots=slots)


def _once_more(draft: Draft, turn: Turn, world: World) -> Outcome:
    offers = offers_of(draft, world)
    stand = Arranger(world.bookings).take(draft, Heard(""), offers, turn.now)
    return stand_to(stand, turn, world)
