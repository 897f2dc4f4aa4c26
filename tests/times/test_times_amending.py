"""A time that leaves out what was said before: the day, the hour, the part of the day."""

from datetime import date, datetime

import pytest

from assistant.clock import ZONE
from assistant.times import on_day, read_times

NOW = datetime(2026, 11, 30, 9, 10, tzinfo=ZONE)  # a Monday


def start(text: str, earlier: str = "") -> str:
    known = read_times(earlier, NOW)[-1].values if earlier else ()
    found = read_times(text, NOW, known)[-1].start
    assert found is not None
    return f"{found:%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("earlier", "text", "expected"),
    [
        ("明天下午三点", "四点", "12-01 16:00"),
        ("明天下午三点", "后天", "12-02 15:00"),
        ("明天下午", "三点", "12-01 15:00"),
        ("明天下午三点", "上午", "12-01 08:00"),
        ("明天下午三点", "上午九点", "12-01 09:00"),
        ("明天早上八点", "七点半", "12-01 07:30"),
        ("明天", "下午三点", "12-01 15:00"),
        ("下周", "周三", "12-09 00:00"),
        ("明天下午三点", "不是明天，是后天", "12-02 15:00"),
        ("明天", "五点到六点", "12-01 17:00"),
        ("明天下午两点到四点", "后天", "12-02 00:00"),
        ("明天下午三点", "两小时后", "11-30 11:10"),
        ("tomorrow at three", "at four", "12-01 16:00"),
        ("tomorrow afternoon", "on Thursday", "12-03 13:00"),
    ],
)
def test_what_is_left_out_is_taken_from_before(earlier: str, text: str, expected: str) -> None:
    assert start(text, earlier) == expected


def test_a_correction_in_one_sentence_keeps_the_day() -> None:
    assert start("明天下午三点半，不对，四点") == "12-01 16:00"
    assert start("周五三点，还是四点吧") == "12-04 16:00"


def test_without_anything_before_the_day_is_the_next_that_fits() -> None:
    assert start("四点") == "11-30 16:00"


def test_a_day_that_was_proposed_counts_as_said() -> None:
    found = read_times("三点", NOW, on_day(date(2026, 12, 1)))[0].start
    assert found == datetime(2026, 12, 1, 15, tzinfo=ZONE)


def test_a_length_alone_is_no_time_to_amend() -> None:
    said = read_times("两个小时", NOW, on_day(date(2026, 12, 1)))[0]
    assert said.start is None
    assert said.length is not None
