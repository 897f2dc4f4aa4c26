"""The door under load: many people at once, a slow bot, platforms that send twice.

The bot is a stand-in that waits; everything else is real: signatures, web server, sockets,
database.
"""

import asyncio
import hashlib
import json
import random
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette

from assistant import clock
from assistant.channels import Channel, capabilities_of
from assistant.channels.all_channels import make_channels
from assistant.database import connect, upgrade
from assistant.gateway.channel_routes import channel_routes
from assistant.gateway.conversations import Conversations
from assistant.gateway.door import Door
from assistant.gateway.limits import Limits
from assistant.gateway.messages import Inbound
from assistant.gateway.relay import Relay
from assistant.settings import Settings
from assistant.wording.reply import Reply
from benchmarks.figures import spread

PEOPLE = 50
MESSAGES = 4
SLOW_SECONDS = 3.0
SEED = 7
ALONE = 400
"""Turns of which the overhead is measured."""
TOKEN, SECRET = "bench", "benchsecretbenchsecret"
ANSWER = Reply(
    "配钥匙的，最近的是街口配钥匙，走路五分钟。", "配钥匙的，最近的是街口配钥匙，走5分钟。"
)


@dataclass
class SlowBot:
    """Stands for Rasa: waits, answers, and counts how often each message was worked on."""

    seconds: float
    worked: Counter[str] = field(default_factory=Counter)

    async def turn(
        self, sender: str, text: str, message_id: str, metadata: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """One turn."""
        self.worked[text] += 1
        await asyncio.sleep(self.seconds)
        return [ANSWER.as_json()]

    async def parse(self, text: str) -> dict[str, Any]:
        """No danger."""
        return {"intent": {"name": "find"}}

    async def ready(self) -> bool:
        """It is."""
        return True


def measure() -> list[dict[str, Any]]:
    """Answers over the limit and double effects under load; what the door adds to a bare turn."""
    return asyncio.run(_measure())


async def _measure() -> list[dict[str, Any]]:
    rows = []
    for name in ("wechat", "aligenie"):
        rows.append(await _with_house(SLOW_SECONDS, partial(_load, name)))
    rows += await _with_house(0.0, _overhead)
    return rows


@dataclass
class House:
    """A web server with the channels, and what stands behind it."""

    bot: SlowBot
    conversations: Conversations
    channels: dict[str, Channel]
    http: httpx.AsyncClient


async def _with_house(seconds: float, work: Callable[[House], Awaitable[Any]]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            home=Path(folder), wechat_token=TOKEN, aligenie_secret=SECRET, most_per_minute=10_000
        )
        engine = connect(settings.database_url)
        upgrade(engine)
        bot = SlowBot(seconds)
        relay = Relay(engine, b"s" * 32, bot.parse)
        limits = Limits(settings.most_per_minute)
        conversations = Conversations(bot, b"s" * 32, 8.0, relay, limits)
        channels = make_channels(settings)
        app = Starlette(routes=channel_routes(list(channels.values()), Door(conversations)))
        server = uvicorn.Server(
            uvicorn.Config(app, port=0, log_level="error", access_log=False, timeout_keep_alive=60)
        )
        serving = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        limit = httpx.Limits(max_connections=None)
        url = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(
            base_url=url, timeout=30, limits=limit, trust_env=False
        ) as http:
            found = await work(House(bot, conversations, channels, http))
        server.should_exit = True
        await serving
        engine.dispose()
        return found


async def _load(name: str, house: House) -> dict[str, Any]:
    """Each person says several things, when they like; each is sent twice, 50 ms apart."""
    limit = capabilities_of(name).seconds
    send = {"wechat": _wechat, "aligenie": _aligenie}[name]
    seconds: list[float] = []

    dice = random.Random(SEED)
    await send(house.http, "first", "你好", _identity(name))

    async def person(number: int) -> None:
        await asyncio.sleep(dice.uniform(0, SLOW_SECONDS))
        for message in range(MESSAGES):
            text = f"附近哪里能配钥匙，第{number}位第{message}句"
            identity = _identity(name)
            first = asyncio.create_task(_timed(send(house.http, str(number), text, identity)))
            await asyncio.sleep(0.05)
            again = await _timed(send(house.http, str(number), text, identity))
            seconds.extend((await first, again))
            await asyncio.sleep(dice.uniform(SLOW_SECONDS, 2 * SLOW_SECONDS))

    await asyncio.gather(*(person(number) for number in range(PEOPLE)))
    worked = house.bot.worked
    return {
        "what": f"{PEOPLE} people at once, the bot takes {SLOW_SECONDS:g} s",
        "channel": name,
        "requests": len(seconds),
        "limit_s": limit,
        "over_limit": sum(each > limit for each in seconds),
        "longest_s": round(max(seconds), 2),
        "done_twice": sum(count > 1 for count in worked.values()),
        "lost": PEOPLE * MESSAGES + 1 - len(worked),
    }


def _identity(name: str) -> str:
    """A message's id as that platform writes it."""
    number = uuid.uuid4().int % 10**10
    made = clock.now().strftime("%Y%m%d%H%M%S000")
    return str(number) if name == "wechat" else f"{made}-{number}"


async def _timed(work: Awaitable[None]) -> float:
    started = time.perf_counter()
    await work
    return time.perf_counter() - started


async def _overhead(house: House) -> list[dict[str, Any]]:
    """The same turn through the conversation alone, and through a platform's signed request."""
    bare: list[float] = []
    ways: dict[str, list[float]] = {"wechat": [], "aligenie": []}
    for number in range(ALONE):
        text = f"附近哪里能配钥匙{number}"
        started = time.perf_counter()
        await house.conversations.turn(Inbound("bare", text, message_id=uuid.uuid4().hex))
        bare.append(time.perf_counter() - started)
        for name, send in (("wechat", _wechat), ("aligenie", _aligenie)):
            identity = _identity(name)
            ways[name].append(await _timed(send(house.http, "one", text, identity)))
    rows = [{"what": "a turn without channel, the bot takes no time", **spread(bare)}]
    for name, seconds in ways.items():
        added = [way - base for way, base in zip(seconds, bare, strict=True)]
        rows.append({"what": "the same over HTTP, signed", "channel": name, **spread(seconds)})
        rows.append({"what": "added by the door and the channel", "channel": name, **spread(added)})
    return rows


async def _wechat(http: httpx.AsyncClient, user: str, text: str, identity: str) -> None:
    stamp = str(int(clock.now().timestamp()))
    signed = hashlib.sha1("".join(sorted((TOKEN, stamp, "n"))).encode()).hexdigest()  # noqa: S324
    body = (
        f"<xml><ToUserName>gh_1</ToUserName><FromUserName>{user}</FromUserName><CreateTime>{stamp}"
        f"</CreateTime><MsgType>text</MsgType><Content>{text}</Content><MsgId>{identity}</MsgId></xml>"
    )
    query = {"signature": signed, "timestamp": stamp, "nonce": "n"}
    response = await http.post("/channels/wechat", params=query, content=body.encode())
    assert response.status_code == 200


async def _aligenie(http: httpx.AsyncClient, user: str, text: str, identity: str) -> None:
    body = {
        "sessionId": "s",
        "utterance": text,
        "requestData": {"deviceOpenId": user},
        "requestId": identity,
        "skillSession": {"skillSessionId": "k", "newSession": False},
    }
    headers = {"X-Assistant-Secret": SECRET, "Content-Type": "application/json"}
    content = json.dumps(body).encode()
    response = await http.post("/channels/aligenie", content=content, headers=headers)
    assert response.status_code == 200
