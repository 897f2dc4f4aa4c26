"""The door: what happens on any platform comes in here, and is answered in time."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from assistant.arranging.words import words
from assistant.channels import Channel, Event, EventKind
from assistant.gateway.conversations import Answered, Conversations
from assistant.gateway.messages import Inbound, clean, language_of, read_location
from assistant.handover.words import FILE
from assistant.understanding.text import normalise
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)

MARGIN_SECONDS = 0.2
"""What is left of a channel's limit for reading, writing and the way."""
MOST_REMEMBERED = 20_000
ASKED_WITHIN_SECONDS = 600.0
"""How long after it was owed a late answer may be what somebody asks for: not the next morning."""
SHORT = 2
"""Letters of an answer to a question that was not heard yet: 好, 不要."""

NOTHING = Reply("", "", expects_reply=False)
"""Nothing is said: somebody else answers, or the answer comes later."""

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class _Late:
    """An answer that was not ready in time."""

    task: "asyncio.Task[Answered]"
    message_id: str | None
    at: float
    """When it was owed."""
    before: "_Late | None" = None
    """An earlier one that nobody heard either, and in which something may have been done."""


class Door:
    """Takes events of every channel; safe within one event loop."""

    def __init__(
        self, conversations: Conversations, timer: Callable[[], float] = time.monotonic
    ) -> None:
        """`timer` counts seconds from any beginning."""
        self._conversations = conversations
        self._timer = timer
        self._late: OrderedDict[str, _Late] = OrderedDict()
        self._silences: OrderedDict[str, int] = OrderedDict()
        self._pushing: set[asyncio.Task[None]] = set()

    async def answer(self, channel: Channel, event: Event) -> Reply:
        """What to say to an event, within the channel's limit; `NOTHING` where nothing is.

        What is not ready in time is pushed where the channel can; else it is said when the person
        asks for it, or says something short.
        """
        key = self._conversations.key(channel.name, event.user)
        book = phrase_book(event.language)
        if event.kind in (EventKind.LEAVE, EventKind.LAUNCH):
            self._silences.pop(key, None)
        if event.kind is EventKind.LEAVE:
            return NOTHING
        if event.kind in (EventKind.LAUNCH, EventKind.PROBE):
            return book.reply("greet")
        if event.kind is EventKind.UNREADABLE:
            return book.reply("unreadable")
        if event.kind is EventKind.SILENCE and not self._is_owed(self._late.get(key)):
            return self._asked_again(key, event.language)
        self._silences.pop(key, None)
        return await self._in_time(key, channel, event, time.monotonic())

    def _asked_again(self, key: str, language: str) -> Reply:
        """Once; who is silent then, too, has gone."""
        book, count = phrase_book(language), self._silences.pop(key, 0)
        if count:
            return book.reply("gone_silent").last()
        _remember(self._silences, key, 1)
        return book.reply("empty")

    async def _in_time(self, key: str, channel: Channel, event: Event, since: float) -> Reply:
        late = self._late.get(key)
        if late is not None and self._is_owed(late) and _waits_for(late, event):
            task, before = late.task, late.before
        else:
            task = asyncio.create_task(self._conversations.turn(_inbound(channel, event)))
            before = _worth_telling(late)
        left = channel.capabilities.seconds - MARGIN_SECONDS - (time.monotonic() - since)
        done, _ = await asyncio.wait({task}, timeout=max(left, 0.0))
        if done:
            if self._is_pushed(channel, event, task):
                return NOTHING
            self._late.pop(key, None)
            return _with_effects(before, _said(task, event))
        if channel.can_push:
            self._push_later(channel, event, task)
            return NOTHING
        _remember(self._late, key, _Late(task, event.message_id, self._timer(), before))
        language = language_of(event.text, event.language)
        return phrase_book(language).reply("late" if channel.capabilities.voice else "late_shown")

    def _is_owed(self, late: _Late | None) -> bool:
        """Whether somebody may still ask for it."""
        return late is not None and self._timer() - late.at <= ASKED_WITHIN_SECONDS

    def _push_later(self, channel: Channel, event: Event, task: "asyncio.Task[Answered]") -> None:
        if self._is_pushed(channel, event, task):
            return  # the platform sent the message again
        name = self._push_name(channel, event, task)
        pushing = asyncio.create_task(self._push(channel, event, task), name=name)
        self._pushing.add(pushing)
        pushing.add_done_callback(self._pushing.discard)

    def _is_pushed(self, channel: Channel, event: Event, task: "asyncio.Task[Answered]") -> bool:
        """Whether the answer to that message is on its way already."""
        name = self._push_name(channel, event, task)
        return any(pushing.get_name() == name for pushing in self._pushing)

    def _push_name(self, channel: Channel, event: Event, task: "asyncio.Task[Answered]") -> str:
        key = self._conversations.key(channel.name, event.user)
        return f"push {channel.name} {key} {event.message_id or id(task)}"

    async def _push(self, channel: Channel, event: Event, task: "asyncio.Task[Answered]") -> None:
        await asyncio.wait({task})
        reply = _said(task, event)
        if reply.silent:
            return
        try:
            sent = await channel.push(event.user, reply)
        except Exception:
            log.exception("%s: a late answer could not be pushed", channel.name)
            sent = False
        if not sent:
            log.warning("%s: a late answer could not be sent; it is kept", channel.name)
            key = self._conversations.key(channel.name, event.user)
            before = _worth_telling(self._late.get(key))
            _remember(self._late, key, _Late(task, event.message_id, self._timer(), before))


def _remember(kept: "OrderedDict[str, _Value]", key: str, value: _Value) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > MOST_REMEMBERED:
        kept.popitem(last=False)


def _said(task: "asyncio.Task[Answered]", event: Event) -> Reply:
    """The answer of a finished task; a defect of ours becomes a true sentence."""
    failure = task.exception()
    if failure is None:
        return task.result().reply
    log.error("a turn failed", exc_info=failure)
    return phrase_book(language_of(event.text, event.language)).reply("failed")


def _waits_for(late: _Late, event: Event) -> bool:
    """Whether the event asks for the late answer, or can only be meant for what nobody heard."""
    if event.kind is EventKind.SILENCE:
        return True
    if event.message_id is not None and event.message_id == late.message_id:
        return True
    said = normalise(clean(event.text))
    letters = sum(sign.isalnum() for sign in said)
    return letters <= SHORT or words(FILE).said("ready", said)


def _with_effects(late: _Late | None, reply: Reply) -> Reply:
    """The reply; before it, the late answers that nobody heard, if something was done in them."""
    while late is not None:
        done = _done_in(late)
        reply = done.then(reply) if done else reply
        late = late.before
    return reply


def _worth_telling(late: _Late | None) -> _Late | None:
    """The late answer, unless it is known that nothing was done in it."""
    return late.before if late and late.task.done() and not _done_in(late) else late


def _done_in(late: _Late) -> Reply | None:
    """The late answer, if it is there and something was done in it, or a clerk speaks in it."""
    if not late.task.done() or late.task.exception():
        return None
    answered = late.task.result()
    unheard = answered.reply
    return unheard if unheard.booking or unheard.ticket or answered.relays else None


def _inbound(channel: Channel, event: Event) -> Inbound:
    here, unreadable, is_swapped = read_location(event.location)
    return Inbound(
        event.user, event.text, channel.name, here, unreadable, is_swapped, event.message_id,
        language=event.language,
    )  # fmt: skip
