"""What an action leaves behind."""

from dataclasses import dataclass, replace
from typing import Any

from assistant.wording.reply import Reply


@dataclass(frozen=True)
class Outcome:
    """A reply and what to remember."""

    reply: Reply | None = None
    slots: dict[str, Any] | None = None
    ask_place: bool = False
    """Whether the person's place has to be asked for next."""
    keep_form: bool = False
    """Whether the question for the place stays open."""

    def after(self, early: "Outcome") -> "Outcome":
        """This outcome with what was said and remembered before it."""
        if early.reply is None:
            reply = self.reply
        else:
            reply = early.reply.then(self.reply) if self.reply else early.reply
        slots = {**(early.slots or {}), **(self.slots or {})}
        ask = self.ask_place or early.ask_place
        return replace(self, reply=reply, slots=slots or None, ask_place=ask)
