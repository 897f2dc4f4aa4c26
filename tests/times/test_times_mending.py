"""Misheard times, mended by what people say."""

from datetime import datetime

import pytest

from assistant.clock import ZONE
from assistant.times import read_times, with_times_mended

NOW = datetime(2026, 1, 4, 8, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("heard", "mended", "start"),
    [
        ("名天下午三点来修水龙头", "明天下午三点来修水龙头", "2026-01-05T15:00"),
        ("礼拜流下午来通马桶", "礼拜六下午来通马桶", "2026-01-10T13:00"),
        ("明天下午良点半给我妈洗脚", "明天下午两点半给我妈洗脚", "2026-01-05T14:30"),
        ("晚尚七点钟", "晚上七点钟", "2026-01-04T19:00"),
    ],
)
def test_a_misheard_time_is_read_as_it_was_meant(heard: str, mended: str, start: str) -> None:
    told = with_times_mended(heard, mended, NOW)
    assert told == mended
    assert [time.start for time in read_times(told, NOW)] == [
        datetime.fromisoformat(start).replace(tzinfo=ZONE)
    ]


def test_only_times_are_mended() -> None:
    told = with_times_mended("名天来修水农头", "明天来修水笼头", NOW)
    assert told == "明天来修水农头"


@pytest.mark.parametrize(
    ("heard", "mended"),
    [
        ("元旦下午三点搬个柜子", "元旦下午三点半个柜子"),  # it is done at three
        ("明儿晌午来家里", "明儿上午来家里"),  # 晌午 is a time as well
        ("昭示怎么走", "早十怎么走"),  # no time was heard at all
        ("明天下午", ""),  # nobody knows
        ("明天修鞋", "明天下午修鞋"),  # not sign by sign
    ],
)
def test_what_tells_no_more_time_stays_as_it_was_heard(heard: str, mended: str) -> None:
    assert with_times_mended(heard, mended, NOW) == heard
