"""Forgetting somebody who has booked or reported: what is over goes at once, the rest is told."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from actions.bookings.desk import held_by, slot_of, writer_of
from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import words
from assistant.booking import Booking
from assistant.booking.personal import erase_person
from assistant.requests import erase_person as erase_reporter
from assistant.understanding.text import normalise
from assistant.wording.bookings import run_on
from assistant.wording.phrases import phrase_book

FORGET_BOOKINGS = "forget_bookings"
"""The open question: shall what is ahead be dropped too?"""


def forget_bookings(turn: Turn, world: World) -> list[Booking]:
    """Erases whose the bookings were that are over; those that are ahead are returned."""
    key = turn.person.key
    try:
        erase_person(world.engine, [key], turn.now)
        # A report that is still open stays until it is mended: it is of use to others too.
        erase_reporter(world.engine, [key], turn.now, open_too=False)
        return [each for each in held_by(turn, world) if each.person == key]
    except SQLAlchemyError:
        return []


def asked_about(held: Sequence[Booking], turn: Turn, world: World, outcome: Outcome) -> Outcome:
    """The outcome, followed by the question what shall become of the bookings that are ahead."""
    lines = []
    for booking in held:
        offer = world.bookings.offer(booking.offer)
        if offer:
            lines.append(writer_of(offer, turn, world).line(booking, slot_of(booking)))
    listed = run_on(lines, turn.language)
    question = phrase_book(turn.language).reply("privacy_bookings_too", list=listed)
    reply = outcome.reply.then(question) if outcome.reply else question
    slots = {**(outcome.slots or {}), "asked": {"question": FORGET_BOOKINGS}}
    return replace(outcome, reply=reply, slots=slots)


def forget_answer(turn: Turn, world: World, text: str) -> Early | None:
    """The answer to that question."""
    if turn.asked.get("question") != FORGET_BOOKINGS:
        return None
    said, book = normalise(text), phrase_book(turn.language)
    if words().is_said("no", said) or turn.intent == "deny":
        days = str(world.settings.booking_keep_days)
        return Early(Outcome(book.reply("privacy_bookings_kept", days=days)), final=True)
    if not (words().is_said("yes", said) or turn.intent in ("affirm", "cancel")):
        return None
    try:
        for booking in forget_bookings(turn, world):
            world.bookings.cancel(booking.id, turn.now)
        left = forget_bookings(turn, world)
    except SQLAlchemyError:
        return Early(Outcome(book.reply("bookings_failed"), {"asked": turn.asked}), final=True)
    key = "privacy_bookings_too_late" if left else "privacy_bookings_dropped"
    return Early(Outcome(book.reply(key)), final=True)
