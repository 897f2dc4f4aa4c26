"""Hand-overs as clerks meet them: the queue, taking, saying, giving back. Two cannot take one."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, and_, func, select, update

from assistant.handover.handover import (
    LONGEST_MESSAGE,
    OPEN,
    Author,
    Ending,
    Handover,
    Message,
    Refusal,
    State,
)
from assistant.handover.rows import HANDOVER, MESSAGE, SEEN, HandoverReader
from assistant.people.sealing import Sealer
from assistant.storing import insert_new, retried, transaction

THERE_FOR = timedelta(minutes=10)
"""How long a clerk counts as being there after having looked at the queue."""


class Clerks:
    """Safe to use from many threads and processes; cheap to make.

    Methods that write are one transaction each. Any may raise OperationalError where the database
    is busy for more than five seconds or gone.
    """

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._reader = HandoverReader(Sealer(secret))

    def look(self, clerk: str, now: datetime) -> None:
        """Notes that the clerk is there."""

        def work() -> None:
            with transaction(self._engine) as connection:
                if not insert_new(connection, SEEN, {"clerk": clerk, "at": now}):
                    seen = update(SEEN).where(SEEN.c.clerk == clerk).values(at=now)
                    connection.execute(seen)

        retried(work)

    def leave(self, clerk: str) -> None:
        """Notes that the clerk has gone."""

        def work() -> None:
            with transaction(self._engine) as connection:
                connection.execute(SEEN.delete().where(SEEN.c.clerk == clerk))

        retried(work)

    def attended(self, now: datetime) -> bool:
        """Whether any clerk is there."""
        there = SEEN.c.at > now - THERE_FOR
        with self._engine.connect() as connection:
            return bool(connection.scalar(select(func.count()).select_from(SEEN).where(there)))

    def open(self) -> list[Handover]:
        """What waits or is being answered: the urgent first, then by when it was asked for."""
        found = (
            select(HANDOVER)
            .where(HANDOVER.c.state.in_(OPEN))
            .order_by(HANDOVER.c.urgent.desc(), HANDOVER.c.asked_at, HANDOVER.c.id)
        )
        with self._engine.connect() as connection:
            return [self._reader.read(row) for row in connection.execute(found).mappings()]

    def handover(self, start: str) -> Handover | None:
        """The hand-over whose id begins so; None where there is none, or more than one."""
        with self._engine.connect() as connection:
            found = select(HANDOVER).where(HANDOVER.c.id.startswith(start, autoescape=True))
            rows = connection.execute(found.limit(2)).mappings().all()
        return self._reader.read(rows[0]) if len(rows) == 1 else None

    def messages(self, handover: str, after: int = 0) -> list[Message]:
        """What was said, behind the message of that number."""
        theirs = and_(MESSAGE.c.handover_id == handover, MESSAGE.c.id > after)
        with self._engine.connect() as connection:
            return self._reader.messages(connection, theirs)

    def take(self, handover: str, clerk: str, now: datetime) -> Handover | Refusal:
        """The clerk answers from now on. Taken twice by the same clerk is once."""
        return retried(lambda: self._take(handover, clerk, now))

    def _take(self, handover: str, clerk: str, now: datetime) -> Handover | Refusal:
        with transaction(self._engine) as connection:
            free = and_(HANDOVER.c.id == handover, HANDOVER.c.state == State.QUEUED)
            values = {"state": State.HUMAN, "clerk": clerk, "changed_at": now}
            connection.execute(update(HANDOVER).where(free).values(values))
            held = self._reader.one(connection, HANDOVER.c.id == handover)
            return _theirs(held, clerk)

    def say(
        self, handover: str, clerk: str, request: str, text: str, now: datetime
    ) -> Message | Refusal:
        """Says something to the person. The same `request` again is the same message."""
        return retried(lambda: self._say(handover, clerk, request, text, now))

    def _say(
        self, handover: str, clerk: str, request: str, text: str, now: datetime
    ) -> Message | Refusal:
        with transaction(self._engine) as connection:
            held = self._reader.one(connection, HANDOVER.c.id == handover, changing=True)
            theirs = _theirs(held, clerk)
            if isinstance(theirs, Refusal):
                return theirs
            words = text.strip()[:LONGEST_MESSAGE]
            self._reader.say(connection, handover, request, Author.CLERK, words, now)
            touched = update(HANDOVER).where(HANDOVER.c.id == handover)
            connection.execute(touched.values(changed_at=now))
            same = and_(MESSAGE.c.handover_id == handover, MESSAGE.c.request == request)
            return self._reader.messages(connection, same)[0]

    def give_back(self, handover: str, clerk: str, now: datetime) -> Handover | Refusal:
        """The assistant answers again."""
        return retried(lambda: self._give_back(handover, clerk, now))

    def _give_back(self, handover: str, clerk: str, now: datetime) -> Handover | Refusal:
        with transaction(self._engine) as connection:
            held = self._reader.one(connection, HANDOVER.c.id == handover, changing=True)
            theirs = _theirs(held, clerk)
            if isinstance(theirs, Refusal):
                return theirs
            values = {"state": State.ENDED, "ending": Ending.RETURNED, "changed_at": now}
            connection.execute(update(HANDOVER).where(HANDOVER.c.id == handover).values(values))
            ended = self._reader.one(connection, HANDOVER.c.id == handover)
            assert ended is not None  # noqa: S101 - nobody else may change it meanwhile
            return ended


def _theirs(held: Handover | None, clerk: str) -> Handover | Refusal:
    if held is None or held.state is State.ENDED:
        return Refusal.GONE
    return held if held.clerk == clerk and held.state is State.HUMAN else Refusal.TAKEN
