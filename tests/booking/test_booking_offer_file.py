"""Offers in a file: what is taken, and what is said of each slip."""

from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

from assistant.booking import Kind, Need
from assistant.booking.offer import ConfirmedBy
from assistant.booking.offer_file import BadOfferError, OfferFile, read_offer, read_offers
from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.errors import UsageError
from assistant.paths import DEMO

SERVICES = ("health_hut", "vaccination", "free_clinic")
FACILITIES = ("f-1", "f-2")
GOOD = """
id: hut
facility: f-1
services: [health_hut]
kind: appointment
title_zh: 健康屋
title_en: health hut
"""


def entry(text: str = "hours: Mo-Fr 09:00-12:00", without: str = "") -> object:
    """The good entry with more lines; what they say counts."""
    told = yaml.safe_load(GOOD) | (yaml.safe_load(text) or {})
    return {name: value for name, value in told.items() if name != without}


def read(text: str, folder: Path) -> OfferFile:
    path = folder / "offers.yaml"
    path.write_text(text, encoding="utf-8")
    return read_offers(path, SERVICES, FACILITIES)


def test_a_whole_entry() -> None:
    offer = read_offer(
        entry(
            """
            starts: 2026-05-01T09:30
            rule: FREQ=MONTHLY;BYDAY=1MO
            lessons: FREQ=WEEKLY;COUNT=4
            kind: course
            services: [health_hut, vaccination, health_hut]
            words: [操, 66, gym]
            except_on: [2026-05-04]
            on_holidays: true
            capacity: 12
            most: 2
            minutes: 60
            lead_minutes: 30
            days_ahead: 40
            cancel_minutes: 120
            confirmed_by: provider
            needs: [phone, symptoms]
            age_from: 60
            age_below: 99.5
            price_zh: 40
            bring_zh:
            """
        ),
        SERVICES,
        FACILITIES,
    )
    assert offer.starts == datetime(2026, 5, 1, 9, 30, tzinfo=ZONE)
    assert (offer.kind, offer.confirmed_by) == (Kind.COURSE, ConfirmedBy.PROVIDER)
    assert offer.services == ("health_hut", "vaccination")
    assert offer.words == ("操", "66", "gym")
    assert offer.except_on == (date(2026, 5, 4),)
    assert offer.needs == (Need.PHONE, Need.SYMPTOMS)
    assert (offer.age_from, offer.age_below) == (60.0, 99.5)
    assert (offer.capacity, offer.most, offer.minutes) == (12, 2, 60)
    assert (offer.lead_minutes, offer.days_ahead, offer.cancel_minutes) == (30, 40, 120)
    assert offer.on_holidays is True
    assert offer.price_zh == "40"
    # Left empty is not told, and not the word "None" that people would hear.
    assert offer.bring_zh == ""


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("hours: x\nhuors: x", 'there is no field "huors"; did you mean "hours"?'),
        ("zzzz: x", 'there is no field "zzzz"'),
        ("services: health_hut", '"services" must be a list'),
        ("services: []", 'it lacks "services"'),
        ("title_en:", 'it lacks "title_en"'),
        ('title_en: "  "', 'it lacks "title_en"'),
        ("title_en: [a]", '"title_en" must be words; put them in quotes'),
        ("title_en: yes", '"title_en" must be words; put them in quotes'),
        ("words: [{a: b}]", '"words" must be words; put them in quotes'),
        ("services: [health_hat]", 'there is no service "health_hat"; did you mean "health_hut"?'),
        ("services: [zzz]", 'there is no service "zzz"'),
        ("facility: f-9", 'there is no facility "f-9"; import facilities first'),
        (f"id: {'x' * 121}", "its id has more than 120 characters"),
        ("kind: party", '"kind" must be one of appointment, visit, order, course, event, not '),
        ("confirmed_by: me", "\"confirmed_by\" must be one of system, provider, not 'me'"),
        ("needs: [money]", '"needs" must be one of phone, address, problem, symptoms, not '),
        ("except_on: [soon]", "\"except_on\" holds days such as 2026-05-01, not 'soon'"),
        ("except_on: [2026-05-01T09:00:00]", '"except_on" holds days such as 2026-05-01'),
        ("on_holidays: maybe", '"on_holidays" must be true or false'),
        ("minutes: half", "\"minutes\" must be a whole number, not 'half'"),
        ("minutes: 7.5", '"minutes" must be a whole number, not 7.5'),
        ("minutes: -5", '"minutes" must be a whole number, not -5'),
        ("capacity: yes", '"capacity" must be a whole number, not True'),
        ("age_from: old", "\"age_from\" must be an age in years, not 'old'"),
        ("age_from: -1", '"age_from" must be an age in years, not -1'),
        ("age_from: .nan", '"age_from" must be an age in years, not nan'),
        ("age_below: 131", '"age_below" must be an age in years, not 131'),
        ("starts: soon", '"starts" must be a day and time such as 2026-05-01T09:30'),
        ("starts: 2026-05-01", '"starts" must be a day and time such as 2026-05-01T09:30'),
        ("starts: 1926-05-01T09:30", '"starts" must not be before the year 2000'),
        ("minutes: 30", 'it must have either "hours" or "starts"'),
        ("hours: 24/7\nstarts: 2026-05-01T09:30", 'it must have either "hours" or "starts"'),
        ("hours: morning", 'the hours "morning" cannot be understood'),
        ("hours: 24/7\nrule: FREQ=DAILY", 'a "rule" needs "starts"'),
        ("hours: 24/7\nlessons: FREQ=DAILY;COUNT=2", 'only a course has "lessons"'),
        ("starts: 2026-05-01T09:30\nrule: daily", 'the rule "daily" is no RFC 5545 recurrence: '),
        ("starts: 2026-05-01T09:30\nrule: COUNT=2", "recurrence: FREQ must be one of HOURLY, "),
        ("starts: 2026-05-01T09:30\nrule: FREQ=SECONDLY", "recurrence: FREQ must be one of "),
        ("starts: 2026-05-01T09:30\nrule: FREQ=DAILY;INTERVAL=0", "INTERVAL must be a number"),
        (
            "starts: 2026-05-01T09:30\nrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            'the rule "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" never comes',
        ),
        (
            "starts: 2026-05-01T09:30\nrule: FREQ=DAILY;UNTIL=20260401",
            'the rule "FREQ=DAILY;UNTIL=20260401" never comes',
        ),
        (
            "starts: 2026-05-01T09:30\nkind: course\nlessons: FREQ=WEEKLY",
            "the lessons must end: give them a COUNT or an UNTIL",
        ),
        ("hours: 24/7\nminutes: 4", '"minutes" must be from 5 to 1440'),
        ("hours: 24/7\nminutes: 1441", '"minutes" must be from 5 to 1440'),
        ("hours: 24/7\ndays_ahead: 0", '"days_ahead" must be from 1 to 366'),
        ("hours: 24/7\ndays_ahead: 367", '"days_ahead" must be from 1 to 366'),
        ("hours: 24/7\nlead_minutes: 99999999999999", '"lead_minutes" must be at most 527040'),
        ("hours: 24/7\ncancel_minutes: 527041", '"cancel_minutes" must be at most 527040'),
        ("hours: 24/7\ncapacity: 99999999999", '"capacity" must be at most 100000'),
        ("hours: 24/7\nmost: 0", '"most" must be from 1 to the capacity'),
        ("hours: 24/7\nmost: 2", '"most" must be from 1 to the capacity'),
        ("hours: 24/7\ncapacity: 0", "only an event can be without a limit (capacity 0)"),
        ("hours: 24/7\nage_from: 3\nage_below: 3", '"age_from" must be below "age_below"'),
    ],
)
def test_every_slip_is_told(more: str, why: str) -> None:
    with pytest.raises(BadOfferError) as slip:
        read_offer(entry(more), SERVICES, FACILITIES)
    assert why in str(slip.value)


