"""Messages that come without having been asked for, as server-sent events."""

import asyncio
import json
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, Callable
from typing import Any

from assistant.wording.reply import Reply

HEARTBEAT = 20.0
"""Seconds of silence after which a line is written, so that nothing on the way hangs up."""
MOST_OF_ONE = 6
"""Open connections of one session: so many windows."""
MOST_OF_ALL = 5_000
KEPT_SECONDS = 1_800.0
KEPT = 20
"""Messages of one person that are kept for a page that comes back."""
AWAY_SECONDS = 120.0
"""Who was here so long ago is about to come back: a telephone changes its network."""
MOST_KEPT = 20_000
"""People whose messages are kept."""
RETRY = b"retry: 3000\n\n"

_Event = tuple[int, float, bytes]


class Stream:
    """Hands out messages as they come. Everything happens on one event loop."""

    def __init__(
        self,
        written: Callable[[str, Reply], dict[str, Any]] = lambda _user, reply: reply.as_json(),
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        """`written` gives what the page gets; `timer` counts seconds from any beginning."""
        self._written = written
        self._timer = timer
        self._boot = secrets.token_hex(4)
        self._count = 0
        self._listeners: dict[str, list[asyncio.Queue[bytes | None]]] = {}
        self._kept: OrderedDict[str, deque[_Event]] = OrderedDict()
        self._left: OrderedDict[str, float] = OrderedDict()
        self._closed = False

    def publish(self, user: str, reply: Reply) -> bool:
        """Tell the person now, or as soon as the page is back; False where nobody is there.

        What is told is kept for half an hour: the page asks for what it missed.
        """
        if not self.is_there(user):
            return False
        self._count += 1
        content = json.dumps(self._written(user, reply), ensure_ascii=False)
        event = f"id: {self._boot}-{self._count}\ndata: {content}\n\n".encode()
        kept = self._kept.setdefault(user, deque(maxlen=KEPT))
        kept.append((self._count, self._timer(), event))
        self._kept.move_to_end(user)
        self._forget_old()
        for listener in self._listeners.get(user, ()):
            listener.put_nowait(event)
        return True

    @property
    def people_kept(self) -> int:
        """For how many people something is kept."""
        return len(self._kept)

    def is_there(self, user: str) -> bool:
        """Whether a page of the person is open, or was a moment ago."""
        if self._listeners.get(user):
            return True
        left = self._left.get(user)
        return left is not None and self._timer() - left <= AWAY_SECONDS

    def has_room(self, user: str) -> bool:
        """Whether one more connection of the person may be opened."""
        if self._closed or len(self._listeners.get(user, ())) >= MOST_OF_ONE:
            return False
        return sum(map(len, self._listeners.values())) < MOST_OF_ALL

    async def listen(self, user: str, last: str = "") -> AsyncGenerator[bytes]:
        """The lines for one connection: first what came after the event `last`, then what comes."""
        listener: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._listeners.setdefault(user, []).append(listener)
        missed = self._missed(user, last)
        try:
            yield RETRY
            for event in missed:
                yield event
            while True:
                try:
                    async with asyncio.timeout(HEARTBEAT):
                        told = await listener.get()
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if told is None:
                    return
                yield told
        finally:
            self._leave(user, listener)

    def close(self) -> None:
        """End all connections: the server stops."""
        self._closed = True
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.put_nowait(None)

    def _forget_old(self) -> None:
        """Those whose last message is the oldest stand at the front."""
        oldest = self._timer() - KEPT_SECONDS
        while self._kept:
            _, at, _ = next(iter(self._kept.values()))[-1]
            if at >= oldest and len(self._kept) <= MOST_KEPT:
                return
            self._kept.popitem(last=False)

    def _missed(self, user: str, last: str) -> list[bytes]:
        """Kept events after `last`; all of them where it was given by a server that is gone."""
        boot, _, number = last.partition("-")
        known = boot == self._boot and number.isascii() and number.isdigit() and len(number) < 16
        after = int(number) if known else 0
        oldest = self._timer() - KEPT_SECONDS
        kept = self._kept.get(user, ())
        return [event for count, at, event in kept if count > after and at >= oldest]

    def _leave(self, user: str, listener: asyncio.Queue[bytes | None]) -> None:
        listeners = self._listeners[user]
        listeners.remove(listener)
        if not listeners:
            del self._listeners[user]
        now = self._timer()
        self._left[user] = now
        self._left.move_to_end(user)
        while self._left and now - next(iter(self._left.values())) > AWAY_SECONDS:
            self._left.popitem(last=False)
