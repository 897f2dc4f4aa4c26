"""Since when, in the words in which it was said."""

import pytest

from assistant.requests import since_in
from tests.requests.report_desk import NOW


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("楼道灯不亮，坏了几个月了", "几个月了"),
        ("昨天开始电梯就停了", "昨天开始"),
        ("路灯坏了三天了", "三天了"),
        ("从上周五开始就没水", "从上周五开始"),
        ("昨天下午三点开始停水", "昨天下午三点开始"),
        ("十一月三号起停电", "十一月三号起"),
        ("上个月15号就坏了", "上个月15号"),
        ("今天早上就没水了", "今天早上"),
        ("街燈熄咗成個禮拜", "成個禮拜"),
        ("贴个条一个多月", "一个多月"),
        ("旧衣箱满了半个月", "半个月"),
        ("停电两个小时了", "两个小时了"),
        ("巷子口那盏灯坏了一个冬天了", "一个冬天"),
        ("好久没人扫了", "好久"),
        ("路灯 2周了 还没修", "2周了"),
        ("the lift has been broken for two weeks", "for two weeks"),
        ("out since last Monday, please fix", "since last Monday"),
        ("the swing broke yesterday", "yesterday"),
        ("dead for about 3 months now", "for about 3 months now"),
        ("three days now without water", "three days now"),
    ],
)
def test_the_words_themselves(text: str, since: str) -> None:
    assert since_in(text, NOW) == since


@pytest.mark.parametrize(
    "text",
    [
        "",
        "路灯不亮",
        "每天晚上跳广场舞",
        "停二十分钟要十五",
        "明天下午停水吗",
        "三号摊少了二两",
        "6栋电梯又停了",
        "no water tomorrow?",
        "3号楼2单元的门关不上",
        "three lamps are dead",
    ],
)
def test_nothing_where_nothing_is_said(text: str) -> None:
    assert since_in(text, NOW) == ""


def test_of_several_the_first() -> None:
    assert since_in("昨天打过电话，三天了没人来", NOW) == "昨天"
