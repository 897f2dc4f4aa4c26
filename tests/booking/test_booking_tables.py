"""The tables: up and down with bookings in them, and what they do not let in."""

from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError

from assistant.booking.rows import BOOKING, CLOSED_DAY, SLOT
from assistant.clock import ZONE
from assistant.database import Base, migration_config, upgrade
from assistant.storing import Instant, insert_new
from tests.booking.booking_desk import DAY, NOW, Desk, an_offer, at

OURS = {"offer", "offer_service", "slot", "closed_day", "booking", "booking_change", "notice"}


def test_up_down_and_up_with_bookings_in_them(old: Engine) -> None:
    upgrade(old)
    desk = Desk(old, an_offer())
    desk.booked("ma", at(14))
    desk.provider.close_day("hut", DAY, "停电", NOW)
    command.downgrade(migration_config(old), "0002")
    assert OURS.isdisjoint(inspect(old).get_table_names())
    upgrade(old)
    assert set(inspect(old).get_table_names()) >= OURS
    with old.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert Desk(old, an_offer()).booked("ma", at(14)).holds


def test_what_must_hold_holds_in_the_tables_of_the_migration(old: Engine) -> None:
    """Checks and partial keys, which the comparison of the schemas does not see everywhere."""
    upgrade(old)
    refuses_what_must_not_be(Desk(old, an_offer(capacity=2)))


def test_what_must_hold_holds_in_the_tables(engine: Engine) -> None:
    refuses_what_must_not_be(Desk(engine, an_offer(capacity=2)))


def refuses_what_must_not_be(desk: Desk) -> None:
    made, other = desk.booked("ma", at(9)), desk.booked("li", at(9))
    ours, theirs = BOOKING.c.id == made.id, BOOKING.c.id == other.id
    for slip in (
        update(SLOT).values(taken=3),
        update(SLOT).values(taken=-1),
        update(SLOT).values(capacity=1),
        update(BOOKING).where(ours).values(code=other.code),
        update(BOOKING).where(ours).values(person="li"),
        update(BOOKING).where(ours).values(request="li/hut/" + at(9).isoformat()),
        update(BOOKING).where(ours).values(start=at(10)),
        update(BOOKING).where(ours).values(offer_id="other"),
        insert(CLOSED_DAY).values(offer_id="other", day=DAY, reason=""),
    ):
        with pytest.raises(IntegrityError), desk.engine.begin() as connection:
            connection.execute(slip)
    # What has ended stands in nobody's way.
    with desk.engine.begin() as connection:
        connection.execute(update(BOOKING).where(theirs).values(status="cancelled"))
        connection.execute(update(BOOKING).where(ours).values(code=other.code, person="li"))
        connection.execute(update(SLOT).values(capacity=0, taken=9))


def test_a_row_is_inserted_once(engine: Engine) -> None:
    Desk(engine, an_offer())
    row: dict[str, object] = {"offer_id": "hut", "start": at(9), "capacity": 1}
    row |= {"taken": 0, "closed": False}
    with engine.begin() as connection:
        assert insert_new(connection, SLOT, row) is True
        assert insert_new(connection, SLOT, row | {"capacity": 9}) is False
        assert insert_new(connection, SLOT, row | {"start": at(10)}) is True
        found = connection.execute(select(SLOT.c.capacity)).scalars().all()
    assert found == [1, 1]


def test_moments_are_stored_in_utc_and_read_locally(engine: Engine) -> None:
    Desk(engine, an_offer()).booked("ma", at(9))
    with engine.connect() as connection:
        raw = connection.scalar(text("SELECT start FROM slot"))
        assert str(raw)[:19] == "2026-05-12 01:00:00"
        read = connection.scalar(select(SLOT.c.start))
    assert read == at(9)
    assert read is not None
    assert read.tzinfo is ZONE


def test_moments_compare_across_zones(engine: Engine) -> None:
    Desk(engine, an_offer()).booked("ma", at(9))
    with engine.connect() as connection:
        for other in (at(9), at(9).astimezone(UTC)):
            found = select(SLOT.c.start).where(SLOT.c.start == other)
            assert connection.scalar(found) == at(9)
        later = select(SLOT.c.start).where(SLOT.c.start > at(8, 59).astimezone(UTC))
        assert connection.scalar(later) == at(9)
    assert Instant().process_bind_param(None, engine.dialect) is None
    assert Instant().process_result_value(None, engine.dialect) is None


def test_moments_keep_their_microseconds(engine: Engine) -> None:
    moment = datetime(2026, 5, 12, 8, 0, 0, 123456, tzinfo=ZONE)
    desk = Desk(engine, an_offer())
    made = desk.booked("ma", at(9), now=moment)
    assert desk.history(made)[0][3] == moment
