"""Residents and clerks of several processes who do the same things at once; some are killed."""

import json
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, select
from sqlalchemy.exc import OperationalError

from assistant.database import connect
from assistant.requests import Details, Status, Ticket
from assistant.requests.news import NEWS, NewsState
from assistant.requests.rows import CHANGE, TICKET
from assistant.requests.ticket import OPEN
from tests.requests.report_desk import ANNA, Reports, later

REPORTS = 12
THREADS = 3
GIVES_UP = 50

ENDS: dict[str, str] = {"reopened": "assigned"}
"""What a ticket is after an entry of its history, where that is not its name."""

MAY_FOLLOW = {
    "accepted": {"assigned", "closed", "withdrawn"},
    "assigned": {"assigned", "in_progress", "done", "closed", "withdrawn"},
    "in_progress": {"assigned", "done", "closed", "withdrawn"},
    "done": {"reopened", "closed", "withdrawn"},
    "reopened": {"assigned", "in_progress", "done", "closed", "withdrawn"},
}


@dataclass(frozen=True)
class Orders:
    """What a process is to do."""

    url: str
    told: Path
    """Its own file of what it was told."""
    name: str
    life: int = 0
    """Statements after which it is killed; 0: never."""


def work(orders: Orders) -> None:
    """Several threads file the same reports, add to them, and mend them; each its own way."""
    engine = connect(orders.url)
    left = orders.life
    lock = threading.Lock()

    def step(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", step)
    event.listen(engine, "commit", step)
    with orders.told.open("a", encoding="utf-8") as diary:

        def note(**told: Any) -> None:
            with lock:
                diary.write(json.dumps(told) + "\n")
                diary.flush()

        threads = [
            threading.Thread(target=_live, args=(Reports(engine), f"{orders.name}{n}", n, note))
            for n in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    engine.dispose()


def _live(reports: Reports, name: str, at: int, note: Callable[..., None]) -> None:
    tickets, desk = reports.tickets, reports.desk
    for number in range(REPORTS):
        each = (number + at) % REPORTS
        made = _patient(partial(reports.filed, f"r{each}", details=Details()))
        note(request=f"r{each}", id=made.id)
        words = f"{name}-{each}"
        if isinstance(_patient(partial(tickets.add, made.id, words, later())), Ticket):
            note(id=made.id, words=words)
        for step in (
            partial(desk.assign, made.id, "city_line", later(hours=1)),
            partial(desk.begin, made.id, later(hours=2)),
            partial(desk.finish, made.id, name, later(hours=3)),
            partial(tickets.say_mended, made.id, False, later(hours=4)),
            partial(desk.finish, made.id, name, later(hours=5)),
        ):
            _patient(step)
        for news, ticket in _patient(partial(tickets.news, [ANNA], later(hours=6))):
            note(news=news.id, id=ticket.id)
    for each in range(0, REPORTS, 2):
        held = tickets.requested(f"r{each}")
        if held:
            _patient(partial(tickets.say_mended, held.id, True, later(days=1)))


def _patient(ask: Callable[[], Any]) -> Any:
    """What `ask` gives, asked again where the database is busy."""
    for _ in range(GIVES_UP - 1):
        try:
            return ask()
        except OperationalError:
            continue
    return ask()


def told_in(path: Path) -> list[dict[str, Any]]:
    """What a process wrote; the last line of one that was killed may be half a line."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def faults(engine: Engine, told: list[dict[str, Any]]) -> list[str]:
    """What is wrong in the database, seen from what people were told."""
    return [*_twice(engine, told), *_lost(engine, told), *_histories(engine)]


def _twice(engine: Engine, told: list[dict[str, Any]]) -> list[str]:
    wrong = []
    ids: dict[str, set[str]] = {}
    for each in told:
        if "request" in each:
            ids.setdefault(each["request"], set()).add(each["id"])
    wrong += [f"{request} is several tickets" for request, of in ids.items() if len(of) > 1]
    news = [each["news"] for each in told if "news" in each]
    wrong += ["a piece of news was told twice"] if len(news) != len(set(news)) else []
    with engine.connect() as connection:
        held = connection.execute(select(TICKET)).all()
        codes = [row.code for row in held if row.status in OPEN]
        waiting = select(NEWS.c.ticket_id).where(NEWS.c.state == NewsState.WAITING)
        left = list(connection.scalars(waiting))
    wrong += ["more tickets than reports"] if len(held) > REPORTS else []
    wrong += ["a code is given twice"] if len(codes) != len(set(codes)) else []
    return wrong + (["two news of a ticket wait"] if len(left) != len(set(left)) else [])


def _lost(engine: Engine, told: list[dict[str, Any]]) -> list[str]:
    reports, wrong = Reports(engine), []
    for identity in {each["id"] for each in told}:
        ticket = reports.tickets.ticket(identity)
        if ticket is None:
            wrong.append("a ticket is gone")
            continue
        said = [each["words"] for each in told if each["id"] == identity and "words" in each]
        kept = ticket.details.words
        wrong += [f"{words} is lost" for words in said if words not in kept]
        wrong += ["words stand there twice"] if len(kept) != len(set(kept)) else []
    return wrong


def _histories(engine: Engine) -> list[str]:
    wrong = []
    with engine.connect() as connection:
        for ticket in connection.execute(select(TICKET)).all():
            found = select(CHANGE.c.status).where(CHANGE.c.ticket_id == ticket.id)
            way = list(connection.scalars(found.order_by(CHANGE.c.id)))
            if not way or way[0] != Status.ACCEPTED or way.count("accepted") > 1:
                wrong.append("a history does not begin with its beginning")
                continue
            wrong += [f"{b} after {a}" for a, b in pairwise(way) if b not in MAY_FOLLOW.get(a, ())]
            if ENDS.get(way[-1], way[-1]) != ticket.status:
                wrong.append(f"the history ends with {way[-1]}, the ticket is {ticket.status}")
            if way.count("reopened") != ticket.reopened:
                wrong.append("not mended is counted wrongly")
    return wrong
