"""Many clients at once; those that are killed are started again until all are done."""

import random
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from benchmarks.bookings.client import Orders, Way, read, work

_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload(["benchmarks.bookings.client"])

LIFE = (150, 3000)
"""Statements, commits and answers after which a client is killed: at least and at most."""


@dataclass(frozen=True)
class Run:
    """A race that is over."""

    entries: tuple[dict[str, Any], ...]
    """All that the clients wrote down, one client after the other."""
    seconds: float
    killed: int

    @property
    def answers(self) -> list[dict[str, Any]]:
        """What they were told, one for each attempt."""
        return [entry for entry in self.entries if "ms" in entry]


def race(
    url: str,
    folder: Path,
    attempts: int,
    clients: int = 4,
    deaths: int = 3,
    way: Way = Way.OURS,
) -> Run:
    """At least `attempts` in all; each client is killed `deaths` times. The tables must exist.

    Every two clients share the wishes, their keys included. Raises RuntimeError where one fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    orders = [
        Orders(url, folder / f"client-{n}.jsonl", f"wishes-{n // 2}", -(-attempts // clients),
               way)
        for n in range(clients)
    ]  # fmt: skip
    started = time.monotonic()
    killed = _run(orders, deaths)
    seconds = time.monotonic() - started
    entries = tuple(entry for order in orders for entry in read(order.told))
    return Run(entries, seconds, killed)


def _run(orders: Sequence[Orders], deaths: int) -> int:
    dice, killed = random.Random(len(orders)), 0
    left = dict.fromkeys(range(len(orders)), deaths)
    living: dict[int, ForkServerProcess] = {}
    together = _PROCESSES.Barrier(len(orders))
    try:
        for client in left:
            living[client] = _born(orders[client], dice, left[client], together)
        while living:
            connection.wait([process.sentinel for process in living.values()])
            for client, process in list(living.items()):
                if process.is_alive():
                    continue
                process.join()
                del living[client]
                if process.exitcode == -signal.SIGKILL and left[client]:
                    killed += 1
                    left[client] -= 1
                    living[client] = _born(orders[client], dice, left[client])
                elif process.exitcode:
                    raise RuntimeError(f"a client ended with {process.exitcode}")
    finally:
        for process in living.values():
            process.kill()
            process.join()
    return killed


def _born(
    orders: Orders, dice: random.Random, deaths: int, start: Barrier | None = None
) -> ForkServerProcess:
    life = dice.randint(*LIFE) if deaths else 0
    process = _PROCESSES.Process(target=work, args=(orders, life, start))
    process.start()
    return process
