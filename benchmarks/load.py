"""People who talk all at once, none of them pausing to think."""

import asyncio
import itertools
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import yaml

CONVERSATIONS = Path(__file__).parent / "conversations.yaml"

Say = Callable[[httpx.AsyncClient, str, str], Awaitable[bool]]
"""One turn of a user: (client, user, words) -> whether there was an answer."""


@dataclass
class Load:
    """What a system did under load."""

    seconds: list[float] = field(default_factory=list)
    """How long each turn took."""
    duration: float = 0.0
    unanswered: int = 0

    @property
    def rate(self) -> float:
        """Turns a second, all people together."""
        return len(self.seconds) / self.duration


def conversations() -> list[list[str]]:
    """The conversations that are played, the same ones for every system."""
    return [[str(turn) for turn in talk] for talk in yaml.safe_load(CONVERSATIONS.read_text())]


async def talk(url: str, say: Say, people: int, seconds: float, load: Load) -> None:
    """Let `people` talk for `seconds` and add what happened to `load`."""
    scripts = itertools.cycle(conversations())
    limits = httpx.Limits(max_connections=people, max_keepalive_connections=people)
    async with httpx.AsyncClient(
        base_url=url, timeout=60.0, limits=limits, trust_env=False
    ) as client:
        started = time.perf_counter()
        end = started + seconds
        await asyncio.gather(*(_person(client, say, scripts, end, load) for _ in range(people)))
        load.duration += time.perf_counter() - started


async def _person(
    client: httpx.AsyncClient, say: Say, scripts: "itertools.cycle[list[str]]", end: float,
    load: Load,
) -> None:  # fmt: skip
    while time.perf_counter() < end:
        user = uuid.uuid4().hex
        for words in next(scripts):
            before = time.perf_counter()
            answered = await say(client, user, words)
            load.seconds.append(time.perf_counter() - before)
            load.unanswered += not answered
            if time.perf_counter() >= end:
                break
