"""Where nothing happens any more it ends; who asks to be forgotten is, in tables and logs."""

import logging

import pytest
from sqlalchemy import Engine, create_engine, text

from assistant.gateway.housekeeping import erase_handovers
from assistant.handover import Contact, Ending, Handover, State, Summary
from assistant.handover.keeping import (
    IDLE_AFTER,
    TOLD_WITHIN,
    UNTAKEN_AFTER,
    end_idle,
    erase_old,
    erase_person,
    untold,
)
from tests.booking.test_booking_privacy import dump
from tests.handover.waiting_room import ANNA, BERT, CARL, NOW, NUMBER, SECRET, Room, later, sure

SAID = Summary(
    ("我家在三楼，灯不亮, the lamp is dead",), "马上请人", "银杏苑3栋502", "电工",
    ("单4711",), NUMBER, "zh",
)  # fmt: skip
WORDS = (
    NUMBER, NUMBER[3:], "三楼", "lamp is dead", "银杏苑", "3栋502", "电工", "4711",
    "openid-of-anna", "水管也漏", "明天九点来", "马上请人", "phone", "place", "answered", "channel",
)  # fmt: skip


def go_through(room: Room) -> Handover:
    """Everything that may be said in a hand-over."""
    held = room.asked(summary=SAID)
    room.handovers.reach(held.id, Contact("wechat", "openid-of-anna"))
    room.handovers.hear(held.id, "1", "水管也漏", NOW)
    room.handovers.mark_urgent(held.id)
    sure(room.clerks.take(held.id, "li", NOW))
    sure(room.clerks.say(held.id, "li", "2", "明天九点来", NOW))
    room.handovers.keep([each.id for each in room.handovers.collect(ANNA)])
    room.handovers.tell(held.id, "over", "明天九点来，说完了", NOW)
    return room.now(held)


def hidden_in(shown: str, raw: bytes) -> list[str]:
    """The words that are readable there, also with all that is in UTF-16 or escaped."""
    return [
        word
        for word in WORDS
        if word in shown
        or any(word.encode(code) in raw for code in ("utf-8", "utf-16-le", "gb18030"))
        or word.encode("unicode_escape") in raw
    ]


def test_nobody_is_left_waiting(engine: Engine) -> None:
    room = Room(engine)
    held, newer = room.asked(), room.asked(BERT, later(minutes=4))
    room.handovers.hear(held.id, "1", "还在吗", later(minutes=4))
    due = NOW + UNTAKEN_AFTER
    assert end_idle(engine, SECRET, due) == []
    [ended] = end_idle(engine, SECRET, due + (later(seconds=1) - NOW))
    assert (ended.id, ended.state, ended.ending) == (held.id, State.ENDED, Ending.UNTAKEN)
    assert (ended.person, ended.summary.phone) == (ANNA, NUMBER)
    assert room.now(held) == ended
    assert room.now(newer).state is State.QUEUED
    assert end_idle(engine, SECRET, later(minutes=6)) == []


def test_a_clerk_who_says_nothing_any_more(engine: Engine) -> None:
    room = Room(engine)
    held = room.taken()
    second = later(seconds=1) - NOW
    assert end_idle(engine, SECRET, NOW + IDLE_AFTER) == []
    [ended] = end_idle(engine, SECRET, NOW + IDLE_AFTER + second)
    assert (ended.id, ended.ending, ended.clerk) == (held.id, Ending.IDLE, "li")
    assert ended.changed_at == NOW + IDLE_AFTER + second


def test_whom_nobody_told_that_it_is_over(engine: Engine) -> None:
    room = Room(engine)
    untaken, over = room.asked(), later(minutes=15)
    idle, dropped, forgotten = room.taken(BERT), room.asked(CARL), room.asked("f" * 24)
    room.handovers.end(dropped.id, Ending.DROPPED, over)
    end_idle(engine, SECRET, over)
    erase_person(engine, [forgotten.person or ""], over)
    assert {each.id for each in untold(engine, SECRET, over)} == {untaken.id, idle.id}
    room.handovers.tell(idle.id, "over", "说完了", over)
    assert untold(engine, SECRET, over) == [room.now(untaken)]
    assert untold(engine, SECRET, NOW + TOLD_WITHIN) == []


@pytest.mark.parametrize("speaker", ["clerk", "person"])
def test_it_goes_on_while_either_speaks(engine: Engine, speaker: str) -> None:
    room = Room(engine)
    held = room.taken()
    spoken = later(minutes=9)
    if speaker == "clerk":
        sure(room.clerks.say(held.id, "li", "1", "稍等", spoken))
    else:
        room.handovers.hear(held.id, "1", "好的", spoken)
    assert end_idle(engine, SECRET, spoken + IDLE_AFTER) == []
    assert len(end_idle(engine, SECRET, spoken + IDLE_AFTER + (later(seconds=1) - NOW))) == 1


