"""Whether a place is open, in words: on days like others, on holidays, on make-up workdays."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from assistant.catalogue import load_catalogue
from assistant.clock import ZONE
from assistant.facilities.hours import state
from assistant.finding import Answer, FoundPlace
from assistant.wording.answers import AnswerWriter
from assistant.wording.breath import BREATH
from assistant.wording.measures import in_doubt, open_state
from assistant.wording.moments import holiday_in_words
from assistant.wording.phrases import LANGUAGES, Said

NOT_SPOKEN = re.compile(r"[0-9*#@_/\\<>|\[\]~^`（）()]")
OFFICE = "Mo-Fr 08:30-12:00,14:00-17:30; PH off"
SHOP = "Mo-Su 08:00-20:00"
PHONE = "027-0555 0100"
DOUBT = "过节开门时间可能不一样"
MAY_DIFFER = {"zh": DOUBT, "en": "hours may differ on the holiday"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def place(rule: str | None, now: datetime, **known: Any) -> FoundPlace:
    """A place around the corner with these hours, as somebody finds it who sets out now."""
    doors = state(rule, now)
    found = FoundPlace(
        id="p", name="仁心堂", name_en="Renxintang", services=("pharmacy",), lat=30.26, lon=114.54,
        straight_metres=20, walk_metres=30, walk_minutes=0.0, estimated=False, open=doors.open,
        opens_at=doors.opens_at, closes_at=doors.closes_at, opening_hours=rule,
    )  # fmt: skip
    return replace(found, **known)


def told(rule: str, moment: str, language: str, **known: Any) -> Said:
    now = at(moment)
    return open_state(place(rule, now, **known), now, language)


@pytest.mark.parametrize(
    ("rule", "moment", "chinese", "english"),
    [
        (SHOP, "2026-11-23 10:00", "开着，到20:00", "open until 20:00"),
        ("24/7", "2026-11-23 10:00", "全天开门", "open day and night"),
        (OFFICE, "2026-11-23 13:30", "14:00开门", "opens 14:00"),
        (OFFICE, "2026-11-23 12:30", "关着，14:00开", "closed now, opens 14:00"),
        (
            OFFICE, "2026-10-03 10:00",
            "国庆放假，周四08:30开", "closed for National Day, opens on Thursday 08:30",
        ),
        (
            OFFICE, "2026-02-16 10:00",
            "春节放假，2月24日08:30开",
            "closed for Spring Festival, opens on 24 February 08:30",
        ),
        (
            OFFICE, "2026-10-10 10:00",
            "调休上班，开着，到12:00", "open until 12:00, as it is a make-up workday",
        ),
        (
            SHOP, "2026-02-17 10:00",
            f"开着，到20:00，{DOUBT}", "open until 20:00; hours may differ on the holiday",
        ),
        (
            "24/7", "2026-10-03 10:00",
            "全天开门", "open day and night",
        ),
        (
            SHOP, "2026-09-30 21:00",
            f"关着，明天08:00开，{DOUBT}",
            "closed now, opens tomorrow 08:00; hours may differ on the holiday",
        ),
        (
            SHOP, "2027-02-08 10:00",
            "开着，到20:00，春节怎么放假还没公布",
            "open until 20:00; the days off for Spring Festival aren't announced yet",
        ),
        (
            "Mo-Th 09:00-17:00; Fr 09:00-16:00", "2026-10-10 10:00",
            "调休上班，开着，到17:00，调休这天开门时间可能不一样",
            "open until 17:00, as it is a make-up workday; "
            "hours may differ on a make-up workday",
        ),
    ],
)  # fmt: skip
def test_open_or_closed_and_why(rule: str, moment: str, chinese: str, english: str) -> None:
    assert told(rule, moment, "zh").text == chinese
    assert told(rule, moment, "en").text == english


def test_who_has_a_phone_can_be_called_before() -> None:
    called = told(SHOP, "2026-02-17 10:00", "zh", phone=PHONE)
    assert called.speech == f"到的时候开着，{DOUBT}，去之前打个电话问问"
    called = told(SHOP, "2026-02-17 10:00", "en", phone=PHONE)
    assert called.speech == (
        "open when you get there, but hours may differ on the holiday, so call before you go"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", [OFFICE, SHOP, "24/7", "Mo-Th 09:00-17:00; Fr 09:00-16:00"])
def test_nothing_is_spoken_that_cannot_be_said(rule: str, language: str) -> None:
    for moment in ("2026-02-16 10:00", "2026-10-10 10:00", "2026-09-30 21:00", "2027-10-05 10:00"):
        said = told(rule, moment, language, phone=PHONE)
        assert not NOT_SPOKEN.search(said.speech), said.speech


def test_a_place_that_is_closed_for_other_reasons_is_not_on_holiday() -> None:
    shut = {"status": "closed_until", "open": False, "opens_at": None}
    assert told(OFFICE, "2026-10-03 10:00", "zh", **shut).text == "关着，什么时候开不清楚"
    assert told("off", "2026-10-03 10:00", "zh").text == "关着，什么时候开不清楚"


def test_unknown_hours_are_no_more_unknown_on_a_holiday() -> None:
    now = at("2026-10-03 10:00")
    assert not in_doubt(place(None, now), now)
    assert open_state(place(None, now), now, "zh").text == "开门时间不清楚，去前最好问一声"


def test_a_stop_that_is_reached_on_the_holiday_itself() -> None:
    before = at("2026-09-30 23:50")
    stop = place(SHOP, at("2026-10-01 09:00"))
    assert in_doubt(stop, before)
    walked = place("Mo-Su 00:05-20:00", at("2026-10-01 00:10"), closes_at=None, walk_minutes=20.0)
    assert in_doubt(walked, before)


@pytest.mark.parametrize("name", ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"])
def test_every_holiday_of_the_table_has_its_words(name: str) -> None:
    assert holiday_in_words(name, "zh") != "节日"
    assert holiday_in_words(name, "en") != "the holiday"
    assert holiday_in_words("", "zh") == "节日"


class TestAnswers:
    """Doubt about hours is told once in a reply."""

    NOW = at("2026-02-17 10:00")

    def writer(self, language: str) -> AnswerWriter:
        return AnswerWriter(
            load_catalogue(), language, self.NOW, lambda: (Said("居委会", "居委会"),) * 2
        )

    def answer(self, *rules: str) -> Answer:
        places = [place(rule, self.NOW, id=f"p{n}", phone=PHONE) for n, rule in enumerate(rules)]
        return Answer("pharmacy", tuple(places))

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(
        "rules", [(SHOP, SHOP, SHOP, "24/7"), (OFFICE, SHOP, "24/7"), (SHOP, OFFICE)]
    )
    def test_in_a_list(self, rules: tuple[str, ...], language: str) -> None:
        writer, answer = self.writer(language), self.answer(*rules)
        for reply in (writer.one(answer), writer.more(answer, 0)):
            assert reply.text.count(MAY_DIFFER[language]) == 1, reply.text
            assert reply.speech.count(MAY_DIFFER[language]) == 1, reply.speech
            assert len(reply.speech) <= BREATH[language]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_several_errands(self, language: str) -> None:
        some = [self.answer(rule) for rule in (OFFICE, SHOP, SHOP)]
        reply = self.writer(language).errands(some)
        assert reply.text.count(MAY_DIFFER[language]) == 1, reply.text

    def test_of_one_that_was_chosen(self) -> None:
        reply = self.writer("zh").chosen(self.answer(SHOP).places[0])
        assert f"{DOUBT}，去之前打个电话问问" in reply.speech

    def test_not_on_a_day_like_others(self) -> None:
        answer = Answer("pharmacy", (place(SHOP, at("2026-11-23 10:00")),))
        office = Said("居委会", "居委会")
        now = at("2026-11-23 10:00")
        writer = AnswerWriter(load_catalogue(), "zh", now, lambda: (office, office))
        assert DOUBT not in writer.one(answer).text
