"""Handing a conversation over to a person of the community, and back: owner, queue, transcript."""

from assistant.handover.clerks import Clerks
from assistant.handover.handover import (
    Author,
    Contact,
    Ending,
    Handover,
    Message,
    Reason,
    Refusal,
    State,
    Summary,
)
from assistant.handover.handovers import Handovers

__all__ = [
    "Author",
    "Clerks",
    "Contact",
    "Ending",
    "Handover",
    "Handovers",
    "Message",
    "Reason",
    "Refusal",
    "State",
    "Summary",
]
