"""Bookings in words: questions, reading back, what was booked, what is held."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.arranging import Draft, Stand, Step
from assistant.arranging.doors import door_of
from assistant.arranging.fitting import Fit, Why
from assistant.arranging.phones import spoken_groups
from assistant.booking import Booking, Kind, Need, Offer, Slot, Status
from assistant.booking.venue import Venue
from assistant.facilities.hours_calendar import DayKind, special_day
from assistant.times import load_days
from assistant.wording.booked_times import when
from assistant.wording.listing import count_said
from assistant.wording.measures import minutes_said, phone_number
from assistant.wording.moments import holiday_in_words, weekday_in_words
from assistant.wording.numbers import en_digits, zh_digits
from assistant.wording.phrases import Field, Said, phrase_book
from assistant.wording.reply import Reply

_DOOR_NUMBER = re.compile(r"\d{3,}")

CHILD = 16.0
"""Offers that end below this age are for children: the age of the child is asked for."""


class BookingWriter:
    """Puts bookings of one offer at one venue into the person's language."""

    def __init__(self, offer: Offer, venue: Venue | None, now: datetime, language: str) -> None:
        self._offer = offer
        self._venue = venue
        self._now = now
        self._language = language
        self._book = phrase_book(language)

    @property
    def fields(self) -> dict[str, Field]:
        """Title, place and phone, as most sentences want them."""
        title = self._offer.title(self._language)
        place = self._venue.called(self._language) if self._venue else ""
        return {"title": title, "place": place or title, "phone": self._phone}

    @property
    def unit(self) -> str:
        """What one place of the offer is."""
        english = self._language == "en"
        return (self._offer.unit_en or "place") if english else (self._offer.unit_zh or "位")

    @property
    def _phone(self) -> Said:
        if self._venue is None or not self._venue.phone:
            return Said("", "")
        number = phone_number(self._venue.phone, self._language)
        return self._book.said("booking_phone_aside", phone=number)

    def when(self, slot: Slot) -> Said:
        """When a slot of the offer is."""
        return when(self._offer, slot, self._now, self._language)

    def question(self, stand: Stand) -> Reply:
        """What has to be asked next."""
        draft = stand.draft
        if stand.step is Step.AGE:
            child = self._offer.age_below is not None and self._offer.age_below <= CHILD
            return self._book.reply("booking_ask_age_child" if child else "booking_ask_age")
        if stand.step is Step.TIME:
            assert stand.fit is not None  # noqa: S101 - a time is asked for with proposals
            return self.proposal(stand.fit, moving=bool(draft.moves))
        if stand.step is Step.QUANTITY:
            return self._book.reply("booking_ask_quantity", unit=self.unit)
        if stand.step is Step.ADDRESS:
            return self._ask_address(draft)
        if stand.step is Step.SYMPTOMS:
            return self._book.reply("booking_ask_symptoms", symptoms=draft.symptoms)
        return self._book.reply(f"booking_ask_{stand.step}")

    def _ask_address(self, draft: Draft) -> Reply:
        if draft.tries > 1:
            return self._book.reply("booking_ask_address_again")
        known = draft.address_of or draft.home
        if known and door_of(known).is_bare:
            return self._book.reply("booking_ask_estate", door=address_said(known, self._language))
        if known:
            return self._book.reply("booking_ask_address_home", home=known)
        order = self._offer.kind is Kind.ORDER
        return self._book.reply(f"booking_ask_address_{'order' if order else 'visit'}")

    def piece_of_phone(self, digits: str) -> Reply:
        """The first pieces of a number were heard: it may go on."""
        return self._book.reply("booking_phone_piece", digits=phone_number(digits, self._language))

    def bad_phone(self, digits: str) -> Reply:
        """What was heard is no telephone number."""
        said = phone_number(spoken_groups(digits), self._language)
        count = count_said(len(digits), self._language)
        return self._book.reply("booking_ask_phone_again", digits=said, count=count)

    def proposal(self, fit: Fit, *, moving: bool = False) -> Reply:
        """The times that can be had, after why the one that was said cannot."""
        if fit.why is Why.NOTHING or (fit.why is not Why.PROBLEM and not fit.proposed):
            return self._book.reply("booking_nothing", **self.fields)
        why = self._why(fit)
        if not fit.proposed:
            assert why is not None  # noqa: S101 - a problem is told
            return why
        first = self.when(fit.proposed[0])
        if fit.why is Why.OPEN:
            dated = self._offer.kind in (Kind.COURSE, Kind.EVENT)
            key = "booking_ask_date" if dated else "booking_ask_time"
            key = "move_ask_time" if moving else key
            return self._book.reply(key, first=first, **self.fields)
        if len(fit.proposed) == 1:
            asked = self._book.reply("booking_ask_time_one", first=first)
        else:
            second = self._beside(fit.proposed[0], fit.proposed[1])
            either = fit.why is Why.AMBIGUOUS
            key = "booking_ask_time_which" if either else "booking_ask_time_two"
            asked = self._book.reply(key, first=first, second=second)
        return why.then(asked) if why else asked

    def _beside(self, first: Slot, second: Slot) -> Said:
        """The second of two times: its day is said where it is another one."""
        if first.start.date() != second.start.date():
            return self.when(second)
        return when(self._offer, second, second.start, self._language, dayless=True)

    def _day(self, moment: datetime) -> str:
        """A day with the reason why nobody is there: a holiday, or the weekday."""
        found = special_day(moment.date(), load_days())
        holiday = found.holiday if found and found.kind is DayKind.HOLIDAY else ""
        if holiday:
            return holiday_in_words(holiday, self._language)
        return weekday_in_words(moment.date(), self._language)

    def _why(self, fit: Fit) -> Reply | None:
        if fit.why is Why.PROBLEM and fit.problem:
            return self._book.reply(f"time_{fit.problem.value}")
        if fit.why is Why.CLOSED_DAY and fit.said:
            return self._book.reply(
                "booking_why_closed_day", day=self._day(fit.said), **self.fields
            )
        if fit.why in (Why.FULL, Why.CLOSED, Why.TOO_SOON, Why.TOO_FAR):
            days = count_said(self._offer.days_ahead, self._language)
            fields = self.fields | {"days": days}
            return self._book.reply(f"booking_why_{fit.why.value}", **fields)
        return None

    def read_back(self, draft: Draft, slot: Slot) -> Reply:
        """Everything once, before it is booked."""
        if draft.moves:
            return self._book.reply("move_confirm", when=self.when(slot), **self.fields)
        key = "booking_confirm_visit" if draft.address else "booking_confirm"
        fields = self.fields | {"when": self.when(slot), "more": self._more(draft, slot)}
        if draft.address:
            fields["address"] = address_said(draft.address, self._language)
        return self._book.reply(key, **fields)

    def _more(self, draft: Draft, slot: Slot) -> Said:
        said = []
        if draft.quantity > 1 or self._offer.kind is Kind.ORDER:
            count = count_said(draft.places, self._language)
            if self._offer.unit_zh:
                said.append(self._book.said("booking_more_quantity", count=count, unit=self.unit))
            else:
                said.append(self._book.said("booking_more_people", count=count))
        if draft.phone and Need.PHONE in self._offer.needs:
            phone = phone_number(spoken_groups(draft.phone), self._language)
            said.append(self._book.said("booking_more_phone", phone=phone))
        if self._offer.kind is Kind.APPOINTMENT and draft.length > self._offer.minutes:
            once = minutes_said(self._offer.minutes, self._language)
            said.append(self._book.said("booking_more_length", minutes=once))
        note = noted(draft, self._offer)
        if note:
            said.append(self._book.said("booking_more_note", note=note))
        who = self._offer.who_en if self._language == "en" else self._offer.who_zh
        if who and draft.age is None:
            said.append(self._book.said("booking_more_who", who=who))
        price = self._offer.price_en if self._language == "en" else self._offer.price_zh
        if price:
            said.append(self._book.said("booking_more_price", price=price))
        if slot.unconfirmed:
            said.append(self._book.said("booking_more_unconfirmed"))
        return run_on(said, self._language)

    def made(self, booking: Booking, slot: Slot) -> Reply:
        """It is booked, or waits for the provider."""
        key = "booking_pending" if booking.status is Status.PENDING else "booking_made"
        return replace(self._told(key, booking, slot), booking=booking_json(booking, self._offer))

    def moved(self, booking: Booking, slot: Slot) -> Reply:
        """It is at another time now."""
        key = "move_pending" if booking.status is Status.PENDING else "move_done"
        return replace(self._told(key, booking, slot), booking=booking_json(booking, self._offer))

    def already(self, booking: Booking, slot: Slot) -> Reply:
        """The person holds it already."""
        reply = self._told("booking_already", booking, slot)
        return replace(reply, booking=booking_json(booking, self._offer))

    def _told(self, key: str, booking: Booking, slot: Slot) -> Reply:
        fields = self.fields | {"when": self.when(slot), "code": self._code(booking)}
        if "bring" in self._book[key].fields:
            fields["bring"] = self.bring
        return self._book.reply(key, **_used(fields, self._book[key].fields))

    @property
    def bring(self) -> Said:
        """What to bring, as a sentence; empty where nothing is."""
        bring = self._offer.bring_en if self._language == "en" else self._offer.bring_zh
        return self._book.said("booking_bring", bring=bring) if bring else Said("", "")

    def _code(self, booking: Booking) -> Said:
        return phone_number(booking.code, self._language)

    def line(self, booking: Booking, slot: Slot) -> Said:
        """A booking in a list."""
        pending = booking.status is Status.PENDING
        state = self._book.said("booking_state_pending") if pending else Said("", "")
        fields = self.fields | {"when": self.when(slot), "code": self._code(booking)}
        said = self._book.said("booking_line", state=state, **_without(fields, "phone"))
        gap = " " if self._language == "en" else ""
        return Said(said.text + gap, said.speech + gap)

    def say(self, key: str, slot: Slot | None = None, **more: Field) -> Reply:
        """A phrase about the offer; `slot` tells when."""
        fields = self.fields | more
        if slot:
            fields["when"] = self.when(slot)
        return self._book.reply(key, **_used(fields, self._book[key].fields))

    def too_late(self, slot: Slot) -> Reply:
        """It begins too soon to be moved or dropped."""
        ahead = minutes_said(self._offer.cancel_minutes, self._language)
        return self.say("change_too_late", slot, ahead=ahead)

    def detail(self, aspects: Sequence[str]) -> Reply | None:
        """What was asked about the offer itself; None where that is about the place."""
        english = self._language == "en"
        offer = self._offer
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
