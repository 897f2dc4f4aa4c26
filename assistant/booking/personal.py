"""Forgetting whose a booking was: it stays to be counted, and says nothing about anybody."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, and_, case, or_, select, update

from assistant.booking.booking import ACTIVE
from assistant.booking.notices import NOTICE, NoticeState
from assistant.booking.rows import BOOKING
from assistant.storing import retried, transaction

_NAMELESS = and_(BOOKING.c.person.is_(None), BOOKING.c.sealed.is_(None))


def erase_old(engine: Engine, before: datetime) -> int:
    """Erases whose the bookings were that ended before that moment; how many.

    Raises OperationalError where the database is busy for more than five seconds or gone.
    """
    return _erase(engine, BOOKING.c.end < before)


def erase_person(engine: Engine, persons: Sequence[str], now: datetime) -> int:
    """Erases that bookings were of these people, so far as they are over or ended; how many.

    What they still hold stays: they are expected. Raises OperationalError as `erase_old` does.
    """
    over = or_(BOOKING.c.end <= now, BOOKING.c.status.not_in(ACTIVE))
    return _erase(engine, and_(BOOKING.c.person.in_(persons), over))


def _erase(engine: Engine, which: ColumnElement[bool]) -> int:
    def work() -> int:
        with transaction(engine) as connection:
            named = update(BOOKING).where(which, ~_NAMELESS)
            count = connection.execute(named.values(person=None, sealed=None)).rowcount
            # What a provider wrote to somebody may name them, and nobody can be told any more.
            theirs = NOTICE.c.booking_id.in_(select(BOOKING.c.id).where(_NAMELESS))
            waiting = NOTICE.c.state == NoticeState.WAITING
            state = case((waiting, NoticeState.VOID), else_=NOTICE.c.state)
            left = update(NOTICE).where(theirs, or_(waiting, NOTICE.c.reason != ""))
            connection.execute(left.values(reason="", state=state))
            return count

    return retried(work)
