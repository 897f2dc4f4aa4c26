"""`assistant bookings`: a clerk's day at the health hut and the canteen of the demo."""

import io
import json
import re
import sys
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from icalendar import Calendar
from sqlalchemy import Engine

from assistant.booking import Booking, Bookings, Details, Offer, Status, Wish
from assistant.booking.calendar_file import CalendarFiles
from assistant.booking.offer_file import read_offers
from assistant.booking.offer_import import import_offers
from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.commands import Commands, bookings
from assistant.errors import UsageError
from assistant.facilities.table_import import import_table
from assistant.paths import DEMO, ROOT
from assistant.secret import secret_of
from assistant.settings import Settings, load_settings

NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
"""A Monday."""
HUT, CANTEEN, LAMP, DENTIST = (
    "demo-hut-consultation",
    "demo-lunch-home",
    "demo-electrician",
    "demo-dentist",
)
NUMBER = "13907138642"


class Clerk:
    """Somebody who types commands, and people who book."""

    def __init__(self, engine: Engine, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        url = engine.url.render_as_string(hide_password=False)
        self.settings: Settings = load_settings({}, database=url, home=str(home))
        self.secret = secret_of(home)
        self.people = Bookings(engine, self.secret)
        self.engine = engine
        self.now = NOW
        self._capsys = capsys

    def says(self, *arguments: str) -> str:
        """What a command prints."""
        self._capsys.readouterr()
        self.does(*arguments)
        return self._capsys.readouterr().out

    def does(self, *arguments: str) -> None:
        """A command that goes well."""
        commands = Commands("test")
        bookings.add(commands)
        given = ["bookings", *arguments, "--now", self.now.isoformat()]
        options = commands.parser.parse_args(given)
        assert not options.run(options, self.settings)

    def objects(self, *arguments: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.says(*arguments, "--json").splitlines()]

    def refused(self, *arguments: str) -> tuple[int, str]:
        """The exit status and the line of a command that is refused."""
        with pytest.raises(UsageError) as refused:
            self.says(*arguments)
        assert "\n" not in str(refused.value)
        return refused.value.status, str(refused.value)

    def booked(
        self, offer: str, start: datetime, person: str = "a", quantity: int = 1, **details: Any
    ) -> Booking:
        """Somebody books."""
        wish = Wish(
            f"{offer}{start:%d%H%M}{person}",
            offer,
            start,
            person * 24,
            quantity,
            Details(**details),
        )
        made = self.people.book(wish, NOW)
        assert isinstance(made, Booking), made
        return made

    def status(self, booking: Booking) -> Status:
        found = self.people.booking(booking.id)
        assert found is not None
        return found.status


@pytest.fixture
def clerk(engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    offers = DEMO / "offers.yaml"
    known = {offer["facility"] for offer in yaml.safe_load(offers.read_text(encoding="utf-8"))}
    rows = (DEMO / "facilities.csv").read_text(encoding="utf-8").splitlines()
    wanted = [rows[0], *(row for row in rows if row.split(",")[0] in known)]
    table = tmp_path / "facilities.csv"
    table.write_text("\n".join(wanted), encoding="utf-8")
    import_table(engine, load_catalogue(), table, NOW)
    import_offers(engine, load_catalogue(), offers)
    return Clerk(engine, tmp_path, capsys)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def test_who_comes_today(clerk: Clerk) -> None:
    late = clerk.booked(HUT, at(23, 15), phone=NUMBER, note="头晕\n两天了")
    early = clerk.booked(HUT, at(23, 11), "b")
    clerk.booked(HUT, at(24, 9))
    lines = clerk.says("list").splitlines()
    assert lines == [
        f"2026-11-23 11:00  {early.code}  健康屋咨询  x1  confirmed",
        f"2026-11-23 15:00  {late.code}  健康屋咨询  x1  confirmed  {NUMBER}    头晕 两天了",
        "Bookings that stand: 2, places: 2. Others: 0.",
    ]


def test_the_columns_stand_below_each_other(clerk: Clerk) -> None:
    clerk.booked(CANTEEN, at(24, 11, 30), quantity=3, phone=NUMBER, address="银杏苑3栋502")
    clerk.booked(HUT, at(24, 11), phone="1")
    first, second, told = clerk.says("list", "--day", "tomorrow").splitlines()

    def columns(line: str) -> str:
        return re.sub(r"[^\x00-\x7f]", "##", line)

    assert columns(first).index("x1") == columns(second).index("x3")
    assert columns(first).index("confirmed") == columns(second).index("confirmed")
    assert told == "Bookings that stand: 2, places: 4. Others: 0."


def test_the_canteen_counts_its_lunches(clerk: Clerk) -> None:
    clerk.booked(CANTEEN, at(24, 11, 30), quantity=3, phone=NUMBER, address="银杏苑3栋502")
    dropped = clerk.booked(CANTEEN, at(24, 11, 30), "b", 2, phone="2", address="桂香街9号")
    clerk.people.cancel(dropped.id, NOW)
    clerk.booked(HUT, at(24, 11))
    by_offer = clerk.says("list", "--day", "2026-11-24", "--offer", CANTEEN).splitlines()
    by_place = clerk.says("list", "--day", "2026-11-24", "--place", "demo-004").splitlines()
    assert by_offer == by_place
    assert by_offer[-1] == "Bookings that stand: 1, places: 3. Others: 1."
    kept = clerk.objects("list", "--day", "tomorrow", "--status", "confirmed", "pending")
    assert [each["quantity"] for each in kept] == [1, 3]
    assert clerk.objects("list", "--day", "tomorrow", "--status", "no_show") == []


def test_several_days(clerk: Clerk) -> None:
    made = [clerk.booked(HUT, at(day, 9)) for day in (24, 25, 26)]
    found = clerk.objects("list", "--day", "tomorrow", "--days", "2")
    assert [each["id"] for each in found] == [booking.id for booking in made[:2]]
    assert clerk.says("list") == "Bookings that stand: 0, places: 0. Others: 0.\n"


def test_a_booking_as_an_object(clerk: Clerk) -> None:
    details: dict[str, Any] = {"phone": NUMBER, "address": "银杏苑3栋502", "note": "客厅灯不亮"}
    made = clerk.booked(LAMP, at(24, 13), **details)
    [found] = clerk.objects("list", "--day", "tomorrow")
    assert found == details | {
        "id": made.id, "code": made.code, "offer": LAMP, "title": "电工上门",
        "service": "electrical_repair", "place": "demo-089", "status": "pending", "quantity": 1,
        "start": "2026-11-24T13:00:00+08:00", "end": "2026-11-24T15:00:00+08:00",
        "age": None, "language": "zh",
    }  # fmt: skip


def test_bookings_of_an_offer_that_is_no_longer_made_are_listed(
    clerk: Clerk, tmp_path: Path
) -> None:
    made = clerk.booked(HUT, at(24, 9))
    empty = tmp_path / "offers.yaml"
    empty.write_text("[]")
    import_offers(clerk.engine, load_catalogue(), empty)
    assert clerk.objects("offers") == []
    for chosen in (("--offer", HUT), ("--place", "demo-003")):
        [found] = clerk.objects("list", "--day", "tomorrow", *chosen)
        assert found["id"] == made.id
    assert CalendarFiles(clerk.engine, clerk.secret).of(made.id)


def test_what_people_write_does_not_steer_the_terminal(clerk: Clerk) -> None:
    clerk.booked(HUT, at(23, 11), note="\x1b[2J\x07头晕\r\n\u202e\x9b31m")
    told = clerk.says("list")
    assert all(sign.isprintable() or sign == "\n" for sign in told)
    assert "头晕" in told
    assert len(told.splitlines()) == 2


def test_a_visit_is_confirmed_and_the_person_is_told(clerk: Clerk) -> None:
    made = clerk.booked(LAMP, at(24, 13), phone=NUMBER, address="银杏苑3栋502", note="灯")
    line = clerk.says("confirm", made.code)
    assert "confirmed" in line
    assert clerk.status(made) is Status.CONFIRMED
    assert clerk.says("confirm", made.id) == line, "confirmed twice is confirmed"
    [call] = clerk.objects("calls")
    assert (call["kind"], call["phone"], call["code"]) == ("confirmed", NUMBER, made.code)
    assert call["say"] == (
        "您好，这里是爱心老手艺上门队。您约的明天下午一点到下午三点的电工上门，定下来了。"
        f"预约码 {made.code}。"
    )


def test_a_code_is_found_however_its_digits_are_typed(clerk: Clerk) -> None:
    made = clerk.booked(LAMP, at(24, 13), phone=NUMBER, address="x", note="灯")
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in made.code)
    assert made.code in clerk.says("confirm", wide)


def test_somebody_is_declined_and_told_why(clerk: Clerk) -> None:
    made = clerk.booked(DENTIST, at(24, 9), phone=NUMBER, language="en")
    assert "declined" in clerk.says("decline", made.code, "--reason", "the chair is broken.")
    assert clerk.status(made) is Status.DECLINED
    told = clerk.says("calls").splitlines()
    number = told[0].split()[0]
    assert told == [
        f"{number}  {NUMBER}  declined, code {made.code}",
        "    Hello, this is Cloudrest Dental Clinic. I am sorry, your booking is cancelled: dentist"
        " appointment, tomorrow at nine in the morning. The reason: the chair is broken."
        " Would another time suit you?",
        "Calls to make: 1. After each: `assistant bookings called NOTICE_ID`.",
    ]
    assert clerk.says("called", number) == f"Call {number} is made.\n"
    assert clerk.objects("calls") == []
    assert clerk.refused("called", number) == (1, f"No call {number} is waiting to be made.")
    assert clerk.refused("decline", made.code, "--reason", "x")[0] == 1, "it has no code any more"


def test_a_decline_wants_a_reason(clerk: Clerk) -> None:
    made = clerk.booked(DENTIST, at(24, 9), phone=NUMBER)
    with pytest.raises(SystemExit) as ended:
        clerk.says("decline", made.code)
    assert ended.value.code == 2
    assert clerk.refused("decline", made.code, "--reason", "  ")[0] == 2
    assert clerk.status(made) is Status.PENDING


def test_done_and_not_come(clerk: Clerk) -> None:
    came, missed = clerk.booked(HUT, at(23, 11)), clerk.booked(HUT, at(23, 11, 30), phone=NUMBER)
    status, told = clerk.refused("no-show", missed.code)
    assert (status, told) == (1, "It only begins at 2026-11-23 11:30.")
    clerk.now = at(23, 12)
    assert "fulfilled" in clerk.says("done", came.code)
    assert "no_show" in clerk.says("no-show", missed.code)
    assert (clerk.status(came), clerk.status(missed)) == (Status.FULFILLED, Status.NO_SHOW)
    [call] = clerk.objects("calls")
    assert call["say"] == (
        "您好，这里是柳溪健康屋咨询室。您约的今天上午十一点半的健康屋咨询，我们记的是没有来。"
        "记错了您就说一声。"
    )
    assert clerk.refused("confirm", came.id) == (
        1,
        "That cannot be done: the booking is fulfilled.",
    )


def test_a_code_that_nobody_has_is_told_so(clerk: Clerk) -> None:
    for action in ("confirm", "done", "no-show", "ics"):
        assert clerk.refused(action, "1234") == (1, "No booking that stands has the code 1234.")
        assert clerk.refused(action, "0012") == (1, "No booking that stands has the code 0012.")
        assert clerk.refused(action, "f" * 32) == (1, f"No booking has the id {'f' * 32}.")


def test_an_ended_booking_is_found_by_its_id(clerk: Clerk) -> None:
    made = clerk.booked(HUT, at(24, 9))
    clerk.people.cancel(made.id, NOW)
    assert clerk.refused("confirm", made.code)[1] == (
        f"No booking that stands has the code {made.code}."
    )
    assert clerk.refused("done", made.id) == (1, "That cannot be done: the booking is cancelled.")


def test_a_day_is_closed_and_opened_again(clerk: Clerk) -> None:
    hit = [clerk.booked(HUT, at(24, 9), phone=NUMBER), clerk.booked(HUT, at(24, 15), "b")]
    spared = [clerk.booked(HUT, at(25, 9)), clerk.booked(CANTEEN, at(24, 11, 30), address="x")]
    told = clerk.says("close", "--offer", HUT, "--day", "tomorrow", "--reason", "医生开会。")
    lines = told.splitlines()
    assert lines[0] == "健康屋咨询: nobody is taken on 2026-11-24. Bookings declined: 2."
    assert [line.split()[2] for line in lines[1:3]] == [booking.code for booking in hit]
    assert {clerk.status(booking) for booking in hit} == {Status.DECLINED}
    assert {clerk.status(booking) for booking in spared} == {Status.CONFIRMED}
    assert "取消了，医生开会。换个时间" in clerk.objects("calls")[0]["say"]
    offer = clerk.people.offer(HUT)
    assert offer is not None
    day = (at(24, 0), at(25, 0))
    assert clerk.people.free(offer, *day, NOW) == []
    again = clerk.says("close", "--offer", HUT, "--day", "2026-11-24")
    assert again == "健康屋咨询: nobody is taken on 2026-11-24. Bookings declined: 0.\n"
    lines = clerk.says("open", "--offer", HUT, "--day", "2026-11-24").splitlines()
    assert lines[0] == "健康屋咨询: open again on 2026-11-24."
    assert [line.split()[2] for line in lines[2:]] == [booking.code for booking in hit]
    assert clerk.people.free(offer, *day, NOW)
    assert clerk.says("open", "--offer", HUT, "--day", "2026-11-24") == (
        "健康屋咨询: was not closed on 2026-11-24.\n"
    )


def test_a_day_that_is_over_is_not_closed(clerk: Clerk) -> None:
    made = clerk.booked(HUT, at(23, 11))
    clerk.now = at(24, 8)
    refused = clerk.refused("close", "--offer", HUT, "--day", "2026-11-23")
    assert refused == (2, "2026-11-23 is over.")
    assert clerk.status(made) is Status.CONFIRMED


def test_a_reminder_is_no_call_before_it_is_due(clerk: Clerk) -> None:
    made = clerk.booked(HUT, at(24, 9), phone=NUMBER)
    assert clerk.objects("calls") == []
    for number in ("1", "0", "-1", "99999999999999999999"):
        assert clerk.refused("called", number)[0] == 1
    clerk.now = at(23, 19)
    [call] = clerk.objects("calls")
    assert (call["kind"], call["due"]) == ("reminder", "2026-11-23T19:00:00+08:00")
    assert call["say"] == (
        "您好，这里是柳溪健康屋咨询室。提醒您一声：明天上午九点，健康屋咨询。"
        f"请带身份证和医保卡。预约码 {made.code}。"
    )


def test_who_left_no_number_cannot_be_called(clerk: Clerk) -> None:
    clerk.booked(HUT, at(24, 9), language="en")
    clerk.now = at(23, 19)
    told = clerk.says("calls")
    assert "  no number known  reminder" in told
    assert "A reminder: health-hut consultation, tomorrow at nine in the morning. Please" in told


def test_what_can_be_booked_and_when(clerk: Clerk) -> None:
    clerk.booked(HUT, at(23, 10, 30))
    found = {each["id"]: each for each in clerk.objects("offers")}
    assert len(found) == len(clerk.people.offers())
    assert found[HUT]["next"] == "2026-11-23T11:00:00+08:00"
    assert found[HUT]["left"] == 1
    assert found["demo-opera"]["left"] is None, "no limit"
    line = next(line for line in clerk.says("offers").splitlines() if line.startswith(HUT))
    assert line.split() == [
        HUT,
        "appointment",
        "2026-11-23",
        "11:00",
        "1",
        "left",
        "健康屋咨询",
        "demo-003",
    ]
    clerk.now += timedelta(days=400)
    assert len(clerk.says("offers").splitlines()) == len(found)


def test_an_offer_with_nothing_free_says_so(clerk: Clerk) -> None:
    for day in ("2026-11-28", "2026-12-05", "2026-12-12"):
        clerk.says("close", "--offer", "demo-reading", "--day", day)
    lines = clerk.says("offers").splitlines()
    assert "nothing free" in next(line for line in lines if line.startswith("demo-reading"))
    found = {each["id"]: each for each in clerk.objects("offers")}
    assert (found["demo-reading"]["next"], found["demo-reading"]["left"]) == (None, None)


def test_a_booking_as_a_calendar_file(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = clerk.booked(HUT, at(24, 9))
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, "ascii", newline="\r"))
    clerk.does("ics", made.code)
    assert written.getvalue() == CalendarFiles(clerk.engine, clerk.secret).of(made.id)
    assert len(Calendar.from_ical(written.getvalue()).walk("VEVENT")) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--day", "someday"],
        ["list", "--day", "0001-01-01"],
        ["list", "--day", "9999-12-31"],
        ["list", "--days", "0"],
        ["list", "--days", "5000"],
        ["list", "--place", "nowhere"],
        ["list", "--offer", "nothing"],
        ["close", "--offer", "nothing", "--day", "today"],
        ["open", "--offer", "nothing", "--day", "today"],
        ["close", "--offer", HUT, "--day", "2026-02-30"],
    ],
)
def test_wrong_usage(clerk: Clerk, arguments: list[str]) -> None:
    assert clerk.refused(*arguments)[0] == 2


def test_database_and_home_stand_before_or_after_the_action() -> None:
    commands = Commands("test")
    bookings.add(commands)
    before = ["bookings", "--home", "h", "--database", "d", "list"]
    after = ["bookings", "list", "--home", "h", "--database", "d"]
    both = ["bookings", "--home", "x", "list", "--home", "h", "--database", "d"]
    for given in (before, after, both):
        options = commands.parser.parse_args(given)
        assert (options.home, options.database) == ("h", "d")
    assert commands.parser.parse_args(["bookings", "list"]).home is None


def test_every_field_of_an_offer_and_every_status_is_explained() -> None:
    page = (ROOT / "docs" / "bookings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", page, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert {item.name for item in fields(Offer)} | set(Status) <= named


def test_the_offers_that_are_printed_can_be_imported(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "bookings.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    path = tmp_path / "offers.yaml"
    path.write_text(example, encoding="utf-8")
    services = {service.id for service in load_catalogue()}
    read = read_offers(path, services, {"demo-003", "demo-007"})
    assert read.skipped == ()
    assert len(read.offers) == 2
