"""What is kept about the person: shown, and forgotten at once."""

import logging
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from actions.base import NeighbourAction
from actions.bookings.desk import BOOKED, DRAFT
from actions.bookings.events import EVENTS
from actions.bookings.forgetting import asked_about, forget_bookings
from actions.bookings.holding import held_now
from actions.bulletin import board
from actions.homes import called, label_of
from actions.outcome import Outcome
from actions.paces import in_words
from actions.reports.follow_up import open_reports
from actions.turn import Turn
from assistant.handover.keeping import erase_person as erase_handovers
from assistant.people import Habits
from assistant.wording.listing import count_said
from assistant.wording.phrases import Said, phrase_book

log = logging.getLogger(__name__)

FORGET = ("忘", "删", "刪", "清", "别记", "不要记", "唔好记", "forget", "delete", "erase", "remove")

OF_THE_PERSON = (
    "here", "shown", "chosen", "asked", "last_reply", "habits", "guide",
    DRAFT, EVENTS, BOOKED, "phone",
)  # fmt: skip
"""Slots that tell something about the person."""


class Privacy(NeighbourAction):
    """What is kept, and forgetting it."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_privacy"

    def answer(self, turn: Turn) -> Outcome:
        """Forgets where the words ask for it, else says what is kept."""
        if any(word in turn.text.casefold() for word in FORGET):
            return self._forget(turn)
        book = phrase_book(turn.language)
        kept = self._kept(turn)
        if kept is None:
            return Outcome(book.reply("privacy"))
        days = str(self.world.settings.keep_days)
        return Outcome(book.reply("privacy_kept", kept=kept, days=days))

    def _forget(self, turn: Turn) -> Outcome:
        book = phrase_book(turn.language)
        known = turn.person.known
        stored = bool(known.places or known.habits or known.linked)
        forgotten = dict.fromkeys(OF_THE_PERSON)
        held = forget_bookings(turn, self.world)
        key = "privacy_forgotten"
        if stored:
            key = "privacy_forgotten_all" if turn.person.forget() else "privacy_forgotten_failed"
        reply = book.reply(key)
        if not self._forget_what_was_said(turn):
            reply = book.reply("privacy_forgotten_failed")
        if open_reports(turn, self.world):
            reply = reply.then(book.reply("privacy_reports_open"))
        outcome = Outcome(reply, forgotten)
        return asked_about(held, turn, self.world, outcome) if held else outcome

    def _forget_what_was_said(self, turn: Turn) -> bool:
        keys = {turn.person.key, turn.tracker.sender_id}
        try:
            erase_handovers(self.world.engine, list(keys), turn.now)
            board(self.world).forget(turn.person.key, turn.now)
        except SQLAlchemyError as error:
            log.error("hand-overs and notices could not be erased: %s", type(error).__name__)
            return False
        return True

    def _kept(self, turn: Turn) -> Said | None:
        """ "您家在银杏苑3栋、走得慢"; None where nothing is kept."""
        book = phrase_book(turn.language)
        said = []
        for name in turn.person.known.places:
            here = turn.own_place(name)
            assert here is not None  # noqa: S101 - it has just been listed
            own, place = called(name, turn.language), label_of(here, turn, self.world)
            said.append(book.said("privacy_place", own=own, place=place))
        habits = turn.person.habits
        if replace(habits, no_reminders=False) != Habits():
            said.append(in_words(habits, turn.language))
        if habits.no_reminders:
            said.append(book.said("privacy_no_reminders"))
        if turn.person.known.linked:
            said.append(book.said("privacy_linked"))
        reports = open_reports(turn, self.world)
        if reports:
            count = count_said(len(reports), turn.language)
            said.append(book.said("privacy_reports", count=count))
        held = held_now(turn, self.world)
        if held:
            count = count_said(len(held), turn.language)
            said.append(book.said("privacy_bookings", count=count))
        if not said:
            return None
        between = ", " if turn.language == "en" else "，"
        return Said(
            between.join(part.text for part in said), between.join(part.speech for part in said)
        )
