"""Bookings in words: questions, reading back, what was booked, what is held."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.arranging import Draft
from assistant.arranging.phones import spoken_groups
from assistant.booking import Booking, Kind, Need, Offer, Slot, Status
from assistant.booking.venue import Venue
from assistant.wording.booked_times import when
from assistant.wording.listing import count_said
from assistant.wording.measures import minutes_said, phone_number
from assistant.wording.numbers import en_digits, zh_digits
from assistant.wording.phrases import Field, Said, phrase_book
from assistant.wording.reply import Reply

_DOOR_NUMBER = re.compile(r"\d{3,}")


class BookingWriter:
    """Puts bookings of one offer at one venue into the person's language."""

    def __init__(self, offer: Offer, venue: Venue | None, now: datetime, language: str) -> None:
        self.offer = offer
        self.venue = venue
        self.now = now
        self.language = language
        self.book = phrase_book(language)

    @property
    def fields(self) -> dict[str, Field]:
        """Title, place and phone, as most sentences want them."""
        title = self.offer.title(self.language)
        place = self.venue.called(self.language) if self.venue else ""
        return {"title": title, "place": place or title, "phone": self._phone}

    @property
    def unit(self) -> str:
        """What one place of the offer is."""
        english = self.language == "en"
        return (self.offer.unit_en or "place") if english else (self.offer.unit_zh or "位")

    @property
    def _phone(self) -> Said:
        if self.venue is None or not self.venue.phone:
            return Said("", "")
        number = phone_number(self.venue.phone, self.language)
        return self.book.said("booking_phone_aside", phone=number)

    def when(self, slot: Slot) -> Said:
        """When a slot of the offer is."""
        return when(self.offer, slot, self.now, self.language)

    def read_back(self, draft: Draft, slot: Slot) -> Reply:
        """Everything once, before it is booked."""
        if draft.moves:
            return self.book.reply("move_confirm", when=self.when(slot), **self.fields)
        key = "booking_confirm_visit" if draft.address else "booking_confirm"
        fields = self.fields | {"when": self.when(slot), "more": self._more(draft, slot)}
        if draft.address:
            fields["address"] = address_said(draft.address, self.language)
        return self.book.reply(key, **fields)

    def _more(self, draft: Draft, slot: Slot) -> Said:
        said = []
        if draft.quantity > 1 or self.offer.kind is Kind.ORDER:
            count = count_said(draft.places, self.language)
            if self.offer.unit_zh:
                said.append(self.book.said("booking_more_quantity", count=count, unit=self.unit))
            else:
                said.append(self.book.said("booking_more_people", count=count))
        if draft.phone and Need.PHONE in self.offer.needs:
            phone = phone_number(spoken_groups(draft.phone), self.language)
            said.append(self.book.said("booking_more_phone", phone=phone))
        if self.offer.kind is Kind.APPOINTMENT and draft.length > self.offer.minutes:
            once = minutes_said(self.offer.minutes, self.language)
            said.append(self.book.said("booking_more_length", minutes=once))
        note = noted(draft, self.offer)
        if note:
            said.append(self.book.said("booking_more_note", note=note))
        who = self.offer.who_en if self.language == "en" else self.offer.who_zh
        if who and draft.age is None:
            said.append(self.book.said("booking_more_who", who=who))
        price = self.offer.price_en if self.language == "en" else self.offer.price_zh
        if price:
            said.append(self.book.said("booking_more_price", price=price))
        if slot.unconfirmed:
            said.append(self.book.said("booking_more_unconfirmed"))
        return run_on(said, self.language)

    def made(self, booking: Booking, slot: Slot) -> Reply:
        """It is booked, or waits for the provider."""
        key = "booking_pending" if booking.status is Status.PENDING else "booking_made"
        return replace(self._told(key, booking, slot), booking=booking_json(booking, self.offer))

    def moved(self, booking: Booking, slot: Slot) -> Reply:
        """It is at another time now."""
        key = "move_pending" if booking.status is Status.PENDING else "move_done"
        return replace(self._told(key, booking, slot), booking=booking_json(booking, self.offer))

    def already(self, booking: Booking, slot: Slot) -> Reply:
        """The person holds it already."""
        reply = self._told("booking_already", booking, slot)
        return replace(reply, booking=booking_json(booking, self.offer))

    def _told(self, key: str, booking: Booking, slot: Slot) -> Reply:
        fields = self.fields | {"when": self.when(slot), "code": self._code(booking)}
        if "bring" in self.book[key].fields:
            fields["bring"] = self.bring
        return self.book.reply(key, **_used(fields, self.book[key].fields))

    @property
    def bring(self) -> Said:
        """What to bring, as a sentence; empty where nothing is."""
        bring = self.offer.bring_en if self.language == "en" else self.offer.bring_zh
        return self.book.said("booking_bring", bring=bring) if bring else Said("", "")

    def _code(self, booking: Booking) -> Said:
        return phone_number(booking.code, self.language)

    def line(self, booking: Booking, slot: Slot) -> Said:
        """A booking in a list."""
        pending = booking.status is Status.PENDING
        state = self.book.said("booking_state_pending") if pending else Said("", "")
        fields = self.fields | {"when": self.when(slot), "code": self._code(booking)}
        said = self.book.said("booking_line", state=state, **_without(fields, "phone"))
        gap = " " if self.language == "en" else ""
        return Said(said.text + gap, said.speech + gap)

    def say(self, key: str, slot: Slot | None = None, **more: Field) -> Reply:
        """A phrase about the offer; `slot` tells when."""
        fields = self.fields | more
        if slot:
            fields["when"] = self.when(slot)
        return self.book.reply(key, **_used(fields, self.book[key].fields))

    def too_late(self, slot: Slot) -> Reply:
        """It begins too soon to be moved or dropped."""
        ahead = minutes_said(self.offer.cancel_minutes, self.language)
        return self.say("change_too_late", slot, ahead=ahead)

    def detail(self, aspects: Sequence[str]) -> Reply | None:
        """What was asked about the offer itself; None where that is about the place."""
        english = self.language == "en"
        offer = self.offer
        known = {
            "price": offer.price_en if english else offer.price_zh,
            "bring": offer.bring_en if english else offer.bring_zh,
            "eligibility": offer.who_en if english else offer.who_zh,
        }
        fields = {"price": "price", "bring": "bring", "eligibility": "who"}
        for aspect in aspects:
            if known.get(aspect):
                name = fields[aspect]
                return self.say(f"booking_detail_{name}", None, **{name: known[aspect]})
        return None


