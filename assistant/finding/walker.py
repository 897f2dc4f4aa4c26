"""Who walks: pace, and what the feet or wheels cannot do."""

from dataclasses import dataclass

from assistant.errors import UsageError

PACES = (0.2, 3.0)
"""Metres a second that are believed."""


@dataclass(frozen=True)
class Walker:
    """A person on the way. Raises UsageError for a pace that nobody walks at."""

    pace: float
    """Metres a second on the flat."""
    wheelchair: bool = False
    """Places that wheels cannot enter are left out, those known to be fit come first."""
    avoid_steps: bool = False

    def __post_init__(self) -> None:
        if not PACES[0] <= self.pace <= PACES[1]:
            raise UsageError(f"The pace must be between {PACES[0]} and {PACES[1]} metres a second.")
