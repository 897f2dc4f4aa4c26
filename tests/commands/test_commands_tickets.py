"""`assistant tickets`: a clerk's day at a desk, and what residents hear of it."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from assistant.commands import Commands, tickets
from assistant.errors import UsageError
from assistant.paths import ROOT
from assistant.requests import Details, Filing, Status, Ticket, Tickets, desks
from assistant.secret import secret_of
from assistant.settings import load_settings
from tests.requests.report_desk import ANNA, CELL, NOW, NUMBER
from tests.support.running import run


class Clerk:
    """Somebody who types commands, and people who report."""

    def __init__(self, engine: Engine, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        url = engine.url.render_as_string(hide_password=False)
        self.settings = load_settings({}, database=url, home=str(home))
        self.people = Tickets(engine, secret_of(home))
        self.now = NOW
        self._capsys = capsys

    def says(self, *arguments: str) -> str:
        """What a command prints."""
        self._capsys.readouterr()
        commands = Commands("test")
        tickets.add(commands)
        given = ["tickets", *arguments, "--now", self.now.isoformat()]
        options = commands.parser.parse_args(given)
        assert not options.run(options, self.settings)
        return self._capsys.readouterr().out

    def objects(self, *arguments: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.says(*arguments, "--json").splitlines()]

    def refused(self, *arguments: str) -> tuple[int, str]:
        """The exit status and the line of a command that is refused."""
        with pytest.raises(UsageError) as refused:
            self.says(*arguments)
        assert "\n" not in str(refused.value)
        return refused.value.status, str(refused.value)

    def filed(self, request: str = "r", **told: Any) -> Ticket:
        """Somebody reports a stairwell lamp."""
        values = {"words": ("三楼灯不亮",), "place": "银杏苑3栋", "since": "三天了"}
        details = Details(**(values | {"phone": NUMBER} | told))
        filing = Filing(request, ANNA, "stairwell_lamp", "property_firm", details, CELL)
        return self.people.file(filing, self.now)

    def ticket(self, ticket: Ticket) -> Ticket:
        found = self.people.ticket(ticket.id)
        assert found is not None
        return found


@pytest.fixture
def clerk(engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(engine, tmp_path / "home", capsys)


def test_a_day_at_the_desk(clerk: Clerk) -> None:
    made = clerk.filed()
    assert re.search(rf"{made.code}  accepted .* property_firm  楼道灯", clerk.says("list"))
    assert "assigned" in clerk.says("assign", made.code, "--desk", "community_office")
    assert "in_progress" in clerk.says("begin", made.code)
    assert "done" in clerk.says("done", made.code, "--what", " 换了灯泡 ")
    assert clerk.ticket(made).details.done == "换了灯泡"
    clerk.now += timedelta(days=1)
    [call] = clerk.objects("calls")
    assert call["say"] == (
        "您好，这里是社区居委会。您报的楼道灯，那边说办好了：换了灯泡。您看真的好了吗？"
    )
    assert call["phone"] == NUMBER
    shown = clerk.says("calls")
    assert f"{call['call']}  {NUMBER}  code {made.code}" in shown
    assert "Calls to make: 1." in shown
    assert "assigned" in clerk.says("called", str(call["call"]), "--mended", "no")
    assert clerk.ticket(made).reopened == 1
    assert "again 1x" in clerk.says("list", "--status", "reopened")
    clerk.says("done", made.code, "--what", "换了开关")
    clerk.now += timedelta(days=1)
    [call] = clerk.objects("calls")
    assert "closed" in clerk.says("called", str(call["call"]), "--mended", "yes")
    assert clerk.says("list").strip() == "Tickets: 0. Not mended the first time: 0."
    [shown_closed] = clerk.objects("list", "--status", "closed")
    assert shown_closed["id"] == made.id


def test_the_resident_hears_of_it(clerk: Clerk) -> None:
    made = clerk.filed()
    clerk.says("assign", made.code, "--desk", "property_firm")
    [(news, _)] = clerk.people.news([ANNA], clerk.now)
    assert news.status is Status.ASSIGNED
    clerk.says("done", made.code, "--what", "换了灯泡")
    [(news, ticket)] = clerk.people.news([ANNA], clerk.now)
    assert news.asks
    assert ticket.details.done == "换了灯泡"
    assert clerk.objects("calls") == []


def test_everything_about_one(clerk: Clerk) -> None:
    made = clerk.filed()
    clerk.people.add(made.id, "二楼也不亮", clerk.now)
    shown = clerk.says("show", made.code)
    for each in (made.code, "楼道灯", "accepted", "物业", "银杏苑3栋", "三天了", NUMBER,
                 "三楼灯不亮", "二楼也不亮", "2026-11-23 10:00", "by person"):  # fmt: skip
        assert each in shown
    [found] = clerk.objects("show", made.id)
    assert found == {
        "id": made.id, "code": made.code, "kind": "stairwell_lamp", "desk": "property_firm",
        "status": "accepted", "filed_at": NOW.isoformat(), "changed_at": NOW.isoformat(),
        "reopened": 0, "words": ["三楼灯不亮", "二楼也不亮"], "place": "银杏苑3栋",
        "since": "三天了", "phone": NUMBER, "language": "zh", "done": "",
        "history": [{"status": "accepted", "desk": "property_firm", "by": "person",
                     "at": NOW.isoformat()}],
    }  # fmt: skip


def test_lists_of_a_desk_and_of_states(clerk: Clerk) -> None:
    first, second = clerk.filed("1"), clerk.filed("2")
    clerk.says("assign", second.code, "--desk", "city_line")
    assert [each["id"] for each in clerk.objects("list", "--desk", "city_line")] == [second.id]
    assert [each["id"] for each in clerk.objects("list", "--status", "accepted")] == [first.id]
    assert len(clerk.objects("list", "--status", "accepted", "assigned")) == 2


def test_a_step_that_does_not_fit_changes_nothing(clerk: Clerk) -> None:
    made = clerk.filed()
    status, told = clerk.refused("done", made.code, "--what", "好了")
    assert (status, told) == (
        1, "That cannot be done: the ticket is accepted. Assign it first.",
    )  # fmt: skip
    assert clerk.refused("begin", made.code)[0] == 1
    assert clerk.ticket(made) == made
    clerk.people.withdraw(made.id, clerk.now)
    assert "withdrawn" in clerk.refused("begin", made.id)[1]


def test_slips_are_told(clerk: Clerk) -> None:
    made = clerk.filed()
    assert clerk.refused("show", "1000000") == (1, "No ticket that is open has the code 1000000.")
    assert clerk.refused("show", "nothing") == (1, "No ticket has the id nothing.")
    assert "community_office" in clerk.refused("assign", made.code, "--desk", "police")[1]
    assert clerk.refused("list", "--desk", "police")[0] == 2
    assert clerk.refused("done", made.code, "--what", " ")[0] == 2
    assert clerk.refused("called", "77")[0] == 1


def test_digits_of_a_chinese_keyboard(clerk: Clerk) -> None:
    made = clerk.filed()
    wide = made.code.translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert made.code in clerk.says("show", wide)


def test_a_call_is_made_once(clerk: Clerk) -> None:
    made = clerk.filed(language="en", phone="")
    clerk.says("assign", made.code, "--desk", "property_firm")
    clerk.says("done", made.code, "--what", "New bulb.")
    [call] = clerk.objects("calls")
    assert call["say"] == (
        "Hello, this is the property management. About your report (stairwell lamp): it is said to"
        " be done. What was done: New bulb. Is it really mended?"
    )
    assert "no number known" in clerk.says("calls")
    assert "done" in clerk.says("called", str(call["call"]))
    assert clerk.refused("called", str(call["call"])) == (
        1, f"No call {call['call']} is waiting to be made.",
    )  # fmt: skip
    assert clerk.ticket(made).status is Status.DONE


def test_what_people_write_does_not_steer_the_terminal(clerk: Clerk) -> None:
    made = clerk.filed(words=("\x1b[2J灯\n不亮",), place="\x07楼")
    clerk.says("assign", made.code, "--desk", "property_firm")
    clerk.says("done", made.code, "--what", "\x1b[2J好了")
    for shown in (clerk.says("list"), clerk.says("show", made.code), clerk.says("calls")):
        assert "\x1b" not in shown
        assert "\x07" not in shown


def test_a_kind_that_the_file_no_longer_has(clerk: Clerk) -> None:
    filing = Filing("r", ANNA, "old_kind", "old_desk", Details(("坏了",)))
    made = clerk.people.file(filing, clerk.now)
    assert "old_kind" in clerk.says("list")
    assert "old_desk" in clerk.says("show", made.code)


def test_the_desks_are_listed(clerk: Clerk) -> None:
    assert [each["id"] for each in clerk.objects("desks")] == list(desks())
    assert "12345" in clerk.says("desks")


def test_the_page_names_every_field_status_and_action() -> None:
    page = (ROOT / "docs" / "requests.md").read_text(encoding="utf-8")
    for status in Status:
        assert f"`{status}`" in page
    for action in ("list", "show", "assign", "begin", "done", "calls", "called", "desks"):
        assert f"assistant tickets {action}" in page


def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    done = run(tmp_path, "tickets", "list", "--json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = run(tmp_path, "tickets", "show", "4711")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "No ticket that is open has the code 4711.\n"
    assert run(tmp_path, "tickets").returncode == 2
