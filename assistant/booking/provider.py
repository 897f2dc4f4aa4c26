"""The provider's side: what is booked, confirmed, declined, done; days on which nobody is taken."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, Update, delete, select, update

from assistant.booking.booking import ACTIVE, Booking, By, Refusal, Status
from assistant.booking.bookings import end_booking
from assistant.booking.notices import Notice, NoticeKind, Notices
from assistant.booking.rows import (
    BOOKING,
    CLOSED_DAY,
    SLOT,
    BookingReader,
    hold_offer,
    note_change,
)
from assistant.clock import ZONE
from assistant.people.sealing import Sealer
from assistant.storing import insert_new, retried, transaction

_ONLY_BEGUN = (Status.NO_SHOW, Status.FULFILLED)
"""What cannot be said of a booking before it begins."""


class Provider:
    """What those may do who offer something. One transaction for each booking, as for people."""

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._reader = BookingReader(Sealer(secret))

    def booked(
        self, start: datetime, end: datetime, offers: Iterable[str] | None = None
    ) -> list[Booking]:
        """Every booking that begins from `start` up to `end`, ended ones too, in order of time."""
        found = (
            select(BOOKING)
            .where(BOOKING.c.start >= start, BOOKING.c.start < end)
            .order_by(BOOKING.c.start, BOOKING.c.offer_id, BOOKING.c.id)
        )
        if offers is not None:
            found = found.where(BOOKING.c.offer_id.in_(list(offers)))
        with self._engine.connect() as connection:
            return [self._reader.read(row) for row in connection.execute(found).mappings()]

    def confirm(self, booking: str, now: datetime) -> Booking | Refusal:
        """Confirms a pending booking; one that is confirmed stays so."""
        return retried(lambda: self._confirm(booking, now))

    def _confirm(self, booking: str, now: datetime) -> Booking | Refusal:
        with transaction(self._engine) as connection:
            held = self._reader.one(connection, booking, changing=True)
            if held is not None and held.status is Status.CONFIRMED:
                return held
            changed = (
                update(BOOKING)
                .where(BOOKING.c.id == booking, BOOKING.c.status == Status.PENDING)
                .values(status=Status.CONFIRMED, changed_at=now)
            )
            if held is None or not connection.execute(changed).rowcount:
                return Refusal.GONE
            note_change(connection, booking, Status.CONFIRMED, held.start, By.PROVIDER, now)
            Notices(connection).tell(held, NoticeKind.CONFIRMED, now)
            return replace(held, status=Status.CONFIRMED)

    def decline(self, booking: str, reason: str, now: datetime) -> Booking | Refusal:
        """Drops a booking; the person is told, with the reason."""
        return self._end(booking, Status.DECLINED, now, NoticeKind.DECLINED, reason)

    def fulfil(self, booking: str, now: datetime) -> Booking | Refusal:
        """Marks a booking as done. Not before it begins: its place would be free again."""
        return self._end(booking, Status.FULFILLED, now)

    def settle(self, before: datetime, now: datetime) -> int:
        """Takes bookings that ended before that moment for done, if nobody marked them; how many.

        Their codes can be given again.
        """
        over = select(BOOKING.c.id).where(BOOKING.c.end < before, BOOKING.c.status.in_(ACTIVE))
        with self._engine.connect() as connection:
            ids = list(connection.scalars(over))
        ended = [self._end(each, Status.FULFILLED, now, by=By.SYSTEM) for each in ids]
        return sum(isinstance(each, Booking) for each in ended)

    def no_show(self, booking: str, now: datetime) -> Booking | Refusal:
        """Marks that nobody came; the person is told. Not before it begins."""
        return self._end(booking, Status.NO_SHOW, now, NoticeKind.NO_SHOW)

    def close_day(self, offer: str, day: date, reason: str, now: datetime) -> list[Booking]:
        """Takes nobody on that day; what is still to come of it is declined and returned.

        Broken off in the middle, it goes on where it was when it is called again.
        """
        with transaction(self._engine) as connection:
            hold_offer(connection, offer)
            row: dict[str, object] = {"offer_id": offer, "day": day, "reason": reason}
            insert_new(connection, CLOSED_DAY, row)
            connection.execute(_slots_on(offer, day).values(closed=True))
        declined = []
        for booking in self.booked(*_day(day), [offer]):
            if booking.holds and booking.start > now:
                ended = self.decline(booking.id, reason, now)
                declined += [ended] if isinstance(ended, Booking) else []
        return declined

    def open_day(self, offer: str, day: date) -> bool:
        """Takes people again on that day; whether it was closed. Declined bookings stay so."""
        with transaction(self._engine) as connection:
            hold_offer(connection, offer)
            gone = delete(CLOSED_DAY).where(CLOSED_DAY.c.offer_id == offer, CLOSED_DAY.c.day == day)
            was_closed = bool(connection.execute(gone).rowcount)
            connection.execute(_slots_on(offer, day).values(closed=False))
        return was_closed

    def calls(self, now: datetime) -> list[tuple[Notice, Booking]]:
        """What nobody was told although it is due, with the bookings: calls to make."""
        with self._engine.connect() as connection:
            found = []
            for notice in Notices(connection).due(now):
                booking = self._reader.one(connection, notice.booking)
                assert booking is not None  # noqa: S101 - notices go with their bookings
                found.append((notice, booking))
        return found

    def called(self, notice: int) -> bool:
        """Somebody was called; False where they had been told already."""
        with transaction(self._engine) as connection:
            return Notices(connection).called(notice)

    def _end(
        self,
        booking: str,
        status: Status,
        now: datetime,
        notice: NoticeKind | None = None,
        reason: str = "",
        by: By = By.PROVIDER,
    ) -> Booking | Refusal:
        def work() -> Booking | Refusal:
            with transaction(self._engine) as connection:
                held = self._reader.one(connection, booking, changing=True)
                if held is not None and held.status is status:
                    return held
                if status in _ONLY_BEGUN and held and held.holds and held.start > now:
                    return Refusal.TOO_SOON
                ended = end_booking(connection, held, status, by, now) if held else None
                if ended is None:
                    return Refusal.GONE
                Notices(connection).withdraw(booking)
                if notice:
                    Notices(connection).tell(ended, notice, now, reason)
                return ended

        return retried(work)


def _slots_on(offer: str, day: date) -> Update:
    start, end = _day(day)
    return update(SLOT).where(SLOT.c.offer_id == offer, SLOT.c.start >= start, SLOT.c.start < end)


def _day(day: date) -> tuple[datetime, datetime]:
    start = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    return start, start + timedelta(days=1)
