"""Making a booking: from the first wish to the code."""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from actions.bookings.desk import BOOKED, DRAFT, offers_near, shown_venue, slot_of, writer_of
from actions.outcome import Outcome
from actions.reminders import stopped
from actions.turn import Turn
from actions.world import World
from assistant.arranging import Arranger, Draft, Heard, Stand, Step, hear
from assistant.arranging.fitting import Why
from assistant.arranging.heard import problem_in
from assistant.booking import Booking, Details, Offer, Refusal, Wish
from assistant.people import HOME
from assistant.wording.bookings import noted
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)

ANY_CRAFTSMAN = "craftsman_home_service"
"""The service that is understood where no more is said than that somebody is to come."""
OFFERED = "book"
"""The open question: shall that be booked too?"""
PIECE = 8
"""Digits up to which a number is taken for the first piece of one."""
MOST_TRIES = 3
"""How often one thing is asked for before the person is told whom to call."""


def begin(
    services: Sequence[str],
    text: str,
    turn: Turn,
    world: World,
    rest: Sequence[str] = (),
    rest_wish: str = "",
) -> Outcome | None:
    """Begins to book; None where nothing can be booked for `services`.

    `rest` is booked next, as `rest_wish` wishes.
    """
    offers = offers_near(services, turn, world)
    if not offers:
        return None
    draft = Draft(
        request=uuid.uuid4().hex,
        services=tuple(services),
        offers=tuple(each.id for each in offers),
        phone=turn.slot("phone") or "",
        home=home_name(turn),
        rest=tuple(rest),
        rest_wish=rest_wish,
        touched=turn.now.isoformat(),
    )
    heard = hear(text, draft, turn.now)
    draft = replace(draft, note=problem_in(text, heard.times))
    stand = Arranger(world.bookings).take(draft, heard, offers, turn.now)
    return with_title(stand_to(stand, turn, world), stand, turn, world)


def with_title(outcome: Outcome, stand: Stand, turn: Turn, world: World) -> Outcome:
    """The first question, led in by what is about to be booked where it does not say so itself."""
    opened = stand.fit is not None and stand.fit.why is Why.OPEN
    named = opened or stand.wrong_age or stand.step in (Step.OFFER, Step.CONFIRM)
    if stand.offer is None or outcome.reply is None or named:
        return outcome
    lead = writer_of(stand.offer, turn, world).say("booking_lead")
    return replace(outcome, reply=lead.then(outcome.reply))


def home_name(turn: Turn) -> str:
    """What the person's home is called, to be completed by a door number; "" if not known."""
    home = turn.own_place(HOME) or turn.here
    return home.name(turn.language) if home else ""


def go_on(draft: Draft, heard: Heard, turn: Turn, world: World) -> Outcome:
    """Takes what was heard into the draft; asks for the next thing, or books."""
    offers = offers_of(draft, world)
    if heard.bad_phone and draft.asked == Step.PHONE:
        return bad_phone(draft, heard, offers, turn, world)
    if heard.unknown and draft.asked == Step.PHONE and not heard.phone:
        return no_phone(draft, offers, turn, world)
    confirmed = draft.asked == Step.CONFIRM and heard.yes and not heard.tells
    stand = Arranger(world.bookings).take(draft, heard, offers, turn.now)
    if confirmed and stand.step is Step.CONFIRM and stand.offer:
        return book(stand.draft, stand.offer, turn, world)
    if draft.asked == Step.CONFIRM and heard.no and stand.draft.start == draft.start:
        reply = phrase_book(turn.language).reply("booking_wrong_what")
        return Outcome(reply, keeping(draft, turn))
    return stand_to(stand, turn, world)


def offers_of(draft: Draft, world: World) -> list[Offer]:
    """The offers of a draft, in its order; those that are no longer made are left out."""
    found = {offer: world.bookings.offer(offer) for offer in draft.offers}
    return [offer for offer in found.values() if offer]