@pytest.mark.parametrize("name", ["id", "facility", "services", "kind", "title_zh", "title_en"])
def test_what_must_be_there(name: str) -> None:
    with pytest.raises(BadOfferError, match=f'it lacks "{name}"'):
        read_offer(entry(without=name), SERVICES, FACILITIES)


def test_what_just_fits() -> None:
    for more in (
        "hours: 24/7\nminutes: 5",
        "hours: 24/7\nminutes: 1440\ndays_ahead: 366\nlead_minutes: 527040",
        "hours: 24/7\ndays_ahead: 1\ncapacity: 2\nmost: 2",
        "hours: 24/7\nkind: event\ncapacity: 0\nmost: 9",
        "hours: 24/7\nage_from: 0\nage_below: 3",
        f"hours: 24/7\nid: {'x' * 120}",
        "starts: 2026-05-01T09:30",
        "starts: 2026-05-01T09:30\nkind: course\nlessons: freq=weekly;until=20260601",
    ):
        assert read_offer(entry(more), SERVICES, FACILITIES)


@pytest.mark.parametrize(
    "told", ["2026-05-01T09:30", "2026-05-01 09:30:00", "2026-05-01T01:30:00Z",
             '"2026-05-01T10:30+09:00"'],
)  # fmt: skip
def test_a_start_is_local_time(told: str) -> None:
    offer = read_offer(entry(f"starts: {told}"), SERVICES, FACILITIES)
    assert offer.starts == datetime(2026, 5, 1, 9, 30, tzinfo=ZONE)
    assert offer.starts.tzinfo is ZONE


