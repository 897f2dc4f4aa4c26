"""A desk with offers for the tests of the room."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert, select, update

from assistant.booking import Booking, Bookings, Kind, Offer, Provider, Refusal, Wish
from assistant.booking.booking import ACTIVE, Details
from assistant.booking.rows import BOOKING, CHANGE, OFFER, SLOT
from assistant.clock import ZONE

SECRET = b"b" * 32
DAY = date(2026, 5, 12)
"""A Tuesday among ordinary days."""
HOURS = "Mo-Fr 09:00-12:00,13:00-17:00; PH off"


def at(hour: int, minute: int = 0, day: int = 12, month: int = 5) -> datetime:
    """A moment of the spring of 2026, by default on the day of the tests."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


NOW = at(8)
DETAILS = Details("13907138642", "银杏苑3栋501", 71.0, "水龙头漏水", "zh")


def an_offer(identity: str = "hut", **changed: Any) -> Offer:
    """Half hours of `HOURS`, one place each, unless told otherwise."""
    told: dict[str, Any] = {"hours": HOURS} | changed
    kind = told.pop("kind", Kind.APPOINTMENT)
    return Offer(identity, "f-1", ("health_hut",), kind, "健康屋", "health hut", **told)


def series(identity: str = "clinic", **changed: Any) -> Offer:
    """An event every day at ten, on holidays too, unless told otherwise."""
    told: dict[str, Any] = {"hours": "", "starts": at(10, day=1, month=1), "kind": Kind.EVENT}
    return an_offer(identity, **(told | {"rule": "FREQ=DAILY", "on_holidays": True} | changed))


class Desk:
    """Offers in a database, and both sides of the desk."""

    def __init__(self, engine: Engine, *offers: Offer) -> None:
        self.engine = engine
        self.bookings = Bookings(engine, SECRET)
        self.provider = Provider(engine, SECRET)
        with engine.begin() as connection:
            for offer in offers:
                row: dict[str, Any] = {"facility_id": offer.facility, "kind": offer.kind}
                row |= {"withdrawn": False, "origin": "tests", "spec": offer.as_json()}
                connection.execute(insert(OFFER).values(id=offer.id, **row))

    def book(self, person: str, start: datetime, offer: str = "hut", **more: Any) -> Any:
        """A wish of its own for each person, offer and time; `now` and others may be told."""
        now = more.pop("now", NOW)
        request = more.pop("request", f"{person}/{offer}/{start.isoformat()}")
        return self.bookings.book(Wish(request, offer, start, person, **more), now)

    def booked(self, person: str, start: datetime, offer: str = "hut", **more: Any) -> Booking:
        """The booking; it must not be refused."""
        made = self.book(person, start, offer, **more)
        assert isinstance(made, Booking), made
        return made

    def change(self, offer: Offer, **row: Any) -> None:
        """Puts another spec in place of the offer's."""
        with self.engine.begin() as connection:
            values = {"spec": offer.as_json(), **row}
            connection.execute(update(OFFER).where(OFFER.c.id == offer.id).values(values))

    def taken(self, start: datetime, offer: str = "hut") -> int | None:
        """The count of a slot; None where nobody wanted it yet."""
        found = select(SLOT.c.taken).where(SLOT.c.offer_id == offer, SLOT.c.start == start)
        with self.engine.connect() as connection:
            return connection.scalar(found)

    def history(self, booking: Booking) -> list[tuple[str, datetime, str, datetime]]:
        """Status, start, by whom and when, in the order in which it was written."""
        found = select(CHANGE.c.status, CHANGE.c.start, CHANGE.c.by, CHANGE.c.at).where(
            CHANGE.c.booking_id == booking.id
        )
        with self.engine.connect() as connection:
            rows = connection.execute(found.order_by(CHANGE.c.id))
            return [(row.status, row.start, row.by, row.at) for row in rows]

    def counts_are_right(self) -> bool:
        """Whether every slot counts what its bookings hold."""
        with self.engine.connect() as connection:
            held: dict[tuple[str, datetime], int] = {}
            for row in connection.execute(select(BOOKING)):
                if row.status in ACTIVE:
                    key = row.offer_id, row.start
                    held[key] = held.get(key, 0) + row.quantity
            slots = {
                (row.offer_id, row.start): row.taken for row in connection.execute(select(SLOT))
            }
        return {key: taken for key, taken in slots.items() if taken} == held


def refused(answer: Booking | Refusal) -> Refusal:
    """The refusal; it must be one."""
    assert isinstance(answer, Refusal), answer
    return answer


def later(moment: datetime, **told: float) -> datetime:
    """So much later."""
    return moment + timedelta(**told)
