"""Bookings that are held: asked after, moved, dropped."""

from actions.base import NeighbourAction
from actions.bookings.changing import about
from actions.bookings.holding import held_now, meant_of, told_all, told_of_one
from actions.outcome import Outcome
from actions.turn import Turn
from assistant.wording.phrases import phrase_book


class ListBookings(NeighbourAction):
    """Which bookings there are."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_list_bookings"

    def answer(self, turn: Turn) -> Outcome:
        """The bookings in order of time; those that were asked about where the words tell."""
        held = held_now(turn, self.world)
        if held is None:
            return Outcome(phrase_book(turn.language).reply("bookings_failed"))
        meant = meant_of(held, turn, self.world) or held
        return told_of_one(meant, turn, self.world) or told_all(meant, turn, self.world)


class Cancel(NeighbourAction):
    """A booking is to be dropped."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_cancel_booking"

    def answer(self, turn: Turn) -> Outcome:
        """Asks once whether that one; asks which where several may be meant."""
        return about(turn, self.world, "cancel")


class Reschedule(NeighbourAction):
    """A booking is to be moved."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_reschedule_booking"

    def answer(self, turn: Turn) -> Outcome:
        """Looks for the new time; asks which where several may be meant."""
        return about(turn, self.world, "move")
