"""When something booked is, in words: "今天下午三点", "between two and four tomorrow afternoon"."""

from datetime import datetime, timedelta

from assistant.booking import Kind, Offer, Slot
from assistant.booking.schedule import lessons_of
from assistant.wording.listing import count_said
from assistant.wording.moments import day_en, moment
from assistant.wording.phrases import Said, phrase_book

LONG = timedelta(hours=1)
"""From this length on people want to know when an appointment ends."""

_PARTS_ZH = ("凌晨", "早上", "上午", "中午", "下午", "晚上")


def when(offer: Offer, slot: Slot, now: datetime, language: str, *, dayless: bool = False) -> Said:
    """When a slot of `offer` is, as seen from `now`: with the day, unless that was just said."""
    book = phrase_book(language)
    start = day_and_time(slot.start, now, language)
    if dayless:
        start = moment(slot.start, slot.start, language)
    if offer.kind is Kind.COURSE:
        count = count_said(len(lessons_of(offer, slot.start)), language)
        return book.said("booking_course", start=start, count=count)
    if offer.kind is Kind.VISIT:
        return _window(slot, now, language, start, dayless=dayless)
    if offer.kind is Kind.ORDER or (offer.kind is Kind.APPOINTMENT and offer.length >= LONG):
        return book.said("booking_span", start=start, end=_end(slot, language))
    return start


def _window(slot: Slot, now: datetime, language: str, start: Said, *, dayless: bool) -> Said:
    """明天下午两点到四点之间; in English the day stands before "between"."""
    book = phrase_book(language)
    if language != "en":
        return book.said("booking_window", start=start, end=_end(slot, language))
    opens = _clock_en(moment(slot.start, slot.start, language))
    said = book.said("booking_window", start=opens, end=_end(slot, language))
    today = slot.start.date() == now.date()
    day = book.said("booking_today").text if today else day_en(slot.start.date(), now.date())
    return said if dayless else Said(f"{day} {said.text}", f"{day} {said.speech}")


def _clock_en(said: Said) -> Said:
    return Said(said.text, said.speech.removeprefix("at "))


def day_and_time(at: datetime, now: datetime, language: str) -> Said:
    """A moment with its day, today included."""
    said = moment(at, now, language)
    if at.date() != now.date():
        return said
    today = phrase_book(language).said("booking_today")
    gap = " " if language == "en" else ""
    return Said(f"{today.text}{gap}{said.text}", f"{today.speech}{gap}{said.speech}")


def _end(slot: Slot, language: str) -> Said:
    """The end of a window by the clock: on the same day, its part of the day is not said again."""
    said = moment(slot.end, slot.end, language)
    if language == "en":
        return _clock_en(said)
    start = moment(slot.start, slot.start, language).speech
    part = next((name for name in _PARTS_ZH if said.speech.startswith(name)), "")
    same = bool(part) and start.startswith(part)
    return Said(said.text, said.speech.removeprefix(part) if same else said.speech)
