"""Bookings: made, moved, dropped; nothing twice, nothing lost."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from assistant.booking.booking import ACTIVE, Booking, By, Refusal, Status, Wish
from assistant.booking.limits import horizon, refused_at, too_many
from assistant.booking.notices import Notice, Notices
from assistant.booking.offer import ConfirmedBy, Offer
from assistant.booking.rows import (
    BOOKING,
    BookingReader,
    closed_days,
    holds,
    is_closed,
    note_change,
    offer_of,
    offers_of,
    open_slot,
    release,
    take,
    taken_in,
)
from assistant.booking.schedule import Slot, slot_at, slots_between
from assistant.codes import codes
from assistant.people.sealing import Sealer
from assistant.storing import Undone, insert_new, retried, transaction
from assistant.times import Days, load_days

__all__ = ["Bookings", "Free", "end_booking", "refused_at"]


@dataclass(frozen=True)
class Free:
    """A slot that can be had."""

    slot: Slot
    left: int | None
    """Places that are left; None: no limit."""

    @property
    def start(self) -> datetime:
        """When it begins."""
        return self.slot.start


class Bookings:
    """Safe to use from many threads and processes; cheap to make.

    Every method that writes is one transaction: it is done as a whole or not at all. Any may raise
    OperationalError where the database is busy for more than five seconds or gone.
    """

    def __init__(self, engine: Engine, secret: bytes, days: Days | None = None) -> None:
        self._engine = engine
        self._reader = BookingReader(Sealer(secret))
        self._days = days or load_days()

    def offers(self, services: Iterable[str] | None = None) -> list[Offer]:
        """The offers for any of `services`; without them all offers."""
        with self._engine.connect() as connection:
            return offers_of(connection, services)

    def offer(self, offer: str) -> Offer | None:
        """The offer of that id, even if it is no longer made."""
        with self._engine.connect() as connection:
            return offer_of(connection, offer, withdrawn=True)

    def free(
        self, offer: Offer, start: datetime, end: datetime, now: datetime, quantity: int = 1
    ) -> list[Free]:
        """The slots that begin from `start` up to `end` and can be had, in order of time."""
        first = max(start, now + timedelta(minutes=offer.lead_minutes))
        last = min(end, horizon(offer, now))
        slots = slots_between(offer, first, last, self._days) if first < last else []
        if not slots:
            return []
        starts = [slot.start for slot in slots]
        with self._engine.connect() as connection:
            taken = taken_in(connection, offer.id, starts)
            closed = closed_days(connection, offer.id, starts[0].date(), starts[-1].date())
        found = []
        for slot in slots:
            if refused_at(offer, slot.start, now):
                continue
            count, shut = taken.get(slot.start, (0, slot.start.date() in closed))
            left = offer.capacity - count if offer.capacity else None
            if not shut and (left is None or left >= quantity):
                found.append(Free(slot, left))
        return found

    def slot(self, offer: Offer, start: datetime) -> Slot | None:
        """The slot that begins at `start`, free or not; None if there is none."""
        return slot_at(offer, start, self._days)

    def slots(self, offer: Offer, start: datetime, end: datetime) -> list[Slot]:
        """The slots from `start` up to `end`, free or not."""
        return slots_between(offer, start, end, self._days)

    def book(self, wish: Wish, now: datetime) -> Booking | Refusal:
        """Books what is wished. The same wish (its `request`) again is the same booking."""
        return retried(lambda: self._book(wish, now))

    def _book(self, wish: Wish, now: datetime) -> Booking | Refusal:
        refusal = Refusal.FULL
        try:
            with transaction(self._engine) as connection:
                known = self._requested(connection, wish.request)
                if known:
                    return known
                offer = offer_of(connection, wish.offer, kept=True)
                slot = slot_at(offer, wish.start, self._days) if offer else None
                if offer is None or slot is None:
                    return Refusal.NO_SLOT if offer else Refusal.WITHDRAWN
                refused = refused_at(offer, wish.start, now) or too_many(offer, wish.quantity)
                if refused:
                    return refused
                open_slot(connection, offer, slot.start)
                made = self._insert(connection, wish, offer, slot, now)
                if made is None:
                    return self._requested(connection, wish.request) or Refusal.ALREADY
                if not take(connection, offer.id, slot.start, wish.quantity, offer.capacity):
                    if is_closed(connection, offer.id, slot.start):
                        refusal = Refusal.CLOSED
                    raise Undone
                note_change(connection, made.id, made.status, made.start, By.PERSON, now)
                Notices(connection).remind(made, now)
                return made
        except Undone:
            return refusal

    def _requested(self, connection: Connection, request: str) -> Booking | None:
        found = select(BOOKING).where(BOOKING.c.request == request)
        row = connection.execute(found).mappings().one_or_none()
        return self._reader.read(row) if row else None

    def _insert(
        self, connection: Connection, wish: Wish, offer: Offer, slot: Slot, now: datetime
    ) -> Booking | None:
        """The booking as a row; None where the wish or the person's slot is booked already."""
        pending = offer.confirmed_by is ConfirmedBy.PROVIDER
        status = Status.PENDING if pending else Status.CONFIRMED
        for code in codes():
            made = Booking(
                secrets.token_hex(16), code, offer.id, slot.start, slot.end, wish.quantity,
                wish.person, status, wish.details,
            )  # fmt: skip
            if insert_new(connection, BOOKING, self._row(made, wish.request, now)):
                return made
            again = self._requested(connection, wish.request)
            if again or holds(connection, wish.person, offer.id, slot.start):
                return None
            # It was the code that somebody else has.
        raise RuntimeError("no code is free")

    def _row(self, made: Booking, request: str, now: datetime) -> dict[str, Any]:
        return {
            "id": made.id,
            "request": request,
            "code": made.code,
            "offer_id": made.offer,
            "start": made.start,
            "end": made.end,
            "quantity": made.quantity,
            "person": made.person,
            "status": made.status,
            "sealed": self._reader.sealed(made.details, made.id),
            "made_at": now,
            "changed_at": now,
        }

    def of(self, persons: Sequence[str], now: datetime) -> list[Booking]:
        """What these people hold that is not over yet, in order of time."""
        found = (
            select(BOOKING)
            .where(BOOKING.c.person.in_(persons), BOOKING.c.status.in_(ACTIVE))
            .where(BOOKING.c.end > now)
            .order_by(BOOKING.c.start, BOOKING.c.id)
        )
        with self._engine.connect() as connection:
            return [self._reader.read(row) for row in connection.execute(found).mappings()]

    def with_code(self, code: str) -> Booking | None:
        """The booking of that code that holds its place."""
        found = select(BOOKING).where(BOOKING.c.code == code, BOOKING.c.status.in_(ACTIVE))
        with self._engine.connect() as connection:
            row = connection.execute(found).mappings().one_or_none()
        return self._reader.read(row) if row else None

    def booking(self, booking: str) -> Booking | None:
        """The booking of that id."""
        with self._engine.connect() as connection:
            return self._reader.one(connection, booking)

    def news(self, persons: Sequence[str], now: datetime) -> list[tuple[Notice, Booking]]:
        """What these people have to be told now, with the bookings; told once."""
        with self._engine.connect() as connection:
            if not Notices(connection).waiting_for(persons, now):
                return []
        with transaction(self._engine) as connection:
            told = []
            for notice in Notices(connection).claim(persons, now):
                booking = self._reader.one(connection, notice.booking)
                if booking:
                    told.append((notice, booking))
            return told

    def stop_reminders(self, persons: Sequence[str]) -> int:
        """Reminds these people of nothing that they hold now; how many reminders that were."""

        def work() -> int:
            with transaction(self._engine) as connection:
                return Notices(connection).withdraw_reminders(persons)

        return retried(work)

    def requested(self, request: str) -> Booking | None:
        """The booking that came from that wish."""
        with self._engine.connect() as connection:
            return self._requested(connection, request)

    def cancel(self, booking: str, now: datetime) -> Booking | Refusal:
        """Drops a booking for the person. One that is dropped already stays so."""
        return retried(lambda: self._cancel(booking, now))

    def _cancel(self, booking: str, now: datetime) -> Booking | Refusal:
        with transaction(self._engine) as connection:
            held = self._reader.one(connection, booking, changing=True)
            if held is None:
                return Refusal.GONE
            if held.status is Status.CANCELLED:
                return held
            offer = offer_of(connection, held.offer, withdrawn=True)
            if offer is None or not held.holds:
                return Refusal.GONE
            if now + timedelta(minutes=offer.cancel_minutes) > held.start:
                return Refusal.TOO_LATE
            dropped = end_booking(connection, held, Status.CANCELLED, By.PERSON, now)
            if dropped is None:
                return Refusal.GONE
            Notices(connection).withdraw(booking)
            return dropped

    def move(self, booking: str, start: datetime, now: datetime) -> Booking | Refusal:
        """Moves a booking to the slot at `start`, or leaves it where it is."""
        return retried(lambda: self._move(booking, start, now))

    def _move(self, booking: str, start: datetime, now: datetime) -> Booking | Refusal:
        refusal = Refusal.FULL
        try:
            with transaction(self._engine) as connection:
                held = self._reader.one(connection, booking, changing=True)
                if held is None or not held.holds:
                    return Refusal.GONE
                if held.start == start:
                    return held
                offer = offer_of(connection, held.offer, kept=True)
                slot = slot_at(offer, start, self._days) if offer else None
                if offer is None or slot is None:
                    return Refusal.NO_SLOT if offer else Refusal.WITHDRAWN
                if now + timedelta(minutes=offer.cancel_minutes) > held.start:
                    return Refusal.TOO_LATE
                refused = refused_at(offer, start, now)
                if refused:
                    return refused
                if holds(connection, held.person, offer.id, slot.start):
                    return Refusal.ALREADY
                # Slots are changed in order of time: two moves that cross each other would else
                # wait for one another. What cannot be had is undone together with what was given.
                later = slot.start > held.start
                if later:
                    release(connection, offer.id, held.start, held.quantity)
                open_slot(connection, offer, slot.start)
                moved = self._moved(connection, held, offer, slot, now)
                if not take(connection, offer.id, slot.start, held.quantity, offer.capacity):
                    if is_closed(connection, offer.id, slot.start):
                        refusal = Refusal.CLOSED
                    raise Undone
                if not later:
                    release(connection, offer.id, held.start, held.quantity)
                note_change(connection, moved.id, moved.status, slot.start, By.PERSON, now)
                Notices(connection).withdraw(booking)
                Notices(connection).remind(moved, now)
                return moved
        except Undone:
            return refusal

    @staticmethod
    def _moved(
        connection: Connection, held: Booking, offer: Offer, slot: Slot, now: datetime
    ) -> Booking:
        """The booking at its new time."""
        pending = offer.confirmed_by is ConfirmedBy.PROVIDER
        status = Status.PENDING if pending else Status.CONFIRMED
        changed = (
            update(BOOKING)
            .where(BOOKING.c.id == held.id)
            .values(start=slot.start, end=slot.end, status=status, changed_at=now)
        )
        connection.execute(changed)
        return replace(held, start=slot.start, end=slot.end, status=status)


def end_booking(
    connection: Connection, held: Booking, status: Status, by: By, now: datetime
) -> Booking | None:
    """Ends a booking and gives its place back; None where it does not hold one any more."""
    changed = (
        update(BOOKING)
        .where(BOOKING.c.id == held.id, BOOKING.c.start == held.start)
        .where(BOOKING.c.status.in_(ACTIVE))
        .values(status=status, changed_at=now)
    )
    if not connection.execute(changed).rowcount:
        return None
    release(connection, held.offer, held.start, held.quantity)
    note_change(connection, held.id, status, held.start, by, now)
    return replace(held, status=status)
