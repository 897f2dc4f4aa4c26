"""Nothing twice, nothing lost: two processes with threads, killed in the middle and begun again."""

import signal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Executable, delete, insert, text, update

from assistant.requests.news import NEWS
from assistant.requests.rows import CHANGE, TICKET
from tests.requests.many_clerks import REPORTS, Orders, faults, told_in, work
from tests.requests.report_desk import Reports, later

LIVES = (100, 350)
"""Statements after which the first lives of the processes end."""

_PROCESSES = get_context("spawn")


def run(orders: list[Orders]) -> list[int | None]:
    """How the processes ended that ran at once."""
    processes = [_PROCESSES.Process(target=work, args=(each,)) for each in orders]
    try:
        for process in processes:
            process.start()
        for process in processes:
            process.join()
    finally:
        for process in processes:
            process.kill()
    return [process.exitcode for process in processes]


def test_two_processes_at_once_killed_and_begun_again(engine: Engine, tmp_path: Path) -> None:
    url = engine.url.render_as_string(hide_password=False)
    files = [tmp_path / name for name in ("a", "b")]
    for path in files:
        path.touch()
    first = [Orders(url, path, path.name, life) for path, life in zip(files, LIVES, strict=True)]
    assert run(first) == [-signal.SIGKILL] * 2
    assert faults(engine, [entry for path in files for entry in told_in(path)]) == []
    assert run([Orders(url, path, path.name) for path in files]) == [0, 0]
    told = [entry for path in files for entry in told_in(path)]
    assert faults(engine, told) == []
    # All of it happened.
    reports = Reports(engine)
    assert reports.count() == REPORTS
    assert len({entry["id"] for entry in told}) == REPORTS
    assert sum("words" in entry for entry in told) >= REPORTS
    assert any("news" in entry for entry in told)
    ways = [entry for each in {e["id"] for e in told} for entry in reports.desk.history(each)]
    names = {entry.status for entry in ways}
    assert names == {"accepted", "assigned", "in_progress", "done", "reopened", "closed"}


PLANTED = {
    "a word is lost": "is lost",
    "a ticket is gone": "a ticket is gone",
    "a step is not written down": "the history ends with",
    "a step is written twice": "done after done",
    "a beginning is written twice": "does not begin",
    "counted twice": "counted wrongly",
    "two news": "two news",
    "one report, two tickets": "several tickets",
    "told twice": "told twice",
}


@pytest.mark.parametrize("defect", PLANTED)
def test_the_judge_sees_what_is_wrong(engine: Engine, defect: str) -> None:
    reports = Reports(engine)
    done = reports.done("r1")
    told: list[dict[str, Any]] = [{"request": "r1", "id": done.id}]
    told += [{"id": done.id, "words": "楼道灯不亮"}]
    assert faults(engine, told) == []
    change = {"ticket_id": done.id, "desk": "city_line", "by": "desk", "at": later(hours=3)}
    news = {"ticket_id": done.id, "status": "done", "at": later(hours=3), "state": "waiting"}
    also: dict[str, list[dict[str, Any]]] = {
        "one report, two tickets": [{"request": "r1", "id": reports.filed("r2").id}],
        "told twice": [{"news": 1, "id": done.id}] * 2,
        "a word is lost": [{"id": done.id, "words": "也没人管"}],
    }
    twice = insert(CHANGE).values(change | {"status": "accepted"})
    planted: dict[str, list[Executable]] = {
        "a ticket is gone": [delete(CHANGE), delete(NEWS), delete(TICKET)],
        "a step is not written down": [delete(CHANGE).where(CHANGE.c.status == "done")],
        "a step is written twice": [insert(CHANGE).values(change | {"status": "done"})],
        "a beginning is written twice": [twice],
        "counted twice": [update(TICKET).values(reopened=1)],
        "two news": [insert(NEWS).values(news)],
    }
    told += also.get(defect, [])
    with engine.begin() as connection:
        for statement in planted.get(defect, []):
            connection.execute(statement)
    found = faults(engine, told)
    assert found
    assert all(PLANTED[defect] in each for each in found), found


def test_a_change_that_breaks_off_leaves_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ticket, its history and its news change together."""
    reports = Reports(engine)
    made = reports.filed()

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("assistant.requests.news.AllNews.tell", broken)
    with pytest.raises(ZeroDivisionError):
        reports.desk.assign(made.id, "city_line", later(hours=1))
    assert reports.now(made) == made
    assert reports.history(made) == ["accepted person"]
    monkeypatch.setattr("assistant.requests.tickets.note_change", broken)
    with pytest.raises(ZeroDivisionError):
        reports.filed("another")
    assert reports.count() == 1


def test_after_a_restart_everything_is_as_it_was(engine: Engine) -> None:
    reports = Reports(engine)
    done = reports.done()
    engine.dispose()
    again = Reports(engine)
    assert again.now(done) == done
    assert [ticket.id for _, ticket in again.desk.calls(later(days=1))] == [done.id]
    with engine.begin() as connection:
        connection.execute(text("UPDATE ticket_news SET state = 'told'"))
    assert again.desk.calls(later(days=1)) == []