def address_said(address: str, language: str) -> Said:
    """An address: long numbers in it are said digit by digit, as doors are."""
    say = en_digits if language == "en" else zh_digits
    return Said(address, _DOOR_NUMBER.sub(lambda found: say(found.group()), address))


def noted(draft: Draft, offer: Offer) -> str:
    """What is passed on to the provider in the person's words."""
    if Need.PROBLEM in offer.needs:
        return draft.note
    agreed = Need.SYMPTOMS in offer.needs and draft.symptoms_agreed
    return draft.symptoms if agreed else ""


def booking_json(booking: Booking, offer: Offer) -> dict[str, object]:
    """A booking as the public interface shows it."""
    return {
        "id": booking.id,
        "service": offer.services[0],
        "place": offer.facility,
        "start": booking.start.isoformat(),
        "end": booking.end.isoformat(),
        "status": str(booking.status),
        "code": booking.code,
    }


def run_on(said: Sequence[Said], language: str) -> Said:
    """Sentences one after the other."""
    gap = " " if language == "en" else ""
    text, speech = (
        (gap.join(part).strip() for part in zip(*said, strict=True)) if said else ("", "")
    )
    return Said(text + gap if text else "", speech + gap if speech else "")


def _used(fields: dict[str, Field], wanted: frozenset[str]) -> dict[str, Field]:
    return {name: value for name, value in fields.items() if name in wanted}


def _without(fields: dict[str, Field], name: str) -> dict[str, Field]:
    return {key: value for key, value in fields.items() if key != name}
