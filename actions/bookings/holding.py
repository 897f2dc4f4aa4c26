"""Which bookings are held, which of them is meant, and what they are."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from actions.bookings.desk import held_by, shown_venue, slot_of, writer_of
from actions.early import Early
from actions.outcome import Outcome
from actions.turn import Turn
from actions.world import World
from assistant.arranging.words import any_word
from assistant.booking import Booking
from assistant.codes import LONGEST, SHORTEST, is_code
from assistant.times import read_times
from assistant.understanding.numerals import digits
from assistant.understanding.text import normalise
from assistant.wording.booking_questions import QuestionWriter
from assistant.wording.bookings import booking_json, run_on
from assistant.wording.keywords import aspects_of
from assistant.wording.listing import count_said
from assistant.wording.phrases import phrase_book

LISTED = 3
"""Bookings that are named at a time."""

_AFTER = re.compile(
    r"确认了(?:吗|没)|约上了(?:吗|没)|约好了(?:吗|没)|预约码|预约号|"
    r"\b(?:is it|has it been) confirmed\b|\bmy (?:booking )?code\b"
)

_CODE = re.compile(
    r"(?<![0-9])[0-9零〇一二三四五六七八九幺](?:[ -]?[0-9零〇一二三四五六七八九幺]){3,7}"
)


def asked_after(turn: Turn, world: World, text: str) -> Early | None:
    """确认了吗, 预约码多少: what is held is told, where anything is."""
    changes = turn.intent in ("cancel", "reschedule", "book")
    if changes or turn.slot("draft") or not _AFTER.search(normalise(text)):
        return None
    held = held_now(turn, world)
    if not held:
        return None
    return Early(told_all(meant_of(held, turn, world) or held, turn, world), final=True)


def told_of_one(held: Sequence[Booking], turn: Turn, world: World) -> Outcome | None:
    """刚才约的多少钱: price and the like of the one booking; None where anything else is asked."""
    offer = world.bookings.offer(held[0].offer) if len(held) == 1 else None
    told = writer_of(offer, turn, world).detail(aspects_of(turn.text)) if offer else None
    return Outcome(told, shown_venue(offer)) if told and offer else None


def told_all(held: Sequence[Booking], turn: Turn, world: World) -> Outcome:
    """The bookings in a row."""
    book = phrase_book(turn.language)
    if not held:
        return Outcome(book.reply("bookings_none"))
    named = held[:LISTED]
    lines = [writer.line(each, slot_of(each)) for each, writer in with_writers(named, turn, world)]
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


def with_writers(
    held: Sequence[Booking], turn: Turn, world: World
) -> list[tuple[Booking, QuestionWriter]]:
    """The bookings, each with somebody to put it into words."""
    found = []
    for each in held:
        offer = world.bookings.offer(each.offer)
        if offer:
            found.append((each, writer_of(offer, turn, world)))
    return found


def code_in(text: str) -> str:
    """The booking code in `text`, written or spoken; "" where there is none."""
    for match in _CODE.finditer(text):
        found = digits(match.group())
        if SHORTEST <= len(found) <= LONGEST and is_code(found):
            return found
    return ""


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