def test_what_is_long_over_says_nothing_of_anybody(engine: Engine) -> None:
    room = Room(engine)
    over, still_open = go_through(room), room.taken(BERT)
    sure(room.clerks.give_back(over.id, "li", later(days=1)))
    assert erase_old(engine, later(days=1)) == 0
    assert erase_old(engine, later(days=1, seconds=1)) == 1
    assert erase_old(engine, later(days=1, seconds=1)) == 0
    left = room.now(over)
    assert (left.person, left.summary, left.contact) == (None, Summary(), None)
    assert left.clerk == ""
    assert (left.reason, left.ending, left.asked_at) == (over.reason, Ending.RETURNED, NOW)
    assert room.said(over) == []
    assert room.now(still_open) == still_open


def test_a_clerk_who_has_long_been_away_is_forgotten(engine: Engine) -> None:
    room = Room(engine)
    room.clerks.look("li", NOW)
    room.clerks.look("wang", later(days=1))
    erase_old(engine, later(days=1))
    with engine.connect() as connection:
        assert list(connection.scalars(text("SELECT clerk FROM clerk_seen"))) == ["wang"]


def test_nothing_can_be_read_in_the_database(engine: Engine) -> None:
    held = go_through(Room(engine))
    shown, raw = dump(engine)
    assert held.id in shown
    assert hidden_in(shown, raw) == []


def test_the_dump_would_show_what_is_not_sealed(engine: Engine) -> None:
    held = go_through(Room(engine))
    with engine.begin() as connection:
        planted = text("UPDATE handover SET clerk = '银杏苑' WHERE id = :id")
        connection.execute(planted, {"id": held.id})
    assert hidden_in(*dump(engine)) == ["银杏苑"]


def test_who_asks_to_be_forgotten_is(engine: Engine) -> None:
    room = Room(engine)
    before = room.taken(ANNA)
    sure(room.clerks.give_back(before.id, "li", NOW))
    held, of_bert = go_through(room), room.taken(BERT)
    assert erase_person(engine, [ANNA], later(minutes=1)) == 2
    left = room.now(held)
    assert (left.state, left.ending) == (State.ENDED, Ending.FORGOTTEN)
    assert (left.person, left.summary, left.contact) == (None, Summary(), None)
    assert room.now(before).ending is Ending.RETURNED
    assert room.said(held) == []
    assert room.handovers.collect(ANNA) == []
    assert room.now(of_bert) == of_bert
    shown, raw = dump(engine)
    assert ANNA not in shown
    assert ANNA.encode() not in raw
    with engine.connect() as connection:
        kept = connection.execute(
            text("SELECT summary, contact FROM handover WHERE person IS NULL")
        )
        assert [tuple(row) for row in kept] == [(None, None)] * 2
    assert erase_person(engine, [ANNA], later(minutes=2)) == 0
    assert room.asked().id != held.id


def test_the_logs_tell_nothing(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    room = Room(engine)
    with caplog.at_level(logging.DEBUG):
        held = go_through(room)
        with engine.begin() as connection:
            connection.execute(text("UPDATE handover SET summary = substr(summary, 2)"))
            connection.execute(text("UPDATE handover_message SET sealed = substr(sealed, 2)"))
        assert room.now(held).summary == Summary()
        assert {text for _, text in room.said(held)} == {""}
        end_idle(engine, SECRET, later(days=1))
        erase_person(engine, [ANNA], later(days=1))
    assert "cannot be opened" in caplog.text
    assert hidden_in(caplog.text, caplog.text.encode()) == []
    assert ANNA not in caplog.text


def test_what_is_sealed_opens_in_its_own_place_only(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    room = Room(engine)
    mine, theirs = go_through(room), room.taken(BERT)
    with engine.begin() as connection:
        moved = "UPDATE handover SET summary = (SELECT summary FROM handover WHERE id = :a)"
        connection.execute(text(f"{moved} WHERE id = :b"), {"a": mine.id, "b": theirs.id})
        moved = "UPDATE handover_message SET handover_id = :b WHERE handover_id = :a"
        connection.execute(text(moved), {"a": mine.id, "b": theirs.id})
    assert room.now(theirs).summary == Summary()
    assert {text for _, text in room.said(theirs)} == {""}
    assert "cannot be opened" in caplog.text


def test_the_house_keeps_them_so_many_days(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    room = Room(engine)
    held = room.taken()
    sure(room.clerks.give_back(held.id, "li", NOW))
    erase_handovers(engine, 30, later(days=30))
    assert room.now(held).person == ANNA
    erase_handovers(engine, 30, later(days=30, seconds=1))
    assert room.now(held).person is None
    erase_handovers(create_engine("sqlite:////nowhere/at/all.db"), 30, NOW)
    assert "old hand-overs could not be erased" in caplog.text
