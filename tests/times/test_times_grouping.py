"""Which of the times in a sentence is meant, and what belongs to it."""

from datetime import datetime

import pytest

from assistant.clock import ZONE
from assistant.times import read_times

NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
"""A Monday."""


def last(text: str) -> tuple[str, str]:
    """Start and end of the time that is meant: the last one, without the year."""
    *_, said = read_times(text, NOW)
    assert said.start
    assert said.end
    return f"{said.start:%m-%d %H:%M}", f"{said.end:%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("不是五点，是后天下午四点来", "11-25 16:00"),
        ("要的是下周六，不是这周六", "12-05 00:00"),
        ("周三啊 不是周四", "11-25 00:00"),
        ("saturday morning, not sunday", "11-28 08:00"),
        ("四点过来吧，明天", "11-24 16:00"),
        ("六点半来帮忙 早上啊", "11-24 06:30"),
        ("christmas eve, a table for four people, at 7 pm", "12-24 19:00"),
        ("下周，周三下午两点", "12-02 14:00"),
        ("the week after next, thursday", "12-10 00:00"),
        ("on friday, starting at 10 am", "11-27 10:00"),
        ("周四下午吧 上午我要去买菜", "11-26 13:00"),
        ("明天下午两点来 我上午要去吊水", "11-24 14:00"),
        ("明天下午三点以后来 三点以前我要睡午觉", "11-24 15:00"),
        ("今晚七点半 我下班以后过去", "11-23 19:30"),
        ("昨天报的 今晚来修 前天就坏了", "11-23 18:00"),
        ("周五下午打扫 快过年了", "11-27 13:00"),
        ("把后天那个往后挪一天", "11-26 00:00"),
        ("明天上午十点一定要来", "11-24 10:00"),
        ("三点一个字", "11-23 15:05"),
        ("下礼拜的今天", "11-30 00:00"),
        ("cleaning from 10 to 12 tomorrow", "11-24 10:00"),
        ("狗从六号寄养到八号", "12-06 00:00"),
        ("上午十点有空的理发师吗 明天的", "11-24 10:00"),
        ("后天下午来做两小时保洁，两点开始", "11-25 14:00"),
        ("今晚七点半的课我迟到一点", "11-23 19:30"),
        ("这个月最后一天下午三点", "11-30 15:00"),
        ("改成 12 月 1 号上午 9:30", "12-01 09:30"),
        ("上午九点来擦玻璃，周三那天", "11-25 09:00"),
        ("下午五点来取蛋糕，名字写小满", "11-23 17:00"),
        ("周六下午三点 帮我看一会儿小的", "11-28 15:00"),
        ("is anyone working on january 2nd", "01-02 00:00"),
        ("明天晚上六点以后 我上班走不开", "11-24 18:00"),
        ("不是三点 是四点 明天下午四点", "11-24 16:00"),
        ("平安夜晚上七点 孩子圣诞晚会", "12-24 19:00"),
        ("明天下午三点办来修马桶", "11-24 15:30"),
        ("下周一吧 这周我忙", "11-30 00:00"),
        ("晚上十点半来修 白天不方便 今天", "11-23 22:30"),
        ("考级是一月二十四号 前一天下午调琴", "01-23 13:00"),
        ("周六爬山，那天晚上要一桌饭", "11-28 18:00"),
        ("tuesday afternoon instead of monday", "11-24 13:00"),
        ("a bike for the whole weekend", "11-28 00:00"),
    ],
)
def test_what_is_meant_of_two(text: str, start: str) -> None:
    assert last(text)[0] == start


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("后天晚上七点来修，我六点半才到家", "11-25 19:00"),
        ("后天晚上七点来修，就那天晚上有空", "11-25 19:00"),
        ("后天晚上六点下班，七点半到店", "11-25 19:30"),
        ("明天八点出门，五点回来取", "11-24 17:00"),
    ],
)
def test_what_only_tells_more_of_a_time_is_of_the_same_day(text: str, start: str) -> None:
    assert last(text)[0] == start


@pytest.mark.parametrize("text", ["从5号起把猫寄养三天", "把猫寄养三天，从5号开始"])
def test_so_many_days_from_a_day_on(text: str) -> None:
    assert last(text) == ("12-05 00:00", "12-08 00:00")


@pytest.mark.parametrize(
    "text",
    [
        "走路十分钟以内有菜场吗",
        "周六福在几楼",
        "老周一家人住这儿",
        "八点半咖啡馆在哪",
        "我排到9号了",
        "我反映三点 一是灯暗",
        "发烧三十八点五",
        "早上好",
        "夜里总咳嗽",
        "it costs about 3.50",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert read_times(text, NOW) == []


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("十分钟以后能到吗", "11-23 10:10"),
        ("个半钟之后嚟", "11-23 11:30"),
        ("周三十点", "11-25 10:00"),
        ("端午节那天早上订三斤端午粽", "06-09 06:00"),
        ("明天下午安排人来", "11-24 13:00"),
        ("二十二号给我留个位子", "12-22 00:00"),
        ("what about tuesday at half past two", "11-24 14:30"),
        ("the eve of chinese new year, 11 am", "02-05 11:00"),
        ("农历初一早上六点", "12-09 06:00"),
        ("问一下礼拜六早上有号吗", "11-28 06:00"),
        ("问一下下周三早上有号吗", "12-02 06:00"),
        ("下周一下午，下周二也行", "12-01 00:00"),
    ],
)
def test_what_stands_beside_a_time_does_not_bend_it(text: str, start: str) -> None:
    assert last(text)[0] == start


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("楼下周记粥铺开着吗", 0),
        ("那家八点半蛋糕店", 0),
        ("我就说两点 一是电梯", 0),
        ("要3号那个", 0),
        ("六一幼儿园在哪", 0),
        ("爷爷八十一了", 0),
        ("哪里买元宵", 0),
        ("周一鸣大夫在吗", 0),
        ("周一医生在吗", 1),
        ("住户要16号下午三点", 1),
        ("在楼下，下周来", 1),
    ],
)
def test_names_and_counts_are_told_from_times(text: str, times: int) -> None:
    assert len(read_times(text, NOW)) == times
