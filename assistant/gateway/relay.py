"""Between a person and a clerk: while somebody else answers, the assistant keeps quiet."""

import asyncio
import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from assistant.arranging.phones import digits_said, valid_phone
from assistant.arranging.words import words
from assistant.gateway.long_words import Parse, danger_part
from assistant.gateway.messages import LONGEST, Inbound
from assistant.handover import Author, Contact, Ending, Handover, Handovers, Message, State
from assistant.handover.words import FILE
from assistant.parts import in_parts
from assistant.storing import message_key
from assistant.understanding.text import normalise
from assistant.wording.aloud import aloud
from assistant.wording.listing import count_said
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Relayed:
    """What there is to say before the assistant answers, or instead."""

    before: Reply | None = None
    """What clerks said and the person has not seen."""
    instead: Reply | None = None
    """The whole reply: the conversation is not the assistant's."""
    state: State | None = None
    """Whose it is, where that is not the assistant."""


class Relay:
    """Looks whose a conversation is; a database that does not answer leaves it the assistant's."""

    def __init__(self, engine: Engine, secret: bytes, parse: Parse) -> None:
        self._handovers = Handovers(engine, secret)
        self._parse = parse

    async def before(
        self, key: str, inbound: Inbound, text: str, language: str, now: datetime
    ) -> Relayed:
        """Whose the conversation is, and what has to be said for it. Takes down what was said."""
        waiting = None
        try:
            held, unseen = await asyncio.to_thread(self._look, key)
            waiting = clerk_reply(unseen, language) if unseen else None
            if held is None:
                return Relayed(before=waiting)
            return await self._held(held, inbound, text, language, now, waiting)
        except SQLAlchemyError as error:
            log.error("whose a conversation is could not be read: %s", type(error).__name__)
            # What clerks said counts as told once it was collected.
            return Relayed(before=waiting)

    def _look(self, key: str) -> tuple[Handover | None, list[Message]]:
        return self._handovers.of(key), self._handovers.collect(key)

    async def _held(
        self, held: Handover, inbound: Inbound, text: str, language: str, now: datetime,
        waiting: Reply | None,
    ) -> Relayed:  # fmt: skip
        book = phrase_book(language)
        listed = "back" if held.state is State.QUEUED else "back_to_assistant"
        if text and words(FILE).is_said(listed, normalise(text)):
            await asyncio.to_thread(self._handovers.end, held.id, Ending.DROPPED, now)
            back = book.reply("handover_dropped")
            return Relayed(instead=waiting.then(back) if waiting else back)
        if text and words(FILE).said("forget", normalise(text)):
            # The assistant itself forgets; a clerk gets no more to read.
            await asyncio.to_thread(self._handovers.end, held.id, Ending.DROPPED, now)
            return Relayed(before=waiting)
        said = text or book.said("handover_position", place=_label(inbound)).text
        await asyncio.to_thread(self._handovers.hear, held.id, _request(inbound), said, now)
        phone = valid_phone(digits_said(text))
        if phone:
            await asyncio.to_thread(self._handovers.note_phone, held, phone)
        if await self._is_danger(text):
            await asyncio.to_thread(self._handovers.mark_urgent, held.id)
            return Relayed(before=waiting, state=held.state)
        if waiting:
            reply = waiting
        elif held.state is State.QUEUED:
            reply = await self._noted(held, language)
        else:
            reply = Reply("", "", expects_reply=False, language=language)
        return Relayed(instead=replace(reply, handoff=str(held.state)))

    async def _noted(self, held: Handover, language: str) -> Reply:
        ahead = await asyncio.to_thread(self._handovers.ahead_of, held)
        book = phrase_book(language)
        if not ahead:
            return book.reply("handover_noted_next")
        return book.reply("handover_noted", ahead=count_said(ahead, language))

    async def _is_danger(self, text: str) -> bool:
        if not text or words(FILE).is_said("hurry", normalise(text)):
            return False
        try:
            return await danger_part(in_parts(text, LONGEST), self._parse) is not None
        except Exception as error:  # noqa: BLE001 - whatever fails there: the clerk reads it anyway
            log.error("danger could not be looked for: %s", type(error).__name__)
            return False

    async def waiting(self, key: str, language: str) -> Reply | None:
        """What clerks said that the person has not seen; None where there is nothing."""
        try:
            held, unseen = await asyncio.to_thread(self._look, key)
        except SQLAlchemyError as error:
            log.error("what clerks said could not be read: %s", type(error).__name__)
            return None
        if not unseen:
            return None
        reply = clerk_reply(unseen, language)
        return replace(reply, handoff=str(held.state)) if held else reply

    async def after(self, key: str, inbound: Inbound, reply: Reply) -> None:
        """Notes where somebody can be answered who was just put into the queue."""
        if reply.handoff != State.QUEUED:
            return
        try:
            held = await asyncio.to_thread(self._handovers.of, key)
            if held is not None and held.contact is None:
                contact = Contact(inbound.channel, inbound.user)
                await asyncio.to_thread(self._handovers.reach, held.id, contact)
        except SQLAlchemyError as error:
            log.error("where somebody is could not be noted: %s", type(error).__name__)


def clerk_reply(messages: Sequence[Message], language: str) -> Reply:
    """What clerks said, as a reply."""
    text = "\n".join(message.text for message in messages)
    by_clerk = any(message.author is Author.CLERK for message in messages)
    return Reply(
        aloud(text, language), text, author="operator" if by_clerk else "bot", language=language
    )


def _request(inbound: Inbound) -> str:
    """The key of the message."""
    return message_key(inbound.message_id or uuid.uuid4().hex)


def _label(inbound: Inbound) -> str:
    here = inbound.here or {}
    return here.get("label") or f"{here.get('lat', 0):.5f}, {here.get('lon', 0):.5f}"
