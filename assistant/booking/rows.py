"""Reading and writing the rows of offers and bookings."""

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import cast

from sqlalchemy import Connection, RowMapping, Table, insert, select, update

from assistant.booking.booking import ACTIVE, Booking, By, Details, Status
from assistant.booking.offer import Offer
from assistant.booking.tables import (
    BookingChange,
    BookingRow,
    ClosedDay,
    OfferRow,
    OfferService,
    SlotRow,
)
from assistant.people.sealing import Sealer
from assistant.storing import insert_new

log = logging.getLogger(__name__)

BOOKING = cast(Table, BookingRow.__table__)
CHANGE = cast(Table, BookingChange.__table__)
CLOSED_DAY = cast(Table, ClosedDay.__table__)
OFFER = cast(Table, OfferRow.__table__)
OFFER_SERVICE = cast(Table, OfferService.__table__)
SLOT = cast(Table, SlotRow.__table__)


def offer_of(
    connection: Connection, offer: str, *, withdrawn: bool = False, kept: bool = False
) -> Offer | None:
    """The offer of that id; one that is no longer made only where asked for.

    `kept`: it, its capacity and its closed days stay as they are until the transaction ends.
    """
    found = select(OFFER.c.spec).where(OFFER.c.id == offer)
    if not withdrawn:
        found = found.where(~OFFER.c.withdrawn)
    if kept:
        found = found.with_for_update(read=True)
    spec = connection.scalar(found)
    return Offer.from_json(spec) if spec else None


def hold_offer(connection: Connection, offer: str) -> None:
    """Waits for whoever books that offer, and lets nobody until the transaction ends."""
    found = select(OFFER.c.id).where(OFFER.c.id == offer)
    connection.execute(found.with_for_update(key_share=True))


def offers_of(connection: Connection, services: Iterable[str] | None) -> list[Offer]:
    """The offers that are made for any of `services` (None: all), in the order of their ids."""
    found = select(OFFER.c.spec).where(~OFFER.c.withdrawn).order_by(OFFER.c.id)
    if services is not None:
        of_services = select(OFFER_SERVICE.c.offer_id).where(
            OFFER_SERVICE.c.service_id.in_(list(services))
        )
        found = found.where(OFFER.c.id.in_(of_services))
    return [Offer.from_json(spec) for spec in connection.scalars(found)]


def closed_days(connection: Connection, offer: str, first: date, last: date) -> dict[date, str]:
    """The days on which nobody is taken, with the reasons."""
    found = select(CLOSED_DAY.c.day, CLOSED_DAY.c.reason).where(
        CLOSED_DAY.c.offer_id == offer, CLOSED_DAY.c.day >= first, CLOSED_DAY.c.day <= last
    )
    return {row.day: row.reason for row in connection.execute(found)}


def taken_in(
    connection: Connection, offer: str, starts: Sequence[datetime]
) -> dict[datetime, tuple[int, bool]]:
    """How many places of these slots are taken, and whether they are closed; none: nobody yet."""
    if not starts:
        return {}
    found = select(SLOT.c.start, SLOT.c.taken, SLOT.c.closed).where(
        SLOT.c.offer_id == offer, SLOT.c.start >= min(starts), SLOT.c.start <= max(starts)
    )
    return {row.start: (row.taken, row.closed) for row in connection.execute(found)}


def open_slot(connection: Connection, offer: Offer, start: datetime) -> None:
    """Makes the row of a slot, where nobody wanted it before."""
    day = start.date()
    closed = day in closed_days(connection, offer.id, day, day)
    row = {"offer_id": offer.id, "start": start, "capacity": offer.capacity}
    insert_new(connection, SLOT, row | {"taken": 0, "closed": closed})


def take(
    connection: Connection, offer: str, start: datetime, quantity: int, capacity: int = 0
) -> bool:
    """Takes places of a slot on one condition: that they are free. Whether it did.

    `capacity` is the offer's own (0: no limit): after it shrank a slot may hold more for a while.
    """
    taken = (
        update(SLOT)
        .where(SLOT.c.offer_id == offer, SLOT.c.start == start, ~SLOT.c.closed)
        .where((SLOT.c.capacity == 0) | (SLOT.c.taken + quantity <= SLOT.c.capacity))
    )
    if capacity:
        taken = taken.where(SLOT.c.taken + quantity <= capacity)
    return bool(connection.execute(taken.values(taken=SLOT.c.taken + quantity)).rowcount)


def release(connection: Connection, offer: str, start: datetime, quantity: int) -> None:
    """Gives places of a slot back."""
    given = update(SLOT).where(SLOT.c.offer_id == offer, SLOT.c.start == start)
    connection.execute(given.values(taken=SLOT.c.taken - quantity))


def is_closed(connection: Connection, offer: str, start: datetime) -> bool:
    """Whether nobody is taken for that slot."""
    found = select(SLOT.c.closed).where(SLOT.c.offer_id == offer, SLOT.c.start == start)
    return bool(connection.scalar(found))


def holds(connection: Connection, person: str | None, offer: str, start: datetime) -> bool:
    """Whether the person holds that very slot."""
    found = select(BOOKING.c.id).where(
        BOOKING.c.person == person,
        BOOKING.c.offer_id == offer,
        BOOKING.c.start == start,
        BOOKING.c.status.in_(ACTIVE),
    )
    return connection.scalar(found) is not None


def note_change(
    connection: Connection, booking: str, status: Status, start: datetime, by: By, at: datetime
) -> None:
    """Writes down what happened to a booking."""
    row = {"booking_id": booking, "status": status, "start": start, "by": by, "at": at}
    connection.execute(insert(CHANGE).values(row))


class BookingReader:
    """Makes bookings of rows. Details that cannot be opened are taken for none."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def sealed(self, details: Details, booking: str) -> bytes:
        """The details as they are stored."""
        return self._sealer.seal(details.as_json(), _owner(booking))

    def read(self, row: RowMapping) -> Booking:
        """The booking of a row."""
        return Booking(
            row["id"],
            row["code"],
            row["offer_id"],
            row["start"],
            row["end"],
            row["quantity"],
            row["person"],
            Status(row["status"]),
            self._details(row["sealed"], row["id"]),
        )

    def one(
        self, connection: Connection, booking: str, *, changing: bool = False
    ) -> Booking | None:
        """The booking of that id; `changing`: nobody else changes it until the transaction ends."""
        found = select(BOOKING).where(BOOKING.c.id == booking)
        if changing:
            found = found.with_for_update()
        row = connection.execute(found).mappings().one_or_none()
        return self.read(row) if row else None

    def _details(self, sealed: bytes | None, booking: str) -> Details:
        if sealed is None:
            return Details()
        content = self._sealer.open(sealed, _owner(booking))
        if content is None:
            log.warning("A booking cannot be opened: damaged, or secret.key is another.")
            return Details()
        return Details.from_json(content)


def _owner(booking: str) -> str:
    return f"booking/{booking}"
