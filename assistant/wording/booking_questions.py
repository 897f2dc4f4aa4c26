"""What has to be asked for a booking, and the times that can be had instead."""

from datetime import datetime

from assistant.arranging import Draft, Stand, Step
from assistant.arranging.doors import door_of
from assistant.arranging.fitting import Fit, Why
from assistant.arranging.phones import spoken_groups
from assistant.booking import Kind, Slot
from assistant.facilities.hours_calendar import DayKind, special_day
from assistant.times import load_days
from assistant.wording.booked_times import when
from assistant.wording.bookings import BookingWriter, address_said
from assistant.wording.listing import count_said
from assistant.wording.measures import phone_number
from assistant.wording.moments import holiday_in_words, weekday_in_words
from assistant.wording.phrases import Said
from assistant.wording.reply import Reply

CHILD = 16.0
"""Offers that end below this age are for children: the age of the child is asked for."""


class QuestionWriter(BookingWriter):
    """Asks in the person's language."""

    def question(self, stand: Stand) -> Reply:
        """What has to be asked next."""
        draft = stand.draft
        if stand.step is Step.AGE:
            child = self.offer.age_below is not None and self.offer.age_below <= CHILD
            return self.book.reply("booking_ask_age_child" if child else "booking_ask_age")
        if stand.step is Step.TIME:
            assert stand.fit is not None  # noqa: S101 - a time is asked for with proposals
            return self.proposal(stand.fit, moving=bool(draft.moves))
        if stand.step is Step.QUANTITY:
            return self.book.reply("booking_ask_quantity", unit=self.unit)
        if stand.step is Step.ADDRESS:
            return self._ask_address(draft)
        if stand.step is Step.SYMPTOMS:
            return self.book.reply("booking_ask_symptoms", symptoms=draft.symptoms)
        return self.book.reply(f"booking_ask_{stand.step}")

    def _ask_address(self, draft: Draft) -> Reply:
        if draft.tries > 1:
            return self.book.reply("booking_ask_address_again")
        known = draft.address_of or draft.home
        if known and door_of(known).is_bare:
            return self.book.reply("booking_ask_estate", door=address_said(known, self.language))
        if known:
            return self.book.reply("booking_ask_address_home", home=known)
        order = self.offer.kind is Kind.ORDER
        return self.book.reply(f"booking_ask_address_{'order' if order else 'visit'}")

    def piece_of_phone(self, digits: str) -> Reply:
        """The first pieces of a number were heard: it may go on."""
        return self.book.reply("booking_phone_piece", digits=phone_number(digits, self.language))

    def bad_phone(self, digits: str) -> Reply:
        """What was heard is no telephone number."""
        said = phone_number(spoken_groups(digits), self.language)
        count = count_said(len(digits), self.language)
        return self.book.reply("booking_ask_phone_again", digits=said, count=count)

    def proposal(self, fit: Fit, *, moving: bool = False) -> Reply:
        """The times that can be had, after why the one that was said cannot."""
        if fit.why is Why.NOTHING or (fit.why is not Why.PROBLEM and not fit.proposed):
            return self.book.reply("booking_nothing", **self.fields)
        why = self._why(fit)
        if not fit.proposed:
            assert why is not None  # noqa: S101 - a problem is told
            return why
        first = self.when(fit.proposed[0])
        if fit.why is Why.OPEN:
            dated = self.offer.kind in (Kind.COURSE, Kind.EVENT)
            key = "booking_ask_date" if dated else "booking_ask_time"
            key = "move_ask_time" if moving else key
            return self.book.reply(key, first=first, **self.fields)
        if len(fit.proposed) == 1:
            asked = self.book.reply("booking_ask_time_one", first=first)
        else:
            second = self._beside(fit.proposed[0], fit.proposed[1])
            either = fit.why is Why.AMBIGUOUS
            key = "booking_ask_time_which" if either else "booking_ask_time_two"
            asked = self.book.reply(key, first=first, second=second)
        return why.then(asked) if why else asked

    def _beside(self, first: Slot, second: Slot) -> Said:
        """The second of two times: its day is said where it is another one."""
        if first.start.date() != second.start.date():
            return self.when(second)
        return when(self.offer, second, second.start, self.language, dayless=True)

    def _day(self, moment: datetime) -> str:
        """A day with the reason why nobody is there: a holiday, or the weekday."""
        found = special_day(moment.date(), load_days())
        holiday = found.holiday if found and found.kind is DayKind.HOLIDAY else ""
        if holiday:
            return holiday_in_words(holiday, self.language)
        return weekday_in_words(moment.date(), self.language)

    def _why(self, fit: Fit) -> Reply | None:
        if fit.why is Why.PROBLEM and fit.problem:
            return self.book.reply(f"time_{fit.problem.value}")
        if fit.why is Why.CLOSED_DAY and fit.said:
            return self.book.reply("booking_why_closed_day", day=self._day(fit.said), **self.fields)
        if fit.why in (Why.FULL, Why.CLOSED, Why.TOO_SOON, Why.TOO_FAR):
            days = count_said(self.offer.days_ahead, self.language)
            fields = self.fields | {"days": days}
            return self.book.reply(f"booking_why_{fit.why.value}", **fields)
        return None
