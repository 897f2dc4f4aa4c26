"""Times that will not do are not taken for those that are wished."""

from datetime import datetime

import pytest

from assistant.clock import ZONE
from assistant.times import read_times

NOW = datetime(2026, 3, 5, 14, 20, tzinfo=ZONE)
"""A Thursday."""


def starts(text: str) -> list[str]:
    return [f"{said.start:%m-%d %H}" for said in read_times(text, NOW) if said.start]


@pytest.mark.parametrize(
    "text",
    ["除了周三都行", "周三以外都行", "周五没空", "周三不行，其他都行", "周六周日都要上班",
     "明天我有事", "明天上午唔得闲", "anytime except wednesday", "any day but Friday",
     "I'm busy on Monday", "I can't do tomorrow morning", "Friday doesn't work"],
)  # fmt: skip
def test_only_what_will_not_do(text: str) -> None:
    assert starts(text) == []


@pytest.mark.parametrize(
    ("text", "start"),
    [("明天不行，后天上午吧", "03-07 08"), ("礼拜二我要上班，礼拜三可以", "03-11 00"),
     ("下午没空 上午可以", "03-06 08"),
     ("Friday won't work, how about Saturday at 10?", "03-07 10")],
)  # fmt: skip
def test_what_will_do_instead(text: str, start: str) -> None:
    assert starts(text) == [start]


@pytest.mark.parametrize(
    ("text", "start"),
    [("明天下午不行吗", "03-06 13"), ("明天行不行", "03-06 00"), ("聽日得唔得", "03-06 00"),
     ("明天下午有事找你", "03-06 13"),
     ("明天下午那个不行了，帮我取消", "03-06 13"), ("周三的号我去不了", "03-11 00")],
)  # fmt: skip
def test_a_question_and_a_booking_keep_their_time(text: str, start: str) -> None:
    assert starts(text) == [start]


def test_one_more_day_is_no_exception() -> None:
    assert starts("除了周三，周四也行") == ["03-11 00", "03-05 14"]


def test_what_will_not_do_can_be_asked_for() -> None:
    both = read_times("明天没空，后天吧", NOW, unfit=True)
    assert [said.unfit for said in both] == [True, False]
