"""Who is talking to me, and somebody who is sorry; lures that are told on; law and anger."""

from typing import Any

import pytest

from actions.find import Find
from actions.follow import Detail
from actions.place import Lost
from actions.safety import Emergency
from actions.sayings import Chitchat, Greet
from assistant.wording.keywords import emergency_kind
from assistant.wording.phrases import phrase_book
from tests.actions.talker import Talker
from tests.support.someone import DEMO_HOME

ZH, EN = phrase_book("zh"), phrase_book("en")


def chats(talker: Talker, text: str, action: Any = Chitchat, intent: str = "chitchat") -> str:
    return talker.says(action, text, intent=intent, here=DEMO_HOME)


@pytest.mark.parametrize("text", ["你是真人还是假人", "你是真人吗", "你是机器人吗", "你叫什么"])
def test_a_machine_says_so(talker: Talker, text: str) -> None:
    assert chats(talker, text) == ZH.reply("who_i_am").text


def test_a_machine_says_so_in_english(talker: Talker) -> None:
    talker.language = "en"
    assert chats(talker, "are you human?") == EN.reply("who_i_am").text
    assert chats(talker, "are you a scam?") == EN.reply("costs_nothing").text


@pytest.mark.parametrize("text", ["你是不是骗子哦", "你们收费吗"])
def test_no_fraud(talker: Talker, text: str) -> None:
    assert chats(talker, text, Detail, "detail") == ZH.reply("costs_nothing").text


def test_who_is_sorry_is_forgiven(talker: Talker) -> None:
    assert chats(talker, "不好意思刚才骂你了") == ZH.reply("never_mind_rude").text


@pytest.mark.parametrize("text", ["可以告诉他不", "已经交了两千", "他说是领导"])
def test_a_lure_is_told_on(talker: Talker, text: str) -> None:
    talker.says(Find, "有人要我身份证号", intent="find", here=DEMO_HOME)
    assert chats(talker, text) == ZH.reply("fraud_more").text
    assert chats(talker, text) == ZH.reply("fraud_more").text


def test_a_lure_that_sounds_like_danger_is_told_on(talker: Talker) -> None:
    first = talker.says(Emergency, "有人打电话要我转钱", intent="emergency", here=DEMO_HOME)
    assert first == ZH.reply("emergency_fraud").text
    then = talker.says(Emergency, "他说是公安局的", intent="emergency", here=DEMO_HOME)
    assert then == ZH.reply("fraud_more").text


def test_after_a_lure_other_things_are_answered(talker: Talker) -> None:
    talker.says(Find, "让我转账", intent="find", here=DEMO_HOME)
    assert chats(talker, "你好", Greet, "greet") == ZH.reply("greet").text


@pytest.mark.parametrize(
    ("text", "kind"),
    [("电梯里头有人困到起了", "trapped"), ("有人困在电梯里了", "trapped"),
     ("someone is trapped in the elevator", "trapped"), ("着火了，人被困在屋里", "fire"),
     ("活着没得意思", "self_harm"), ("我不活了", "self_harm"),
     ("他说是公安局的", "fraud"), ("打起来了快来人啊", "crime"),
     ("邻居的狗咬我儿子了", "medical"), ("我屋里煤气有味道", "fire")],
)  # fmt: skip
def test_the_right_help(text: str, kind: str) -> None:
    assert emergency_kind(text) == kind


def test_whether_something_is_legal_is_no_matter_of_a_shop(talker: Talker) -> None:
    talker.language = "en"
    text = "is it legal to keep my passport"
    answer = talker.says(Detail, text, "photo_copy", intent="detail", here=DEMO_HOME)
    assert "12348" in answer


@pytest.mark.parametrize("text", ["废物", "你真笨", "你是傻逼吗"])
def test_a_bad_word_is_no_search(talker: Talker, text: str) -> None:
    answer = talker.says(Find, text, "recycling_station", intent="find", here=DEMO_HOME)
    if text == "废物":
        assert ZH.reply("human_offer").text in answer
    else:
        assert ZH.reply("handover_why_anger").text in answer
    assert ZH.reply("human_offer").text in chats(talker, text)


def test_nothing_is_asked_after_a_question(talker: Talker) -> None:
    talker.channel = "speaker"
    talker.says(Greet, "喂", intent="greet")
    assert not talker.reply["speech"].endswith("还要别的吗？")


def test_the_city_line_is_no_emergency(talker: Talker) -> None:
    answer = talker.says(Emergency, "我要打12345", intent="emergency", here=DEMO_HOME)
    assert "12345" in answer
    assert "120" not in answer


def test_who_is_sad_is_not_sent_to_the_police(talker: Talker) -> None:
    talker.language = "en"
    answer = talker.says(Lost, "I am homesick and sad", intent="lost", here=DEMO_HOME)
    assert "12356" in answer
    assert "Police" not in answer
    talker.language = "zh"
    assert "12356" not in talker.says(Lost, "我迷路了", intent="lost", here=DEMO_HOME)
