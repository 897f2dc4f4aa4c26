"""Whoever reads the database or the logs learns nothing about anybody."""

import logging
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from assistant.clock import ZONE
from assistant.database import Base
from assistant.people import CALLER, HOME, Habits, People, PersonPlace, person_key

SECRET = b"s" * 32
TODAY = date(2026, 5, 1)
NOW = datetime(2026, 5, 1, 9, 30, tzinfo=ZONE)
NUMBER = "13907138642"
PLACES = (
    PersonPlace(HOME, 30.262014, 114.540949, "银杏苑3栋", "Ginkgo Court 3"),
    PersonPlace("我妈家", 31.817263, 117.228194, "凯润金城", "Kairun Jincheng"),
    PersonPlace("单位", 22.543219, 113.957361, "桂香街9号", "9 Osmanthus Street"),
)
WORDS = (
    *(HOME, "我妈家", "单位", "银杏苑", "凯润金城", "桂香街", "Ginkgo", "Kairun", "Osmanthus"),
    *("wheelchair", "avoid_steps", "pace", "habits", "speaker", "label"),
    *("王阿姨", NUMBER, NUMBER[3:], "30.2620", "114.5409", "31.8172", "117.2281", "22.5432"),
    *("30.26", "114.54", "31.82", "117.23", "22.54", "113.96", "0.65"),
)


def dump(engine: Engine) -> tuple[str, bytes]:
    """Every table, as text and as bytes."""
    shown, raw = [], []
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                for value in row:
                    shown.append(str(value))
                    raw.append(value if isinstance(value, bytes) else str(value).encode())
    return "\n".join(shown), b"\n".join(raw)


def hidden_in(shown: str, raw: bytes) -> list[str]:
    """The words that are readable there, also with all that is in UTF-16 or escaped."""
    return [
        word
        for word in WORDS
        if word in shown
        or any(word.encode(code) in raw for code in ("utf-8", "utf-16-le", "gb18030"))
        or word.encode("unicode_escape") in raw
    ]


def remember(people: People) -> list[str]:
    """A caller, a chat and a speaker that belong together; the keys and the code used."""
    caller = person_key(SECRET, CALLER, NUMBER)
    chat = person_key(SECRET, "chat", "王阿姨")
    speaker = person_key(SECRET, "speaker", "王阿姨")
    for place in PLACES:
        people.remember_place(caller, place, TODAY)
    people.remember_place(chat, PLACES[0], TODAY)
    people.remember_habits(chat, Habits(0.65, wheelchair=True, avoid_steps=True), TODAY)
    code = people.new_code(speaker, NOW)
    assert people.link(caller, "000000", NOW) is None
    assert people.link(caller, code, NOW)
    people.new_code(speaker, NOW)
    people.known(chat, TODAY)
    return [caller, chat, speaker]


def test_nothing_can_be_read_in_the_database(engine: Engine) -> None:
    remember(People(engine, SECRET))
    shown, raw = dump(engine)
    assert len(raw) > 1000
    assert hidden_in(shown, raw) == []


def test_nothing_can_be_read_in_the_files_of_the_database(sqlite_engine: Engine) -> None:
    people = People(sqlite_engine, SECRET)
    keys = remember(people)
    path = Path(str(sqlite_engine.url.database))
    files = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    assert keys[0].encode() in files
    personal = [word for word in WORDS if not re.fullmatch(r"[a-z_]+", word)]  # the schema's words
    assert [word for word in personal if word.encode() in files] == []


def test_equal_homes_and_equal_habits_do_not_look_equal(engine: Engine) -> None:
    people = People(engine, SECRET)
    for person in ("a" * 24, "b" * 24):
        people.remember_place(person, PLACES[0], TODAY)
        people.remember_habits(person, Habits(pram=True), TODAY)
    people.remember_place("c" * 24, PLACES[1], TODAY)
    with engine.connect() as connection:
        places = connection.execute(text("SELECT name_hash, sealed FROM household_place")).all()
        persons = connection.scalars(text("SELECT sealed FROM person")).all()
    assert len({name for name, _ in places}) == len({sealed for _, sealed in places}) == 3
    assert len(set(persons)) == 3
    # Nor does a length show who told how they walk, or which place has the longer name.
    assert len({len(sealed) for sealed in persons}) == 1
    assert len({len(sealed) for _, sealed in places}) == 1


def test_forgotten_people_leave_no_row(engine: Engine) -> None:
    people = People(engine, SECRET)
    keys = remember(people)
    for key in keys:
        assert people.forget(key) == (key != keys[2])  # the speaker went with its caller
    shown, raw = dump(engine)
    assert hidden_in(shown, raw) == []
    assert not any(key in shown for key in keys)
    with engine.connect() as connection:
        for table in ("person", "household", "household_place", "link_code"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_logs_tell_nothing_even_when_things_go_wrong(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    people = People(engine, SECRET)
    with caplog.at_level(logging.DEBUG):
        keys = remember(people)
        with engine.begin() as connection:
            connection.execute(text("UPDATE household_place SET sealed = substr(sealed, 2)"))
        for key in keys:
            people.known(key, TODAY)
            people.forget(key)
    assert "cannot be opened" in caplog.text
    assert hidden_in(caplog.text, caplog.text.encode()) == []
    assert not any(key in caplog.text for key in keys)
