"""One turn of one person: in order, once, and never in silence."""

import asyncio
import logging
import time
import uuid
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from assistant import clock
from assistant.gateway.limits import Limits
from assistant.gateway.long_words import telling_part
from assistant.gateway.messages import (
    LONGEST,
    LONGEST_TELLING,
    Inbound,
    clean,
    has_words,
    language_of,
)
from assistant.gateway.rasa import Bot, RasaError
from assistant.gateway.relay import Relay, Relayed
from assistant.people import person_key
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)

REMEMBERED_SECONDS = 600.0
"""How long an answered message is recognised when it comes again."""
MOST_REMEMBERED = 20_000
MOST_WAITING = 20
"""Messages of one person that may wait for their turn."""


@dataclass(frozen=True)
class Answered:
    """A reply and what was understood."""

    reply: Reply
    behaviour: str | None = None
    services: tuple[str, ...] = ()
    relays: bool = False
    """Whether it holds what a clerk said, or about one: that is told once."""


class Conversations:
    """Keeps order and sameness; asks Rasa; says a true sentence where Rasa cannot."""

    def __init__(
        self,
        rasa: Bot,
        secret: bytes,
        seconds: float,
        relay: Relay | None = None,
        limits: Limits | None = None,
    ) -> None:
        """Without a `relay` every conversation is the assistant's; without `limits` none is."""
        self._rasa = rasa
        self._secret = secret
        self._seconds = seconds
        self._relay = relay
        self._limits = limits
        self._waiting: Counter[str] = Counter()
        self._locks: OrderedDict[str, asyncio.Lock] = OrderedDict()
        self._answers: OrderedDict[tuple[str, str], tuple[float, asyncio.Task[Answered]]] = (
            OrderedDict()
        )
        self._languages: OrderedDict[str, str] = OrderedDict()

    def key(self, channel: str, user: str) -> str:
        """The conversation's key: no platform's or person's name can be read from it."""
        return person_key(self._secret, channel, user)

    async def turn(self, inbound: Inbound) -> Answered:
        """The answer to a message; to one that came before, the same answer."""
        key = self.key(inbound.channel, inbound.user)
        if inbound.message_id is None:
            return await self._in_order(key, inbound)
        self._forget_old()
        known = self._answers.get((key, inbound.message_id))
        if known is None:
            task = asyncio.create_task(self._in_order(key, inbound))
            self._answers[(key, inbound.message_id)] = (time.monotonic(), task)
            task.add_done_callback(partial(self._drop_failed, (key, inbound.message_id)))
        else:
            task = known[1]
        return await asyncio.shield(task)

    async def waiting(self, channel: str, user: str) -> Reply | None:
        """What was said to somebody since their last message; it is given once."""
        key = self.key(channel, user)
        return (
            await self._relay.waiting(key, self._languages.get(key, "zh")) if self._relay else None
        )

    async def _in_order(self, key: str, inbound: Inbound) -> Answered:
        if self._waiting[key] >= MOST_WAITING or not self._allowed(key, inbound):
            language = language_of(inbound.text, self._languages.get(key, inbound.language))
            return Answered(phrase_book(language).reply("too_fast"))
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._locks.move_to_end(key)
        self._waiting[key] += 1
        try:
            async with lock:
                answered = await self._answer(key, inbound)
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key]
        while len(self._locks) > MOST_REMEMBERED and not next(iter(self._locks.values())).locked():
            self._locks.popitem(last=False)
        return answered

    def _allowed(self, key: str, inbound: Inbound) -> bool:
        # Who may set the clock is a program on this machine, such as a replay of conversations.
        return self._limits is None or inbound.now is not None or self._limits.allow(key)

    async def _answer(self, key: str, inbound: Inbound) -> Answered:
        text = clean(inbound.text)
        language = language_of(text, self._languages.get(key, inbound.language))
        self._remember_language(key, language)
        now = inbound.now or clock.now()
        relayed = Relayed()
        if self._relay and (text or inbound.here):
            relayed = await self._relay.before(key, inbound, text, language, now)
        if relayed.instead:
            return Answered(relayed.instead, relays=not relayed.instead.silent)
        canned = _canned(inbound, text)
        if canned:
            answered = Answered(phrase_book(language).reply(canned))
        else:
            metadata = _metadata(inbound, now)
            answered = await self._ask(self._asked(key, inbound, text, metadata), language)
        if self._relay:
            await self._relay.after(key, inbound, answered.reply)
        return _relayed(answered, relayed)

    async def _asked(
        self, key: str, inbound: Inbound, text: str, metadata: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """What Rasa says."""
        if inbound.here and not text:
            text = "I am here" if self._languages.get(key) == "en" else "我在这里"
        if len(text) > LONGEST:
            metadata["whole"] = text
            text = await telling_part(text, LONGEST, self._rasa.parse)
        return await self._rasa.turn(key, text, inbound.message_id or uuid.uuid4().hex, metadata)

    async def _ask(self, ask: Awaitable[list[dict[str, Any]]], language: str) -> Answered:
        book = phrase_book(language)
        try:
            async with asyncio.timeout(self._seconds):
                payloads = await ask
        except TimeoutError:
            log.error("no answer from the bot within %.1f s", self._seconds)
            return Answered(book.reply("busy"))
        except RasaError as failure:
            log.error("no answer from the bot: %s", failure)
            ready = await self._rasa.ready()
            return Answered(book.reply("failed" if ready else "not_ready"))
        return _joined(payloads)

    def _remember_language(self, key: str, language: str) -> None:
        self._languages[key] = language
        self._languages.move_to_end(key)
        if len(self._languages) > MOST_REMEMBERED:
            self._languages.popitem(last=False)

    def _drop_failed(self, name: tuple[str, str], task: "asyncio.Task[Answered]") -> None:
        """A turn that failed is tried anew when its message comes again."""
        if task.cancelled() or task.exception():
            self._answers.pop(name, None)

    def _forget_old(self) -> None:
        oldest = time.monotonic() - REMEMBERED_SECONDS
        while self._answers:
            name, (at, task) = next(iter(self._answers.items()))
            if (at > oldest and len(self._answers) <= MOST_REMEMBERED) or not task.done():
                return
            del self._answers[name]


def _canned(inbound: Inbound, text: str) -> str | None:
    """The phrase for messages that hold nothing to understand."""
    if inbound.here_swapped and not text:
        return "here_swapped"
    if inbound.here_unreadable and not text:
        return "here_unreadable"
    if len(text) > LONGEST_TELLING:
        return "too_long"
    if inbound.here and not text:
        return None
    if not text:
        return "empty"
    return None if has_words(text) else "wordless"


def _metadata(inbound: Inbound, now: datetime) -> dict[str, Any]:
    """What Rasa passes on to the actions."""
    metadata: dict[str, Any] = {"channel": inbound.channel, "now": now.isoformat()}
    if inbound.message_id:
        metadata["message_id"] = inbound.message_id
    if inbound.here:
        metadata["here"] = inbound.here
        if not clean(inbound.text):
            metadata["here_sent"] = True
    return metadata


def _relayed(answered: Answered, relayed: Relayed) -> Answered:
    """The answer, with what clerks said before it, and whose the conversation is."""
    reply = answered.reply
    if relayed.before:
        reply = relayed.before.then(reply)
    if relayed.state:
        reply = replace(reply, handoff=str(relayed.state))
    return replace(answered, reply=reply, relays=relayed.before is not None)


def _joined(payloads: list[dict[str, Any]]) -> Answered:
    reply = Reply.from_json(payloads[0])
    for payload in payloads[1:]:
        reply = reply.then(Reply.from_json(payload))
    last = payloads[-1]
    return Answered(reply, last.get("behaviour"), tuple(last.get("services") or ()))


Health = Callable[[], Awaitable[dict[str, str]]]
"""Tells the state of each part: "ok" or what is wrong with it."""
