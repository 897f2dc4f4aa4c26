"""Answers that are always the same: greetings, thanks, what I can do, what I cannot."""

from abc import abstractmethod

from actions.base import NeighbourAction
from actions.bookings.events import on_programme
from actions.bulletin import at_greeting
from actions.outcome import Outcome
from actions.turn import Turn
from assistant.wording.phrases import phrase_book


class Saying(NeighbourAction):
    """Says one phrase of the phrase book, named as the action is."""

    end_session = False

    @property
    @abstractmethod
    def key(self) -> str:
        """The phrase."""

    def name(self) -> str:
        """The name in the domain."""
        return f"action_{self.key}"

    def answer(self, turn: Turn) -> Outcome:
        """The phrase in the person's language."""
        reply = phrase_book(turn.language).reply(self.key)
        return Outcome(reply.last() if self.end_session else reply)


class Greet(Saying):
    """Hello, and what cuts people off at home soon."""

    key = "greet"

    def answer(self, turn: Turn) -> Outcome:
        """The greeting; for who has a home, with a notice of water or power going off there."""
        return at_greeting(turn, self.world) or super().answer(turn)


class Bye(Saying):
    """Goodbye; a speaker closes its microphone."""

    key = "bye"
    end_session = True


class Thanks(Saying):
    """You're welcome."""

    key = "thanks"


class Help(Saying):
    """What can be asked."""

    key = "help"


class Chitchat(Saying):
    """Small talk is declined kindly."""

    key = "chitchat"


class OutOfScope(Saying):
    """Tasks of other assistants are declined, with what we can do."""

    key = "out_of_scope"

    def answer(self, turn: Turn) -> Outcome:
        """Declines; what is on the programme is no task of other assistants: 有太极拳班吗."""
        listed = on_programme(turn, self.world)
        return listed or super().answer(turn)
