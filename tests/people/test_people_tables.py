"""The tables about people: there and gone again, and what goes with what."""

from datetime import date

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.database import migration_config, upgrade
from assistant.people.tables import Household, HouseholdPlace, LinkCode, LinkTry, Person

TABLES = {table.__tablename__ for table in (Household, HouseholdPlace, LinkCode, LinkTry, Person)}


def household() -> tuple[Household, Person, HouseholdPlace]:
    return (
        Household(id="h"),
        Person(id="p", household_id="h", sealed=b"\x00", seen_on=date(2026, 5, 1)),
        HouseholdPlace(household_id="h", name_hash="n", sealed=b"\xff"),
    )


def save(engine: Engine) -> None:
    home, *rest = household()
    with Session(engine) as session, session.begin():
        session.add(home)
        session.flush()
        session.add_all(rest)


def test_the_step_leads_down_and_up_again(engine: Engine) -> None:
    save(engine)
    command.downgrade(migration_config(engine), "0001")
    try:
        left = set(inspect(engine).get_table_names())
    finally:
        upgrade(engine)
    assert "facility" in left
    assert not left & TABLES
    assert set(inspect(engine).get_table_names()) >= TABLES
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM person")) == 0


def test_people_and_places_go_with_their_household(engine: Engine) -> None:
    save(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM household"))
        assert connection.scalar(text("SELECT count(*) FROM person")) == 0
        assert connection.scalar(text("SELECT count(*) FROM household_place")) == 0


def test_nobody_is_in_a_household_that_does_not_exist(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(household()[1])
        with pytest.raises(IntegrityError):
            session.flush()
