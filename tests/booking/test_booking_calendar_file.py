"""Bookings as calendar files: read back, and held against the rules of RFC 5545."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from assistant.booking import Booking, Bookings, Details, Offer, Provider, Status, Wish
from assistant.booking.calendar_file import (
    CalendarFiles,
    Revision,
    calendar_file,
    calendar_link,
    calendar_token,
)
from assistant.booking.offer import ConfirmedBy, Kind, Need
from assistant.booking.personal import erase_person
from assistant.booking.rows import OFFER
from assistant.booking.schedule import lessons_of
from assistant.clock import ZONE
from assistant.facilities.records import FacilityRecord
from assistant.facilities.saving import save_facilities
from assistant.settings import Settings

SECRET = b"s" * 32
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
"""A Monday."""
PLACE = FacilityRecord(
    id="hut", source="test", name="柳溪健康屋", name_en="Willow Creek Health Hut", lat=30.26,
    lon=114.54, services=("health_hut",), address="桂香街505号", phone="027-0555 0103",
)  # fmt: skip
CONSULT = Offer(
    "consult", "hut", ("health_hut",), Kind.APPOINTMENT, "健康屋咨询", "health-hut consultation",
    hours="Mo-Su 08:00-20:00", minutes=30, capacity=9, most=5, days_ahead=60,
    bring_zh="身份证、医保卡；有病历也带上", bring_en="your ID card, and your insurance card",
)  # fmt: skip
VISIT = Offer(
    "visit", "hut", ("electrical_repair",), Kind.VISIT, "电工上门", "electrician's visit",
    hours="Mo-Su 08:00-20:00", minutes=120, confirmed_by=ConfirmedBy.PROVIDER, days_ahead=60,
    needs=(Need.PROBLEM, Need.ADDRESS, Need.PHONE),
)  # fmt: skip
COURSE = Offer(
    "course", "hut", ("senior_university",), Kind.COURSE, "太极拳班", "tai chi class",
    starts=datetime(2026, 12, 7, 9, 30, tzinfo=ZONE), minutes=60, days_ahead=60, capacity=16,
    lessons="FREQ=WEEKLY;COUNT=4",
)  # fmt: skip
DETAILS = Details("13907138642", "银杏苑3栋502", 71.0, "心口闷，头晕")


@pytest.fixture
def bookings(engine: Engine) -> Bookings:
    with engine.begin() as connection:
        for offer in (CONSULT, VISIT, COURSE):
            row: dict[str, object] = {"id": offer.id, "facility_id": "hut", "kind": offer.kind}
            row |= {"spec": offer.as_json(), "withdrawn": False, "origin": "test"}
            connection.execute(insert(OFFER).values(row))
    with Session(engine) as session:
        save_facilities(session, [PLACE], "test")
        session.commit()
    return Bookings(engine, SECRET)


def book(
    bookings: Bookings, offer: Offer, start: datetime, details: Details = DETAILS, quantity: int = 1
) -> Booking:
    wish = Wish(f"{offer.id}{start:%d%H%M}", offer.id, start, "p" * 24, quantity, details)
    made = bookings.book(wish, NOW)
    assert isinstance(made, Booking)
    return made


def event_of(content: bytes | None) -> Any:
    assert content is not None
    checked(content)
    events = Calendar.from_ical(content).walk("VEVENT")
    assert len(events) == 1
    return events[0]


def parts_of(content: bytes | None, name: str) -> list[Any]:
    assert content is not None
    return list(Calendar.from_ical(content).walk(name))


def checked(content: bytes) -> None:
    """What RFC 5545 asks of every file (3.1, 3.4, 3.6), apart from how icalendar reads it."""
    content.decode("utf-8")
    lines = content.split(b"\r\n")
    assert lines.pop() == b"", "the last line ends, too"
    for line in lines:
        assert b"\n" not in line
        assert b"\r" not in line
        assert len(line) <= 75, "octets of a line, folded"
        line.decode("utf-8")  # no letter is cut in two
    unfolded = content.replace(b"\r\n ", b"").decode().split("\r\n")
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert unfolded[-2] == "END:VCALENDAR"
    names = [re.split("[:;]", line)[0] for line in unfolded if line]
    for once in ("VERSION", "PRODID", "UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "STATUS"):
        assert names.count(once) == 1, once
    assert all(re.fullmatch("[A-Z-]+", name) for name in names)
    for value in (line.partition(":")[2] for line in unfolded if line.startswith("DESCRIPTION")):
        assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), "escaped as texts have to be"
    begun = [line[6:] for line in unfolded if line.startswith("BEGIN:")]
    assert sorted(begun) == sorted(line[4:] for line in unfolded if line.startswith("END:"))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def test_an_appointment_in_chinese(engine: Engine, bookings: Bookings) -> None:
    made = book(bookings, CONSULT, at(24, 15), quantity=2)
    event = event_of(CalendarFiles(engine, SECRET).of(made.id))
    assert event["SUMMARY"] == "健康屋咨询"
    assert event["LOCATION"] == "柳溪健康屋，桂香街505号"
    assert event["DESCRIPTION"] == (
        f"预约码 {made.code}。\n数量：2。\n请带身份证、医保卡；有病历也带上。\n"
        "柳溪健康屋，电话 027-0555 0103。"
    )
    assert event["STATUS"] == "CONFIRMED"
    assert event["SEQUENCE"] == 0
    assert event["DTSTART"].dt == at(24, 15)
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert event["DTEND"].dt == at(24, 15, 30)
    assert event["DTSTAMP"].dt == NOW
    assert b"DTSTAMP:20261123T020000Z" in event.to_ical(), "in UTC"


def test_an_appointment_in_english(engine: Engine, bookings: Bookings) -> None:
    made = book(bookings, CONSULT, at(24, 15), replace(DETAILS, language="en"))
    content = CalendarFiles(engine, SECRET).of(made.id)
    event = event_of(content)
    assert event["SUMMARY"] == "Health-hut consultation"
    assert event["LOCATION"] == "Willow Creek Health Hut, 桂香街505号"
    assert event["DESCRIPTION"] == (
        f"Code {made.code}.\nPlease bring your ID card, and your insurance card.\n"
        "Willow Creek Health Hut, telephone 027-0555 0103."
    )
    assert content is not None
    assert b"your ID card\\, and" in content.replace(b"\r\n ", b"")


def test_the_time_zone_is_in_the_file(engine: Engine, bookings: Bookings) -> None:
    made = book(bookings, CONSULT, at(24, 15))
    [zone] = parts_of(CalendarFiles(engine, SECRET).of(made.id), "VTIMEZONE")
    assert zone["TZID"] == "Asia/Shanghai"
    assert zone.to_tz().utcoffset(datetime(2026, 7, 1)) == timedelta(hours=8)
    [standard] = zone.subcomponents
    assert standard.name == "STANDARD"
    assert standard["TZOFFSETTO"].td == standard["TZOFFSETFROM"].td == timedelta(hours=8)


def test_nothing_personal_gets_into_a_calendar(engine: Engine, bookings: Bookings) -> None:
    files = CalendarFiles(engine, SECRET)
    for made in (book(bookings, CONSULT, at(24, 15)), book(bookings, VISIT, at(24, 14))):
        event = event_of(files.of(made.id))
        told = event.to_ical().replace(b"\r\n ", b"").decode()
        for word in ("13907138642", "银杏苑", "心口", "头晕", "p" * 24):
            assert word not in told, word
        assert event["CLASS"] == "PRIVATE"


def test_a_visit_is_at_home_and_waits_for_its_provider(engine: Engine, bookings: Bookings) -> None:
    made = book(bookings, VISIT, at(24, 14))
    files = CalendarFiles(engine, SECRET)
    event = event_of(files.of(made.id))
    assert event["SUMMARY"] == "电工上门（待确认）"
    assert event["LOCATION"] == "您家里"
    assert event["STATUS"] == "TENTATIVE"
    assert "还在等对方确认。" in event["DESCRIPTION"]
    Provider(engine, SECRET).confirm(made.id, NOW + timedelta(hours=1))
    event = event_of(files.of(made.id))
    assert (event["SUMMARY"], event["STATUS"]) == ("电工上门", "CONFIRMED")
    assert event["SEQUENCE"] == 1
    assert "等对方" not in event["DESCRIPTION"]


def test_a_moved_booking_updates_its_entry(engine: Engine, bookings: Bookings) -> None:
    made = book(bookings, CONSULT, at(24, 15))
    files = CalendarFiles(engine, SECRET)
    first = event_of(files.of(made.id))
    bookings.move(made.id, at(25, 11), NOW + timedelta(minutes=5))
    second = event_of(files.of(made.id))
    assert second["UID"] == first["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert second["DTSTAMP"].dt == second["LAST-MODIFIED"].dt == NOW + timedelta(minutes=5)
    assert second["DTSTART"].dt == at(25, 11)
    bookings.move(made.id, at(24, 15), NOW - timedelta(hours=2))
    third = event_of(files.of(made.id))
    assert third["SEQUENCE"] == 2
    assert third["DTSTAMP"].dt >= second["DTSTAMP"].dt, "also where the clock was set back"
    assert files.of(made.id) == files.of(made.id), "asked twice it is the same file"


def test_two_bookings_are_two_entries(engine: Engine, bookings: Bookings) -> None:
    files = CalendarFiles(engine, SECRET)
    uids = {
        str(event_of(files.of(book(bookings, CONSULT, at(24, hour)).id))["UID"])
        for hour in (9, 10, 11)
    }
    assert len(uids) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}@[\w.-]+", uid) for uid in uids)


@pytest.mark.parametrize(
    ("start", "before"),
    [(at(24, 15), timedelta(hours=2)), (at(24, 9), timedelta(hours=14)),
     (at(24, 10), timedelta(hours=2))],
)  # fmt: skip
def test_the_alarm_is_when_people_are_reminded(
    engine: Engine, bookings: Bookings, start: datetime, before: timedelta
) -> None:
    event = event_of(CalendarFiles(engine, SECRET).of(book(bookings, CONSULT, start).id))
    [alarm] = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == "健康屋咨询"
    assert alarm["TRIGGER"].dt == -before


def test_no_alarm_for_what_is_soon(engine: Engine, bookings: Bookings) -> None:
    event = event_of(CalendarFiles(engine, SECRET).of(book(bookings, CONSULT, at(23, 11)).id))
    assert event.walk("VALARM") == []


def test_a_late_confirmation_does_not_take_the_alarm_away(
    engine: Engine, bookings: Bookings
) -> None:
    made = book(bookings, VISIT, at(24, 14))
    Provider(engine, SECRET).confirm(made.id, at(24, 11, 50))
    [alarm] = event_of(CalendarFiles(engine, SECRET).of(made.id)).walk("VALARM")
    assert alarm["TRIGGER"].dt == -timedelta(hours=2)


def test_a_dropped_booking_is_cancelled_in_the_calendar(engine: Engine, bookings: Bookings) -> None:
    dropped, declined = book(bookings, CONSULT, at(24, 15)), book(bookings, VISIT, at(24, 14))
    bookings.cancel(dropped.id, NOW)
    Provider(engine, SECRET).decline(declined.id, "师傅病了", NOW)
    for made, summary, told in (
        (dropped, "已取消：健康屋咨询", "这次预约已经取消，不用去了。"),
        (declined, "已取消：电工上门", "这次预约已经取消，不用等了。"),
    ):
        event = event_of(CalendarFiles(engine, SECRET).of(made.id))
        assert event["STATUS"] == "CANCELLED"
        assert event["SEQUENCE"] == 1
        assert event["SUMMARY"] == summary
        assert event["DESCRIPTION"] == told
        assert event.walk("VALARM") == []


def test_what_took_place_stays_confirmed(engine: Engine, bookings: Bookings) -> None:
    made = book(bookings, CONSULT, at(24, 15))
    Provider(engine, SECRET).fulfil(made.id, at(24, 16))
    event = event_of(CalendarFiles(engine, SECRET).of(made.id))
    assert event["STATUS"] == "CONFIRMED"
    assert event.walk("VALARM") == []


def test_a_course_is_its_lessons(engine: Engine, bookings: Bookings) -> None:
    made = book(bookings, COURSE, at(7, 9, 30, month=12))
    event = event_of(CalendarFiles(engine, SECRET).of(made.id))
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;COUNT=4"
    assert event["DTSTART"].dt == at(7, 9, 30, month=12)
    assert event["DTEND"].dt == at(7, 10, 30, month=12), "of the first lesson, not of the course"
    assert made.end == at(28, 10, 30, month=12)


@pytest.mark.parametrize(
    ("lessons", "rule"),
    [
        ("FREQ=WEEKLY;UNTIL=20261221T093000", b"FREQ=WEEKLY;COUNT=3"),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=5", b"FREQ=WEEKLY;COUNT=5;BYDAY=MO,TH"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=2", b"FREQ=WEEKLY;COUNT=2;BYDAY=TU"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", b"FREQ=WEEKLY;COUNT=3;INTERVAL=2"),
        ("FREQ=DAILY;COUNT=1", b"FREQ=DAILY;COUNT=1"),
        ("FREQ=DAILY;COUNT=100", b"FREQ=DAILY;COUNT=60"),
        ("FREQ=YEARLY;BYEASTER=0;COUNT=3", None),
    ],
)
def test_a_calendar_counts_the_lessons_as_we_do(lessons: str, rule: bytes | None) -> None:
    offer = replace(COURSE, lessons=lessons)
    start = at(7, 9, 30, month=12)
    booking = Booking("b" * 32, "1234", "course", start, start, 1, "p" * 24, Status.CONFIRMED)
    event = event_of(calendar_file(booking, offer, PLACE, Revision(0, NOW, NOW)))
    told = lessons_of(offer, start)
    assert event["DTSTART"].dt == told[0]
    if rule is None:
        assert "RRULE" not in event
        assert [each.dt for each in event["RDATE"].dts] == told[1:]
        assert told[2] == datetime(2029, 4, 1, 9, 30, tzinfo=ZONE)
    else:
        assert event["RRULE"].to_ical() == rule
        assert event["RRULE"]["COUNT"] == [len(told)]


def test_signs_and_long_names_are_told_unharmed() -> None:
    name = "健康屋，二楼；“大”\\厅, 3\n号" * 9
    place = replace(PLACE, name=name, address=None, phone=None)
    booking = Booking("b" * 32, "1234", "c", at(24, 15), at(24, 16), 1, None, Status.CONFIRMED)
    offer = replace(CONSULT, title_zh="量血压, 测血糖; 问诊" * 8)
    event = event_of(calendar_file(booking, offer, place, Revision(0, NOW, NOW)))
    assert event["LOCATION"] == name
    assert event["SUMMARY"] == "量血压, 测血糖; 问诊" * 8
    assert event["DESCRIPTION"].endswith(f"{name}。")


def test_a_place_that_is_gone_is_no_reason_to_fail() -> None:
    booking = Booking("b" * 32, "1234", "c", at(24, 15), at(24, 16), 1, None, Status.CONFIRMED)
    event = event_of(calendar_file(booking, CONSULT, None, Revision(0, NOW, NOW)))
    assert event["LOCATION"] == ""
    assert "电话" not in event["DESCRIPTION"]


def test_a_link_opens_one_booking_only(engine: Engine, bookings: Bookings) -> None:
    mine, other = book(bookings, CONSULT, at(24, 15)), book(bookings, CONSULT, at(24, 9))
    files = CalendarFiles(engine, SECRET)
    token = calendar_token(mine.id, SECRET)
    assert files.with_token(token) == files.of(mine.id)
    digest = token.removeprefix(f"{mine.id}-")
    assert len(digest) == 32
    for wrong in (
        *(mine.id, f"{mine.id}-", f"{other.id}-{digest}", token[:-1], f"{token}0", token.upper()),
        *("", "-", "啊", "\x00", f"{mine.id}-{mine.id}", calendar_token(mine.id, b"t" * 32)),
        *(calendar_token("0" * 32, SECRET), f" {token}"),
    ):
        assert files.with_token(wrong) is None, wrong


def test_a_forgotten_person_leaves_a_link_that_opens_nothing(
    engine: Engine, bookings: Bookings
) -> None:
    made = book(bookings, CONSULT, at(24, 15))
    bookings.cancel(made.id, NOW)
    token = calendar_token(made.id, SECRET)
    files = CalendarFiles(engine, SECRET)
    assert event_of(files.with_token(token))["STATUS"] == "CANCELLED"
    erase_person(engine, ["p" * 24], NOW)
    assert files.with_token(token) is None
    assert files.of("0" * 32) is None


@pytest.mark.parametrize(
    ("settings", "base"),
    [
        (Settings(), "http://127.0.0.1:8615"),
        (Settings(host="0.0.0.0", port=80), "http://127.0.0.1:80"),  # noqa: S104
        (Settings(host="::"), "http://[::1]:8615"),
        (Settings(host="fe80::1"), "http://[fe80::1]:8615"),
        (Settings(public_url="https://huts.example.cn/help/"), "https://huts.example.cn/help"),
    ],
)
def test_the_link_is_where_people_reach_it(settings: Settings, base: str) -> None:
    link = calendar_link("b" * 32, settings, SECRET)
    assert link == f"{base}/calendar/{calendar_token('b' * 32, SECRET)}.ics"
    assert re.fullmatch(r"[\x21-\x7e]+", link)


def test_no_summer_time_is_told_of() -> None:
    booking = Booking("b" * 32, "1", "c", at(24, 15), at(24, 16), 1, None, Status.CONFIRMED)
    content = calendar_file(booking, CONSULT, PLACE, Revision(0, NOW, NOW))
    assert b"DAYLIGHT" not in content
    assert date(1992, 1, 1).strftime("DTSTART:%Y%m%dT000000").encode() in content
