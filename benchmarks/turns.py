"""A turn end to end over HTTP, beside a stock Rasa bot in the same run."""

import asyncio
import json
import sys
import uuid
from pathlib import Path
from typing import Any

import httpx

from assistant.cli import main as assistant_command
from assistant.paths import DEMO
from benchmarks import stock_bot
from benchmarks.figures import spread
from benchmarks.load import Load, Say, talk
from benchmarks.processes import System, stopped_at_the_end

Systems = dict[str, tuple[System, str, Say]]

PEOPLE = (1, 8, 32)
ROUNDS = 3
SLICE_SECONDS = 20.0
WARM_UP_SECONDS = 8.0
HERE = {"lat": 30.262014, "lon": 114.540949}
"""The front door of the demo home."""


def measure(folder: Path, *, seconds: float = SLICE_SECONDS) -> dict[str, Any]:
    """Both systems under the same conversations, turn about; the figures as a table's content."""
    folder = folder.absolute()
    home, stock = folder / "home", folder / "stock"
    _load_demo(home)
    training = stock_bot.trained(stock)
    ours, url = start_ours(home, folder / "log")
    with stopped_at_the_end(ours):
        other, other_url = stock_bot.start(stock, home / "assistant.db", folder / "log")
        with stopped_at_the_end(other):
            other.wait(lambda: stock_bot.answers(other_url))
            systems: Systems = {"assistant": (ours, url, say_to_us),
                       "stock": (other, other_url, say_to_stock)}  # fmt: skip
            loads = asyncio.run(_alternate(systems, seconds))
            return {
                "seconds": seconds * ROUNDS,
                "training": training,
                "systems": {
                    name: {
                        "ready_seconds": round(system.ready_seconds, 1),
                        "megabytes": round(system.megabytes()),
                        "loads": {str(people): _figures(loads[name, people]) for people in PEOPLE},
                    }
                    for name, (system, _, _) in systems.items()
                },
            }


def start_ours(home: Path, logs: Path) -> tuple[System, str]:
    """The assistant on a free port, ready; the system and its address."""
    state = home / "run" / "bench.json"
    state.unlink(missing_ok=True)
    system = System("the assistant")
    system.start(
        [sys.executable, "-m", "assistant.cli", "serve", "--state", state, "--home", home,
         "--database", ""],
        logs / "assistant.log",
        {"ASSISTANT_PORT": "0", "ASSISTANT_HOST": "127.0.0.1"},
    )  # fmt: skip
    system.wait(lambda: _healthy(state))
    return system, str(json.loads(state.read_text())["url"])


def _healthy(state: Path) -> bool:
    try:
        url = json.loads(state.read_text())["url"]
        return httpx.get(f"{url}/health", timeout=5.0, trust_env=False).status_code == 200
    except (OSError, ValueError, httpx.HTTPError):
        return False


async def say_to_us(client: httpx.AsyncClient, user: str, words: str) -> bool:
    """One turn through the public door."""
    body = {"user": user, "text": words, "channel": "chat", "location": HERE,
            "message_id": uuid.uuid4().hex}  # fmt: skip
    response = await client.post("/api/chat", json=body)
    return response.status_code == 200 and bool(response.json()["text"])


async def say_to_stock(client: httpx.AsyncClient, user: str, words: str) -> bool:
    """One turn through Rasa's own REST channel."""
    body = {"sender": user, "message": words, "metadata": {"location": HERE}}
    response = await client.post("/webhooks/rest/webhook", json=body)
    return response.status_code == 200 and bool(response.json())


async def _alternate(systems: Systems, seconds: float) -> dict[tuple[str, int], Load]:
    loads = {(name, people): Load() for name in systems for people in PEOPLE}
    for _, url, say in systems.values():
        await talk(url, say, 8, WARM_UP_SECONDS, Load())
    for turn in range(ROUNDS):
        for people in PEOPLE:
            for name, (_, url, say) in systems.items():
                print(f"round {turn + 1} of {ROUNDS}: {name}, {people} people …", flush=True)
                await talk(url, say, people, seconds, loads[name, people])
    return loads


def _figures(load: Load) -> dict[str, float]:
    return spread(load.seconds) | {
        "turns": len(load.seconds),
        "rate": round(load.rate, 1),
        "unanswered": load.unanswered,
    }


def _load_demo(home: Path) -> None:
    for kind, name in (("osm", "neighbourhood.osm"), ("facilities", "facilities.csv")):
        arguments = ["import", kind, str(DEMO / name), "--home", str(home), "--database", ""]
        if assistant_command(arguments):
            raise RuntimeError(f"the demo data {name} could not be loaded")