def stand_to(stand: Stand, turn: Turn, world: World) -> Outcome:
    """The question that a draft has come to, with what is remembered."""
    offer, draft = stand.offer, stand.draft
    if offer is None:
        return Outcome(choice_of(stand.choices, turn), keeping(draft, turn))
    words = writer_of(offer, turn, world)
    slots = keeping(draft, turn) | shown_venue(offer)
    if stand.wrong_age:
        who = offer.who_en if turn.language == "en" else offer.who_zh
        return Outcome(words.say("booking_wrong_age", who=who), slots | {DRAFT: None})
    if draft.places > offer.most and not draft.moves:
        return too_many(draft, offer, turn, world)
    if draft.tries > MOST_TRIES and stand.step is not Step.CONFIRM:
        return given_up(offer, turn, world)
    if stand.step is Step.CONFIRM:
        slot = world.bookings.slot(offer, stand.slot) if stand.slot else None
        assert slot is not None  # noqa: S101 - nothing is missing
        return Outcome(words.read_back(draft, slot), slots)
    question = words.question(stand)
    if stand.noted:
        question = phrase_book(turn.language).reply("booking_noted").then(question)
    return Outcome(question, slots)


def choice_of(choices: Sequence[Offer], turn: Turn) -> Reply:
    """Which of these offers is meant?"""
    titles = [each.title(turn.language) for each in choices]
    between = " or " if turn.language == "en" else "，还是"
    end = "?" if turn.language == "en" else "？"
    reply = phrase_book(turn.language).reply(
        "booking_ask_offer", choices=between.join(titles) + end
    )
    return replace(reply, suggestions=tuple(titles))


def bad_phone(
    draft: Draft, heard: Heard, offers: Sequence[Offer], turn: Turn, world: World
) -> Outcome:
    """The digits are no telephone number; told what was heard, so that it can be mended."""
    draft = replace(draft, digits="").asking(Step.PHONE)
    offer = next(each for each in offers if each.id == draft.offer)
    if draft.tries > MOST_TRIES:
        return given_up(offer, turn, world)
    words = writer_of(offer, turn, world)
    if len(heard.bad_phone) <= PIECE:
        # 幺三八 … 零零幺三 …: the first pieces of a number.
        piece = replace(draft, digits=heard.bad_phone, tries=1)
        return Outcome(words.piece_of_phone(heard.bad_phone), keeping(piece, turn))
    return Outcome(words.bad_phone(heard.bad_phone), keeping(draft, turn))


def no_phone(draft: Draft, offers: Sequence[Offer], turn: Turn, world: World) -> Outcome:
    """Somebody has no number, or does not want to give one: why it is needed, and what else."""
    draft = draft.asking(Step.PHONE)
    offer = next(each for each in offers if each.id == draft.offer)
    if draft.tries > MOST_TRIES:
        return given_up(offer, turn, world)
    return Outcome(writer_of(offer, turn, world).say("booking_phone_needed"), keeping(draft, turn))


def given_up(offer: Offer, turn: Turn, world: World) -> Outcome:
    """Nothing is booked; whom to call."""
    words = writer_of(offer, turn, world)
    phoned = bool(str(words.fields["phone"][0]))
    key = "booking_given_up" if phoned else "booking_given_up_unphoned"
    return Outcome(words.say(key), {DRAFT: None} | shown_venue(offer))


def book(draft: Draft, offer: Offer, turn: Turn, world: World) -> Outcome:
    """Books, or moves, what was read back."""
    words = writer_of(offer, turn, world)
    try:
        result = _done(draft, offer, turn, world)
    except SQLAlchemyError as error:
        log.error("a booking could not be made: %s", type(error).__name__)
        return Outcome(words.say("booking_failed"), keeping(draft, turn))
    if isinstance(result, Booking):
        slots = {DRAFT: None, BOOKED: offer.id, "phone": draft.phone or turn.slot("phone")}
        slots |= shown_venue(offer)
        told = words.moved if draft.moves else words.made
        return with_rest(Outcome(told(result, slot_of(result)), slots), draft, turn, world)
    return refused(result, draft, offer, turn, world)


