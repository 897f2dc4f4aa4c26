"""Voices are counted without anybody behind them; few of them are not shown."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from assistant.clock import ZONE
from assistant.facilities.store import record_unmet
from assistant.people import person_key
from assistant.requests import Recorded, Voice, VoiceKind, Voices
from assistant.requests.needs import Need, needs
from assistant.requests.voices import FLOOR, LONGEST_VOICE, WORDS_KEPT, Count, drop_old
from tests.requests.report_desk import CELL, NOW, SECRET
from tests.requests.test_requests_keeping import dump

PEOPLE = [person_key(SECRET, "chat", f"p{n}") for n in range(9)]


def say(engine: Engine, person: str, now: datetime = NOW, **told: Any) -> bool:
    """A voice, of a hairdresser that is missed unless told otherwise."""
    values: dict[str, Any] = {"kind": VoiceKind.WISH, "service": "hairdresser", "cell": CELL}
    return Voices(engine, SECRET).record(Voice(person=person, **(values | told)), now).counted


def counted(engine: Engine, month: str = "", floor: int = 1) -> list[Count]:
    return Voices(engine, SECRET).counts(month, floor)


def test_people_are_counted_and_not_how_often_they_say_it(engine: Engine) -> None:
    assert say(engine, PEOPLE[0])
    assert not say(engine, PEOPLE[0])
    assert say(engine, PEOPLE[1])
    assert counted(engine) == [Count("2026-11", VoiceKind.WISH, "hairdresser", CELL, 2)]
    assert say(engine, PEOPLE[0], NOW + timedelta(days=30))
    assert [each.count for each in counted(engine)] == [1, 2]
    assert [each.month for each in counted(engine)] == ["2026-12", "2026-11"]
    assert [each.month for each in counted(engine, "2026-11")] == ["2026-11"]


def test_each_kind_service_and_place_is_a_figure_of_its_own(engine: Engine) -> None:
    for told in ({}, {"kind": VoiceKind.PRAISE}, {"service": ""}, {"cell": None}):
        assert say(engine, PEOPLE[0], **told)
    assert {each.count for each in counted(engine)} == {1}
    assert len(counted(engine)) == 4
    assert [each.cell for each in counted(engine)].count(None) == 1


def test_what_few_say_is_not_shown(engine: Engine) -> None:
    for person in PEOPLE[: FLOOR - 1]:
        for _ in range(3):
            say(engine, person)
    voices = Voices(engine, SECRET)
    assert voices.counts() == []
    assert needs(engine, voices) == []
    say(engine, PEOPLE[FLOOR - 1])
    assert [each.count for each in voices.counts()] == [FLOOR]
    assert len(needs(engine, voices)) == 1


def test_the_month_is_that_of_the_place(engine: Engine) -> None:
    say(engine, PEOPLE[0], datetime(2026, 12, 1, 0, 30, tzinfo=ZONE))
    assert [each.month for each in counted(engine)] == ["2026-12"]


def test_what_became_of_a_voice_is_told(engine: Engine) -> None:
    voices = Voices(engine, SECRET)
    first = voices.record(Voice(VoiceKind.IDEA, PEOPLE[0], words="种棵树"), NOW)
    assert first.counted
    assert first.id
    other_words = voices.record(Voice(VoiceKind.IDEA, PEOPLE[0], words="种两棵"), NOW)
    assert not other_words.counted
    assert other_words.id not in ("", first.id)
    assert voices.record(Voice(VoiceKind.IDEA, PEOPLE[0], words="种棵树"), NOW) == Recorded(False)
    assert voices.record(Voice(VoiceKind.WISH, PEOPLE[0]), NOW) == Recorded(True)
    # What somebody else says in the same words is theirs.
    assert voices.record(Voice(VoiceKind.IDEA, PEOPLE[1], words="种棵树"), NOW).id
    said = sorted(each.words for each in voices.heard(NOW))
    assert said == ["种两棵", "种棵树", "种棵树"]
    again = voices.record(
        Voice(VoiceKind.IDEA, PEOPLE[0], words="种棵树"), NOW + timedelta(days=30)
    )
    assert again.counted
    assert again.id


def test_a_long_voice_is_kept_up_to_a_length(engine: Engine) -> None:
    long = "长" * (LONGEST_VOICE + 1)
    say(engine, PEOPLE[0], words=long)
    assert [each.words for each in Voices(engine, SECRET).heard(NOW)] == [long[:-1]]


def test_nobody_stands_behind_a_voice(engine: Engine) -> None:
    say(engine, PEOPLE[0], words="王师傅理得好")
    shown, raw = dump(engine)
    assert PEOPLE[0] not in shown
    assert "王师傅".encode() not in raw
    assert b"\\u738b" not in raw
    with engine.connect() as connection:
        day = connection.scalar(text("SELECT day FROM voice_words"))
    assert str(day).startswith("2026-11-22 16:00:00")  # the midnight of China, and no hour


def test_the_desk_reads_the_words_for_ninety_days(engine: Engine) -> None:
    say(engine, PEOPLE[0], words=" 王师傅理得好 ")
    say(engine, PEOPLE[1], NOW + timedelta(days=1), words="想要一家理发店")
    say(engine, PEOPLE[2])
    voices = Voices(engine, SECRET)
    heard = voices.heard(NOW + timedelta(days=2))
    assert [each.words for each in heard] == ["想要一家理发店", "王师傅理得好"]
    assert heard[0].service == "hairdresser"
    midnight = NOW.replace(hour=0)
    assert len(voices.heard(midnight + WORDS_KEPT)) == 2
    assert len(voices.heard(midnight + WORDS_KEPT + timedelta(seconds=1))) == 1
    assert drop_old(engine, midnight + WORDS_KEPT) == 0
    assert drop_old(engine, midnight + WORDS_KEPT + timedelta(seconds=1)) == 1
    assert sum(each.count for each in counted(engine)) == 3


def test_words_that_cannot_be_opened_are_left_out(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    say(engine, PEOPLE[0], words="好")
    with engine.begin() as connection:
        connection.execute(text("UPDATE voice_words SET sealed = substr(sealed, 2)"))
    assert Voices(engine, SECRET).heard(NOW) == []
    assert "cannot be opened" in caplog.text


def test_that_somebody_was_counted_is_deleted_with_the_month(engine: Engine) -> None:
    say(engine, PEOPLE[0])
    drop_old(engine, NOW)
    assert not say(engine, PEOPLE[0])
    drop_old(engine, NOW + timedelta(days=30))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM voice_seen")) == 0


def test_unmet_needs_stand_beside_the_voices(engine: Engine) -> None:
    for person in PEOPLE[:6]:
        say(engine, person)
    with Session(engine) as session:
        for hour in range(5):
            record_unmet(session, "bookstore", 30.262, 114.541, NOW + timedelta(hours=hour), "none")
        for hour in range(4):
            record_unmet(session, "cinema", 30.262, 114.541, NOW + timedelta(hours=hour), "far")
        midnight = datetime(2026, 11, 30, 23, tzinfo=ZONE)
        for day in range(5):
            at = midnight - timedelta(days=day)
            record_unmet(session, "gym", 30.262, 114.541, at, "closed")
        session.commit()
    voices = Voices(engine, SECRET)
    assert needs(engine, voices, "2026-11") == [
        Need("2026-11", "wish", "hairdresser", CELL, 6, True),
        Need("2026-11", "closed", "gym", CELL, 5, False),
        Need("2026-11", "none", "bookstore", CELL, 5, False),
    ]
    assert needs(engine, voices, "2026-10") == []
    assert len(needs(engine, voices, floor=4)) == 4
