"""Systems under measurement: started, waited for, weighed, stopped."""

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import psutil

from assistant.paths import ROOT

READY_SECONDS = 600.0
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
}


class System:
    """Some processes that together answer messages."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ready_seconds = 0.0
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(
        self,
        command: Sequence[str | Path],
        log: Path,
        environment: Mapping[str, str],
        cwd: Path = ROOT,
    ) -> None:
        """Add one process; its output goes to `log`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self._processes.append(
                subprocess.Popen(
                    [str(part) for part in command],
                    cwd=cwd,
                    env={**os.environ, **QUIET, **environment},
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
            )

    def wait(self, ready: Callable[[], bool]) -> None:
        """Wait until `ready`; keeps the seconds. Raises RuntimeError where it never is."""
        started = time.monotonic()
        while not ready():
            if any(process.poll() is not None for process in self._processes):
                raise RuntimeError(f"{self.name} ended before it was ready; see its log")
            if time.monotonic() - started > READY_SECONDS:
                raise RuntimeError(f"{self.name} was not ready in {READY_SECONDS:.0f} s")
            time.sleep(0.1)
        self.ready_seconds = time.monotonic() - started

    def megabytes(self) -> float:
        """Resident memory of all its processes and their children, shared pages counted twice."""
        total = 0
        for process in self._processes:
            parent = psutil.Process(process.pid)
            for one in (parent, *parent.children(recursive=True)):
                with contextlib.suppress(psutil.NoSuchProcess):
                    total += one.memory_info().rss
        return total / 1e6

    def stop(self) -> None:
        """End all its processes."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def stopped_at_the_end(*systems: System) -> Iterator[None]:
    """Whatever happens inside, the systems end."""
    try:
        yield
    finally:
        for system in systems:
            system.stop()
