"""Whoever reads the database or the logs learns nothing about anybody."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from assistant.booking import Booking
from assistant.booking.booking import Details
from assistant.booking.notices import Notices
from assistant.booking.offer import ConfirmedBy
from assistant.database import Base
from assistant.people import CALLER, person_key
from assistant.storing import transaction
from tests.booking.booking_desk import DAY, NOW, SECRET, Desk, an_offer, at

NUMBER = "13907138642"
DETAILS = Details(NUMBER, "银杏苑3栋501", 71.5, "水龙头漏水, the tap is dripping", "zh")
WORDS = (
    *(NUMBER, NUMBER[3:], "银杏苑", "3栋501", "71.5", "水龙头", "漏水", "dripping"),
    *("phone", "address", "note"),
)


def go_through(desk: Desk) -> list[Booking]:
    """Everything that may happen to a booking."""
    person = person_key(SECRET, CALLER, NUMBER)
    made = [
        desk.booked(person, at(hour), details=DETAILS, request=f"r{hour}")
        for hour in (9, 10, 11, 13, 14, 15)
    ]
    desk.bookings.cancel(made[0].id, NOW)
    desk.provider.confirm(made[1].id, NOW)
    desk.provider.decline(made[2].id, "", NOW)
    desk.bookings.move(made[3].id, at(16), NOW)
    desk.provider.fulfil(made[4].id, at(14, 10))
    desk.provider.no_show(made[5].id, at(15))
    desk.provider.close_day("hut", DAY, "", NOW)
    with transaction(desk.engine) as connection:
        Notices(connection).claim([person], at(10))
    desk.bookings.of([person], NOW)
    return made


def hidden_in(shown: str, raw: bytes) -> list[str]:
    """The words that are readable there, also with all that is in UTF-16 or escaped."""
    return [
        word
        for word in WORDS
        if word in shown
        or any(word.encode(code) in raw for code in ("utf-8", "utf-16-le", "gb18030"))
        or word.encode("unicode_escape") in raw
    ]


def dump(engine: Engine) -> tuple[str, bytes]:
    """Every table, as text and as bytes."""
    values = []
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            values += [value for row in connection.execute(table.select()) for value in row]
    raw = b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in values)
    return "\n".join(map(str, values)), raw


def desk_of(engine: Engine) -> Desk:
    return Desk(engine, an_offer(confirmed_by=ConfirmedBy.PROVIDER))


def test_nothing_can_be_read_in_the_database(engine: Engine) -> None:
    made = go_through(desk_of(engine))
    shown, raw = dump(engine)
    assert all(booking.id in shown for booking in made)
    assert hidden_in(shown, raw) == []


def test_nothing_can_be_read_in_the_files_of_the_database(sqlite_engine: Engine) -> None:
    made = go_through(desk_of(sqlite_engine))
    path = Path(str(sqlite_engine.url.database))
    files = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    assert made[0].id.encode() in files
    personal = [word for word in WORDS if word not in ("phone", "address", "note")]
    assert [word for word in personal if word.encode() in files] == []


def test_equal_details_do_not_look_equal_nor_tell_their_length(engine: Engine) -> None:
    desk = Desk(engine, an_offer(capacity=9))
    for n, details in enumerate((DETAILS, DETAILS, Details(), Details(note="x" * 40))):
        desk.booked(f"p{n}", at(9), details=details)
    with engine.connect() as connection:
        sealed = connection.scalars(text("SELECT sealed FROM booking")).all()
    assert len({bytes(each) for each in sealed}) == 4
    assert len({len(bytes(each)) for each in sealed}) == 1


def test_details_open_for_their_own_booking_and_secret_only(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(engine, an_offer(capacity=9))
    mine = desk.booked("ma", at(9), details=DETAILS)
    theirs = desk.booked("li", at(9), details=Details(phone="1"))
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE booking SET sealed = (SELECT sealed FROM booking WHERE id = :mine)"
                 " WHERE id = :theirs"),
            {"mine": mine.id, "theirs": theirs.id},
        )  # fmt: skip
    found = desk.bookings.booking(theirs.id)
    assert found is not None
    assert found.details == Details()
    assert "cannot be opened" in caplog.text


def test_logs_tell_nothing_even_when_things_go_wrong(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    desk = desk_of(engine)
    with caplog.at_level(logging.DEBUG):
        made = go_through(desk)
        with engine.begin() as connection:
            connection.execute(text("UPDATE booking SET sealed = substr(sealed, 2)"))
        for booking in made:
            desk.bookings.booking(booking.id)
    assert "cannot be opened" in caplog.text
    assert hidden_in(caplog.text, caplog.text.encode()) == []
    assert not any(booking.id in caplog.text for booking in made)
