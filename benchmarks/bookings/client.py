"""One client of the race, a process of its own: asks, writes down what it was told, goes on."""

import json
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from assistant.booking import Booking, Bookings, Refusal, Wish
from assistant.database import connect
from benchmarks.bookings.naive import TOGETHER_SECONDS, NaiveBookings
from benchmarks.bookings.wishes import JUMP_MINUTES, NOON, SLOTS, Step, steps

SECRET = b"r" * 32
GIVES_UP = 50
"""Times that a client asks again where the database is busy."""


class Desk(Protocol):
    """Where one books: ours, or the naive one."""

    def book(self, wish: Wish, now: Any) -> Booking | Refusal:
        """Books."""

    def cancel(self, booking: str, now: Any) -> Booking | Refusal:
        """Drops."""

    def move(self, booking: str, start: Any, now: Any) -> Booking | Refusal:
        """Moves."""


class Way(StrEnum):
    """How the clients book."""

    OURS = "ours"
    NAIVE = "naive"
    NAIVE_TOGETHER = "naive together"
    """Nobody writes for the first time before all have looked."""


@dataclass(frozen=True)
class Orders:
    """What a client is to do."""

    url: str
    told: Path
    """Its own file of what it asked and what it was told."""
    seed: str
    """Clients of one seed send the same wishes: two devices, or a message that came twice."""
    attempts: int
    way: Way = Way.OURS


class Fate:
    """When the process is killed: after so many statements, commits and answers; 0: never."""

    def __init__(self, left: int) -> None:
        self._left = left

    def step(self, *_: Any, **__: Any) -> None:
        """One more; the last one is not survived."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Diary:
    """A file in which nothing is lost that was once written."""

    def __init__(self, path: Path) -> None:
        self.entries = read(path)
        # What was cut off in the middle of a line was never said.
        path.write_text("".join(json.dumps(entry) + "\n" for entry in self.entries))
        self._path = path

    def write(self, **entry: Any) -> None:
        """Keeps an entry before anything else happens."""
        with self._path.open("a") as file:
            file.write(json.dumps(entry) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.entries.append(entry)


def read(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a diary."""
    if not path.exists():
        return []
    lines = path.read_text().split("\n")[:-1]
    return [json.loads(line) for line in lines]


class Client:
    """Goes through its steps, from where its diary ends."""

    def __init__(self, orders: Orders, desk: Desk, fate: Fate) -> None:
        self._orders = orders
        self._desk = desk
        self._fate = fate
        self._diary = Diary(orders.told)
        self._dice = random.Random(f"{orders.told.name}/{len(self._diary.entries)}")
        self._held = [entry["id"] for entry in self._diary.entries if entry.get("made")]
        self._attempts = sum("ms" in entry for entry in self._diary.entries)

    def run(self) -> None:
        """Until all attempts were made."""
        for step in steps(self._orders.seed, self._first()):
            if self._attempts >= self._orders.attempts:
                return
            self._do(step)

    def _first(self) -> int:
        """The step that was asked last: it may not have been done to its end."""
        asked = [entry["step"] for entry in self._diary.entries]
        return asked[-1] if asked else 0

    def _do(self, step: Step) -> None:
        if step.kind == "book":
            self._ask(step, "", lambda: self._desk.book(step.wish, self._now()))
        elif self._held:
            booking = self._chosen(step)
            if step.kind == "cancel":
                self._ask(step, booking, lambda: self._desk.cancel(booking, self._now()))
            else:
                start = SLOTS[step.which % len(SLOTS)]
                self._ask(step, booking, lambda: self._desk.move(booking, start, self._now()))

    def _chosen(self, step: Step) -> str:
        """The booking that a step is about; after a death the same as before."""
        for entry in reversed(self._diary.entries):
            if entry["step"] == step.number and "about" in entry:
                return str(entry["about"])
        return str(self._held[-1 - step.which % min(len(self._held), 25)])

    def _ask(self, step: Step, booking: str, call: Callable[[], Booking | Refusal]) -> None:
        self._diary.write(step=step.number, about=booking)
        for _ in range(step.times):
            started = time.perf_counter()
            answer, busy = self._patiently(call)
            took = round((time.perf_counter() - started) * 1000, 3)
            self._fate.step()
            told: dict[str, Any] = {"step": step.number, "kind": step.kind, "ms": took}
            told["busy"] = busy
            if isinstance(answer, Refusal):
                told["refusal"] = answer
            else:
                made = step.kind == "book" and answer.id not in self._held
                told |= {"id": answer.id, "status": answer.status, "made": made}
                told["start"] = answer.start.isoformat()
                if made:
                    self._held.append(answer.id)
            self._diary.write(**told)
            self._attempts += 1

    @staticmethod
    def _patiently(call: Callable[[], Booking | Refusal]) -> tuple[Booking | Refusal, int]:
        for busy in range(GIVES_UP):
            try:
                return call(), busy
            except OperationalError:
                continue
        raise RuntimeError("the database was busy all the time")

    def _now(self) -> Any:
        """The clock jumps with every look at it."""
        return NOON + timedelta(minutes=self._dice.uniform(-JUMP_MINUTES, JUMP_MINUTES))


def work(orders: Orders, dies_after: int, together: Barrier | None) -> None:
    """One life of a client; the first begins when all are there."""
    fate = Fate(dies_after)
    engine = connect(orders.url)
    engine.connect().close()
    client = Client(orders, _desk(orders.way, engine, together), fate)
    event.listen(engine, "before_cursor_execute", fate.step)
    event.listen(engine, "commit", fate.step)
    if together is not None:
        together.wait(TOGETHER_SECONDS)
    client.run()
    engine.dispose()


def _desk(way: Way, engine: Engine, together: Barrier | None) -> Desk:
    if way is Way.OURS:
        return Bookings(engine, SECRET)
    return NaiveBookings(engine, together if way is Way.NAIVE_TOGETHER else None)
