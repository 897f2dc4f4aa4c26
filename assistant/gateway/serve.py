"""All services in one go: the web server, the action webhook and the Rasa server."""

import asyncio
import contextlib
import errno
import json
import logging
import os
import secrets
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette

from actions.world import make_world, use_world
from assistant.booking import Provider
from assistant.errors import UsageError
from assistant.gateway.app import Gateway
from assistant.gateway.front import Front, announced
from assistant.gateway.housekeeping import keep_house
from assistant.gateway.rasa import RasaClient
from assistant.gateway.rasa_process import RasaProcess
from assistant.gateway.webhook import action_app
from assistant.settings import Settings
from assistant.walking import open_network

log = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """A server that leaves the signals to us: there are two of them."""

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]
        yield


@dataclass(frozen=True)
class Running:
    """What others on this machine need to know about a running assistant."""

    url: str
    token: str
    pid: int
    database: str


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises UsageError where the port is taken or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            message = (
                f"Port {port} is taken. Set ASSISTANT_PORT to another one (0 finds a free one)."
            )
        else:
            message = f"Cannot listen on {host}:{port}: {error.strerror}. Check ASSISTANT_HOST."
        raise UsageError(message, status=1) from error
    listener.listen(512)
    listener.setblocking(False)
    return listener


async def serve(settings: Settings, state: Path, say: Callable[[str], None]) -> None:
    """Run everything until Ctrl-C or SIGTERM; `state` tells others where while it runs."""
    world = make_world(settings)
    use_world(world)
    outside = listen(settings.host, settings.port)
    inside = listen("127.0.0.1", 0)
    rasa_process = RasaProcess(settings.home, inside.getsockname()[1])
    rasa = RasaClient(rasa_process.url, rasa_process.token, settings.turn_seconds)
    token = secrets.token_urlsafe(24)
    running = Running(_url(settings.host, outside), token, os.getpid(), settings.database_url)
    front = Front(world, settings, rasa, running.token)
    await front.open()

    async def health() -> dict[str, str]:
        return {
            "rasa": "ok" if await rasa.ready() else "not ready",
            "database": await asyncio.to_thread(_database_state, world.engine),
            "walking network": await asyncio.to_thread(_network_state, world.engine),
        }

    gateway = Gateway(front.conversations, rasa, health, running.token, front.routes())
    # The first person does not wait for the index of names.
    await asyncio.to_thread(world.gazetteer.resolve, "")
    servers = [_server(gateway.app(), settings), _server(action_app(), settings)]
    tasks = [
        asyncio.create_task(servers[0].serve([outside])),
        asyncio.create_task(servers[1].serve([inside])),
    ]
    keeper = asyncio.create_task(rasa_process.keep_running())
    announcer = asyncio.create_task(_announce(rasa, running, settings, say))
    housekeeper = asyncio.create_task(
        keep_house(world.people, Provider(world.engine, world.secret), world.engine, settings)
    )
    watcher = asyncio.create_task(front.watch.keep_watching())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, _stop, servers, front)
    _write_state(state, running)
    try:
        await asyncio.gather(*tasks)
    finally:
        state.unlink(missing_ok=True)  # noqa: ASYNC240 - the loop is ending
        for task in (keeper, announcer, housekeeper, watcher):
            task.cancel()
        await front.close()
        await rasa_process.stop()
        await rasa.close()
        say("Stopped.")


async def _announce(
    rasa: RasaClient, running: Running, settings: Settings, say: Callable[[str], None]
) -> None:
    say(f"Web server:  {running.url}   (POST /api/chat, GET /health)")
    for line in announced(settings, running.url):
        say(line)
    say("Rasa server: starting, about 15 seconds …")
    while not await rasa.ready():  # noqa: ASYNC110 - it happens in another process
        await asyncio.sleep(0.3)
    say("Ready. Stop with Ctrl-C.")


def _server(app: Starlette, settings: Settings) -> _Server:
    level = settings.log_level.lower()
    return _Server(
        uvicorn.Config(app, log_level=level, access_log=False, timeout_graceful_shutdown=5)
    )


def _stop(servers: list[_Server], front: Front) -> None:
    front.hush()
    for server in servers:
        server.should_exit = True


def _url(host: str, listener: socket.socket) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - for people to read
    return f"http://{shown}:{listener.getsockname()[1]}"


def _write_state(path: Path, running: Running) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(running.__dict__, file)


def _database_state(engine: Engine) -> str:
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        log.error("the database does not answer: %s", error)
        return "does not answer"
    return "ok"


def _network_state(engine: Engine) -> str:
    try:
        return "ok" if open_network(engine) is not None else "missing; walks are estimated"
    except SQLAlchemyError:
        return "unknown"
