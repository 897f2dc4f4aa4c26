"""How somebody walks, and whether they like to be reminded."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from assistant.errors import UsageError

PACES = (0.2, 3.0)
"""Metres a second that are believed."""


@dataclass(frozen=True)
class Habits:
    """Pace, and what the feet or wheels cannot do. Raises UsageError for no pace of people."""

    pace: float | None = None
    """Metres a second; None: as people usually walk."""
    wheelchair: bool = False
    pram: bool = False
    avoid_steps: bool = False
    no_reminders: bool = False
    """Whether they do not want to be reminded of what is booked."""

    def __post_init__(self) -> None:
        if self.pace is not None and not PACES[0] <= self.pace <= PACES[1]:
            raise UsageError(f"The pace must be between {PACES[0]} and {PACES[1]} metres a second.")

    def merged(self, newer: "Habits") -> "Habits":
        """Both together; of two paces the newer one."""
        return Habits(
            pace=self.pace if newer.pace is None else newer.pace,
            wheelchair=self.wheelchair or newer.wheelchair,
            pram=self.pram or newer.pram,
            avoid_steps=self.avoid_steps or newer.avoid_steps,
            no_reminders=self.no_reminders or newer.no_reminders,
        )

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """What `as_json` gave; what this version does not know is left out."""
        return cls(**{item.name: data[item.name] for item in fields(cls) if item.name in data})
