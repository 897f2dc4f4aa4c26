"""The obvious way: look whether there is room, then write. It sells what it has not."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    RowMapping,
    String,
    Table,
    func,
    insert,
    select,
    update,
)

from assistant.booking import Booking, Refusal, Status, Wish
from assistant.booking.bookings import refused_at
from assistant.storing import Instant
from benchmarks.bookings.wishes import CAPACITY, OFFERS

TOGETHER_SECONDS = 60
"""How long the first client waits for the last one."""

SCRATCH = MetaData()
NAIVE = Table(
    "naive_booking",
    SCRATCH,
    Column("id", String(32), primary_key=True),
    Column("request", String(64)),
    Column("code", String(8)),
    Column("offer_id", String(120)),
    Column("start", Instant),
    Column("quantity", Integer),
    Column("person", String(24)),
    Column("status", String(12)),
)
NAIVE_CHANGE = Table(
    "naive_change",
    SCRATCH,
    Column("id", Integer, primary_key=True),
    Column("booking_id", String(32)),
    Column("status", String(12)),
    Column("start", Instant),
)
_OFFERS = {offer.id: offer for offer in OFFERS}


class NaiveBookings:
    """Books as `Bookings` does, without conditions, unique keys or keys of wishes.

    Where `looked` is given, nobody writes for the first time before all have looked: that two look
    before one of them writes is then certain. Else luck decides.
    """

    def __init__(self, engine: Engine, looked: Barrier | None) -> None:
        self._engine = engine
        self._looked = looked

    def book(self, wish: Wish, now: datetime) -> Booking | Refusal:
        """Looks, then writes."""
        offer = _OFFERS[wish.offer]
        if refused := refused_at(offer, wish.start, now):
            return refused
        with self._engine.begin() as connection:
            if not self._room(connection, wish.offer, wish.start, wish.quantity):
                return Refusal.FULL
            made = Booking(
                secrets.token_hex(16), str(secrets.randbelow(9000) + 1000), wish.offer, wish.start,
                wish.start + offer.length, wish.quantity, wish.person, Status.CONFIRMED,
            )  # fmt: skip
            row: dict[str, Any] = {"id": made.id, "request": wish.request, "code": made.code}
            row |= {"offer_id": made.offer, "start": made.start, "quantity": made.quantity}
            row |= {"person": made.person, "status": made.status}
            connection.execute(insert(NAIVE).values(row))
            _note(connection, made)
            return made

    def cancel(self, booking: str, now: datetime) -> Booking | Refusal:
        """Drops a booking."""
        return self._changed(booking, now, lambda _, held: replace(held, status=Status.CANCELLED))

    def move(self, booking: str, start: datetime, now: datetime) -> Booking | Refusal:
        """Looks whether there is room at `start`, then moves."""

        def change(connection: Connection, held: Booking) -> Booking | Refusal:
            if not self._room(connection, held.offer, start, held.quantity):
                return Refusal.FULL
            return replace(held, start=start, end=start + _OFFERS[held.offer].length)

        return self._changed(booking, now, change)

    def _changed(
        self,
        booking: str,
        now: datetime,
        change: Callable[[Connection, Booking], Booking | Refusal],
    ) -> Booking | Refusal:
        with self._engine.begin() as connection:
            found = select(NAIVE).where(NAIVE.c.id == booking)
            held = _booking(connection.execute(found).mappings().one())
            if held.status is Status.CANCELLED:
                return held
            if now + timedelta(minutes=_OFFERS[held.offer].cancel_minutes) > held.start:
                return Refusal.TOO_LATE
            changed = change(connection, held)
            if isinstance(changed, Booking):
                values: dict[str, Any] = {"start": changed.start, "status": changed.status}
                connection.execute(update(NAIVE).where(NAIVE.c.id == booking).values(values))
                _note(connection, changed)
            return changed

    def _room(self, connection: Connection, offer: str, start: datetime, quantity: int) -> bool:
        taken = select(func.coalesce(func.sum(NAIVE.c.quantity), 0)).where(
            NAIVE.c.offer_id == offer, NAIVE.c.start == start, NAIVE.c.status == Status.CONFIRMED
        )
        found = connection.scalar(taken) or 0
        if self._looked is not None:
            self._looked.wait(TOGETHER_SECONDS)
            self._looked = None
        return int(found) + quantity <= CAPACITY[offer]


def _note(connection: Connection, made: Booking) -> None:
    row = {"booking_id": made.id, "status": made.status, "start": made.start}
    connection.execute(insert(NAIVE_CHANGE).values(row))


def _booking(row: RowMapping) -> Booking:
    end = row["start"] + _OFFERS[row["offer_id"]].length
    return Booking(
        row["id"], row["code"], row["offer_id"], row["start"], end, row["quantity"], row["person"],
        Status(row["status"]),
    )  # fmt: skip
