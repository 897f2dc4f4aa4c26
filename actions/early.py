"""What is said or remembered before the action of the behaviour has its say."""

from dataclasses import dataclass

from actions.outcome import Outcome


@dataclass(frozen=True)
class Early:
    """What one aside left behind."""

    outcome: Outcome
    rest: str = ""
    """What of the sentence is still to be answered."""
    final: bool = False
    """Whether nothing else is to be said, not even what the person is looking for."""
