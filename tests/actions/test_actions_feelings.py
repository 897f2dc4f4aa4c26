"""Anger, distress, money and law: a person, unless something was wanted that can be done."""

from typing import Any

import pytest

from actions.arrange import Feedback, Human, Report
from actions.bookings.book import Book
from actions.fallback import NotUnderstood
from actions.find import Find
from actions.follow import Affirm
from actions.safety import Emergency
from actions.sayings import Bye, Chitchat, OutOfScope
from assistant.handover import Reason
from assistant.wording.phrases import phrase_book
from tests.actions.talker import Talker
from tests.support.someone import DEMO_HOME

ZH, EN = phrase_book("zh"), phrase_book("en")
QUEUED = ZH.reply("handover_queued_next").text


def why(reason: str, language: str = "zh") -> str:
    return phrase_book(language).reply(f"handover_why_{reason}").text


@pytest.mark.parametrize(
    ("action", "intent"),
    [(NotUnderstood, "nlu_fallback"), (OutOfScope, "out_of_scope"), (Chitchat, "chitchat"),
     (Bye, "bye")],
)  # fmt: skip
def test_anger_alone_hands_over(talker: Talker, clerk: str, action: Any, intent: str) -> None:
    answer = talker.says(action, "气死我了，你这个破机器", intent=intent, here=DEMO_HOME)
    assert answer == f"{why('anger')}\n{QUEUED}"
    assert talker.held is not None
    assert talker.held.reason is Reason.ANGER
    assert talker.held.summary.said == ("气死我了，你这个破机器",)


def test_anger_where_nobody_is_there_offers_a_call(talker: Talker) -> None:
    words = "气死我了，你什么都不懂"
    answer = talker.says(NotUnderstood, words, intent="nlu_fallback", here=DEMO_HOME)
    assert answer.startswith(why("anger"))
    assert "027-0555 0110" in answer
    assert talker.question == "call_back"


def test_one_bad_word_is_asked_about(talker: Talker, clerk: str) -> None:
    answer = talker.says(NotUnderstood, "放屁", intent="nlu_fallback", here=DEMO_HOME)
    assert answer.startswith(why("anger"))
    assert talker.held is None
    talker.says(Affirm, "好的", intent="affirm", here=DEMO_HOME)
    assert talker.held is not None


def test_an_angry_report_is_still_a_report(talker: Talker, clerk: str) -> None:
    words = "楼道灯坏了三天，没人管，气死我了"
    answer = talker.says(Report, words, intent="report", here=DEMO_HOME)
    assert answer.startswith(why("anger"))
    [ticket] = talker.world.tickets.of([talker.name])
    assert ticket.code in answer
    assert (ticket.kind, ticket.details.words) == ("stairwell_lamp", (words,))
    assert talker.held is None


def test_an_angry_opinion_is_still_noted(talker: Talker, clerk: str) -> None:
    answer = talker.says(Feedback, "食堂太差，受够了", intent="feedback", here=DEMO_HOME)
    assert answer == f"{why('anger')}\n{ZH.reply('voice_complaint').text}"
    assert talker.held is None


def test_who_looks_for_something_in_anger_finds_it(talker: Talker, clerk: str) -> None:
    answer = talker.says(Find, "烦死了，哪里有药店", "pharmacy", here=DEMO_HOME)
    assert answer.startswith(why("anger"))
    assert "仁心堂" in answer
    assert talker.held is None


def test_who_asks_for_a_person_in_anger_asked_for_a_person(talker: Talker, clerk: str) -> None:
    answer = talker.says(Human, "气死我了，转人工", intent="human", here=DEMO_HOME)
    assert answer == QUEUED
    assert talker.held is not None
    assert talker.held.reason is Reason.ASKED


def test_danger_is_answered_whatever_else_is_said(talker: Talker, clerk: str) -> None:
    answer = talker.says(Emergency, "气死我了，有人晕倒了", intent="emergency", here=DEMO_HOME)
    assert "120" in answer
    assert why("anger") not in answer
    assert talker.held is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [("心里堵得慌，没人跟我说话", Reason.DISTRESS), ("养老金怎么算的", Reason.MONEY),
     ("邻居欠钱不还", Reason.MONEY), ("遗嘱怎么写", Reason.LAW), ("我想告物业", Reason.LAW)],
)  # fmt: skip
@pytest.mark.parametrize("intent", ["nlu_fallback", "chitchat", "find"])
def test_what_a_person_should_answer(
    talker: Talker, clerk: str, text: str, reason: Reason, intent: str
) -> None:
    answer = talker.says(NotUnderstood, text, intent=intent, here=DEMO_HOME)
    lines = [why(reason), *([ZH.reply("handover_law_line").text] * (reason is Reason.LAW)), QUEUED]
    assert answer == "\n".join(lines)
    assert talker.held is not None
    assert talker.held.reason is reason
    assert talker.reply["handoff"] == "queued"


@pytest.mark.parametrize(
    ("text", "reason", "number"),
    [("I have no someone to talk to", "distress", "12356"), ("he owes me money", "money", ""),
     ("I want a divorce", "law", "12348"), ("this is ridiculous", "anger", "")],
)  # fmt: skip
def test_in_english(talker: Talker, clerk: str, text: str, reason: str, number: str) -> None:
    talker.language = "en"
    answer = talker.says(NotUnderstood, text, intent="nlu_fallback", here=DEMO_HOME)
    assert answer.startswith(why(reason, "en"))
    assert number in answer
    assert answer.endswith(EN.reply("handover_queued_next").text)


@pytest.mark.parametrize("text", ["哪个银行利息怎么算", "打官司找哪个银行"])
def test_where_a_place_is_surely_looked_for_it_is_found(
    talker: Talker, clerk: str, text: str
) -> None:
    talker.says(Find, text, "bank", here=DEMO_HOME)
    assert talker.held is None
    assert talker.reply["places"]


def test_distress_goes_before_what_is_looked_for(talker: Talker, clerk: str) -> None:
    talker.says(Find, "心里难受，想去公园", "park", here=DEMO_HOME)
    assert talker.held is not None
    assert talker.held.reason is Reason.DISTRESS


@pytest.mark.parametrize("text", ["物业多扣了我的钱", "物业违约金乱收"])
def test_a_report_of_money_or_law_is_a_report(talker: Talker, clerk: str, text: str) -> None:
    talker.says(Report, text, intent="report", here=DEMO_HOME)
    assert talker.held is None
    assert len(talker.world.tickets.of([talker.name])) == 1


def test_a_note_to_a_booking_is_no_matter_of_law(talker: Talker, clerk: str) -> None:
    talker.says(Book, "约明天下午三点的健康屋", "health_hut", intent="book", here=DEMO_HOME)
    talker.says(NotUnderstood, "打官司的事", intent="nlu_fallback")
    assert talker.held is None


@pytest.mark.parametrize("text", ["附近有药店吗", "谢谢你", "", "今天天气真好"])
def test_nothing_of_the_kind_is_heard_in_other_sentences(
    talker: Talker, clerk: str, text: str
) -> None:
    talker.says(Chitchat, text, intent="chitchat", here=DEMO_HOME)
    assert talker.held is None
