"""A ticket: what was reported, whose it is to mend, and how far that has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How far a ticket has come, as hotlines count it."""

    ACCEPTED = "accepted"
    """Taken down; nobody has it yet."""
    ASSIGNED = "assigned"
    """Given to a desk."""
    IN_PROGRESS = "in_progress"
    DONE = "done"
    """The desk says so; the resident has still to be asked."""
    CLOSED = "closed"
    REOPENED = "reopened"
    """Of the history only: the resident says it is not mended, so that it is assigned again."""
    WITHDRAWN = "withdrawn"
    """Dropped by the resident."""


UNDONE = (Status.ACCEPTED, Status.ASSIGNED, Status.IN_PROGRESS)
"""What a desk has still to work at."""

OPEN = (*UNDONE, Status.DONE)
"""What is not over yet."""


class By(StrEnum):
    """Who changed a ticket."""

    PERSON = "person"
    DESK = "desk"
    SYSTEM = "system"


class Refusal(StrEnum):
    """Why a ticket cannot be changed so."""

    GONE = "gone"
    """There is none, or it is over."""
    NOT_NOW = "not_now"
    """Not in the state in which it is."""
    FULL = "full"
    """It holds as many words as a ticket may."""


LONGEST_WORDS = 500
"""Characters of one telling that are kept."""
MOST_TELLINGS = 20
"""How often something can be told of one ticket."""


@dataclass(frozen=True)
class Details:
    """What is known of one ticket beyond its kind; sealed in the database."""

    words: tuple[str, ...] = ()
    """What the resident said, in the order said."""
    place: str = ""
    """Where it is, in words."""
    since: str = ""
    """Since when, in the resident's words."""
    phone: str = ""
    language: str = "zh"
    """The language in which the person is told things: "zh" or "en"."""
    done: str = ""
    """What the desk did, in its words."""

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        content = {item.name: getattr(self, item.name) for item in fields(self)}
        return content | {"words": list(self.words)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Details":
        """The details that `as_json` wrote."""
        return cls(**{**content, "words": tuple(content["words"])})


@dataclass(frozen=True)
class Filing:
    """What shall be taken down."""

    request: str
    """The key of the report: the same report twice is one ticket."""
    person: str
    kind: str
    """The id of a kind of trouble."""
    desk: str
    """The id of the desk that should mend it."""
    details: Details = field(default_factory=Details)
    cell: int | None = None
    """The coarse cell of where it is (`cells.coarse_cell_of`); None: not known."""


@dataclass(frozen=True)
class Ticket:
    """One report and its life."""

    id: str
    code: str
    """Digits to be said aloud."""
    kind: str
    desk: str
    status: Status
    reopened: int
    """How often the resident said that it was not mended after all."""
    person: str | None
    """The key of the person; None once they are forgotten."""
    cell: int | None
    filed_at: datetime
    changed_at: datetime
    details: Details = field(default_factory=Details)

    @property
    def open(self) -> bool:
        """Whether it is not over yet."""
        return self.status in OPEN


@dataclass(frozen=True)
class Change:
    """What happened to a ticket."""

    status: Status
    desk: str
    by: By
    at: datetime
