"""Handing over: into the queue where somebody is there and can be waited for, else a call back."""

import logging
import uuid

import pytest

from actions.arrange import Human, Report
from actions.bookings.book import Book
from actions.fallback import DefaultFallback, NotUnderstood
from actions.find import Find
from actions.follow import Affirm
from actions.privacy import Privacy
from actions.summary import LONGEST_SENTENCE, SENTENCES
from actions.world import World
from assistant.handover import Clerks, Ending, Handovers, Reason
from assistant.wording.phrases import phrase_book
from tests.actions.talker import NOW, Talker, gone
from tests.support.someone import DEMO_HOME

ZH, EN = phrase_book("zh"), phrase_book("en")


def wants_a_person(talker: Talker, text: str = "转人工") -> str:
    return talker.says(Human, text, intent="human", here=DEMO_HOME)


def test_where_a_clerk_is_there_one_is_put_into_the_queue(talker: Talker, clerk: str) -> None:
    assert wants_a_person(talker) == ZH.reply("handover_queued_next").text
    assert talker.reply["handoff"] == "queued"
    assert talker.held is not None
    assert (talker.held.reason, talker.held.asked_at) == (Reason.ASKED, NOW)
    assert talker.question == ""


def test_how_many_are_before_is_said(talker: Talker, clerk: str) -> None:
    for _ in range(2):
        wants_a_person(Talker(talker.world, uuid.uuid4().hex[:24], now="2026-11-23T09:59:00+08:00"))
    assert wants_a_person(talker) == ZH.reply("handover_queued", ahead="2").text
    assert "前面还有两位" in talker.reply["speech"]


def test_asked_twice_is_once(talker: Talker, clerk: str) -> None:
    wants_a_person(talker)
    first = talker.held
    wants_a_person(talker, "快点转人工")
    assert talker.held == first
    assert len(talker.world.clerks.open()) == 1


def test_the_clerk_learns_what_was_said_and_done(talker: Talker, clerk: str) -> None:
    talker.slots["phone"] = "13907138642"
    talker.says(Report, "三楼楼道灯不亮", intent="report", here=DEMO_HOME)
    [ticket] = talker.world.tickets.of([talker.name])
    talker.says(Book, "约明天下午三点的健康屋", "health_hut", intent="book", here=DEMO_HOME)
    made = talker.says(Affirm, "对", intent="affirm")
    code = made.split("预约码 ")[1][:4]
    answer = talker.says(Find, "附近有药店吗", "pharmacy", here=DEMO_HOME)
    wants_a_person(talker, "我要找人工")
    assert talker.held is not None
    told = talker.held.summary
    assert told.said == (
        "三楼楼道灯不亮", "约明天下午三点的健康屋", "对", "附近有药店吗", "我要找人工",
    )  # fmt: skip
    assert told.answered == answer[:LONGEST_SENTENCE]
    assert told.place == DEMO_HOME["label"]
    assert told.wish == talker.world.catalogue["pharmacy"].label_zh
    assert told.codes == (code, ticket.code)
    assert (told.phone, told.language) == ("13907138642", "zh")


def test_the_clerk_reads_the_last_sentences_only(talker: Talker, clerk: str) -> None:
    for number in range(SENTENCES + 2):
        talker.says(Find, f"药店{number}" + "长" * LONGEST_SENTENCE, "pharmacy", here=DEMO_HOME)
    wants_a_person(talker)
    assert talker.held is not None
    said = talker.held.summary.said
    assert [each[:3] for each in said] == [f"药店{n}" for n in range(3, SENTENCES + 2)] + ["转人工"]
    assert {len(each) for each in said[:-1]} == {LONGEST_SENTENCE}


def test_a_sentence_that_rasa_did_not_keep_is_told_too(talker: Talker, clerk: str) -> None:
    wants_a_person(talker, "转人工")
    talker.events.clear()
    other = Talker(talker.world, uuid.uuid4().hex[:24])
    other.events = []
    other.says(Human, "我要人工", intent="human", whole="我要人工。很长的故事。")
    assert other.held is not None
    assert other.held.summary.said == ("我要人工",)


@pytest.mark.parametrize(
    ("secret", "language"),
    [("验证码是483920", "zh"), ("我的卡号6222 0202 0011 2233 445", "zh"),
     ("my pin is 4839", "en")],
)  # fmt: skip
def test_what_nobody_may_know_is_not_passed_on(
    talker: Talker, clerk: str, secret: str, language: str
) -> None:
    talker.says(Find, "附近有银行吗", "bank", here=DEMO_HOME)
    talker.language = language
    talker.says(NotUnderstood, secret, intent="nlu_fallback")
    talker.language = "zh"
    wants_a_person(talker)
    assert talker.held is not None
    assert talker.held.summary.said == ("附近有银行吗", "转人工")
    assert not any(digits in str(talker.held.summary) for digits in ("4839", "6222", "2233"))


