"""The desk's side: each step in its turn, told to the resident, and who is to be called."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from assistant.requests import Refusal, Status, Ticket
from tests.requests.report_desk import ANNA, BERT, NOW, Reports, later, sure


def test_the_life_of_a_ticket(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    assigned = sure(reports.desk.assign(made.id, "city_line", later(hours=1)))
    assert (assigned.status, assigned.desk) == (Status.ASSIGNED, "city_line")
    assert sure(reports.desk.begin(made.id, later(hours=2))).status is Status.IN_PROGRESS
    done = sure(reports.desk.finish(made.id, " 换了灯泡 ", later(hours=3)))
    assert (done.status, done.details.done) == (Status.DONE, "换了灯泡")
    assert reports.now(made) == done
    sure(reports.tickets.say_mended(made.id, True, later(hours=4)))
    assert [(c.status, c.desk, c.at) for c in reports.desk.history(made.id)] == [
        ("accepted", "property_firm", NOW),
        ("assigned", "city_line", later(hours=1)),
        ("in_progress", "city_line", later(hours=2)),
        ("done", "city_line", later(hours=3)),
        ("closed", "city_line", later(hours=4)),
    ]


def brought_to(reports: Reports, status: Status) -> Ticket:
    """A ticket that has come so far."""
    ticket = reports.filed(str(status))
    steps: list[Callable[[], object]] = [
        lambda: reports.desk.assign(ticket.id, "property_firm", NOW),
        lambda: reports.desk.begin(ticket.id, NOW),
        lambda: reports.desk.finish(ticket.id, "好了", NOW),
        lambda: reports.tickets.say_mended(ticket.id, True, NOW),
    ]
    ways = (Status.ACCEPTED, Status.ASSIGNED, Status.IN_PROGRESS, Status.DONE, Status.CLOSED)
    for step in steps[: ways.index(status)] if status in ways else []:
        step()
    if status is Status.WITHDRAWN:
        reports.tickets.withdraw(ticket.id, NOW)
    found = reports.now(ticket)
    assert found.status is status
    return found


ASSIGN, BEGIN, FINISH = "assign", "begin", "finish"
ALLOWED = {
    ASSIGN: {Status.ACCEPTED, Status.ASSIGNED, Status.IN_PROGRESS},
    BEGIN: {Status.ASSIGNED, Status.IN_PROGRESS},
    FINISH: {Status.ASSIGNED, Status.IN_PROGRESS, Status.DONE},
}


@pytest.mark.parametrize("step", [ASSIGN, BEGIN, FINISH])
@pytest.mark.parametrize("status", [s for s in Status if s is not Status.REOPENED])
def test_each_step_in_its_turn_only(engine: Engine, step: str, status: Status) -> None:
    reports = Reports(engine)
    before = brought_to(reports, status)
    history = reports.history(before)
    answer = {
        ASSIGN: lambda: reports.desk.assign(before.id, "city_line", later(hours=1)),
        BEGIN: lambda: reports.desk.begin(before.id, later(hours=1)),
        FINISH: lambda: reports.desk.finish(before.id, "修好了", later(hours=1)),
    }[step]()
    if status in ALLOWED[step]:
        assert isinstance(answer, Ticket)
    else:
        over = status in (Status.CLOSED, Status.WITHDRAWN)
        assert answer is (Refusal.GONE if over else Refusal.NOT_NOW)
        assert reports.now(before) == before
        assert reports.history(before) == history


def test_the_same_step_twice_is_one(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    once = sure(reports.desk.assign(made.id, "city_line", later(hours=1)))
    assert reports.desk.assign(made.id, "city_line", later(hours=2)) == once
    once = sure(reports.desk.begin(made.id, later(hours=3)))
    assert reports.desk.begin(made.id, later(hours=4)) == once
    assert reports.desk.assign(made.id, "city_line", later(hours=4)) == once
    once = sure(reports.desk.finish(made.id, "换了灯泡", later(hours=5)))
    assert reports.desk.finish(made.id, "没有换", later(hours=6)) == once
    assert len(reports.history(made)) == 4
    assert reports.news_states(made) == [
        ("assigned", "void"), ("in_progress", "void"), ("done", "waiting"),
    ]  # fmt: skip


def test_given_to_another_desk(engine: Engine) -> None:
    reports = Reports(engine)
    made = reports.filed()
    sure(reports.desk.assign(made.id, "property_firm", later(hours=1)))
    sure(reports.desk.begin(made.id, later(hours=2)))
    moved = sure(reports.desk.assign(made.id, "power_company", later(hours=3)))
    assert (moved.status, moved.desk) == (Status.ASSIGNED, "power_company")
    [(news, ticket)] = reports.tickets.news([ANNA], later(hours=4))
    assert (news.status, ticket.desk) == (Status.ASSIGNED, "power_company")


def test_no_ticket_no_step(engine: Engine) -> None:
    desk = Reports(engine).desk
    assert desk.assign("nothing", "city_line", NOW) is Refusal.GONE
    assert desk.begin("nothing", NOW) is Refusal.GONE
    assert desk.finish("nothing", "", NOW) is Refusal.GONE
    assert desk.called(1, NOW) is Refusal.GONE
    assert desk.history("nothing") == []


def test_what_is_open_the_oldest_first(engine: Engine) -> None:
    reports = Reports(engine)
    second = reports.filed("2", now=later(minutes=1))
    first = reports.filed("1", BERT, desk="market_office")
    gone = reports.filed("3")
    reports.tickets.withdraw(gone.id, NOW)
    again = reports.done("4", now=later(minutes=2))
    sure(reports.tickets.say_mended(again.id, False, later(hours=3)))

    def ids(*args: object) -> list[str]:
        return [ticket.id for ticket in reports.desk.open(*args)]  # type: ignore[arg-type]

    assert ids() == [first.id, second.id, again.id]
    assert ids(["market_office"]) == [first.id]
    assert ids([]) == []
    assert ids(None, [Status.ACCEPTED]) == [first.id, second.id]
    assert ids(None, [Status.WITHDRAWN]) == [gone.id]
    assert ids(None, [Status.REOPENED]) == [again.id]
    assert ids(None, [Status.REOPENED, Status.WITHDRAWN]) == [gone.id, again.id]
    # Once it is over it is not among the reopened any more.
    sure(reports.tickets.say_mended(again.id, True, later(hours=4)))
    assert ids(None, [Status.REOPENED]) == []


def test_who_does_not_come_by_is_called(engine: Engine) -> None:
    reports = Reports(engine)
    told, waits, asked = reports.done("1"), reports.done("2", BERT), reports.filed("3", BERT)
    sure(reports.desk.assign(asked.id, "city_line", later(hours=1)))  # no reason to call
    assert len(reports.tickets.news([ANNA], later(hours=3))) == 1
    [(news, ticket)] = reports.desk.calls(later(hours=4))
    assert (ticket.id, told.status) == (waits.id, Status.DONE)
    assert reports.desk.calls(later(hours=1)) == []  # it is not done yet
    assert sure(reports.desk.called(news.id, later(hours=5))).status is Status.DONE
    assert reports.desk.calls(later(hours=6)) == []
    assert reports.desk.called(news.id, later(hours=6)) is Refusal.GONE
    assert [t.id for _, t in reports.tickets.news([BERT], later(hours=7))] == [asked.id]


@pytest.mark.parametrize(("mended", "status"), [(True, Status.CLOSED), (False, Status.ASSIGNED)])
def test_what_the_called_resident_says(engine: Engine, mended: bool, status: Status) -> None:
    reports = Reports(engine)
    done = reports.done()
    [(news, _)] = reports.desk.calls(later(hours=4))
    after = sure(reports.desk.called(news.id, later(hours=5), mended))
    assert (after.status, after.reopened) == (status, 0 if mended else 1)
    assert reports.now(done) == after
    assert reports.desk.called(news.id, later(hours=5), mended) is Refusal.GONE
    assert reports.now(done) == after


def test_a_call_that_is_none(engine: Engine) -> None:
    """Of what is only assigned nobody is called."""
    reports = Reports(engine)
    made = reports.filed()
    sure(reports.desk.assign(made.id, "city_line", later(hours=1)))
    assert reports.desk.called(1, later(hours=2), True) is Refusal.GONE
    assert reports.news_states(made) == [("assigned", "waiting")]
