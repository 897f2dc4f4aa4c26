"""Changes one after the other; a note that does not wait."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from assistant.database import connect
from assistant.people import HOME, People, PersonPlace
from assistant.people.changes import change, note

TODAY, TOMORROW = date(2026, 5, 1), date(2026, 5, 2)
ME = "a" * 24
AT_HOME = PersonPlace(HOME, 30.262014, 114.540949)


def test_a_change_sees_what_the_one_before_left(engine: Engine) -> None:
    def add(_: int) -> None:
        with change(engine) as connection:
            count = connection.scalar(text("SELECT count(*) FROM household"))
            connection.execute(text("INSERT INTO household VALUES (:id)"), {"id": f"h{count}"})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(48)))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM household")) == 48


def test_a_change_that_fails_changes_nothing(engine: Engine) -> None:
    def fail() -> None:
        with change(engine) as connection:
            connection.execute(text("INSERT INTO household VALUES ('h')"))
            connection.execute(text("INSERT INTO household VALUES ('h')"))

    with pytest.raises(IntegrityError):
        fail()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM household")) == 0


def test_what_is_known_is_told_while_somebody_writes(engine: Engine) -> None:
    """An import holds the lock of an SQLite database for long."""
    people = People(engine, b"s" * 32)
    people.remember_place(ME, AT_HOME, TODAY)
    with engine.connect() as writer:
        writer.execute(text("UPDATE person SET seen_on = seen_on"))
        assert people.known(ME, TOMORROW).places == {HOME: AT_HOME}
    people.known(ME, TOMORROW)
    with engine.connect() as connection:
        assert str(connection.scalar(text("SELECT seen_on FROM person"))) == "2026-05-02"


def test_a_note_gives_up_soon_and_leaves_the_patience_of_others(engine: Engine) -> None:
    people = People(engine, b"s" * 32)
    people.remember_place(ME, AT_HOME, TODAY)
    with engine.connect() as writer:
        writer.execute(text("UPDATE person SET seen_on = seen_on"))
        with pytest.raises(OperationalError), note(engine) as connection:
            connection.execute(text("UPDATE person SET seen_on = seen_on"))
    asked = "PRAGMA busy_timeout" if engine.name == "sqlite" else "SHOW lock_timeout"
    with engine.connect() as connection:
        usual = connection.exec_driver_sql(asked).scalar_one()
    assert str(usual) == {"sqlite": "5000", "postgresql": "0"}[engine.name]


def test_a_busy_database_is_said_to_be_busy(sqlite_engine: Engine) -> None:
    impatient = connect(str(sqlite_engine.url))
    people = People(impatient, b"s" * 32)
    with impatient.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 10")
    with sqlite_engine.connect() as writer:
        writer.execute(text("INSERT INTO household VALUES ('h')"))
        with pytest.raises(OperationalError, match="locked"):
            people.remember_place(ME, AT_HOME, TODAY)
    people.remember_place(ME, AT_HOME, TODAY)
    assert people.known(ME, TODAY).places == {HOME: AT_HOME}
    impatient.dispose()
