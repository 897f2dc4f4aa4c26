"""Which of the bookings that are held is meant, and what becomes of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from actions.bookings.desk import held_by, shown_venue, slot_of, writer_of
from actions.bookings.making import stand_to
from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging import Arranger, Draft, hear
from assistant.arranging.words import any_word, words
from assistant.booking import Booking, Offer, Refusal
from assistant.codes import LONGEST, SHORTEST, is_code
from assistant.times import read_times
from assistant.understanding.numerals import digits
from assistant.understanding.text import normalise
from assistant.wording.bookings import booking_json, run_on
from assistant.wording.listing import count_said
from assistant.wording.measures import phone_number
from assistant.wording.phrases import phrase_book

CANCEL = "cancel_booking"
WHICH = "which_booking"
"""The open questions: shall it be dropped, and which one is meant."""
LISTED = 3
"""Bookings that are named at a time."""

_CODE = re.compile(
    r"(?<![0-9])[0-9零〇一二三四五六七八九幺](?:[ -]?[0-9零〇一二三四五六七八九幺]){3,7}"
)


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


def told_all(held: Sequence[Booking], turn: Turn, world: World) -> Outcome:
    """The bookings in a row."""
    book = phrase_book(turn.language)
    if not held:
        return Outcome(book.reply("bookings_none"))
    named = held[:LISTED]
    lines = [writer.line(each, slot_of(each)) for each, writer in _writers(named, turn, world)]
    listed = run_on(lines, "zh")
    if len(held) == 1:
        reply = book.reply("bookings_held_one", list=listed)
    else:
        count = count_said(len(held), turn.language)
        reply = book.reply("bookings_held", list=listed, count=count)
    offer = world.bookings.offer(held[0].offer)
    assert offer is not None  # noqa: S101 - offers are never deleted
    reply = replace(reply, booking=booking_json(held[0], offer))
    return Outcome(reply, shown_venue(offer))


def _writers(held: Sequence[Booking], turn: Turn, world: World) -> list[tuple[Booking, Any]]:
    found = []
    for each in held:
        offer = world.bookings.offer(each.offer)
        if offer:
            found.append((each, writer_of(offer, turn, world)))
    return found


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
    meant = meant_of(held, turn, world) or held
    if len(meant) == 1:
        return _one(meant[0], turn, world, what, turn.text)
    lines = [w.line(each, slot_of(each)) for each, w in _writers(meant[:LISTED], turn, world)]
    reply = book.reply(f"{what}_which", list=run_on(lines, "zh"))
    ids = [each.id for each in meant]
    asked = {"question": WHICH, "bookings": ids, "what": what, "wish": turn.text}
    return Outcome(reply, {"asked": asked})


def code_in(text: str) -> str:
    """The booking code in `text`, written or spoken; "" where there is none."""
    for match in _CODE.finditer(text):
        found = digits(match.group())
        if SHORTEST <= len(found) <= LONGEST and is_code(found):
            return found
    return ""


def _by_code(code: str, held: Sequence[Booking], turn: Turn, world: World, what: str) -> Outcome:
    """The booking of a code: the person's own, or any where the hotline asks."""
    found = next((each for each in held if each.code == code), None)
    if found is None and turn.channel == "operator":
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
    draft = replace(draft, start="")
    stand = Arranger(world.bookings).take(draft, heard, [offer], turn.now)
    if stand.slot == booking.start:
        stand = Arranger(world.bookings).take(draft, replace(heard, times=()), [offer], turn.now)
    return stand_to(stand, turn, world)


def _new_time(text: str) -> str:
    """What is said of the new time: what follows 改到 and the like, where that is said."""
    parts = re.split(r"改[到成为]|换[到成]|挪[到成]|推[到迟]|提前到|延到|\bto\b|\buntil\b", text)
    return parts[-1]


def held_now(turn: Turn, world: World) -> list[Booking] | None:
    """What the household holds; None where the database does not answer."""
    try:
        return held_by(turn, world)
    except SQLAlchemyError:
        return None


def meant_of(held: Sequence[Booking], turn: Turn, world: World) -> list[Booking]:
    """Those of `held` that the words tell: by service, by title, by time; [] where none is told."""
    said = normalise(turn.text)
    found = []
    for each in held:
        offer = world.bookings.offer(each.offer)
        if offer and (set(turn.services) & set(offer.services) or any_word(offer.words, said)):
            found.append(each)
    by_time = [each for each in found or held if _at(each, turn.text, turn.now)]
    return by_time or found


def _at(booking: Booking, text: str, now: datetime) -> bool:
    """Whether a time in `text` is that of the booking."""
    old = re.split(r"改[到成为]|换[到成]|挪[到成]|推[到迟]|提前到|延到|\bto\b", text)[0]
    times = [said for said in read_times(old, now) if said.start and said.end]
    return any(said.start <= booking.start < said.end for said in times if said.start and said.end)
