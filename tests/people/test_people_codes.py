"""Codes that tie a speaker: once, for ten minutes, and not by guessing."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from assistant.clock import ZONE
from assistant.people import HOME, Known, Linked, People, PersonPlace, TooManyTries
from assistant.people.codes import MOST_CODES, TRIES, TRIES_IN_ALL

NOW = datetime(2026, 5, 1, 9, 30, tzinfo=ZONE)
TODAY = date(2026, 5, 1)
PHONE, SPEAKER = "a" * 24, "c" * 24
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def people(engine: Engine) -> People:
    return People(engine, b"s" * 32)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def guess(people: People, person: str, code: str, now: datetime = NOW) -> bool:
    """Whether the try was let through."""
    try:
        assert people.link(person, wrong(code), now) is None
    except TooManyTries:
        return False
    return True


def test_a_code_has_six_digits_and_is_not_kept_as_such(people: People, engine: Engine) -> None:
    code = people.new_code(SPEAKER, NOW)
    assert len(code) == 6
    assert code.isdecimal()
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM link_code")).all()
    assert len(rows) == 1
    assert code not in str(rows)


def test_a_code_is_never_six_times_the_same_digit(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([0, 777_777, 999_999, 42])
    monkeypatch.setattr("secrets.randbelow", lambda _most: next(drawn))
    assert people.new_code(SPEAKER, NOW) == "000042"


def test_two_speakers_never_have_the_same_code(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([123_456, 123_456, 654_321])
    monkeypatch.setattr("secrets.randbelow", lambda _most: next(drawn))
    assert people.new_code(SPEAKER, NOW) == "123456"
    assert people.new_code("d" * 24, NOW) == "654321"


@pytest.mark.parametrize("said", ["{}", " {} ", "{0:.3} {1}", "{0:.3}-{1}"])
def test_a_code_may_be_written_in_groups(people: People, said: str) -> None:
    code = people.new_code(SPEAKER, NOW)
    assert people.link(PHONE, said.format(code, code[3:]), NOW) == Linked(1)


def test_a_code_may_be_written_in_full_width(people: People) -> None:
    code = people.new_code(SPEAKER, NOW)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert people.link(PHONE, wide, NOW) == Linked(1)


def test_a_code_works_once(people: People) -> None:
    code = people.new_code(SPEAKER, NOW)
    assert people.link(PHONE, code, NOW) == Linked(1)
    assert people.link(PHONE, code, NOW) is None
    assert people.link("b" * 24, code, NOW) is None


def test_a_code_is_valid_for_ten_minutes(people: People) -> None:
    code = people.new_code(SPEAKER, NOW)
    assert people.link(PHONE, code, NOW + TEN_MINUTES) is None
    code = people.new_code(SPEAKER, NOW)
    assert people.link(PHONE, code, NOW + TEN_MINUTES - timedelta(seconds=1))


def test_the_zone_of_the_clock_does_not_matter(people: People) -> None:
    code = people.new_code(SPEAKER, NOW)
    elsewhere = datetime.fromisoformat("2026-05-01T01:35:00+00:00")
    assert people.link(PHONE, code, elsewhere) == Linked(1)


def test_a_newer_code_makes_the_older_invalid(people: People) -> None:
    old = people.new_code(SPEAKER, NOW)
    new = people.new_code(SPEAKER, NOW)
    assert old == new or people.link(PHONE, old, NOW) is None
    assert people.link(PHONE, new, NOW)


def test_nobody_is_tied_to_themselves(people: People) -> None:
    code = people.new_code(SPEAKER, NOW)
    assert people.link(SPEAKER, code, NOW) is None
    assert people.link(PHONE, code, NOW) == Linked(1)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "零一二三四五", "\ud800"])
def test_what_is_no_code_is_wrong(people: People, code: str) -> None:
    people.new_code(SPEAKER, NOW)
    assert people.link(PHONE, code, NOW) is None


def test_a_wrong_code_keeps_nothing_of_who_tried(people: People, engine: Engine) -> None:
    guess(people, PHONE, people.new_code(SPEAKER, NOW))
    assert people.known(PHONE, TODAY) == Known()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM person")) == 0
        assert PHONE not in str(connection.execute(text("SELECT * FROM link_try")).all())


def test_after_five_wrong_codes_not_even_the_right_one_is_tried(people: People) -> None:
    code = people.new_code(SPEAKER, NOW)
    assert [guess(people, PHONE, code) for _ in range(TRIES + 2)] == [True] * TRIES + [False] * 2
    with pytest.raises(TooManyTries):
        people.link(PHONE, code, NOW)
    assert people.link("b" * 24, code, NOW) == Linked(1)


def test_ten_minutes_later_it_may_be_tried_again(people: People) -> None:
    code = people.new_code(SPEAKER, NOW)
    for _ in range(TRIES + 1):
        guess(people, PHONE, code)
    assert not guess(people, PHONE, code, NOW + TEN_MINUTES - timedelta(seconds=1))
    later = people.new_code(SPEAKER, NOW + TEN_MINUTES)
    assert people.link(PHONE, later, NOW + TEN_MINUTES) == Linked(1)


def test_asking_to_be_forgotten_gives_no_new_tries(people: People) -> None:
    code = people.new_code(SPEAKER, NOW)
    for _ in range(TRIES):
        guess(people, PHONE, code)
    people.forget(PHONE)
    assert not guess(people, PHONE, code)


def test_fifty_wrong_codes_of_many_are_enough(people: People) -> None:
    code = people.new_code(SPEAKER, NOW)
    let_through = [guess(people, f"{number:024}", code) for number in range(TRIES_IN_ALL + 3)]
    assert let_through == [True] * TRIES_IN_ALL + [False] * 3
    with pytest.raises(TooManyTries):
        people.link(PHONE, code, NOW)


def test_guesses_at_once_are_counted_all(people: People) -> None:
    code = people.new_code(SPEAKER, NOW)
    with ThreadPoolExecutor(8) as pool:
        tries = pool.map(lambda _: guess(people, PHONE, code), range(24))
        assert Counter(tries) == {True: TRIES, False: 24 - TRIES}


def test_one_code_ties_once_however_many_use_it_at_once(people: People) -> None:
    people.remember_place(SPEAKER, PersonPlace(HOME, 30, 114), TODAY)
    for round_ in range(5):
        now = NOW + round_ * TEN_MINUTES
        code = people.new_code(SPEAKER, now)
        phones = [f"{round_}{number:023}" for number in range(8)]
        with ThreadPoolExecutor(8) as pool:
            tied = list(pool.map(lambda phone: people.link(phone, code, now), phones))  # noqa: B023
        assert sum(each is not None for each in tied) == 1
        assert people.known(SPEAKER, TODAY).linked == round_ + 1


@pytest.fixture
def crowded(engine: Engine, people: People) -> People:
    rows = [
        {"id": f"{number:024}", "hash": f"{number:032}", "at": "2026-05-01 01:40:00.000000"}
        for number in range(MOST_CODES - 1)
    ]
    with engine.begin() as connection:
        if engine.name == "postgresql":
            connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
        connection.execute(text("INSERT INTO link_code VALUES (:id, :hash, :at)"), rows)
    return people


def test_there_are_never_so_many_codes_that_a_slip_would_hit_one(crowded: People) -> None:
    crowded.new_code(SPEAKER, NOW)
    crowded.new_code(SPEAKER, NOW)
    with pytest.raises(TooManyTries):
        crowded.new_code("d" * 24, NOW)
    assert crowded.new_code("d" * 24, NOW + TEN_MINUTES)
