"""Ending hand-overs in which nothing happens any more, and forgetting what was said in them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from assistant.handover.handover import OPEN, Author, Ending, Handover, State
from assistant.handover.rows import HANDOVER, MESSAGE, SEEN, HandoverReader
from assistant.people.sealing import Sealer
from assistant.storing import retried, transaction

UNTAKEN_AFTER = timedelta(minutes=5)
"""How long somebody is left waiting in the queue."""
IDLE_AFTER = timedelta(minutes=10)
"""How long a clerk may leave somebody without a word."""
TOLD_WITHIN = timedelta(days=1)
"""How long after asking for a person it is still worth a word that none came."""


def end_idle(engine: Engine, secret: bytes, now: datetime) -> list[Handover]:
    """Ends what nobody took, and what the clerk left alone; as they are then.

    A clerk's time counts from the later of the clerk's last word and the person's. Raises
    OperationalError where the database is busy for more than five seconds or gone.
    """
    reader = HandoverReader(Sealer(secret))
    spoken = (
        select(func.max(MESSAGE.c.at))
        .where(MESSAGE.c.handover_id == HANDOVER.c.id, MESSAGE.c.author == Author.PERSON)
        .scalar_subquery()
    )
    quiet = and_(
        HANDOVER.c.changed_at < now - IDLE_AFTER,
        or_(spoken.is_(None), spoken < now - IDLE_AFTER),
    )
    untaken = and_(HANDOVER.c.state == State.QUEUED, HANDOVER.c.asked_at < now - UNTAKEN_AFTER)
    idle = and_(HANDOVER.c.state == State.HUMAN, quiet)

    def work() -> list[Handover]:
        ended = []
        with transaction(engine) as connection:
            for which, ending in ((untaken, Ending.UNTAKEN), (idle, Ending.IDLE)):
                values = {"state": State.ENDED, "ending": ending, "changed_at": now}
                over = update(HANDOVER).where(which).values(values).returning(HANDOVER.c.id)
                for identity in list(connection.scalars(over)):
                    found = reader.one(connection, HANDOVER.c.id == identity)
                    if found:
                        ended.append(found)
        return ended

    return retried(work)


def untold(engine: Engine, secret: bytes, now: datetime) -> list[Handover]:
    """Those that `end_idle` ended, now or before, and nobody was told of.

    Between the two the process may have been stopped. Raises OperationalError as `end_idle` does.
    """
    told = exists().where(
        MESSAGE.c.handover_id == HANDOVER.c.id, MESSAGE.c.author == Author.ASSISTANT
    )
    over = and_(
        HANDOVER.c.state == State.ENDED,
        HANDOVER.c.ending.in_((Ending.UNTAKEN, Ending.IDLE)),
        HANDOVER.c.asked_at > now - TOLD_WITHIN,
        HANDOVER.c.person.is_not(None),
    )
    reader = HandoverReader(Sealer(secret))
    found = select(HANDOVER).where(over, ~told).order_by(HANDOVER.c.changed_at, HANDOVER.c.id)
    with engine.connect() as connection:
        return [reader.read(row) for row in connection.execute(found).mappings()]


def erase_old(engine: Engine, before: datetime) -> int:
    """Erases whose the hand-overs were that ended before then, and what was said; how many.

    Forgets clerks who were not at the queue since, too. Raises OperationalError as `end_idle` does.
    """

    def work() -> int:
        with transaction(engine) as connection:
            connection.execute(delete(SEEN).where(SEEN.c.at < before))
            over = and_(HANDOVER.c.state == State.ENDED, HANDOVER.c.changed_at < before)
            return _erase(connection, over)

    return retried(work)


def erase_person(engine: Engine, persons: Sequence[str], now: datetime) -> int:
    """Ends and erases the hand-overs of these people; how many.

    Raises OperationalError as `end_idle` does.
    """
    theirs = HANDOVER.c.person.in_(persons)
    values = {"state": State.ENDED, "ending": Ending.FORGOTTEN, "changed_at": now}

    def work() -> int:
        with transaction(engine) as connection:
            still_open = and_(theirs, HANDOVER.c.state.in_(OPEN))
            connection.execute(update(HANDOVER).where(still_open).values(values))
            return _erase(connection, theirs)

    return retried(work)


def _erase(connection: Connection, which: ColumnElement[bool]) -> int:
    """What remains is why, when and how it ended, to be counted; not even who answered."""
    named = and_(which, or_(HANDOVER.c.person.is_not(None), HANDOVER.c.summary.is_not(None)))
    ids = list(connection.scalars(select(HANDOVER.c.id).where(named)))
    connection.execute(delete(MESSAGE).where(MESSAGE.c.handover_id.in_(ids)))
    erased = update(HANDOVER).where(HANDOVER.c.id.in_(ids))
    connection.execute(erased.values(person=None, clerk="", summary=None, contact=None))
    return len(ids)
