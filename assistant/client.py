"""Talking to the assistant from the command line: to a running one, else to one of our own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from assistant.errors import UsageError
from assistant.paths import ROOT
from assistant.settings import Settings

START_SECONDS = 180.0
STATE = Path("run") / "serve.json"
"""In the home folder: where a running `assistant serve` tells its address."""


@dataclass(frozen=True)
class Assistant:
    """An assistant that can be talked to."""

    http: httpx.Client
    token: str

    def chat(self, body: dict[str, Any]) -> dict[str, Any]:
        """One turn, with what was understood."""
        return self.post("/api/chat", body | {"explain": True})

    def understand(self, text: str, now: datetime) -> dict[str, Any]:
        """What a sentence said at `now` means."""
        return self.post("/api/understand", {"text": text, "now": now.isoformat()})

    def ready(self) -> bool:
        """Whether Rasa answers."""
        try:
            parts = self.http.get("/health").json()["parts"]
        except (httpx.HTTPError, ValueError, KeyError):
            return False
        return bool(parts.get("rasa") == "ok")

    def get(self, path: str, **query: str) -> dict[str, Any]:
        """What an address of the interface answers. Raises UsageError where it refuses."""
        return self._asked("GET", path, params=query)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The same with something to tell it."""
        return self._asked("POST", path, json=body)

    def _asked(self, method: str, path: str, **told: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            response = self.http.request(method, path, headers=headers, **told)
            content = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise UsageError(f"The assistant does not answer: {error}.", status=1) from error
        if response.status_code != 200:
            raise UsageError(str(content.get("error", response.text)), status=1)
        return dict(content)


@contextmanager
def assistant(settings: Settings, url: str | None) -> Iterator[Assistant]:
    """The assistant at `url`; without one, a running `serve`, or one started for the purpose."""
    if url:
        with _client(url) as http:
            yield Assistant(http, _token_for(settings, url))
        return
    running = _read_state(settings.home / STATE)
    if running:
        with _client(running["url"]) as http:
            found = Assistant(http, running["token"])
            if _same_database(running, settings) and found.ready():
                yield found
                return
    with _own(settings) as found:
        yield found


@contextmanager
def running_assistant(settings: Settings, url: str | None) -> Iterator[Assistant]:
    """The assistant at `url`, else a running `serve` of this home; none is started.

    Elsewhere than on this machine the operators' token is used. Raises UsageError where none runs.
    """
    running = _read_state(settings.home / STATE)
    if url is None and running is None:
        raise UsageError("The assistant does not run here. Start `assistant serve`.", status=1)
    address = url or str((running or {})["url"])
    with _client(address) as http:
        yield Assistant(http, _token_for(settings, address) or settings.operator_token)


def _same_database(running: dict[str, Any], settings: Settings) -> bool:
    return bool(running.get("database") == settings.database_url)


def _token_for(settings: Settings, url: str) -> str:
    running = _read_state(settings.home / STATE)
    return str(running["token"]) if running and running["url"] == url.rstrip("/") else ""


def _client(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, timeout=60.0, trust_env=False)


def _read_state(path: Path) -> dict[str, Any] | None:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


@contextmanager
def _own(settings: Settings) -> Iterator[Assistant]:
    log = settings.home / "log" / "serve.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, log.open("ab") as output:
        state = Path(folder) / "serve.json"
        start = log.stat().st_size
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "serve", "--state", str(state)],
            cwd=ROOT, env=_environment(settings), stdin=subprocess.DEVNULL,
            stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
        try:
            yield from _when_ready(process, state, log, start)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _when_ready(
    process: "subprocess.Popen[bytes]", state: Path, log: Path, start: int
) -> Iterator[Assistant]:
    deadline = time.monotonic() + START_SECONDS
    print("Starting the assistant, about 15 seconds …", file=sys.stderr, flush=True)
    running = None
    while running is None or not _is_ready(running):
        if process.poll() is not None:
            written = log.read_bytes()[start:].decode(errors="replace").strip().splitlines()
            reason = written[-1] if written else f"exit status {process.returncode}"
            raise UsageError(f"The assistant did not start: {reason} (see {log}).", status=1)
        if time.monotonic() > deadline:
            raise UsageError(f"The assistant did not start in time; see {log}.", status=1)
        time.sleep(0.2)
        running = _read_state(state)
    with _client(running["url"]) as http:
        yield Assistant(http, running["token"])


def _is_ready(running: dict[str, Any]) -> bool:
    with _client(running["url"]) as http:
        return Assistant(http, running["token"]).ready()


def _environment(settings: Settings) -> dict[str, str]:
    return os.environ | {
        "ASSISTANT_HOME": str(settings.home.absolute()),
        "ASSISTANT_DATABASE": settings.database_url,
        "ASSISTANT_HOST": "127.0.0.1",
        "ASSISTANT_PORT": "0",
    }
