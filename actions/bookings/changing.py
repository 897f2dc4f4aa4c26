"""Which of the bookings that are held is meant, and what becomes of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from actions.bookings.desk import DRAFT, shown_venue, slot_of, writer_of
from actions.bookings.holding import LISTED, code_in, held_now, meant_of, told_all, with_writers
from actions.bookings.making import begin, stand_to
from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging import Arranger, Draft, hear
from assistant.arranging.heard import shift_in
from assistant.arranging.words import words
from assistant.booking import Booking, Offer, Refusal
from assistant.understanding.text import normalise
from assistant.wording.bookings import booking_json, run_on
from assistant.wording.measures import phone_number
from assistant.wording.phrases import phrase_book

CANCEL = "cancel_booking"
WHICH = "which_booking"
"""The open questions: shall it be dropped, and which one is meant."""

_NO_CANCELLING = re.compile(
    r"没(?:有)?说(?:要)?(?:取消|退)|不是(?:要)?(?:取消|退)|(?:取消|退)的是|(?:取消|退)了(?:吗|没)|"
    r"\bdidn't (?:say|ask)\b|\bdid you cancel\b"
)
_LATE = re.compile(r"晚(?:一?点|一?会儿?|些)?(?:才)?(?:到|来|过去)|迟到|\b(?:be|running) late\b")
_ANOTHER = re.compile(r"再约|再订|再来一[次个]|另约|另外约|多约|\banother\b|\bone more\b|\bagain\b")


def held_answer(turn: Turn, world: World, text: str) -> Early | None:
    """The answer to "shall I cancel it?" and to "which one?"."""
    question = turn.asked.get("question")
    if question == CANCEL:
        return _cancel_answer(turn, world, text)
    if question != WHICH:
        return None
    ids = turn.asked["bookings"]
    held = [each for each in (held_now(turn, world) or []) if each.id in ids]
    chosen = meant_of(held, turn, world)
    at = turn.ordinal
    if at is not None and -1 <= at < len(held):
        chosen = [held[at]]
    if len(chosen) != 1:
        return None
    outcome = _one(chosen[0], turn, world, turn.asked["what"], turn.asked.get("wish") or text)
    return Early(outcome, final=True)


def shifted(turn: Turn, world: World, text: str) -> Early | None:
    """能提前半小时吗, of what is held: it sounds like many things, but can mean only that."""
    if turn.slot(DRAFT) or turn.intent == "cancel" or shift_in(text, turn.now) is None:
        return None
    return Early(about(turn, world, "move"), final=True) if held_now(turn, world) else None


def _cancel_answer(turn: Turn, world: World, text: str) -> Early | None:
    said, lists = normalise(text), words()
    kept = lists.is_said("no", said) or re.search(r"不退|别退|不取消|留着|keep it", said)
    book = phrase_book(turn.language)
    if kept or turn.intent == "deny":
        return Early(Outcome(book.reply("cancel_kept")), final=True)
    if not (lists.is_said("yes", said) or turn.intent in ("affirm", "cancel")):
        return None
    return Early(_drop(turn.asked["booking"], turn, world), final=True)


def _drop(booking: str, turn: Turn, world: World) -> Outcome:
    book = phrase_book(turn.language)
    try:
        held = world.bookings.booking(booking)
        offer = world.bookings.offer(held.offer) if held else None
        result = world.bookings.cancel(booking, turn.now)
    except SQLAlchemyError:
        return Outcome(book.reply("bookings_failed"), {"asked": turn.asked})
    if held is None or offer is None or result is Refusal.GONE:
        return Outcome(book.reply("change_gone"))
    words_of = writer_of(offer, turn, world)
    if isinstance(result, Refusal):
        return Outcome(words_of.too_late(slot_of(held)), shown_venue(offer))
    reply = words_of.say("cancel_done", slot_of(held))
    slots = shown_venue(offer)
    return Outcome(replace(reply, booking=booking_json(result, offer)), slots)


def about(turn: Turn, world: World, what: str) -> Outcome:
    """One booking is to be changed: which, and then how."""
    book = phrase_book(turn.language)
    held = held_now(turn, world)
    if held is None:
        return Outcome(book.reply("bookings_failed"))
    code = code_in(turn.text)
    if code:
        return _by_code(code, held, turn, world, what)
    if not held:
        return Outcome(book.reply("bookings_none"))
    if what == "cancel" and _NO_CANCELLING.search(turn.text):
        return told_all(held, turn, world)
    if what == "move" and _LATE.search(turn.text) and held:
        return _late(held, turn, world)
    if what == "move" and _ANOTHER.search(turn.text):
        return _another(held, turn, world)
    meant = meant_of(held, turn, world)
    if not meant and turn.surely_meant:
        return _not_held(held, turn, world)
    meant = meant or held
    if len(meant) == 1:
        return _one(meant[0], turn, world, what, turn.text)
    lines = [w.line(each, slot_of(each)) for each, w in with_writers(meant[:LISTED], turn, world)]
    reply = book.reply(f"{what}_which", list=run_on(lines, "zh"))
    ids = [each.id for each in meant]
    asked = {"question": WHICH, "bookings": ids, "what": what, "wish": turn.text}
    return Outcome(reply, {"asked": asked})


def _not_held(held: Sequence[Booking], turn: Turn, world: World) -> Outcome:
    """What is spoken of is not booked: what is, instead of touching something else."""
    book = phrase_book(turn.language)
    entry = world.catalogue[turn.services[0]]
    label = entry.label_en if turn.language == "en" else entry.label_zh
    lines = [w.line(each, slot_of(each)) for each, w in with_writers(held[:LISTED], turn, world)]
    return Outcome(book.reply("held_not", service=label, list=run_on(lines, turn.language)))


def _late(held: Sequence[Booking], turn: Turn, world: World) -> Outcome:
    """Somebody will come late: the time stays, and whom to tell."""
    booking = (meant_of(held, turn, world) or held)[0]
    offer = world.bookings.offer(booking.offer)
    if offer is None:
        return Outcome(phrase_book(turn.language).reply("bookings_failed"))
    return Outcome(writer_of(offer, turn, world).say("booking_late", slot_of(booking)))


def _another(held: Sequence[Booking], turn: Turn, world: World) -> Outcome:
    """再约一次: the same once more, beside the first."""
    last = (meant_of(held, turn, world) or held)[-1]
    offer = world.bookings.offer(last.offer)
    same = _same_time(turn.text, last)
    text = f"{turn.text}，{same:%m月%d日%H点%M分}" if same else turn.text
    begun = begin(offer.services[:1], text, turn, world) if offer else None
    return begun or Outcome(phrase_book(turn.language).reply("book_what"))


def _same_time(text: str, booking: Booking) -> datetime | None:
    """同一时间: the time of the booking, a week or a day later."""
    if not re.search(r"同一(?:个)?时间|一样的时间|same time", text):
        return None
    week = re.search(r"下(?:个|一)?(?:星期|周|礼拜)|next week", text)
    return booking.start + timedelta(days=7 if week else 1)


def _by_code(code: str, held: Sequence[Booking], turn: Turn, world: World, what: str) -> Outcome:
    """The booking of a code: the person's own, or any where the hotline asks."""
    found = next((each for each in held if each.code == code), None)
    if found is None and turn.can.callers:
        found = world.bookings.with_code(code)
    if found is None:
        said = phone_number(code, turn.language)
        return Outcome(phrase_book(turn.language).reply("code_unknown", code=said))
    return _one(found, turn, world, what, turn.text)


