"""Once a booking is long over, or its person wants to be forgotten, nothing says whose it was."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, insert, select, text

from assistant.booking import Booking, Bookings, Details, Offer, Provider, Refusal, Status, Wish
from assistant.booking.offer import ConfirmedBy, Kind, Need
from assistant.booking.personal import erase_old, erase_person
from assistant.booking.rows import BOOKING, OFFER
from assistant.clock import ZONE
from assistant.database import Base
from assistant.people import person_key

SECRET = b"s" * 32
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
"""A Monday."""
NUMBER = "13907138642"
ANNA, BERT = (person_key(SECRET, "chat", name) for name in ("王阿姨", "Bert"))
DETAILS = Details(NUMBER, "银杏苑3栋502", 71.0, "客厅灯不亮，王阿姨", "zh")
REASON = "王阿姨家的零件没到"
WORDS = (ANNA, NUMBER, "银杏苑", "客厅", "王阿姨", "零件", "71.0")
OFFER_ID = "lamp"


@pytest.fixture
def bookings(engine: Engine) -> Bookings:
    offer = Offer(
        OFFER_ID, "shop", ("electrical_repair",), Kind.VISIT, "电工上门", "electrician",
        hours="Mo-Su 08:00-20:00", minutes=60, capacity=2, days_ahead=30,
        confirmed_by=ConfirmedBy.PROVIDER, needs=(Need.PHONE, Need.ADDRESS, Need.PROBLEM),
    )  # fmt: skip
    row = {"id": offer.id, "facility_id": "shop", "kind": offer.kind, "spec": offer.as_json()}
    with engine.begin() as connection:
        connection.execute(insert(OFFER).values(row | {"withdrawn": False, "origin": "test"}))
    return Bookings(engine, SECRET)


def dump(engine: Engine) -> bytes:
    """Every value of every table, as bytes."""
    raw = []
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                raw += [v if isinstance(v, bytes) else str(v).encode() for v in row]
    return b"\n".join(raw)


def readable(engine: Engine) -> list[str]:
    raw = dump(engine)
    return [word for word in WORDS if word.encode() in raw]


def book(bookings: Bookings, start: datetime, person: str = ANNA, now: datetime = NOW) -> Booking:
    wish = Wish(f"{person[:8]}{start:%d%H}", OFFER_ID, start, person, 1, DETAILS)
    made = bookings.book(wish, now)
    assert isinstance(made, Booking)
    return made


def kept(bookings: Bookings, booking: Booking) -> tuple[str | None, Details]:
    found = bookings.booking(booking.id)
    assert found is not None
    return found.person, found.details


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZONE)


def test_what_ended_long_ago_loses_its_person(engine: Engine, bookings: Bookings) -> None:
    provider = Provider(engine, SECRET)
    old, edge, ahead = (book(bookings, at(24, hour)) for hour in (9, 10, 12))
    provider.decline(old.id, REASON, NOW)
    provider.no_show(edge.id, at(24, 10))
    assert erase_old(engine, at(24, 11)) == 1, "the one at ten ends at eleven, not before"
    assert kept(bookings, old) == (None, Details())
    assert kept(bookings, edge) == (ANNA, DETAILS)
    assert kept(bookings, ahead) == (ANNA, DETAILS)
    assert erase_old(engine, at(24, 11) + timedelta(seconds=1)) == 1
    assert erase_old(engine, at(24, 11) + timedelta(seconds=1)) == 0, "nothing is left to erase"
    assert kept(bookings, ahead) == (ANNA, DETAILS)


def test_nothing_that_identifies_anybody_is_left(engine: Engine, bookings: Bookings) -> None:
    provider = Provider(engine, SECRET)
    made = [book(bookings, at(24, hour)) for hour in (9, 10, 11, 12, 13)]
    bookings.cancel(made[0].id, NOW)
    provider.decline(made[1].id, REASON, NOW)
    provider.confirm(made[2].id, NOW)
    provider.fulfil(made[2].id, at(24, 11))
    provider.no_show(made[3].id, at(24, 13))
    told, call = provider.calls(at(24, 14))[0]
    assert call.details.phone == NUMBER
    assert provider.called(told.id)
    assert readable(engine) == [ANNA, "王阿姨", "零件"], "the key, and what the provider wrote"
    assert erase_old(engine, at(25, 0)) == 5
    assert readable(engine) == []
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM booking WHERE sealed IS NOT NULL")) == 0
    assert provider.calls(at(24, 14)) == [], "nobody is known any more who could be called"


def test_what_is_counted_stays(engine: Engine, bookings: Bookings) -> None:
    made = book(bookings, at(24, 9))
    Provider(engine, SECRET).fulfil(made.id, at(24, 10))
    columns = [column for column in BOOKING.c if column.name not in ("person", "sealed")]
    changes = "SELECT count(*) FROM booking_change"
    with engine.connect() as connection:
        before = connection.execute(select(*columns)).all()
        assert connection.scalar(text(changes)) == 2
    erase_old(engine, at(25, 0))
    with engine.connect() as connection:
        assert connection.execute(select(*columns)).all() == before
        assert connection.scalar(text(changes)) == 2


def test_who_wants_to_be_forgotten_is_at_once_where_nobody_waits(
    engine: Engine, bookings: Bookings
) -> None:
    past, dropped, declined, ahead = (book(bookings, at(24, hour)) for hour in (9, 11, 12, 14))
    other = book(bookings, at(24, 9), BERT)
    bookings.cancel(dropped.id, NOW)
    Provider(engine, SECRET).decline(declined.id, REASON, NOW)
    assert erase_person(engine, [ANNA, "nobody"], at(24, 10)) == 3, "the first is over at ten"
    for booking in (past, dropped, declined):
        assert kept(bookings, booking) == (None, Details())
    assert kept(bookings, ahead) == (ANNA, DETAILS), "they are expected"
    assert kept(bookings, other) == (BERT, DETAILS), "somebody else's"
    assert erase_person(engine, [ANNA], at(24, 10)) == 0
    assert erase_person(engine, [], at(25, 10)) == 0
    assert [booking.id for booking in bookings.of([ANNA], at(24, 10))] == [ahead.id]


def test_a_booking_that_is_under_way_is_not_over(engine: Engine, bookings: Bookings) -> None:
    made = book(bookings, at(24, 9))
    assert erase_person(engine, [ANNA], at(24, 10) - timedelta(seconds=1)) == 0
    assert erase_person(engine, [ANNA], at(24, 10)) == 1
    assert kept(bookings, made)[0] is None


def test_a_wish_that_was_met_is_not_met_again(engine: Engine, bookings: Bookings) -> None:
    wish = Wish("r-1", OFFER_ID, at(24, 9), ANNA, 1, DETAILS)
    made = bookings.book(wish, NOW)
    assert isinstance(made, Booking)
    bookings.cancel(made.id, NOW)
    erase_person(engine, [ANNA], NOW)
    again = bookings.book(wish, NOW)
    assert isinstance(again, Booking)
    assert (again.id, again.status) == (made.id, Status.CANCELLED)


def test_what_a_provider_writes_afterwards_is_erased_the_next_time(
    engine: Engine, bookings: Bookings
) -> None:
    made = book(bookings, at(24, 9))
    erase_old(engine, at(25, 0))
    provider = Provider(engine, SECRET)
    assert not isinstance(provider.decline(made.id, REASON, at(25, 9)), Refusal)
    assert "零件" in readable(engine)
    assert erase_old(engine, at(26, 0)) == 0
    assert readable(engine) == []
    assert provider.calls(at(25, 10)) == []
