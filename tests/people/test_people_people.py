"""People: known, remembered, shared, forgotten; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from assistant.clock import ZONE
from assistant.database import Base
from assistant.people import HOME, Habits, Known, Linked, People, PersonPlace, TooManyPlaces
from assistant.people.rows import MOST_PLACES

SECRET = b"s" * 32
TODAY = date(2026, 5, 1)
NOW = datetime(2026, 5, 1, 9, 30, tzinfo=ZONE)
PHONE, SECOND_PHONE, SPEAKER, SECOND_SPEAKER = "a" * 24, "b" * 24, "c" * 24, "d" * 24
AT_HOME = PersonPlace(HOME, 30.262014, 114.540949, "银杏苑3栋", "Ginkgo Court 3")
ELSEWHERE = PersonPlace(HOME, 30.27, 114.55, "桂香街")
MOTHER = PersonPlace("我妈家", 30.28, 114.56, "凯润金城")
WORK = PersonPlace("单位", 30.29, 114.57)
SLOW = Habits(pace=0.8, avoid_steps=True)


@pytest.fixture
def people(engine: Engine) -> People:
    return People(engine, SECRET)


def rows(engine: Engine) -> int:
    """How many rows there are about people, those of wrong tries left out."""
    tables = [t for t in Base.metadata.sorted_tables if t.name in PEOPLES]
    with engine.connect() as connection:
        counts = [connection.scalar(text(f"SELECT count(*) FROM {t.name}")) for t in tables]
    return sum(count or 0 for count in counts)


PEOPLES = {"person", "household", "household_place", "link_code"}


def tie(people: People, person: str, speaker: str) -> Linked:
    linked = people.link(person, people.new_code(speaker, NOW), NOW)
    assert linked
    return linked


def counted(known: Known) -> tuple[object, object, int]:
    """What is known, with how many others share it."""
    return known.places, known.habits, known.linked


def test_nothing_is_known_or_kept_of_a_stranger(people: People, engine: Engine) -> None:
    assert people.known(PHONE, TODAY) == Known()
    assert not people.forget_place(PHONE, HOME)
    assert not people.forget(PHONE)
    assert not people.forget_household(PHONE)
    assert not people.unlink(PHONE)
    people.remember_habits(PHONE, Habits(), TODAY)
    assert rows(engine) == 0


def test_places_and_habits_are_known_again(people: People, engine: Engine) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    people.remember_place(PHONE, MOTHER, TODAY)
    people.remember_habits(PHONE, SLOW, TODAY)
    known = People(engine, SECRET).known(PHONE, TODAY)
    assert counted(known) == ({HOME: AT_HOME, "我妈家": MOTHER}, SLOW, 0)
    assert people.known(SECOND_PHONE, TODAY) == Known()


def test_the_newer_place_of_a_name_counts(people: People) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    people.remember_place(PHONE, ELSEWHERE, TODAY)
    assert people.known(PHONE, TODAY).places == {HOME: ELSEWHERE}


def test_a_place_is_forgotten_and_others_stay(people: People) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    people.remember_place(PHONE, MOTHER, TODAY)
    assert people.forget_place(PHONE, "我妈家 ")
    assert not people.forget_place(PHONE, "我妈家")
    assert people.known(PHONE, TODAY).places == {HOME: AT_HOME}


def test_with_the_last_that_was_known_the_person_is_forgotten(
    people: People, engine: Engine
) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    people.remember_habits(PHONE, SLOW, TODAY)
    assert people.forget_place(PHONE, HOME)
    assert people.known(PHONE, TODAY) == Known(habits=SLOW)
    people.remember_habits(PHONE, Habits(), TODAY)
    assert rows(engine) == 0


def test_with_the_last_place_too(people: People, engine: Engine) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    assert people.forget_place(PHONE, HOME)
    assert rows(engine) == 0


def test_twelve_places_are_kept_and_no_more(people: People) -> None:
    for number in range(MOST_PLACES):
        people.remember_place(PHONE, PersonPlace(f"第{number}个", 30, 114), TODAY)
    with pytest.raises(TooManyPlaces):
        people.remember_place(PHONE, AT_HOME, TODAY)
    people.remember_place(PHONE, PersonPlace("第3个", 31, 114), TODAY)
    known = people.known(PHONE, TODAY).places
    assert len(known) == MOST_PLACES
    assert known["第3个"].lat == 31


def test_a_refused_place_leaves_nothing_behind(people: People) -> None:
    for number in range(MOST_PLACES):
        people.remember_place(PHONE, PersonPlace(f"第{number}个", 30, 114), TODAY)
    tie(people, PHONE, SPEAKER)
    with pytest.raises(TooManyPlaces):
        people.remember_place(SPEAKER, AT_HOME, TODAY)
    assert HOME not in people.known(PHONE, TODAY).places


def test_a_home_set_on_the_phone_is_known_to_the_tied_speaker(people: People) -> None:
    assert tie(people, PHONE, SPEAKER) == Linked(1)
    people.remember_place(PHONE, AT_HOME, TODAY)
    people.remember_habits(PHONE, SLOW, TODAY)
    assert counted(people.known(SPEAKER, TODAY)) == ({HOME: AT_HOME}, None, 1)
    people.remember_place(SPEAKER, MOTHER, TODAY)
    assert counted(people.known(PHONE, TODAY)) == ({HOME: AT_HOME, "我妈家": MOTHER}, SLOW, 1)


def test_tying_keeps_the_places_of_both_and_the_home_of_the_person(people: People) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    people.remember_place(SPEAKER, ELSEWHERE, TODAY)
    people.remember_place(SPEAKER, MOTHER, TODAY)
    people.remember_habits(SPEAKER, SLOW, TODAY)
    tie(people, PHONE, SPEAKER)
    shared = {HOME: AT_HOME, "我妈家": MOTHER}
    assert counted(people.known(PHONE, TODAY)) == (shared, None, 1)
    assert counted(people.known(SPEAKER, TODAY)) == (shared, SLOW, 1)


def test_a_second_phone_joins_those_who_have_the_speaker(people: People, engine: Engine) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    tie(people, PHONE, SPEAKER)
    people.remember_place(SECOND_PHONE, WORK, TODAY)
    assert tie(people, SECOND_PHONE, SPEAKER) == Linked(2)
    shared = {HOME: AT_HOME, "单位": WORK}
    for person in (PHONE, SECOND_PHONE, SPEAKER):
        assert counted(people.known(person, TODAY)) == (shared, None, 2)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM household")) == 1


def test_places_without_room_are_named_when_tying(people: People) -> None:
    for number in range(MOST_PLACES - 1):
        people.remember_place(PHONE, PersonPlace(f"第{number}个", 30, 114), TODAY)
    for place in (MOTHER, WORK, PersonPlace("第3个", 31, 115)):
        people.remember_place(SPEAKER, place, TODAY)
    assert tie(people, PHONE, SPEAKER) == Linked(1, ("我妈家",))
    known = people.known(SPEAKER, TODAY).places
    assert len(known) == MOST_PLACES
    assert known["单位"] == WORK
    assert known["第3个"].lat == 30


def test_tying_again_changes_nothing(people: People) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    tie(people, PHONE, SPEAKER)
    assert tie(people, PHONE, SPEAKER) == Linked(1)
    assert counted(people.known(SPEAKER, TODAY)) == ({HOME: AT_HOME}, None, 1)


@pytest.mark.parametrize("asking", [PHONE, SPEAKER])
def test_parted_the_speaker_knows_no_place_and_the_person_all(people: People, asking: str) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    tie(people, PHONE, SPEAKER)
    people.remember_place(SPEAKER, MOTHER, TODAY)
    people.remember_habits(SPEAKER, SLOW, TODAY)
    assert people.unlink(asking)
    assert people.known(SPEAKER, TODAY) == Known(habits=SLOW)
    assert people.known(PHONE, TODAY) == Known({HOME: AT_HOME, "我妈家": MOTHER})
    assert not people.unlink(PHONE)
    assert not people.unlink(SPEAKER)


def test_one_speaker_of_two_parts_alone(people: People, engine: Engine) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    tie(people, PHONE, SPEAKER)
    tie(people, PHONE, SECOND_SPEAKER)
    assert people.unlink(SPEAKER)
    assert people.known(SPEAKER, TODAY) == Known()
    assert counted(people.known(SECOND_SPEAKER, TODAY)) == ({HOME: AT_HOME}, None, 1)
    assert people.unlink(PHONE)
    assert people.known(PHONE, TODAY) == Known({HOME: AT_HOME})
    assert rows(engine) == 3  # the phone, its household, its home


def test_of_two_people_without_a_speaker_the_one_who_asks_leaves(people: People) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    tie(people, PHONE, SPEAKER)
    tie(people, SECOND_PHONE, SPEAKER)
    assert people.unlink(PHONE)  # the speaker leaves
    assert counted(people.known(SECOND_PHONE, TODAY)) == ({HOME: AT_HOME}, None, 1)
    assert people.unlink(SECOND_PHONE)
    assert people.known(SECOND_PHONE, TODAY) == Known()
    assert people.known(PHONE, TODAY) == Known({HOME: AT_HOME})


def test_a_speaker_that_was_parted_can_have_places_of_its_own(people: People) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    tie(people, PHONE, SPEAKER)
    people.unlink(SPEAKER)
    people.remember_place(SPEAKER, ELSEWHERE, TODAY)
    assert people.known(SPEAKER, TODAY) == Known({HOME: ELSEWHERE})
    assert people.known(PHONE, TODAY) == Known({HOME: AT_HOME})


def test_forget_leaves_nothing_of_somebody_who_is_alone(people: People, engine: Engine) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    people.remember_habits(PHONE, SLOW, TODAY)
    people.new_code(PHONE, NOW)
    assert people.forget(PHONE)
    assert rows(engine) == 0
    assert people.known(PHONE, TODAY) == Known()
    assert not people.forget(PHONE)


def test_a_forgotten_person_s_home_is_not_left_on_the_speaker(
    people: People, engine: Engine
) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    tie(people, PHONE, SPEAKER)
    tie(people, PHONE, SECOND_SPEAKER)
    people.remember_habits(SPEAKER, SLOW, TODAY)
    assert people.forget(PHONE)
    assert people.known(SPEAKER, TODAY) == Known(habits=SLOW)
    assert people.known(SECOND_SPEAKER, TODAY) == Known()
    assert rows(engine) == 2  # the speaker that was told a pace, in a household of its own


def test_places_shared_with_others_stay_with_them(people: People) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    people.remember_habits(PHONE, SLOW, TODAY)
    tie(people, PHONE, SPEAKER)
    tie(people, SECOND_PHONE, SPEAKER)
    assert people.forget(PHONE)
    assert people.known(PHONE, TODAY) == Known()
    assert counted(people.known(SECOND_PHONE, TODAY)) == ({HOME: AT_HOME}, None, 1)


def test_a_whole_household_is_forgotten(people: People, engine: Engine) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    tie(people, PHONE, SPEAKER)
    tie(people, SECOND_PHONE, SPEAKER)
    people.remember_habits(SECOND_PHONE, SLOW, TODAY)
    people.new_code(SPEAKER, NOW)
    people.remember_place("e" * 24, WORK, TODAY)
    assert people.forget_household(PHONE)
    assert people.known(SECOND_PHONE, TODAY) == Known()
    assert rows(engine) == 3  # somebody else, the household, the place
    assert people.known("e" * 24, TODAY).places == {"单位": WORK}


def test_who_is_not_seen_is_forgotten_in_time(people: People, engine: Engine) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    people.remember_place(SECOND_PHONE, WORK, TODAY)
    later = TODAY + timedelta(days=200)
    assert people.known(PHONE, later).places == {HOME: AT_HOME}
    assert people.forget_unseen(TODAY) == 0
    assert people.forget_unseen(later) == 1
    assert people.known(SECOND_PHONE, later) == Known()
    assert people.known(PHONE, later).places == {HOME: AT_HOME}
    assert people.forget_unseen(later + timedelta(days=1)) == 1
    assert rows(engine) == 0


def test_a_speaker_in_use_keeps_the_household(people: People) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    tie(people, PHONE, SPEAKER)
    later = TODAY + timedelta(days=200)
    people.known(SPEAKER, later)
    assert people.forget_unseen(later) == 1
    assert counted(people.known(SPEAKER, later)) == ({HOME: AT_HOME}, None, 0)


def test_old_codes_and_tries_go_with_the_unseen(people: People, engine: Engine) -> None:
    people.new_code(SPEAKER, NOW)
    people.link(PHONE, "123456", NOW + timedelta(minutes=1))
    assert people.forget_unseen(TODAY + timedelta(days=1)) == 0
    with engine.connect() as connection:
        for table in ("link_code", "link_try"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_being_there_is_noted_by_the_day_and_never_backwards(
    people: People, engine: Engine
) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    for day in (TODAY + timedelta(days=3), TODAY + timedelta(days=1)):
        people.known(PHONE, day)
        people.remember_place(PHONE, MOTHER, day)
    with engine.connect() as connection:
        seen = connection.scalar(text("SELECT seen_on FROM person"))
    assert str(seen) == "2026-05-04"


def test_under_another_secret_nothing_is_known_and_all_goes_on(
    people: People, engine: Engine
) -> None:
    people.remember_place(PHONE, AT_HOME, TODAY)
    other = People(engine, b"t" * 32)
    assert other.known(PHONE, TODAY) == Known()
    other.remember_place(PHONE, ELSEWHERE, TODAY)
    assert other.known(PHONE, TODAY) == Known({HOME: ELSEWHERE})
    assert people.known(PHONE, TODAY) == Known()
    assert rows(engine) == 3  # what could not be opened is gone


def test_many_at_once_lose_nothing(people: People) -> None:
    names = [f"第{number}个" for number in range(MOST_PLACES)]

    def remember(name: str) -> None:
        people.remember_place(PHONE, PersonPlace(name, 30, 114), TODAY)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(remember, names))
    assert sorted(people.known(PHONE, TODAY).places) == sorted(names)


def test_the_limit_holds_for_many_at_once(people: People) -> None:
    def remember(number: int) -> bool:
        try:
            people.remember_place(PHONE, PersonPlace(f"第{number}个", 30, 114), TODAY)
        except TooManyPlaces:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(remember, range(20))) == MOST_PLACES
    assert len(people.known(PHONE, TODAY).places) == MOST_PLACES


def test_a_database_that_is_gone_raises_what_callers_expect(engine: Engine) -> None:
    gone = engine.url.set(database="/nowhere/at/all.db" if "sqlite" in engine.name else "nowhere")
    without = create_engine(gone)
    people = People(without, SECRET)
    with pytest.raises(SQLAlchemyError):
        people.known(PHONE, TODAY)
    with pytest.raises(SQLAlchemyError):
        people.remember_place(PHONE, AT_HOME, TODAY)
    without.dispose()
