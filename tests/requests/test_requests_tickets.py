"""Residents' side: filed once, added to, withdrawn, told once, and their word counts."""

from itertools import count

import pytest
from sqlalchemy import Engine

from assistant.requests import Details, Refusal, Status, tickets
from assistant.requests.ticket import LONGEST_WORDS, MOST_TELLINGS
from tests.requests.report_desk import ANNA, BERT, CELL, DETAILS, NOW, Reports, later, sure


def test_what_is_filed_is_there(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    assert (made.kind, made.desk, made.person) == ("stairwell_lamp", "property_firm", ANNA)
    assert (made.status, made.cell, made.filed_at) == (Status.ACCEPTED, CELL, NOW)
    assert made.details == DETAILS
    assert reports.now(made) == made
    assert reports.tickets.with_code(made.code) == made
    assert reports.tickets.requested("r") == made
    assert reports.history(made) == ["accepted person"]
    assert reports.tickets.ticket("nothing") is None
    assert reports.tickets.with_code("0000") is None


def test_the_same_report_twice_is_one_ticket(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    assert reports.filed(details=Details(("anders",)), now=later(hours=1)) == made
    assert reports.count() == 1
    assert reports.filed("another").id != made.id


def test_open_ones_the_newest_first(engine: Engine) -> None:
    reports = Reports(engine)
    first = reports.filed("1")
    second = reports.filed("2", now=later(minutes=5))
    of_bert = reports.filed("3", BERT, now=later(minutes=9))
    gone = reports.filed("4", now=later(minutes=12))
    sure(reports.tickets.withdraw(gone.id, later(minutes=13)))
    assert reports.tickets.of([ANNA]) == [second, first]
    assert reports.tickets.of([ANNA, BERT]) == [of_bert, second, first]
    assert reports.tickets.of([]) == []


def test_done_is_open_until_the_resident_says_so(engine: Engine) -> None:
    reports = Reports(engine)
    done = reports.done()
    assert reports.tickets.of([ANNA]) == [done]
    assert sure(reports.tickets.say_mended(done.id, True, later(days=1))).status is Status.CLOSED
    assert reports.tickets.of([ANNA]) == []
    assert reports.tickets.with_code(done.code) is None


def test_two_open_tickets_never_have_the_same_code(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = Reports(engine)
    drawn = iter(["4711", "4711", "4711", "815815"])
    monkeypatch.setattr(tickets, "codes", lambda: drawn)
    first, second = reports.filed("1"), reports.filed("2")
    assert first.code != second.code


def test_the_code_of_what_is_over_can_be_given_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = Reports(engine)
    monkeypatch.setattr(tickets, "codes", lambda: iter(["4711"]))
    first = reports.filed("1")
    with pytest.raises(RuntimeError, match="no code"):
        reports.filed("2")
    sure(reports.tickets.withdraw(first.id, NOW))
    assert reports.filed("3").code == "4711"
    assert sure(reports.tickets.with_code("4711")).id != first.id


def test_more_is_told(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    told = sure(reports.tickets.add(made.id, " 二楼也不亮 ", later(hours=1)))
    assert told.details.words == ("楼道灯不亮", "二楼也不亮")
    assert told.details.place == DETAILS.place
    again = sure(reports.tickets.add(made.id, "二楼也不亮", later(hours=2)))
    assert again == told == reports.now(made)
    assert sure(reports.tickets.add(made.id, "  ", later(hours=2))) == told


def test_what_is_told_has_an_end(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed(details=Details(("啊" * 9999,)))
    assert len(made.details.words[0]) == LONGEST_WORDS
    for number in count(1):
        answer = reports.tickets.add(made.id, f"{number}", NOW)
        if answer is Refusal.FULL:
            break
        assert number < MOST_TELLINGS
    assert len(reports.now(made).details.words) == MOST_TELLINGS


def test_nothing_is_told_of_what_is_over(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    sure(reports.tickets.withdraw(made.id, NOW))
    assert reports.tickets.add(made.id, "还有", NOW) is Refusal.GONE
    assert reports.tickets.add("nothing", "还有", NOW) is Refusal.GONE


def test_the_number_is_put_right(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed(details=Details(("给我回电话",), phone="13800138000"))
    changed = sure(reports.tickets.correct_phone(made.id, "13800138001", later(minutes=1)))
    assert changed.details == Details(("给我回电话",), phone="13800138001")
    assert reports.now(made) == changed
    assert changed.changed_at == later(minutes=1)
    assert reports.history(made) == ["accepted person"]
    sure(reports.tickets.withdraw(made.id, later(minutes=2)))
    again = reports.tickets.correct_phone(made.id, "13900139000", later(minutes=3))
    assert again is Refusal.GONE
    assert reports.tickets.correct_phone("nothing", "13900139000", NOW) is Refusal.GONE


def test_it_is_somewhere_else(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    moved = sure(reports.tickets.move(made.id, "菜场门口", None, "在菜场门口", later(minutes=2)))
    assert (moved.details.place, moved.cell) == ("菜场门口", None)
    assert moved.details.words == (*made.details.words, "在菜场门口")
    assert reports.now(made) == moved
    sure(reports.tickets.withdraw(made.id, later(minutes=3)))
    gone = reports.tickets.move(made.id, "桥下", CELL, "桥下", later(minutes=4))
    assert gone is Refusal.GONE
    assert reports.now(made).details.place == "菜场门口"


def test_withdrawn_once_and_for_good(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    dropped = sure(reports.tickets.withdraw(made.id, later(hours=1)))
    assert (dropped.status, dropped.changed_at) == (Status.WITHDRAWN, later(hours=1))
    assert reports.tickets.withdraw(made.id, later(hours=2)) == dropped
    assert reports.history(made) == ["accepted person", "withdrawn person"]
    assert reports.tickets.say_mended(made.id, True, NOW) is Refusal.GONE
    assert reports.desk.assign(made.id, "city_line", NOW) is Refusal.GONE
    assert reports.tickets.withdraw("nothing", NOW) is Refusal.GONE


def test_mended_closes(engine: Engine) -> None:
    reports = Reports(engine)
    done = reports.done()
    closed = sure(reports.tickets.say_mended(done.id, True, later(days=1)))
    assert closed.status is Status.CLOSED
    assert reports.tickets.say_mended(done.id, True, later(days=2)) == closed
    assert reports.tickets.say_mended(done.id, False, later(days=2)) is Refusal.GONE
    assert reports.tickets.withdraw(done.id, later(days=2)) is Refusal.GONE
    assert reports.history(done) == [
        "accepted person", "assigned desk", "done desk", "closed person",
    ]  # fmt: skip


def test_mended_before_the_desk_came_closes_too(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    assert sure(reports.tickets.say_mended(made.id, True, NOW)).status is Status.CLOSED


def test_not_mended_goes_back_to_the_desk_and_is_counted(engine: Engine) -> None:
    reports = Reports(engine)
    done = reports.done()
    back = sure(reports.tickets.say_mended(done.id, False, later(days=1)))
    assert (back.status, back.reopened, back.desk) == (Status.ASSIGNED, 1, "property_firm")
    # Said twice it counts once.
    assert reports.tickets.say_mended(done.id, False, later(days=1)) == back
    assert reports.now(done) == back
    assert reports.history(done)[-1] == "reopened person"
    sure(reports.desk.finish(done.id, "换了开关", later(days=2)))
    assert sure(reports.tickets.say_mended(done.id, False, later(days=3))).reopened == 2


def test_not_mended_before_it_was_done_changes_nothing(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    assert reports.tickets.say_mended(made.id, False, later(days=1)) == made
    assert reports.history(made) == ["accepted person"]


def test_only_the_newest_is_told_and_once(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    assert reports.tickets.news([ANNA], NOW) == []
    sure(reports.desk.assign(made.id, "property_firm", later(hours=1)))
    sure(reports.desk.begin(made.id, later(hours=2)))
    assert reports.tickets.news([BERT], later(hours=3)) == []
    [(news, ticket)] = reports.tickets.news([ANNA], later(hours=3))
    assert (news.status, news.asks, ticket.id) == (Status.IN_PROGRESS, False, made.id)
    assert reports.tickets.news([ANNA], later(hours=3)) == []
    sure(reports.desk.finish(made.id, "换了灯泡", later(hours=4)))
    [(news, ticket)] = reports.tickets.news([ANNA], later(hours=5))
    assert (news.status, news.asks, ticket.details.done) == (Status.DONE, True, "换了灯泡")
    assert reports.tickets.news([ANNA], later(hours=5)) == []


def test_news_come_in_the_order_in_which_they_happened(engine: Engine) -> None:
    reports = Reports(engine)
    first, second = reports.filed("1"), reports.filed("2")
    sure(reports.desk.assign(second.id, "city_line", later(hours=1)))
    sure(reports.desk.assign(first.id, "city_line", later(hours=2)))
    told = reports.tickets.news([ANNA], later(hours=3))
    assert [ticket.id for _, ticket in told] == [second.id, first.id]


def test_nothing_is_told_of_what_the_resident_ended(engine: Engine) -> None:
    reports = Reports(engine)
    dropped, mended = reports.done("1"), reports.done("2")
    sure(reports.tickets.withdraw(dropped.id, later(hours=3)))
    sure(reports.tickets.say_mended(mended.id, True, later(hours=3)))
    assert reports.tickets.news([ANNA], later(days=1)) == []
    assert reports.desk.calls(later(days=1)) == []


def test_details_go_out_and_in_again() -> None:
    assert Details.from_json(DETAILS.as_json()) == DETAILS