def test_hours_from_a_chinese_keyboard() -> None:
    offer = read_offer(entry("hours: Mo-Fr ０９：００－１２：００；"), SERVICES, FACILITIES)
    assert offer.hours == "Mo-Fr 09:00-12:00"


def test_an_entry_that_is_none() -> None:
    for told in ("text", 7, None, ["a"]):
        with pytest.raises(BadOfferError, match="it is no entry with names and values"):
            read_offer(told, SERVICES, FACILITIES)


def test_good_entries_are_kept_beside_bad_ones(tmp_path: Path) -> None:
    good = "\n".join(f"  {line}" for line in GOOD.strip().splitlines()).replace("  id", "- id", 1)
    text = f"""
{good}
  hours: 24/7
{good.replace("id: hut", "id: two")}
  hours: morning
- just words
- facility: f-1
{good}
  hours: 24/7
{good.replace("id: hut", 'id: " three "')}
  hours: bad
"""
    found = read(text, tmp_path)
    assert [offer.id for offer in found.offers] == ["hut"]
    assert found.skipped == (
        ("two", 'the hours "morning" cannot be understood'),
        ("entry 3", "it is no entry with names and values"),
        ("entry 4", 'it lacks "id"'),
        ("hut", "another entry has this id already"),
        ("three", 'the hours "bad" cannot be understood'),
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "must be a list of offers"),
        ("id: hut", "must be a list of offers"),
        ("- id: [a", "line 2: this is no YAML"),
        ("- a: b: c", "line 1: this is no YAML"),
        ("- starts: 2026-02-30", "holds a day or time that does not exist"),
    ],
)
def test_a_file_that_is_no_list(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(UsageError, match=r"offers\.yaml") as slip:
        read(text + "\n", tmp_path)
    assert why in str(slip.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        read_offers(tmp_path / "none.yaml", SERVICES, FACILITIES)
    (tmp_path / "gbk.yaml").write_bytes("- id: 健康屋".encode("gbk"))
    with pytest.raises(UsageError, match="is not in UTF-8"):
        read_offers(tmp_path / "gbk.yaml", SERVICES, FACILITIES)


def test_a_mark_at_the_beginning_of_the_file_is_no_slip(tmp_path: Path) -> None:
    assert read("\ufeff[]", tmp_path) == OfferFile((), ())


def test_the_demo_is_without_a_slip() -> None:
    services = {service.id for service in load_catalogue()}
    told = {entry["facility"] for entry in yaml.safe_load((DEMO / "offers.yaml").read_text())}
    found = read_offers(DEMO / "offers.yaml", services, told)
    assert found.skipped == ()
    assert {offer.kind for offer in found.offers} == set(Kind)
