"""Bringing to people what was not asked for in this moment: clerks' words, that nobody came."""

import asyncio
import logging
from collections.abc import Mapping

from sqlalchemy.exc import SQLAlchemyError

from assistant import clock
from assistant.channels import Channel
from assistant.gateway.relay import clerk_reply
from assistant.handover import Handover, Handovers, State
from assistant.wording.phrases import phrase_book

log = logging.getLogger(__name__)

HOLDS_SECONDS = 60.0
"""How long an attempt may take, the platform's slowness included."""


class Delivery:
    """Pushes through the channel on which the person is; else it waits for their next message."""

    def __init__(self, channels: Mapping[str, Channel], handovers: Handovers) -> None:
        self._channels = channels
        self._handovers = handovers

    async def send(self, held: Handover) -> bool:
        """Sends what was not told yet; whether it went. What did not go, waits."""
        channel = self._channels.get(held.contact.channel) if held.contact else None
        if channel is None or not channel.can_push or not held.person or not held.contact:
            return False
        messages = await asyncio.to_thread(self._handovers.collect, held.person)
        if not messages:
            return True
        reply = clerk_reply(messages, held.summary.language)
        if held.state is not State.ENDED:
            reply = reply.handed(str(State.HUMAN))
        sent = False
        try:
            async with asyncio.timeout(HOLDS_SECONDS):
                sent = await channel.push(held.contact.user, reply)
        except Exception:
            log.exception("%s: a message could not be pushed", channel.name)
        finally:  # also where the server stops meanwhile
            if not sent:
                ids = [message.id for message in messages]
                await asyncio.to_thread(self._handovers.keep, ids)
        return sent

    async def ended(self, held: Handover, key: str) -> None:
        """Tells the person that it is over: the phrase `key`, now or with their next message."""
        text = phrase_book(held.summary.language).reply(key).text
        try:
            await asyncio.to_thread(self._handovers.tell, held.id, key, text, clock.now())
            await self.send(held)
        except SQLAlchemyError as error:
            log.error("that a hand-over ended could not be told: %s", type(error).__name__)
