"""What is said when places were looked for: one need, several errands, more, a choice."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from assistant.catalogue import Catalogue
from assistant.finding import Answer, FoundPlace
from assistant.wording.measures import in_doubt, metres, minutes, name_of, open_state
from assistant.wording.moments import day_in_words
from assistant.wording.notes import in_english
from assistant.wording.phrases import Field, PhraseBook, Said, phrase_book
from assistant.wording.reply import Reply, join_spoken

SPOKEN_CHOICES = 2
"""How many places are named aloud at a time."""


class AnswerWriter:
    """Puts answers into words, for one language at one moment."""

    def __init__(
        self,
        catalogue: Catalogue,
        language: str,
        now: datetime,
        whom_to_ask: Callable[[], tuple[Said, Said]],
    ) -> None:
        """`whom_to_ask` gives the name and the phone of an office; looked up only when needed."""
        self.catalogue = catalogue
        self.language = language
        self.now = now
        self._whom_to_ask = whom_to_ask
        self.book: PhraseBook = phrase_book(language)

    def label(self, service_id: str) -> str:
        """How the service is called in the middle of a sentence."""
        service = self.catalogue[service_id]
        return service.label_en if self.language == "en" else service.label_zh

    def place_fields(self, place: FoundPlace, *, doubt: bool = True) -> dict[str, Field]:
        """The fields that most phrases about a place want.

        Without `doubt` it is not said that hours may differ, where that was said just before.
        """
        return {
            "name": name_of(place, self.language),
            "minutes": minutes(place, self.language),
            "metres": metres(place, self.language),
            "open": open_state(place, self.now, self.language, doubt=doubt),
        }

    def _fields(self, places: Iterable[FoundPlace], *, doubt: bool) -> Iterator[dict[str, Field]]:
        """The fields for one place after the other; doubt about their hours is told once."""
        for place in places:
            yield self.place_fields(place, doubt=doubt)
            doubt = doubt and not in_doubt(place, self.now)

    def _price(self, note: str) -> str:
        """The clause about the price; in English only what can be told in English."""
        if self.language != "en":
            return self.book.said("price_clause", price=note).text
        english = in_english(note)
        return f" {self.book.said('price_clause', price=english).text}" if english else ""

    def one(self, answer: Answer, bookable: str = "") -> Reply:
        """The answer to one need: the best place, the others, and what to do next.

        `bookable` is "visit" where somebody can be booked to come, "place" where one goes there,
        "time" where a time for it was told.
        """
        if not answer.places:
            return self.nothing(answer)
        lead = self._lead(answer)
        text, speech = [lead.text], [lead.speech]
        first = answer.places[0]
        if first.price_note and not answer.alternative_id:
            text[0] += self._price(first.price_note)
        others = self._fields(answer.places[1:], doubt=not in_doubt(first, self.now))
        for number, fields in enumerate(others, start=2):
            said = self.book.said("find_next", **fields)
            text.append(f"{number}. {said.text}")
            if number <= SPOKEN_CHOICES:
                speech.append(said.speech)
        text += [note.text for note in self._notes(answer)]
        offers = {"visit": "find_offer_visit", "time": "find_offer_time"}
        offer = self.book.said(offers.get(bookable, "find_offer"))
        suggested = self.book["find_suggestions_bookable" if bookable else "find_suggestions"]
        return Reply(
            speech=join_spoken(*speech, offer.speech),
            text="\n".join([*text, offer.text]),
            places=tuple(place.as_json() for place in answer.places),
            suggestions=suggested.suggestions,
        )

    def nothing(self, answer: Answer) -> Reply:
        """Nothing was found: said plainly, with somebody to ask."""
        if "outside" in answer.relaxed:
            return self.book.reply("here_outside")
        office, phone = self._whom_to_ask()
        label = self.label(answer.service_id)
        reply = self.book.reply("find_none", service=label, office=office, phone=phone)
        planned = self._planned(answer)
        if not planned:
            return reply
        text = "\n".join([reply.text, *(said.text for said in planned)])
        return replace(reply, text=text, speech=join_spoken(planned[0].speech, reply.speech))

    def errands(self, answers: Sequence[Answer]) -> Reply:
        """Several needs at once: the best place for each, two of them aloud."""
        text, speech, places = [], [], []
        doubt = True
        for number, answer in enumerate(answers, start=1):
            if answer.places:
                said = self._lead(answer, doubt=doubt)
                doubt = doubt and not in_doubt(answer.places[0], self.now)
                places.append(answer.places[0].as_json())
            else:
                reply = self.nothing(answer)
                said = Said(reply.text, reply.speech)
            text.append(f"{number}. {said.text}")
            if number <= SPOKEN_CHOICES:
                speech.append(said.speech)
        left = len(answers) - SPOKEN_CHOICES
        offer = self.book.said("find_offer")
        if left > 0:
            from_words = self._count(left)
            offer = self.book.said("find_offer_errands", count=from_words)
        return Reply(
            speech=join_spoken(*speech, offer.speech),
            text="\n".join([*text, offer.text]),
            places=tuple(places),
            suggestions=self.book["find_suggestions"].suggestions,
        )

    def more(self, answer: Answer, start: int) -> Reply:
        """The places from number `start` (from 0) on."""
        rest = answer.places[start : start + 3]
        label = self.label(answer.alternative_id or answer.service_id)
        if not rest:
            return self.book.reply("more_none", service=label)
        lead = self.book.said("more_lead", service=label)
        text, speech = [lead.text], lead.speech
        for number, fields in enumerate(self._fields(rest, doubt=True), start=start + 1):
            said = self.book.said("find_next", **fields)
            text.append(f"{number}. {said.text}")
            if number <= start + SPOKEN_CHOICES:
                speech += self.book.said("chosen_short", **fields).speech
        return Reply(
            speech=speech,
            text="\n".join(text),
            places=tuple(place.as_json() for place in rest),
            suggestions=self.book["find_suggestions"].suggestions,
        )

    def chosen(self, place: FoundPlace) -> Reply:
        """One place of the list was picked."""
        reply = self.book.reply("chosen", **self.place_fields(place))
        return replace(
            reply,
            places=(place.as_json(),),
            suggestions=self.book["chosen_suggestions"].suggestions,
        )

    def _lead(self, answer: Answer, *, doubt: bool = True) -> Said:
        first = answer.places[0]
        label = self.label(answer.service_id)
        fields = {"service": label, **self.place_fields(first, doubt=doubt)}
        if answer.alternative_id:
            fields["other"] = self.label(answer.alternative_id)
            return self.book.said("find_alternative", **fields)
        if "closed_now" in answer.relaxed:
            return self.book.said("find_first_closed", **fields)
        if _passes_closed(answer):
            return self.book.said("find_first_open", **fields)
        if answer.nearness == "far":
            return self.book.said("find_first_far", **fields)
        return self.book.said("find_first", **fields)

    def _notes(self, answer: Answer) -> list[Said]:
        notes = self._planned(answer)
        if answer.estimated:
            notes.append(self.book.said("find_estimated"))
        return notes

    def _planned(self, answer: Answer) -> list[Said]:
        notes = []
        for place in answer.planned:
            until: Field = ""
            if isinstance(place.status_until, date):
                day = day_in_words(place.status_until, self.language)
                until = self.book.said("find_planned_until", date=day)
                if self.language == "en":
                    until = Said(f" {until.text}", f" {until.speech}")
            name = name_of(place, self.language)
            notes.append(self.book.said("find_planned", name=name, until=until))
        return notes

    def _count(self, number: int) -> Said:
        from assistant.wording.numbers import en_number, zh_number

        if self.language == "en":
            return Said(str(number), en_number(number))
        return Said(str(number), "两" if number == 2 else zh_number(number))


def _passes_closed(answer: Answer) -> bool:
    """Whether the place named first is open, and one that is listed after it nearer but closed."""
    first, *others = answer.places
    reach = first.walk_minutes
    if not first.open or reach is None:
        return False
    return any(
        each.open is False and each.walk_minutes is not None and each.walk_minutes + 1 < reach
        for each in others
    )
