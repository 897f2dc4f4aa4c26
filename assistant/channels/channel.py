"""A channel: reads what a platform sends, writes what it wants to hear."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from assistant.channels.capabilities import Capabilities, capabilities_of
from assistant.wording.reply import Reply


@dataclass(frozen=True)
class Request:
    """A request as it came over HTTP, before anything of it is believed."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    at: datetime
    """When it came."""


@dataclass(frozen=True)
class Answer:
    """An answer as it goes out over HTTP."""

    body: bytes = b""
    media_type: str = "application/json; charset=utf-8"
    status: int = 200


class Refused(Exception):  # noqa: N818 - no error of ours: somebody knocks who may not come in
    """The request is not answered. The reason is for the log; the sender learns the status only."""

    def __init__(self, reason: str, status: int = 403) -> None:
        super().__init__(reason)
        self.status = status


class EventKind(StrEnum):
    """What happened on the platform."""

    TEXT = "text"
    """Somebody said or wrote something, or sent where they are."""
    LAUNCH = "launch"
    """Somebody came, without saying yet what for: opened the skill, followed the account."""
    SILENCE = "silence"
    """The microphone was open and nothing was said."""
    LEAVE = "leave"
    """Somebody went; nothing can be said any more."""
    UNREADABLE = "unreadable"
    """Neither words nor a position: a picture, a voice that was not recognised."""
    PROBE = "probe"
    """The platform tries whether we are there; nobody speaks."""


@dataclass(frozen=True)
class Event:
    """Something that happened on a platform."""

    kind: EventKind
    user: str
    """The platform's id of the one who speaks: of the device, where a household shares one.

    It goes into the key of the conversation and is never logged.
    """
    text: str = ""
    location: Mapping[str, Any] | None = None
    """{"lat", "lon", "crs", "label"}; see `places.to_wgs84` for the crs."""
    message_id: str | None = None
    """The same again is the same message, sent once more."""
    language: str = "zh"
    """The language in which the device speaks, "zh" or "en", for what is said before any words."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What `write` needs to know of it."""


class Channel(ABC):
    """One platform. Made from its settings; without its secrets there is none.

    `read` and `write` do not ask anything of the bot, nor change anything.
    """

    over_http: ClassVar[bool] = True
    """Whether it has an address of the web server; else it listens by itself."""
    name: ClassVar[str]
    """As in the table of capabilities. Its address is /channels/NAME."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""
        return capabilities_of(self.name)

    @property
    def files(self) -> Mapping[str, bytes]:
        """Texts that the platform wants to find at a path of the web server: {"/…": content}."""
        return {}

    @abstractmethod
    async def read(self, request: Request) -> Event | Answer:
        """What happened; an Answer where nothing is left to say (the check of an address).

        The sender is verified on the raw body, before anything is parsed. Raises Refused.
        """

    @abstractmethod
    def write(self, event: Event, reply: Reply) -> Answer:
        """The reply as the platform wants it."""

    @abstractmethod
    def silence(self, event: Event) -> Answer:
        """Says that the event was received, and nothing else."""

    async def push(self, user: str, reply: Reply) -> bool:
        """Says something later, unasked; False where that is not possible (now)."""
        return False

    @property
    def can_push(self) -> bool:
        """Whether `push` may work with these settings."""
        return False
