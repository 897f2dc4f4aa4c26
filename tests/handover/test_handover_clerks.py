"""Hand-overs as clerks meet them: the queue, who has which, who is there."""

from datetime import timedelta

from sqlalchemy import Engine

from assistant.handover import Ending, Refusal, State
from assistant.handover.clerks import THERE_FOR
from tests.handover.waiting_room import ANNA, BERT, CARL, NOW, Room, later, sure


def test_the_urgent_come_first_then_who_came_first(engine: Engine) -> None:
    room = Room(engine)
    late, early, urgent, over = (
        room.asked(person, later(minutes=n))
        for person, n in ((ANNA, 2), (BERT, 1), (CARL, 3), ("d" * 24, 0))
    )
    room.handovers.mark_urgent(urgent.id)
    room.handovers.end(over.id, Ending.DROPPED, NOW)
    sure(room.clerks.take(late.id, "li", NOW))
    found = room.clerks.open()
    assert [each.id for each in found] == [urgent.id, early.id, late.id]
    assert [each.urgent for each in found] == [True, False, False]
    assert [each.state for each in found] == [State.QUEUED, State.QUEUED, State.HUMAN]


def test_a_hand_over_is_found_by_how_its_id_begins(engine: Engine) -> None:
    room = Room(engine)
    one = room.asked()
    for pattern in ("%", "_" * 32, one.id[:4] + "%"):
        assert room.clerks.handover(pattern) is None, pattern
    other = room.asked(BERT)
    assert room.clerks.handover(one.id[:8]) == one
    assert room.clerks.handover(other.id) == other
    for unknown in ("", one.id + "0"):  # more than one, none
        assert room.clerks.handover(unknown) is None, unknown


def test_one_clerk_takes_it(engine: Engine) -> None:
    room = Room(engine)
    held = room.asked()
    taken = sure(room.clerks.take(held.id, "li", later(minutes=1)))
    assert (taken.state, taken.clerk) == (State.HUMAN, "li")
    assert taken.changed_at == later(minutes=1)
    assert sure(room.clerks.take(held.id, "li", later(minutes=2))) == taken
    assert room.clerks.take(held.id, "zhao", later(minutes=2)) is Refusal.TAKEN
    assert room.now(held).clerk == "li"


def test_who_has_not_taken_it_cannot_answer(engine: Engine) -> None:
    room = Room(engine)
    held = room.asked()
    for clerk in ("li", ""):
        assert room.clerks.say(held.id, clerk, "1", "您好", NOW) is Refusal.TAKEN
        assert room.clerks.give_back(held.id, clerk, NOW) is Refusal.TAKEN
    sure(room.clerks.take(held.id, "li", NOW))
    assert room.clerks.say(held.id, "zhao", "1", "您好", NOW) is Refusal.TAKEN
    assert room.clerks.give_back(held.id, "zhao", NOW) is Refusal.TAKEN
    assert room.said(held) == []
    assert room.now(held).state is State.HUMAN


def test_what_is_over_or_unknown_is_gone(engine: Engine) -> None:
    room = Room(engine)
    held = room.taken()
    ended = sure(room.clerks.give_back(held.id, "li", later(minutes=1)))
    assert (ended.state, ended.ending, ended.changed_at) == (
        State.ENDED, Ending.RETURNED, later(minutes=1),
    )  # fmt: skip
    for identity in (held.id, "nobody"):
        assert room.clerks.take(identity, "li", NOW) is Refusal.GONE
        assert room.clerks.say(identity, "li", "1", "您好", NOW) is Refusal.GONE
        assert room.clerks.give_back(identity, "li", NOW) is Refusal.GONE
    assert room.said(held) == []


def test_a_word_of_the_clerk_counts_as_a_change(engine: Engine) -> None:
    room = Room(engine)
    held = room.taken()
    said = sure(room.clerks.say(held.id, "li", "1", "您好", later(minutes=3)))
    assert (said.at, said.told) == (later(minutes=3), False)
    assert room.now(held).changed_at == later(minutes=3)


def test_messages_behind_one(engine: Engine) -> None:
    room = Room(engine)
    held = room.taken()
    for number in range(3):
        room.handovers.hear(held.id, str(number), str(number), NOW)
    first = room.clerks.messages(held.id)[0]
    assert [each.text for each in room.clerks.messages(held.id, first.id)] == ["1", "2"]


def test_a_clerk_who_does_not_look_any_more_is_gone(engine: Engine) -> None:
    clerks = Room(engine).clerks
    assert not clerks.attended(NOW)
    clerks.look("li", NOW)
    assert clerks.attended(NOW)
    assert clerks.attended(NOW + THERE_FOR - timedelta(seconds=1))
    assert not clerks.attended(NOW + THERE_FOR)
    clerks.look("li", NOW + THERE_FOR)
    assert clerks.attended(NOW + THERE_FOR)


def test_a_clerk_who_leaves_is_gone_at_once(engine: Engine) -> None:
    clerks = Room(engine).clerks
    clerks.look("li", NOW)
    clerks.look("zhao", NOW)
    clerks.leave("li")
    assert clerks.attended(NOW)
    clerks.leave("zhao")
    clerks.leave("nobody")
    assert not clerks.attended(NOW)
