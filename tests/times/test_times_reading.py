"""What times mean that are said on Monday 2026-11-23 at ten in the morning."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clock import ZONE
from assistant.times import Problem, TimeSaid, read_times

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)


def only(text: str, now: datetime = NOW) -> TimeSaid:
    times = read_times(text, now)
    assert len(times) == 1, times
    return times[0]


def at(text: str) -> datetime:
    return datetime.strptime(f"{text} +0800", "%Y-%m-%d %H:%M %z")


CLOCK = [
    ("明早8点", "2026-11-24 08:00"),
    ("明天下午三点", "2026-11-24 15:00"),
    ("明天三点", "2026-11-24 15:00"),
    ("五点半", "2026-11-23 17:30"),
    ("后天上午九点一刻", "2026-11-25 09:15"),
    ("下周三下午两点半", "2026-12-02 14:30"),
    ("差五分三点", "2026-11-23 14:55"),
    ("三点差五分", "2026-11-23 14:55"),
    ("明晚七点三刻", "2026-11-24 19:45"),
    ("今晚十二点", "2026-11-24 00:00"),
    ("半夜一点", "2026-11-24 01:00"),
    ("中午十二点半", "2026-11-23 12:30"),
    ("25号上午10点", "2026-11-25 10:00"),
    ("三天后下午三点", "2026-11-26 15:00"),
    ("12/5 14:30", "2026-12-05 14:30"),
    ("半小时后", "2026-11-23 10:30"),
    ("一个半小时后", "2026-11-23 11:30"),
    ("听日下昼三点半", "2026-11-24 15:30"),
    ("三点九", "2026-11-23 15:45"),
    ("明天一点", "2026-11-24 13:00"),
    ("聽日下晝三點", "2026-11-24 15:00"),
    ("tomorrow at 3pm", "2026-11-24 15:00"),
    ("on friday at half past three", "2026-11-27 15:30"),
    ("quarter to five", "2026-11-23 16:45"),
    ("in two hours", "2026-11-23 12:00"),
    ("december 5th at 10am", "2026-12-05 10:00"),
    ("tonight at 8", "2026-11-23 20:00"),
    ("差五分钟四点", "2026-11-23 15:55"),
    ("八号九点，让月嫂来", "2026-12-08 09:00"),
    ("25号16点40洗车", "2026-11-25 16:40"),
    ("三个字之后", "2026-11-23 10:15"),
    ("28号下午一点做复查", "2026-11-28 13:00"),
    ("理拜六上午九点", "2026-11-28 09:00"),
    ("this afternoon at 3 pm", "2026-11-23 15:00"),
]


@pytest.mark.parametrize(("text", "start"), CLOCK)
def test_a_clock_time_stands_for_the_hour_that_begins_then(text: str, start: str) -> None:
    said = only(text)
    assert said.start == at(start)
    assert said.end == at(start) + timedelta(hours=1)
    assert not said.ambiguous


SPANS = [
    ("大年初二", "2027-02-07 00:00", "2027-02-08 00:00"),
    ("除夕", "2027-02-05 00:00", "2027-02-06 00:00"),
    ("腊月二十三", "2027-01-30 00:00", "2027-01-31 00:00"),
    ("明年正月十五", "2027-02-20 00:00", "2027-02-21 00:00"),
    ("元旦", "2027-01-01 00:00", "2027-01-02 00:00"),
    ("冬至那天", "2026-12-22 00:00", "2026-12-23 00:00"),
    ("中秋节晚上", "2027-09-15 18:00", "2027-09-16 00:00"),
    ("这周末", "2026-11-28 00:00", "2026-11-30 00:00"),
    ("下周", "2026-11-30 00:00", "2026-12-07 00:00"),
    ("周三上午", "2026-11-25 08:00", "2026-11-25 12:00"),
    ("十二月五号下午", "2026-12-05 13:00", "2026-12-05 18:00"),
    ("下个月5号", "2026-12-05 00:00", "2026-12-06 00:00"),
    ("下个工作日", "2026-11-24 00:00", "2026-11-25 00:00"),
    ("今天上午", "2026-11-23 10:00", "2026-11-23 12:00"),
    ("明天 周二 下午", "2026-11-24 13:00", "2026-11-24 18:00"),
    ("下周 周三", "2026-12-02 00:00", "2026-12-03 00:00"),
    ("下午三点到五点", "2026-11-23 15:00", "2026-11-23 17:00"),
    ("上午十点到下午两点", "2026-11-23 10:00", "2026-11-23 14:00"),
    ("晚上十点到两点", "2026-11-23 22:00", "2026-11-24 02:00"),
    ("5号到8号", "2026-12-05 00:00", "2026-12-09 00:00"),
    ("28号到3号", "2026-11-28 00:00", "2026-12-04 00:00"),
    ("下午三点以后", "2026-11-23 15:00", "2026-11-23 18:00"),
    ("三点之前", "2026-11-23 10:00", "2026-11-23 15:00"),
    ("三点左右", "2026-11-23 14:30", "2026-11-23 15:30"),
    ("后日朝早", "2026-11-25 06:00", "2026-11-25 10:00"),
    ("明朝下半天", "2026-11-24 13:00", "2026-11-24 18:00"),
    ("between 2 and 4 pm tomorrow", "2026-11-24 14:00", "2026-11-24 16:00"),
    ("3-5pm on friday", "2026-11-27 15:00", "2026-11-27 17:00"),
    ("before noon", "2026-11-23 10:00", "2026-11-23 12:00"),
    ("下个月一号到三号帮我喂猫", "2026-12-01 00:00", "2026-12-04 00:00"),
    ("下午三点开始俩钟头", "2026-11-23 15:00", "2026-11-23 17:00"),
    ("晚饭前送到", "2026-11-23 16:00", "2026-11-23 18:00"),
    ("明天下班之前", "2026-11-24 15:00", "2026-11-24 18:00"),
    ("first thing tomorrow", "2026-11-24 06:00", "2026-11-24 10:00"),
    ("平安夜晚上", "2026-12-24 18:00", "2026-12-25 00:00"),
    ("今天下午四点前", "2026-11-23 10:00", "2026-11-23 16:00"),
    ("between 10 and 12 tomorrow", "2026-11-24 10:00", "2026-11-24 12:00"),
    ("a week from today", "2026-11-30 00:00", "2026-12-01 00:00"),
    ("two weeks from tomorrow", "2026-12-08 00:00", "2026-12-09 00:00"),
]


@pytest.mark.parametrize(("text", "start", "end"), SPANS)
def test_days_parts_and_ranges_are_intervals(text: str, start: str, end: str) -> None:
    said = only(text)
    assert (said.start, said.end) == (at(start), at(end))
    assert not said.ambiguous


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("周一", "2026-11-23 10:00"),
        ("明天七点", "2026-11-24 07:00"),
        ("八点", "2026-11-23 20:00"),
        ("9点", "2026-11-24 09:00"),
        ("早上", "2026-11-24 06:00"),
        ("过两天", "2026-11-25 00:00"),
        ("31号", "2026-12-31 00:00"),
        ("周五之前", "2026-11-23 10:00"),
        ("next friday", "2026-12-04 00:00"),
        ("月底", "2026-11-25 00:00"),
    ],
)
def test_what_may_mean_another_time_is_marked(text: str, start: str) -> None:
    said = only(text)
    assert said.start == at(start)
    assert said.ambiguous


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("昨天下午", Problem.PAST),
        ("上周三", Problem.PAST),
        ("今天早上八点", Problem.PAST),
        ("2025年5月1号", Problem.PAST),
        ("11月31号", Problem.NO_SUCH_DAY),
        ("2月30号", Problem.NO_SUCH_DAY),
        ("february 30", Problem.NO_SUCH_DAY),
        ("25点", Problem.NO_SUCH_TIME),
        ("下午三点七十分", Problem.NO_SUCH_TIME),
        ("后天到明天", Problem.BACKWARDS),
        ("十二月十六号到十四号", Problem.BACKWARDS),
        ("下午三点到一点用会议室", Problem.BACKWARDS),
        ("这个月三十一号搬家", Problem.NO_SUCH_DAY),
        ("调休上班那天", Problem.UNKNOWN_DAY),
        ("yesterday", Problem.PAST),
    ],
)
def test_what_cannot_be_meant_has_a_problem_and_no_time(text: str, problem: Problem) -> None:
    said = only(text)
    assert said.problem is problem
    assert said.start is None
    assert said.end is None


@pytest.mark.parametrize(
    "text",
    [
        "便宜一点", "近一点的", "大声一点", "三点水怎么写", "3号线怎么走", "去3号楼", "选3号",
        "五一路怎么走", "24小时便利店", "孩子初三了", "我今年七十八了", "孩子三个月大", "下午好",
        "周围有什么", "1公里以内", "早餐店", "晚饭吃什么", "good morning", "12345热线",
        "晚一点来", "早一点行吗", "以后早一点", "有两点要说", "我提三点建议", "二楼三号",
        "中山路三号", "明朝的家具", "明朝那些事儿", "离我家八点五公里", "六点一寸的屏幕",
        "星期五餐厅怎么走", "找一下周师傅", "我老头叫李国庆", "小明天天咳嗽",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert [each for each in read_times(text, NOW) if each.start or each.problem] == []


def test_several_times_come_in_the_order_said() -> None:
    first, second = read_times("把明天的约改到后天下午", NOW)
    assert (first.start, second.start) == (at("2026-11-24 00:00"), at("2026-11-25 13:00"))


def test_the_second_of_two_that_would_do_is_on_the_same_day() -> None:
    first, second = read_times("明天上午或者下午都行", NOW)
    assert (first.start, second.start) == (at("2026-11-24 08:00"), at("2026-11-24 13:00"))


def test_tomorrow_in_the_south_is_not_the_ming_dynasty() -> None:
    assert only("明朝来修").start == at("2026-11-24 00:00")


def test_one_at_night_is_still_said_after_tonight() -> None:
    assert only("今晚一点").start == at("2026-11-24 01:00")


@pytest.mark.parametrize(
    "text", ["不是明天，是后天", "明天，不对，后天", "tomorrow, no wait, wednesday"]
)
def test_a_correction_leaves_only_what_is_meant(text: str) -> None:
    assert only(text).start == at("2026-11-25 00:00")


def test_a_length_ends_the_time_before_it() -> None:
    time, length = read_times("明天下午三点打扫两个小时", NOW)
    assert (time.start, time.end) == (at("2026-11-24 15:00"), at("2026-11-24 17:00"))
    assert length.length == timedelta(hours=2)
    time, _ = read_times("saturday 10 am, babysitting for three hours", NOW)
    assert (time.start, time.end) == (at("2026-11-28 10:00"), at("2026-11-28 13:00"))


def test_a_make_up_workday_is_found_where_it_was_announced() -> None:
    said = only("补班那天", datetime(2026, 4, 20, 9, 0, tzinfo=ZONE))
    assert said.start == at("2026-05-09 00:00")


@pytest.mark.parametrize(
    ("text", "day"),
    [("国庆后面调休上班那个周六", "2026-10-10"), ("国庆前补班那天", "2026-09-20")],
)
def test_a_make_up_workday_before_or_after_a_festival(text: str, day: str) -> None:
    said = only(text, datetime(2026, 9, 17, 9, 0, tzinfo=ZONE))
    assert said.start == at(f"{day} 00:00")


def test_the_first_workday_after_a_holiday() -> None:
    said = only("国庆后第一个工作日", datetime(2026, 9, 20, 9, 0, tzinfo=ZONE))
    assert said.start == at("2026-10-08 00:00")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("五一假期第三天", "2026-05-03"),
        ("五一假期最后一天", "2026-05-05"),
        ("五一放假前一天", "2026-04-30"),
        ("节后第一个工作日", "2026-05-06"),
        ("五一后第一天上班", "2026-05-06"),
        ("五一第三天", "2026-05-03"),
        ("五一第二天", "2026-05-02"),
        ("五一最后一天", "2026-05-05"),
        ("五一前一天", "2026-04-30"),
    ],
)
def test_days_of_a_holiday_and_after_it(text: str, day: str) -> None:
    said = only(text, datetime(2026, 4, 29, 8, 30, tzinfo=ZONE))
    assert said.start == at(f"{day} 00:00")


def test_a_holiday_has_only_so_many_days() -> None:
    said = only("五一假期第八天", datetime(2026, 4, 29, 8, 30, tzinfo=ZONE))
    assert said.problem is Problem.NO_SUCH_DAY


def test_from_a_day_on_counts_that_day_and_after_it_does_not() -> None:
    assert only("从下周一开始").start == at("2026-11-30 00:00")
    assert only("下周一以后").start == at("2026-12-01 00:00")


def test_a_holiday_is_as_long_as_announced_and_doubtful_where_it_is_not() -> None:
    said = only("五一假期", datetime(2026, 4, 20, 9, 0, tzinfo=ZONE))
    assert (said.start, said.end) == (at("2026-05-01 00:00"), at("2026-05-06 00:00"))
    assert only("五一假期").ambiguous


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("text", [row[0] for row in [*CLOCK, *SPANS]])
def test_never_the_past(text: str, hour: int) -> None:
    now = datetime(2026, 12, 31, hour, 17, tzinfo=ZONE)
    for said in read_times(text, now):
        assert said.problem or (said.start and said.end and now <= said.start < said.end)


_WORDS = [
    *("明天", "下周三", "12月31号", "上午", "晚上", "三点", "半", "到", "之前", "以后", "左右"),
    *("两小时", "后", "周末", "初五", "25点", " friday ", "3pm", " at ", " to "),
]


@given(
    st.lists(st.sampled_from(_WORDS), max_size=6),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(ZONE)),
)
def test_any_jumble_is_read_without_error_and_never_as_the_past(
    words: list[str], now: datetime
) -> None:
    for said in read_times("".join(words), now):
        assert (said.start is None) == (said.end is None)
        if said.start and said.end:
            assert now.replace(second=0, microsecond=0) <= said.start < said.end


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("情人节订束花，早上九点送到", "2027-02-14 09:00"),
        ("下周二十点半", "2026-12-01 10:30"),
        ("年三十晚上六点", "2027-02-05 18:00"),
        ("大雪那天", "2026-12-07 00:00"),
        ("两个钟之后", "2026-11-23 12:00"),
        ("大后儿上午", "2026-11-26 08:00"),
        ("9 to 11 on thursday morning", "2026-11-26 09:00"),
        ("wednesday at half ten in the morning", "2026-11-25 10:30"),
    ],
)
def test_pieces_are_told_apart(text: str, start: str) -> None:
    assert only(text).start == at(start)


def test_from_one_day_to_another_is_no_range_where_something_is_moved() -> None:
    *_, last = read_times("move it from tuesday to thursday morning", NOW)
    assert last.start == at("2026-11-26 08:00")


def test_the_end_is_not_before_the_beginning() -> None:
    assert only("明天下午五点到三点").problem is Problem.BACKWARDS