def test_a_secret_at_the_end_of_a_long_story_is_not_passed_on(talker: Talker, clerk: str) -> None:
    first = "我要人工。"
    talker.says(Human, first, intent="human", whole=f"{first}密码是483920。", here=DEMO_HOME)
    assert talker.held is not None
    assert talker.held.summary.said == (first,)


def test_where_nobody_is_there_a_call_back_is_offered(talker: Talker) -> None:
    answer = wants_a_person(talker)
    assert "银杏社区居委会" in answer
    assert "027-0555 0110" in answer
    assert answer.endswith(ZH.reply("call_back_offer").text)
    assert (talker.question, talker.reply["handoff"], talker.held) == ("call_back", "none", None)


def test_who_cannot_wait_is_called_back(talker: Talker, clerk: str) -> None:
    speaker = Talker(talker.world, uuid.uuid4().hex[:24], channel="speaker")
    assert ZH.reply("call_back_offer").text in wants_a_person(speaker)
    assert speaker.held is None


def test_at_the_hotline_a_number_is_told(talker: Talker, clerk: str) -> None:
    operator = Talker(talker.world, uuid.uuid4().hex[:24], channel="operator")
    answer = wants_a_person(operator)
    assert "027-0555 0110" in answer
    assert ZH.reply("call_back_offer").text not in answer
    assert (operator.held, operator.question) == (None, "")


def test_three_turns_that_were_not_understood(talker: Talker, clerk: str) -> None:
    for _ in range(2):
        talker.says(NotUnderstood, "乌拉拉", intent="nlu_fallback")
        assert talker.held is None
    answer = talker.says(NotUnderstood, "乌拉拉", intent="nlu_fallback")
    assert answer == "\n".join(
        ZH.reply(key).text for key in ("handover_why_misunderstood", "handover_queued_next")
    )
    assert talker.held is not None
    assert talker.held.reason is Reason.MISUNDERSTOOD
    assert talker.reply["handoff"] == "queued"


def test_where_rasa_has_no_rule(talker: Talker, clerk: str) -> None:
    talker.says(DefaultFallback, "乌拉拉", intent="nlu_fallback")
    assert talker.held is not None
    assert talker.held.reason is Reason.MISUNDERSTOOD


def test_in_english(talker: Talker, clerk: str) -> None:
    talker.language = "en"
    answer = wants_a_person(talker, "a person please")
    assert answer == EN.reply("handover_queued_next").text
    assert talker.held is not None
    told = talker.held.summary
    assert (told.language, told.place) == ("en", DEMO_HOME["label_en"])


def test_a_database_that_is_gone_still_leaves_a_number(
    talker: Talker, clerk: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Clerks, "attended", gone)
        assert "027-0555 0110" in wants_a_person(talker)
    talker.comes_back()
    with monkeypatch.context() as patched:
        patched.setattr(Handovers, "ask", gone)
        assert "027-0555 0110" in wants_a_person(talker)
    assert talker.held is None
    assert "could not be read" in caplog.text
    assert "nobody could be put into the queue" in caplog.text
    assert "13907138642" not in caplog.text


def test_who_asks_to_be_forgotten_is(talker: Talker, clerk: str, world: World) -> None:
    wants_a_person(talker)
    held = talker.held
    assert held is not None
    talker.says(Privacy, "把我忘了", intent="privacy")
    assert talker.held is None
    left = world.clerks.handover(held.id)
    assert left is not None
    assert (left.person, left.summary.said, left.ending) == (None, (), Ending.FORGOTTEN)


def test_what_could_not_be_forgotten_is_said(
    talker: Talker, clerk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wants_a_person(talker)
    monkeypatch.setattr("actions.privacy.erase_handovers", gone)
    answer = talker.says(Privacy, "把我忘了", intent="privacy")
    assert answer == ZH.reply("privacy_forgotten_failed").text
    assert talker.held is not None


def test_the_logs_tell_nothing(
    talker: Talker, clerk: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        talker.says(Find, "王秀英家附近有药店吗", "pharmacy", here=DEMO_HOME)
        wants_a_person(talker, "我是王秀英，转人工")
    assert "王秀英" not in caplog.text
