"""Channels: how each platform's messages are read and the neutral reply is written for it."""

from assistant.channels.capabilities import Capabilities, capabilities_of
from assistant.channels.channel import Answer, Channel, Event, EventKind, Refused, Request

__all__ = [
    "Answer",
    "Capabilities",
    "Channel",
    "Event",
    "EventKind",
    "Refused",
    "Request",
    "capabilities_of",
]
