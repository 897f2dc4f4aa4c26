"""The Rasa server as a child process: started, watched, started again, stopped."""

import asyncio
import contextlib
import json
import logging
import os
import secrets
import socket
from pathlib import Path

from assistant.errors import UsageError
from assistant.paths import MODELS, ROOT

log = logging.getLogger(__name__)

PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def newest_model() -> Path:
    """The model trained last. Raises UsageError where there is none."""
    models = sorted(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise UsageError("There is no trained model in models/. Run `make setup` first.", status=1)
    return models[-1]


class RasaProcess:
    """Keeps a Rasa server running on the loopback address."""

    def __init__(self, home: Path, webhook_port: int) -> None:
        if not PYTHON.exists():
            raise UsageError("The Rasa environment is missing. Run `make setup` first.", status=1)
        self.model = newest_model()
        self.port = free_port()
        self.token = secrets.token_hex(24)
        self._run = home / "run" / str(os.getpid())
        self._run.mkdir(parents=True, exist_ok=True)
        self._log = home / "log" / "rasa.log"
        self._log.parent.mkdir(parents=True, exist_ok=True)
        self._endpoints = self._write("endpoints.yml", {
            "action_endpoint": {"url": f"http://127.0.0.1:{webhook_port}/webhook"},
            "tracker_store": {"type": "assistant.understanding.memory.RecentConversations"},
        })  # fmt: skip
        channel = "assistant.understanding.channel.AssistantChannel"
        self._credentials = self._write("credentials.yml", {channel: {"token": self.token}})
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def _write(self, name: str, content: dict[str, object]) -> Path:
        # JSON is YAML; the file holds a token, so only its owner may read it.
        path = self._run / name
        path.touch(mode=0o600)
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    async def keep_running(self) -> None:
        """Start the server and start it again whenever it ends, until cancelled."""
        pause = FIRST_PAUSE
        while True:
            started = asyncio.get_running_loop().time()
            code = await self._once()
            if asyncio.get_running_loop().time() - started > LONGEST_PAUSE:
                pause = FIRST_PAUSE
            log.error("the Rasa server ended with %s; see %s; again in %.0f s",
                      code, self._log, pause)  # fmt: skip
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _once(self) -> int:
        command = [
            str(PYTHON), "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(self.port),
            "--model", str(self.model), "--endpoints", str(self._endpoints),
            "--credentials", str(self._credentials), "--enable-api", "--auth-token", self.token,
        ]  # fmt: skip
        with self._log.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=_environment(), stdin=asyncio.subprocess.DEVNULL,
                stdout=output, stderr=output,
            )  # fmt: skip
        return await self._process.wait()

    async def stop(self) -> None:
        """End the server; it is killed where it does not end by itself within 10 seconds."""
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                async with asyncio.timeout(10):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()
        for path in (self._endpoints, self._credentials):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._run.rmdir()


def _environment() -> dict[str, str]:
    """The child's environment: quiet, without telemetry, without our own interpreter's paths."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    }
    return kept | {
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "LOG_LEVEL": "WARNING",
        # One sentence is too little work to be worth sharing among threads.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": str(ROOT),
    }
