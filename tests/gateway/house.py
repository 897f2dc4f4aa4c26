"""A door with what is on either side of it, for the tests."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from assistant.channels import EventKind
from assistant.gateway.conversations import Conversations
from assistant.gateway.door import Door
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply
from tests.gateway.edge import (
    AT_ONCE,
    PATIENT,
    HeldRasa,
    SmallPlatform,
    event,
    settled,
    text,
)

ZH, EN = phrase_book("zh"), phrase_book("en")
BOOKED = Reply("约好了。", "约好了。", booking={"id": "b-1"})
HANGS = 20.0
"""Seconds after which somebody waits for what is held back."""
Story = Callable[[], Awaitable[None]]


class House:
    """A door with what is on either side of it."""

    def __init__(self, *, voice: bool = False, push: bool = False, relay: Any = None) -> None:
        self.rasa = HeldRasa()
        self.platform = SmallPlatform(voice=voice, push=push)
        self.seconds = 1000.0
        talks = Conversations(self.rasa, b"secret", PATIENT, relay)
        self.door = Door(talks, lambda: self.seconds)

    async def says(self, words: str, message_id: str | None = None, user: str = "anna") -> Reply:
        """The answer to something said, for which there is time."""
        self.platform.seconds = PATIENT
        return await self.door.answer(self.platform, text(words, message_id, user))

    async def hurried(self, words: str, message_id: str | None = None) -> Reply:
        """The answer to something said on which Rasa is held back."""
        self.platform.seconds = AT_ONCE
        async with asyncio.timeout(HANGS):
            return await self.door.answer(self.platform, text(words, message_id))

    async def happens(self, kind: EventKind, **more: str) -> Reply:
        """The answer to something else."""
        return await self.door.answer(self.platform, event(kind, **more))

    async def is_late(self, words: str, message_id: str | None = None) -> None:
        """Something is said that is answered too late, and then is ready."""
        self.rasa.hold(words)
        await self.hurried(words, message_id)
        self.rasa.let_go(words)
        await settled()
        self.platform.seconds = PATIENT


def run(story: Story) -> None:
    asyncio.run(story())  # type: ignore[arg-type]
