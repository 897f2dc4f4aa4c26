"""Days by their place in a month, the ends of months, and so many weeks on."""

from datetime import datetime

import pytest

from assistant.clock import ZONE
from assistant.times import read_times

NOW = datetime(2026, 3, 5, 14, 20, tzinfo=ZONE)
"""A Thursday."""


def read(text: str) -> tuple[str, str, bool]:
    [said] = read_times(text, NOW)
    assert said.start
    assert said.end
    return f"{said.start:%m-%d %H:%M}", f"{said.end:%m-%d %H:%M}", said.ambiguous


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("下个月头一个礼拜六", "04-04 00:00", "04-05 00:00"),
     ("这个月最后一个星期五下午三点", "03-27 15:00", "03-27 16:00"),
     ("每个月第一个周三上午", "04-01 08:00", "04-01 12:00"),
     ("the last friday of the month at 2pm", "03-27 14:00", "03-27 15:00"),
     ("first saturday of next month", "04-04 00:00", "04-05 00:00"),
     ("the third monday in february", "02-15 00:00", "02-16 00:00"),
     ("a week from monday", "03-16 00:00", "03-17 00:00"),
     ("two weeks from tomorrow at 3", "03-20 15:00", "03-20 16:00"),
     ("3.15上午", "03-15 08:00", "03-15 12:00")],
)  # fmt: skip
def test_a_day_that_is_sure(text: str, start: str, end: str) -> None:
    assert read(text) == (start, end, False)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("end of the month", "03-25 00:00", "04-01 00:00"),
     ("early april", "04-01 00:00", "04-11 00:00"),
     ("mid-june", "06-11 00:00", "06-21 00:00"),
     ("by the end of next month", "03-05 14:20", "05-01 00:00"),
     ("end of the week", "03-06 00:00", "03-09 00:00"),
     ("early next week", "03-09 00:00", "03-12 00:00"),
     ("later this week", "03-05 14:20", "03-09 00:00"),
     ("the week of the 15th", "03-09 00:00", "03-16 00:00"),
     ("the first week of april", "04-01 00:00", "04-08 00:00"),
     ("Qingming Festival weekend", "04-04 00:00", "04-06 00:00"),
     ("两个礼拜以后的星期三", "03-18 00:00", "03-19 00:00"),
     ("过年前能修好不", "03-05 14:20", "02-07 00:00"),
     ("年后再来", "02-07 00:00", "02-14 00:00")],
)  # fmt: skip
def test_what_people_mean_differently(text: str, start: str, end: str) -> None:
    assert read(text) == (start, end, True)


@pytest.mark.parametrize("text", ["第五个星期一", "下个月第五个周一"])
def test_a_month_may_have_no_fifth(text: str) -> None:
    [said] = read_times(text, NOW)
    assert (said.start is None) == text.startswith("下")


@pytest.mark.parametrize(
    "text",
    ["五点钟方向那个楼", "一天到晚没水", "早就说了", "春节快乐", "过年好", "三年前修的", "仲有三日",
     "我的号是二十一号", "这水管早晚得换", "走过去十分钟以内的驿站", "早到晚吵",
     "越早越好", "三天两晚的旅行团", "晚托班在哪", "血糖七点八", "夜里吵得很", "重阳糕哪里买",
     "at the start of it"],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert read_times(text, NOW) == []


@pytest.mark.parametrize(
    ("text", "start"),
    [("not before 3", "03-05 15:00"), ("not until 3pm tomorrow", "03-06 15:00"),
     ("下班之后六点多", "03-05 18:00"), ("明天上午十来点", "03-06 10:00"),
     ("节前最后一个工作日下午", "04-03 13:00"), ("下礼拜头两天", "03-09 00:00"),
     ("早八点到晚六点", "03-06 08:00"),
     ("二十号左右搬家", "03-20 00:00"), ("四五天后", "03-09 00:00"),
     ("端午那周", "06-15 00:00"), ("元旦后第一个周一", "01-04 00:00"),
     ("四点欠一刻", "03-05 15:45"), ("明天十一二点", "03-06 11:30"), ("后儿下晌", "03-07 13:00"),
     ("听朝九点", "03-06 09:00"), ("sat morning", "03-07 08:00"),
     ("in a couple of days", "03-07 00:00"), ("seven in the morning tomorrow", "03-06 07:00"),
     ("on the 12th, 3 in the afternoon", "03-12 15:00"), ("tomorrow ten thirty", "03-06 10:30"),
     ("tomorrow night at 8ish", "03-06 19:30"), ("4 to 6 this afternoon", "03-05 16:00"),
     ("between noon and two", "03-06 12:00"), ("before work tomorrow", "03-06 06:00"),
     ("sun in the afternoon", "03-08 13:00"), ("tuesday week", "03-17 00:00"),
     ("a fortnight today", "03-19 00:00"), ("再过十分钟来", "03-05 14:30"),
     ("最晚明天下午五点", "03-06 13:00"), ("最早三点来", "03-05 15:00"),
     ("改到周五，不，周六，上午", "03-07 08:00"), ("周六，也就是7号上午", "03-07 08:00")],
)  # fmt: skip
def test_from_when_on(text: str, start: str) -> None:
    assert read(text)[0] == start
