"""A hand-over: a conversation that a person answers instead of the assistant, and what was said."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Whose a conversation is."""

    QUEUED = "queued"
    """A person is waited for."""
    HUMAN = "human"
    """A person answers."""
    ENDED = "ended"
    """It is the assistant's again."""


OPEN = (State.QUEUED, State.HUMAN)
"""The states in which the assistant keeps quiet."""


class Reason(StrEnum):
    """Why somebody was handed over."""

    ASKED = "asked"
    """A person was asked for."""
    ANGER = "anger"
    MISUNDERSTOOD = "misunderstood"
    """Three turns in a row were not understood."""
    DISTRESS = "distress"
    MONEY = "money"
    LAW = "law"


class Ending(StrEnum):
    """How a hand-over ended."""

    RETURNED = "returned"
    """The clerk gave the conversation back."""
    DROPPED = "dropped"
    """The person did not want it any more."""
    IDLE = "idle"
    """The clerk said nothing for too long."""
    UNTAKEN = "untaken"
    """Nobody took it in time."""
    FORGOTTEN = "forgotten"
    """The person asked to be forgotten."""


class Author(StrEnum):
    """Who said something."""

    PERSON = "person"
    CLERK = "clerk"
    ASSISTANT = "assistant"
    """That it ended, and how."""


LONGEST_MESSAGE = 2_000
"""Characters of one message that are kept."""


@dataclass(frozen=True)
class Summary:
    """What a clerk has to know, so that nobody has to say it all again; sealed in the database."""

    said: tuple[str, ...] = ()
    """The last sentences of the person."""
    answered: str = ""
    """What the assistant answered last."""
    place: str = ""
    """Where the person is, in words."""
    wish: str = ""
    """What was looked for or being booked."""
    codes: tuple[str, ...] = ()
    """Numbers of reports and bookings that are open."""
    phone: str = ""
    language: str = "zh"

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        content = {item.name: getattr(self, item.name) for item in fields(self)}
        return content | {"said": list(self.said), "codes": list(self.codes)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Summary":
        """The summary that `as_json` wrote."""
        lists = {name: tuple(content[name]) for name in ("said", "codes")}
        return cls(**{**content, **lists})


@dataclass(frozen=True)
class Contact:
    """Where the person can be answered: the channel and the platform's id there."""

    channel: str
    user: str


@dataclass(frozen=True)
class Handover:
    """One hand-over."""

    id: str
    person: str | None
    """The key of the conversation; None once the person is forgotten."""
    state: State
    reason: Reason
    urgent: bool
    """Whether danger was heard while a person was waited for."""
    clerk: str
    """Who took it; "" while nobody has."""
    ending: Ending | None
    asked_at: datetime
    changed_at: datetime
    """When it last changed, or a clerk last said something."""
    summary: Summary = field(default_factory=Summary)
    contact: Contact | None = None


@dataclass(frozen=True)
class Message:
    """Something that was said during a hand-over."""

    id: int
    """Grows with time."""
    author: Author
    text: str
    at: datetime
    told: bool
    """Whether it reached the other side, as far as the assistant knows."""


class Refusal(StrEnum):
    """Why a clerk cannot do that."""

    GONE = "gone"
    """There is none, or it is over."""
    TAKEN = "taken"
    """Another clerk has it."""
