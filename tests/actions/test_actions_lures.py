"""Lures and secrets: the warning, and nothing of it is kept."""

import logging
from typing import Any

import pytest

from actions.arrange import Report
from actions.fallback import NotUnderstood
from actions.find import Find
from actions.lures import holds_secret
from actions.safety import Emergency
from actions.sayings import Chitchat
from assistant.wording.phrases import phrase_book
from tests.actions.talker import Talker
from tests.support.someone import DEMO_HOME

ZH, EN = phrase_book("zh"), phrase_book("en")


@pytest.mark.parametrize(
    "text",
    [
        "验证码是483920", "验证码483920", "短信码：4839", "密码 一二三四五六", "取款密码为123456",
        "卡号是6222020200112233", "我的卡6222 0202 0011 2233 445", "6222-0202-0011-2233",
        "６２２２０２０２００１１２２３３", "my PIN is 4839", "verification code 483920",
        "the password: 12345678",
    ],
)  # fmt: skip
def test_a_code_or_the_number_of_a_card_is_a_secret(text: str) -> None:
    assert holds_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "验证码是什么", "我忘了密码", "打13907138642", "户号02087654321", "明天3点到5点",
        "验证码没收到，打12345", "身份证1234567890", "pin code", "银行卡在哪办", "密码锁3号楼",
        "单号12345678901234567890",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert not holds_secret(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "验证码是483920"), ("zh", "我的卡号是6222020200112233"), ("en", "my pin is 4839")],
)
@pytest.mark.parametrize("intent", ["nlu_fallback", "find", "report", "chitchat", "human"])
def test_whoever_tells_a_secret_is_warned(
    talker: Talker, language: str, text: str, intent: str, caplog: pytest.LogCaptureFixture
) -> None:
    talker.language = language
    with caplog.at_level(logging.DEBUG):
        answer = talker.says(NotUnderstood, text, intent=intent, here=DEMO_HOME)
    assert answer == phrase_book(language).reply("secret_told").text
    assert "4839" not in caplog.text
    assert "6222" not in str(talker.slots)
    assert "4839" not in str(talker.slots)
    assert talker.world.tickets.of([talker.name]) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "有人让我转账"), ("zh", "客服问我要验证码"), ("zh", "要我下载一个软件"),
     ("en", "he asked me to transfer money"), ("en", "somebody wants my pin")],
)  # fmt: skip
def test_who_is_lured_is_warned(talker: Talker, language: str, text: str) -> None:
    talker.language = language
    answer = talker.says(Find, text, "bank", intent="find", here=DEMO_HOME)
    assert answer == phrase_book(language).reply("emergency_fraud").text
    assert "96110" in answer


@pytest.mark.parametrize("text", ["有人打电话让我转账", "骗子打电话让我转账", "他问我要验证码"])
def test_a_report_of_it_is_a_warning_first(talker: Talker, text: str) -> None:
    answer = talker.says(Report, text, intent="report", here=DEMO_HOME)
    assert answer.startswith(ZH.reply("emergency_fraud").text)
    assert talker.world.tickets.of([talker.name]) == []


def test_a_report_of_something_else_stays_one(talker: Talker) -> None:
    talker.says(Report, "楼道灯坏了，物业叫我转账才修", intent="report", here=DEMO_HOME)
    assert [each.kind for each in talker.world.tickets.of([talker.name])] == ["stairwell_lamp"]


def test_danger_goes_before_it(talker: Talker) -> None:
    answer = talker.says(Emergency, "有人晕倒了，密码是483920", intent="emergency")
    assert "120" in answer


@pytest.mark.parametrize(("language", "text"), [("zh", "你收费吗"), ("en", "do you charge")])
def test_what_we_cost(talker: Talker, language: str, text: str) -> None:
    talker.language = language
    answer = talker.says(Chitchat, text, intent="chitchat")
    assert answer == phrase_book(language).reply("costs_nothing").text


@pytest.mark.parametrize("text", ["停车要收费吗", "附近哪里能转账", "银行怎么汇款"])
def test_other_questions_of_money_are_answered(talker: Talker, text: str) -> None:
    answer: Any = talker.says(Find, text, "bank", here=DEMO_HOME)
    assert answer not in (ZH.reply("emergency_fraud").text, ZH.reply("costs_nothing").text)
    assert talker.reply["places"]