def _one(booking: Booking, turn: Turn, world: World, what: str, text: str) -> Outcome:
    offer = world.bookings.offer(booking.offer)
    assert offer is not None  # noqa: S101 - offers are never deleted
    if what == "cancel":
        reply = writer_of(offer, turn, world).say("cancel_ask", slot_of(booking))
        asked = {"question": CANCEL, "booking": booking.id}
        return Outcome(reply, {"asked": asked} | shown_venue(offer))
    return _move(booking, offer, turn, world, text)


def _move(booking: Booking, offer: Offer, turn: Turn, world: World, text: str) -> Outcome:
    draft = Draft(
        request=booking.id,
        services=offer.services,
        offers=(offer.id,),
        offer=offer.id,
        moves=booking.id,
        quantity=booking.quantity,
        time_text="",
        # What is left out of the new time is as it was.
        start=booking.start.isoformat(),
    )
    heard = hear(_new_time(text), draft, turn.now)
    draft = draft if heard.shift else replace(draft, start="")
    stand = Arranger(world.bookings).take(draft, heard, [offer], turn.now)
    if stand.slot == booking.start:
        stand = Arranger(world.bookings).take(draft, replace(heard, times=()), [offer], turn.now)
    return stand_to(stand, turn, world)


def _new_time(text: str) -> str:
    """What is said of the new time: what follows 改到 and the like, where that is said."""
    parts = re.split(r"改[到成为]|换[到成]|挪[到成]|推[到迟]|提前到|延到|\bto\b|\buntil\b", text)
    return parts[-1]
