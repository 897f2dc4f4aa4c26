"""Hand-overs as the person meets them: asked for once, heard once, told once, ended once."""

from sqlalchemy import Engine

from assistant.database import connect
from assistant.handover import Author, Contact, Ending, Handovers, Reason, State, Summary
from assistant.handover.handover import LONGEST_MESSAGE
from tests.handover.waiting_room import ANNA, BERT, CARL, NOW, SUMMARY, Room, later, sure


def test_what_a_clerk_has_to_know_is_kept(engine: Engine) -> None:
    made = Room(engine).asked()
    assert (made.person, made.state, made.reason) == (ANNA, State.QUEUED, Reason.ASKED)
    assert (made.clerk, made.urgent, made.ending, made.contact) == ("", False, None, None)
    assert (made.asked_at, made.changed_at, made.summary) == (NOW, NOW, SUMMARY)


def test_one_open_hand_over_each(engine: Engine) -> None:
    room = Room(engine)
    made = room.asked()
    again = room.handovers.ask(ANNA, Reason.ANGER, Summary(("快点",)), later(minutes=1))
    assert again == made
    assert room.asked(BERT).id != made.id
    assert room.count() == (2, 0)
    taken = sure(room.clerks.take(made.id, "li", NOW))
    assert room.asked() == taken
    assert room.handovers.end(made.id, Ending.DROPPED, NOW)
    assert room.handovers.of(ANNA) is None
    assert room.asked().id != made.id


def test_how_many_wait_before(engine: Engine) -> None:
    room = Room(engine)
    first, second, third = (
        room.asked(person, later(minutes=n)) for n, person in enumerate((ANNA, BERT, CARL))
    )
    assert [room.handovers.ahead_of(each) for each in (first, second, third)] == [0, 1, 2]
    room.handovers.mark_urgent(third.id)
    assert [room.handovers.ahead_of(room.now(each)) for each in (first, second)] == [1, 2]
    assert room.handovers.ahead_of(room.now(third)) == 0
    sure(room.clerks.take(third.id, "li", NOW))
    assert [room.handovers.ahead_of(each) for each in (first, second)] == [0, 1]
    room.handovers.mark_urgent(first.id)
    room.handovers.mark_urgent(second.id)
    assert [room.handovers.ahead_of(room.now(each)) for each in (first, second)] == [0, 1]


def test_where_somebody_can_be_answered_is_noted(engine: Engine) -> None:
    room = Room(engine)
    made, other = room.asked(), room.asked(BERT)
    room.handovers.reach(made.id, Contact("wechat", "openid-1"))
    assert room.now(made).contact == Contact("wechat", "openid-1")
    assert room.now(other).contact is None


def test_the_same_message_is_one_message(engine: Engine) -> None:
    room = Room(engine)
    held, other = room.taken(), room.taken(BERT)
    assert room.handovers.hear(held.id, "m1", "我家在三楼", later(minutes=1))
    assert not room.handovers.hear(held.id, "m1", "我家在三楼", later(minutes=2))
    assert room.handovers.hear(other.id, "m1", "我家在三楼", later(minutes=1))
    said = sure(room.clerks.say(held.id, "li", "m1-clerk", "您好", later(minutes=3)))
    assert sure(room.clerks.say(held.id, "li", "m1-clerk", "您好", later(minutes=4))) == said
    assert room.said(held) == [("person", "我家在三楼"), ("clerk", "您好")]
    room.handovers.tell(held.id, "over", "说完了", NOW)
    room.handovers.tell(held.id, "over", "说完了", NOW)
    assert room.said(held)[2:] == [("assistant", "说完了")]


def test_a_message_is_cut_and_not_refused(engine: Engine) -> None:
    room = Room(engine)
    held = room.taken()
    room.handovers.hear(held.id, "1", "长" * (LONGEST_MESSAGE + 1), NOW)
    sure(room.clerks.say(held.id, "li", "2", " 短 " + "长" * LONGEST_MESSAGE, NOW))
    assert [len(text) for _, text in room.said(held)] == [LONGEST_MESSAGE] * 2
    assert room.said(held)[1][1].startswith("短")


def test_what_was_said_reaches_the_person_once_and_in_order(engine: Engine) -> None:
    room = Room(engine)
    held, other = room.taken(), room.taken(BERT)
    room.handovers.hear(held.id, "1", "在吗", NOW)
    for number, text in enumerate(("在", "您说")):
        sure(room.clerks.say(held.id, "li", f"c{number}", text, NOW))
    sure(room.clerks.say(other.id, "li", "c0", "不是给您的", NOW))
    told = room.handovers.collect(ANNA)
    assert [each.text for each in told] == ["在", "您说"]
    assert all(each.author is Author.CLERK and each.at == NOW for each in told)
    assert [each.told for each in room.clerks.messages(held.id)] == [False, True, True]
    assert room.handovers.collect(ANNA) == []
    room.handovers.keep([told[1].id])
    assert [each.text for each in room.handovers.collect(ANNA)] == ["您说"]
    assert [each.text for each in room.handovers.collect(BERT)] == ["不是给您的"]


def test_what_was_said_last_is_not_lost_when_it_ends(engine: Engine) -> None:
    room = Room(engine)
    held = room.taken()
    sure(room.clerks.say(held.id, "li", "c1", "明天来修", NOW))
    sure(room.clerks.give_back(held.id, "li", NOW))
    room.handovers.tell(held.id, "over", "现在又是我", NOW)
    assert [each.text for each in room.handovers.collect(ANNA)] == ["明天来修", "现在又是我"]


def test_ending_twice_is_once(engine: Engine) -> None:
    room = Room(engine)
    held = room.asked()
    assert room.handovers.end(held.id, Ending.DROPPED, later(minutes=1))
    assert not room.handovers.end(held.id, Ending.IDLE, later(minutes=2))
    ended = room.now(held)
    assert (ended.state, ended.ending) == (State.ENDED, Ending.DROPPED)
    assert ended.changed_at == later(minutes=1)


def test_everything_survives_a_restart(engine: Engine) -> None:
    room = Room(engine)
    held = room.taken()
    room.handovers.reach(held.id, Contact("web", "tab"))
    room.handovers.hear(held.id, "1", "在吗", NOW)
    sure(room.clerks.say(held.id, "li", "2", "在", NOW))
    url = engine.url.render_as_string(hide_password=False)
    fresh = connect(url)
    try:
        again = Room(fresh)
        found = sure(again.handovers.of(ANNA))
        assert (found.id, found.clerk, found.summary) == (held.id, "li", SUMMARY)
        assert found.contact == Contact("web", "tab")
        assert again.said(found) == [("person", "在吗"), ("clerk", "在")]
        assert not again.handovers.hear(held.id, "1", "在吗", NOW)
        assert [each.text for each in again.handovers.collect(ANNA)] == ["在"]
        assert room.handovers.collect(ANNA) == []
    finally:
        fresh.dispose()


def test_with_another_secret_it_can_be_ended_though_not_read(engine: Engine) -> None:
    room = Room(engine)
    held = room.taken()
    room.handovers.hear(held.id, "1", "在吗", NOW)
    other = Handovers(engine, b"x" * 32)
    found = sure(other.of(ANNA))
    assert found.summary == Summary()
    assert other.end(held.id, Ending.DROPPED, NOW)


def test_a_summary_is_the_same_as_json() -> None:
    for summary in (SUMMARY, Summary()):
        assert Summary.from_json(summary.as_json()) == summary
