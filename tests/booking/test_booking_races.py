"""Nothing twice, nothing lost: ten thousand attempts, killed clients, a clock that jumps."""

from collections import Counter
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.bookings.client import Way
from benchmarks.bookings.judge import judge, judge_naive
from benchmarks.bookings.naive import SCRATCH
from benchmarks.bookings.race import race
from benchmarks.bookings.wishes import put_up

ATTEMPTS = 10_000
DEATHS = 3
NAIVE_ATTEMPTS = 400


def url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_nothing_is_sold_twice_and_nothing_lost(engine: Engine, tmp_path: Path) -> None:
    put_up(engine)
    run = race(url(engine), tmp_path / "told", ATTEMPTS, deaths=DEATHS)
    assert len(run.answers) >= ATTEMPTS
    assert run.killed == 4 * DEATHS
    verdict = judge(engine, run.answers)
    assert verdict.flawless, verdict
    # All of it happened: bookings made, moved and dropped, and refused for want of places.
    kinds = Counter(answer["kind"] for answer in run.answers if "id" in answer)
    assert min(kinds[kind] for kind in ("book", "cancel", "move")) > 100
    refusals = Counter(answer["refusal"] for answer in run.answers if "refusal" in answer)
    assert min(refusals[why] for why in ("full", "already", "too_soon", "too_late")) > 10


def test_the_naive_way_sells_what_it_has_not(engine: Engine, tmp_path: Path) -> None:
    """Beside ours, with the same clients.

    The clients meet once between their first look and their first write: that they all see the
    same place free is certain here, and not only likely.
    """
    SCRATCH.create_all(engine)
    try:
        run = race(url(engine), tmp_path / "told", NAIVE_ATTEMPTS, deaths=0, way=Way.NAIVE_TOGETHER)
        verdict = judge_naive(engine, run.answers)
        assert verdict.oversold >= 3
        assert verdict.doubles > 0
    finally:
        SCRATCH.drop_all(engine)
