"""Opening hours: open or not, until when, from when; and what is not known."""

from datetime import datetime

import pytest

from assistant.clock import ZONE
from assistant.facilities.hours import DayKind, HoursState, state, tidy, valid


def at(text: str) -> datetime:
    """A moment of local time; 2026-11-23 is a Monday."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


MONDAY_TEN = at("2026-11-23 10:00")


@pytest.mark.parametrize(
    ("rule", "moment", "expected"),
    [
        ("Mo-Fr 09:00-17:00", "2026-11-23 10:00", HoursState(True, None, at("2026-11-23 17:00"))),
        ("Mo-Fr 09:00-17:00", "2026-11-23 08:59", HoursState(False, at("2026-11-23 09:00"))),
        ("Mo-Fr 09:00-17:00", "2026-11-23 17:00", HoursState(False, at("2026-11-24 09:00"))),
        ("Mo-Fr 09:00-17:00", "2026-11-27 18:00", HoursState(False, at("2026-11-30 09:00"))),
        (
            "Mo-Fr 08:30-12:00,14:00-17:30",
            "2026-11-23 12:10",
            HoursState(False, at("2026-11-23 14:00")),
        ),
        ("Tu,Fr 09:00-16:30", "2026-11-23 10:00", HoursState(False, at("2026-11-24 09:00"))),
        ("Mo-Su 13:00-02:00", "2026-11-23 01:00", HoursState(True, None, at("2026-11-23 02:00"))),
        ("24/7", "2026-11-23 03:00", HoursState(True)),
        ("off", "2026-11-23 10:00", HoursState(False)),
        ("08:00+", "2026-11-23 10:00", HoursState(True)),
        (
            "Mo-Fr 09:00-17:00; PH off",
            "2027-01-01 10:00",
            HoursState(False, at("2027-01-04 09:00"), because=DayKind.HOLIDAY, holiday="元旦"),
        ),
    ],
)
def test_state_says_open_or_closed_and_the_next_change(
    rule: str, moment: str, expected: HoursState
) -> None:
    assert state(rule, at(moment)) == expected


@pytest.mark.parametrize("rule", [None, "", "上午开门", "Mo-Fr 9-17", '"先打电话"', '"预约" '])
def test_missing_or_unreadable_hours_are_unknown(rule: str | None) -> None:
    assert state(rule, MONDAY_TEN) == HoursState(None)


def test_open_by_appointment_only_is_not_open() -> None:
    assert state('Mo-Fr 09:00-17:00 "需预约"', MONDAY_TEN).open is None


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    early = datetime.fromisoformat("2026-11-23T01:30:00+00:00")
    assert state("Mo-Fr 09:00-17:00", early).open is True


class TestSchoolHolidays:
    """Their dates are not known: only what holds with and without them is said."""

    RULE = "Mo-Fr 11:30-19:30; SH Mo-Fr 08:30-18:00"

    def test_open_either_way_until_the_earlier_closing(self) -> None:
        found = state(self.RULE, at("2026-11-23 12:00"))
        assert found == HoursState(True, None, at("2026-11-23 18:00"))

    def test_closed_either_way_until_the_later_opening(self) -> None:
        found = state(self.RULE, at("2026-11-23 08:00"))
        assert found == HoursState(False, at("2026-11-23 11:30"))

    @pytest.mark.parametrize("moment", ["2026-11-23 10:00", "2026-11-23 18:30"])
    def test_open_in_one_case_only_is_unknown(self, moment: str) -> None:
        assert state(self.RULE, at(moment)).open is None

    def test_a_place_that_opens_in_them_only(self) -> None:
        assert state("SH Mo-Fr 08:30-18:00", MONDAY_TEN).open is None
        assert state("SH Mo-Fr 08:30-18:00", at("2026-11-22 10:00")) == HoursState(False)


def test_hours_by_the_sun_follow_the_sun_of_the_place() -> None:
    harbin, kashgar = (45.8, 126.6), (39.5, 76.0)
    evening = at("2026-11-23 17:00")
    assert state("sunrise-sunset", evening, harbin).open is False
    assert state("sunrise-sunset", evening, kashgar).open is True


def test_signs_of_a_chinese_keyboard_are_meant_as_their_plain_ones() -> None:
    typed = "Ｍｏ－Ｆｒ　０９：００～１７：００；"
    assert tidy(typed) == "Mo-Fr 09:00-17:00"
    assert valid(typed)
    assert state(typed, MONDAY_TEN).open is True


def test_valid_tells_broken_rules() -> None:
    assert not valid("九点到五点")
    assert not valid("Mo-Fr 24:00-26:00")
