"""What people have to be told about their bookings: reminders, and what the provider changed.

A notice waits until it is due. It is told in the person's next conversation; where nobody comes by
in time it is a call to make. Each is told once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Connection, Row, Table, select, update

from assistant.booking.booking import Booking
from assistant.booking.rows import BOOKING
from assistant.booking.tables import NoticeRow
from assistant.clock import ZONE
from assistant.storing import insert_new

NOTICE = cast(Table, NoticeRow.__table__)

EVENING = 19
"""The hour at which people are reminded of an early appointment on the day before."""
MORNING = 8
"""The hour before which nobody is reminded."""
EARLY = 10
"""Appointments before this hour are reminded of on the evening before."""
AHEAD = timedelta(hours=2)
"""How long before a later appointment people are reminded."""
SOON = timedelta(minutes=30)
"""A reminder so soon after the booking is none."""
KEPT = timedelta(days=7)
"""How long bad news is worth telling after the time of the booking."""


class NoticeKind(StrEnum):
    """What is told."""

    REMINDER = "reminder"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    NO_SHOW = "no_show"


class NoticeState(StrEnum):
    """How far a notice has come."""

    WAITING = "waiting"
    TOLD = "told"
    CALLED = "called"
    VOID = "void"
    """The booking was dropped or moved before."""


@dataclass(frozen=True)
class Notice:
    """One thing to tell."""

    id: int
    booking: str
    kind: NoticeKind
    reason: str
    """What the provider says to it."""
    due: datetime


def reminder_time(start: datetime, now: datetime) -> datetime | None:
    """When a booking made `now` is reminded of; None where that is hardly later than now."""
    local = start.astimezone(ZONE)
    if local.hour < EARLY:
        before = local - timedelta(days=1)
        due = before.replace(hour=EVENING, minute=0, second=0, microsecond=0)
    else:
        due = max(local - AHEAD, local.replace(hour=MORNING, minute=0, second=0, microsecond=0))
    return due if due > now + SOON else None


class Notices:
    """The notices, in somebody's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def remind(self, booking: Booking, now: datetime) -> None:
        """Puts down the reminder of a booking, if there is time for one."""
        due = reminder_time(booking.start, now)
        if due:
            self._add(booking, NoticeKind.REMINDER, due, booking.start)

    def tell(self, booking: Booking, kind: NoticeKind, now: datetime, reason: str = "") -> None:
        """Puts down that the provider changed something."""
        self._add(booking, kind, now, max(booking.start, now) + KEPT, reason)

    def withdraw(self, booking: str) -> None:
        """What was not told yet of a booking is not told any more."""
        waiting = (
            update(NOTICE)
            .where(NOTICE.c.booking_id == booking, NOTICE.c.state == NoticeState.WAITING)
            .values(state=NoticeState.VOID)
        )
        self._connection.execute(waiting)

    def withdraw_reminders(self, persons: Sequence[str]) -> int:
        """Nobody of these is reminded of what they hold now; how many reminders that were."""
        theirs = select(BOOKING.c.id).where(BOOKING.c.person.in_(persons))
        waiting = (
            update(NOTICE)
            .where(NOTICE.c.booking_id.in_(theirs), NOTICE.c.kind == NoticeKind.REMINDER)
            .where(NOTICE.c.state == NoticeState.WAITING)
            .values(state=NoticeState.VOID)
        )
        return self._connection.execute(waiting).rowcount

    def waiting_for(self, persons: Sequence[str], now: datetime) -> bool:
        """Whether anything is due for these people."""
        found = (
            select(NOTICE.c.id)
            .join(BOOKING, BOOKING.c.id == NOTICE.c.booking_id)
            .where(BOOKING.c.person.in_(persons), NOTICE.c.state == NoticeState.WAITING)
            .where(NOTICE.c.due <= now, NOTICE.c.until > now)
        )
        return self._connection.execute(found.limit(1)).first() is not None

    def claim(self, persons: Sequence[str], now: datetime) -> list[Notice]:
        """What is due for these people; it counts as told from then on."""
        theirs = select(BOOKING.c.id).where(BOOKING.c.person.in_(persons))
        told = (
            update(NOTICE)
            .where(NOTICE.c.booking_id.in_(theirs), NOTICE.c.state == NoticeState.WAITING)
            .where(NOTICE.c.due <= now, NOTICE.c.until > now)
            .values(state=NoticeState.TOLD)
            .returning(
                NOTICE.c.id, NOTICE.c.booking_id, NOTICE.c.kind, NOTICE.c.reason, NOTICE.c.due
            )
        )
        found = [self._notice(row) for row in self._connection.execute(told)]
        return sorted(found, key=_due)

    def due(self, now: datetime) -> list[Notice]:
        """What is due and was told to nobody: calls to make, the most urgent first."""
        found = (
            select(NOTICE.c.id, NOTICE.c.booking_id, NOTICE.c.kind, NOTICE.c.reason, NOTICE.c.due)
            .where(NOTICE.c.state == NoticeState.WAITING)
            .where(NOTICE.c.due <= now, NOTICE.c.until > now)
            .order_by(NOTICE.c.until, NOTICE.c.id)
        )
        return [self._notice(row) for row in self._connection.execute(found)]

    def called(self, notice: int) -> bool:
        """Somebody was called; False where it had been told already."""
        done = (
            update(NOTICE)
            .where(NOTICE.c.id == notice, NOTICE.c.state == NoticeState.WAITING)
            .values(state=NoticeState.CALLED)
        )
        return bool(self._connection.execute(done).rowcount)

    def _add(
        self, booking: Booking, kind: NoticeKind, due: datetime, until: datetime, reason: str = ""
    ) -> None:
        row: dict[str, object] = {"booking_id": booking.id, "kind": kind, "reason": reason}
        row |= {"due": due, "until": until, "state": NoticeState.WAITING}
        if insert_new(self._connection, NOTICE, row):
            return
        # Moved away and back again: the same reminder is wanted once more.
        again = update(NOTICE).where(
            NOTICE.c.booking_id == booking.id, NOTICE.c.kind == kind, NOTICE.c.due == due
        )
        again = again.where(NOTICE.c.state == NoticeState.VOID)
        self._connection.execute(
            again.values(state=NoticeState.WAITING, until=until, reason=reason)
        )

    @staticmethod
    def _notice(row: Row[Any, Any, Any, Any, Any]) -> Notice:
        return Notice(row.id, row.booking_id, NoticeKind(row.kind), row.reason, row.due)


def _due(notice: Notice) -> datetime:
    return notice.due