def _done(draft: Draft, offer: Offer, turn: Turn, world: World) -> Booking | Refusal:
    start = draft.wanted
    assert start is not None  # noqa: S101 - it was read back
    if draft.moves:
        made = world.bookings.move(draft.moves, start, turn.now)
    else:
        made = _booked(draft, offer, start, turn, world)
    if turn.person.habits.no_reminders:
        stopped(turn, world)
    return made


def _booked(
    draft: Draft, offer: Offer, start: datetime, turn: Turn, world: World
) -> Booking | Refusal:
    details = Details(draft.phone, draft.address, draft.age, noted(draft, offer), turn.language)
    request = turn.request or draft.request
    wish = Wish(request, offer.id, start, turn.person.key, draft.places, details)
    return world.bookings.book(wish, turn.now)


def with_rest(outcome: Outcome, draft: Draft, turn: Turn, world: World) -> Outcome:
    """Asks about what else was wished in the same sentence."""
    if not draft.rest or not outcome.reply:
        return outcome
    entry = world.catalogue[draft.rest[0]]
    label = entry.label_en if turn.language == "en" else entry.label_zh
    asked = {
        "question": OFFERED,
        "services": list(draft.rest[:1]),
        "wish": draft.rest_wish or entry.label_zh,
    }
    question = phrase_book(turn.language).reply("booking_next", service=label)
    slots = {**(outcome.slots or {}), "asked": asked}
    return replace(outcome, reply=outcome.reply.then(question), slots=slots)


def made_by_this(turn: Turn, world: World) -> Outcome | None:
    """The booking that this very message made already: it came again after a restart."""
    known = world.bookings.requested(turn.request) if turn.request else None
    offer = world.bookings.offer(known.offer) if known else None
    if known is None or offer is None:
        return None
    return Outcome(writer_of(offer, turn, world).made(known, slot_of(known)))


def too_many(draft: Draft, offer: Offer, turn: Turn, world: World) -> Outcome:
    """More places are wished than one booking may have: how many shall it be?"""
    again = replace(draft, quantity=0).asking(Step.QUANTITY)
    words = writer_of(offer, turn, world)
    reply = words.say("booking_too_many", most=str(offer.most), unit=words.unit)
    return Outcome(reply, keeping(again, turn) | shown_venue(offer))


def refused(refusal: Refusal, draft: Draft, offer: Offer, turn: Turn, world: World) -> Outcome:
    """It cannot be had: why, and what can."""
    words = writer_of(offer, turn, world)
    if refusal is Refusal.ALREADY:
        for held in world.bookings.of([turn.person.key], turn.now):
            if held.offer == offer.id and held.start == draft.wanted:
                return Outcome(words.already(held, slot_of(held)), {DRAFT: None})
    if refusal is Refusal.TOO_MANY:
        return too_many(draft, offer, turn, world)
    if draft.moves and refusal in (Refusal.TOO_LATE, Refusal.GONE):
        held_one = world.bookings.booking(draft.moves)
        if refusal is Refusal.TOO_LATE and held_one:
            return Outcome(words.too_late(slot_of(held_one)), {DRAFT: None})
        return Outcome(words.say("change_gone"), {DRAFT: None})
    if refusal is Refusal.WITHDRAWN:
        return given_up(offer, turn, world)
    return stand_to(Arranger(world.bookings).lost(draft, offer, turn.now), turn, world)


def keeping(draft: Draft, turn: Turn) -> dict[str, Any]:
    """The slots with which a draft goes on."""
    touched = replace(draft, touched=turn.now.isoformat(), paused=False)
    return {DRAFT: touched.as_json(), "asked": {"question": DRAFT}}
