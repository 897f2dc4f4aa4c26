"""From a need, a place and a time to ranked, explained places."""

from assistant.finding.answer import Answer
from assistant.finding.finder import Finder
from assistant.finding.place import FoundPlace
from assistant.finding.reach import Reach
from assistant.finding.tour import Reason, Stop, Tour, Unmet
from assistant.finding.walker import Walker
from assistant.finding.walks import WalkingNetwork

__all__ = [
    "Answer",
    "Finder",
    "FoundPlace",
    "Reach",
    "Reason",
    "Stop",
    "Tour",
    "Unmet",
    "Walker",
    "WalkingNetwork",
]
