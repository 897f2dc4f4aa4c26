"""Rows that were moved or damaged open for nobody."""

import logging
from datetime import date, datetime

import pytest
from sqlalchemy import Engine, text

from assistant.clock import ZONE
from assistant.people import HOME, Habits, Known, People, PersonPlace
from assistant.people.changes import change as changing
from assistant.people.rows import Member, Rows
from assistant.people.sealing import Sealer

SECRET = b"s" * 32
TODAY = date(2026, 5, 1)
ME, OTHER = "a" * 24, "b" * 24
AT_HOME = PersonPlace(HOME, 30.262014, 114.540949, "银杏苑3栋")
WORK = PersonPlace("单位", 30.29, 114.57)


@pytest.fixture
def people(engine: Engine) -> People:
    people = People(engine, SECRET)
    people.remember_place(ME, AT_HOME, TODAY)
    people.remember_place(OTHER, WORK, TODAY)
    people.remember_habits(OTHER, Habits(wheelchair=True), TODAY)
    return people


def change(engine: Engine, statement: str) -> None:
    household = "(SELECT household_id FROM person WHERE id = '{}')"
    with engine.begin() as connection:
        filled = statement.replace("MINE", household.format(ME))
        connection.execute(text(filled.replace("OTHERS", household.format(OTHER))))


def test_a_place_moved_to_another_household_does_not_open(people: People, engine: Engine) -> None:
    change(engine, "UPDATE household_place SET household_id = OTHERS WHERE household_id = MINE")
    assert people.known(ME, TODAY) == Known()
    assert people.known(OTHER, TODAY).places == {"单位": WORK}


def test_a_place_put_under_another_name_does_not_open(people: People, engine: Engine) -> None:
    people.remember_place(ME, PersonPlace("我妈家", 31, 115), TODAY)
    change(
        engine,
        "UPDATE household_place SET sealed = (SELECT sealed FROM household_place AS other"
        " WHERE other.household_id = MINE LIMIT 1) WHERE household_id = MINE",
    )
    assert len(people.known(ME, TODAY).places) == 1


def test_who_is_moved_into_a_household_does_not_see_its_places(
    people: People, engine: Engine
) -> None:
    change(engine, f"UPDATE person SET household_id = MINE WHERE id = '{OTHER}'")
    assert people.known(OTHER, TODAY) == Known()
    assert people.known(ME, TODAY).places == {HOME: AT_HOME}


def test_habits_of_another_do_not_open(people: People, engine: Engine) -> None:
    change(
        engine,
        f"UPDATE person SET sealed = (SELECT sealed FROM person WHERE id = '{OTHER}')"
        f" WHERE id = '{ME}'",
    )
    assert people.known(ME, TODAY) == Known()


def test_a_damaged_place_is_not_known_and_can_be_told_again(
    people: People, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    people.remember_place(ME, WORK, TODAY)
    change(
        engine, "UPDATE household_place SET sealed = substr(sealed, 2) WHERE household_id = MINE"
    )
    with caplog.at_level(logging.DEBUG):
        assert people.known(ME, TODAY) == Known()
    assert "secret.key" in caplog.text
    assert ME not in caplog.text
    people.remember_place(ME, AT_HOME, TODAY)
    assert people.known(ME, TODAY).places == {HOME: AT_HOME}
    assert people.forget_place(ME, "单位")


def test_a_damaged_person_is_a_stranger_and_can_begin_anew(people: People, engine: Engine) -> None:
    change(engine, f"UPDATE person SET sealed = substr(sealed, 2) WHERE id = '{ME}'")
    assert people.known(ME, TODAY) == Known()
    assert not people.unlink(ME)
    assert not people.forget_place(ME, HOME)
    people.remember_habits(ME, Habits(pram=True), TODAY)
    assert people.known(ME, TODAY) == Known(habits=Habits(pram=True))


def test_a_damaged_person_can_be_forgotten_and_tied(people: People, engine: Engine) -> None:
    now = datetime(2026, 5, 1, 9, 30, tzinfo=ZONE)
    change(engine, "UPDATE person SET sealed = substr(sealed, 2)")
    assert people.forget_household(ME)
    assert people.link(ME, people.new_code(OTHER, now), now)
    assert people.known(OTHER, TODAY) == Known(family=(ME,))


def test_a_parted_speaker_is_on_its_own(engine: Engine) -> None:
    with changing(engine) as connection:
        rows = Rows(connection, Sealer(SECRET))
        owner = rows.enter(ME, TODAY)
        slow = Habits(pace=0.65)
        rows.part(rows.save(Member(OTHER, owner.household, TODAY, slow, is_speaker=True)))
        parted = rows.member(OTHER)
        assert parted
        assert parted.household != owner.household
        assert (parted.habits, parted.is_speaker) == (slow, False)
        assert rows.members(owner.household) == [owner]
