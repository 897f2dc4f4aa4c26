"""A call back: the number asked for, taken down whole, given up; one for each, not several."""

import uuid
from typing import Any

import pytest

from actions.arrange import Human
from actions.bookings.book import Book
from actions.fallback import NotUnderstood
from actions.find import Find
from actions.follow import Affirm, Deny
from actions.safety import Emergency
from actions.sayings import OutOfScope
from actions.world import World
from assistant.requests import Ticket, TicketDesk, Tickets
from assistant.wording.phrases import phrase_book
from tests.actions.talker import NOW, Talker, gone
from tests.support.someone import DEMO_HOME

ZH, EN = phrase_book("zh"), phrase_book("en")
NUMBER = "13907138642"
ASK, AGAIN = ZH.reply("call_back_ask").text, ZH.reply("call_back_ask_again").text
DROPPED = ZH.reply("call_back_dropped").text


def wants_a_call(talker: Talker, text: str = "给我回个电话") -> str:
    return talker.says(OutOfScope, text, intent="out_of_scope", here=DEMO_HOME)


def says(talker: Talker, text: str, intent: str = "nlu_fallback", **more: Any) -> str:
    return talker.says(NotUnderstood, text, intent=intent, **more)


def calls(talker: Talker) -> list[Ticket]:
    found = talker.world.tickets.of([talker.name])
    return [each for each in found if each.kind == "call_back"]


def number(text: str, digits: str = NUMBER) -> tuple[dict[str, Any], ...]:
    start = text.index(digits)
    return ({"entity": "phone", "value": digits, "start": start, "end": start + len(digits)},)


def test_the_number_is_asked_for_and_taken_down(talker: Talker) -> None:
    assert wants_a_call(talker) == ASK
    answer = says(talker, NUMBER, entities=number(NUMBER))
    [ticket] = calls(talker)
    assert "139 0713 8642" in answer
    assert ticket.code in answer
    assert "银杏社区居委会" not in answer  # it is open: they call soon
    assert "12345" in answer
    assert (ticket.desk, ticket.details.phone) == ("community_office", NUMBER)
    assert ticket.details.words == ("给我回个电话",)
    assert ticket.details.place == DEMO_HOME["label"]
    assert ticket.filed_at == NOW
    assert talker.reply["ticket"]["id"] == ticket.id
    assert "尾号八六四二" in talker.reply["speech"]
    assert "幺三九" not in talker.reply["speech"]
    assert talker.slots["phone"] == NUMBER
    assert talker.question == "called_back"


def test_after_a_person_was_asked_for_in_vain(talker: Talker) -> None:
    talker.says(Find, "哪里有药店", "pharmacy", here=DEMO_HOME)
    talker.says(Human, "转人工", intent="human", here=DEMO_HOME)
    says(talker, "幺三九零七幺三八六四二")
    [ticket] = calls(talker)
    assert ticket.details.phone == NUMBER
    assert ticket.details.words == ("哪里有药店", "转人工")


@pytest.mark.parametrize("part", ["12345", "139071386421", "99"])
def test_a_number_that_is_not_whole_is_asked_for_again(talker: Talker, part: str) -> None:
    wants_a_call(talker)
    for _ in range(3):
        assert says(talker, part) == AGAIN
    assert calls(talker) == []
    says(talker, "139 0713 8642")
    assert [each.details.phone for each in calls(talker)] == [NUMBER]


@pytest.mark.parametrize(
    ("action", "text", "intent"),
    [(Deny, "不用", "deny"), (NotUnderstood, "算了", "nlu_fallback"),
     (NotUnderstood, "不用了", "nlu_fallback")],
)  # fmt: skip
def test_who_gives_it_up_is_not_asked_again(
    talker: Talker, action: Any, text: str, intent: str
) -> None:
    wants_a_call(talker)
    assert talker.says(action, text, intent=intent) == DROPPED
    assert talker.question == ""
    assert says(talker, "139") not in (ASK, AGAIN)
    assert calls(talker) == []


def test_yes_is_asked_which_number_once(talker: Talker) -> None:
    talker.says(Human, "转人工", intent="human", here=DEMO_HOME)
    assert talker.says(Affirm, "好的", intent="affirm") == ASK
    assert ASK not in talker.says(Affirm, "好的", intent="affirm")
    assert talker.question == ""


def test_something_else_is_answered(talker: Talker) -> None:
    wants_a_call(talker)
    assert "仁心堂" in talker.says(Find, "附近有药店吗", "pharmacy", here=DEMO_HOME)
    assert talker.question != "call_back"
    assert calls(talker) == []


def test_danger_is_answered_first(talker: Talker) -> None:
    wants_a_call(talker)
    assert "120" in talker.says(Emergency, "有人晕倒了", intent="emergency")
    assert calls(talker) == []


def test_a_known_number_is_not_asked_for(talker: Talker) -> None:
    talker.slots["phone"] = NUMBER
    assert "139 0713 8642" in wants_a_call(talker)
    assert [each.details.phone for each in calls(talker)] == [NUMBER]


def test_a_number_in_the_wish_itself(talker: Talker) -> None:
    text = f"打给我，{NUMBER}"
    talker.says(OutOfScope, text, intent="out_of_scope", here=DEMO_HOME, entities=number(text))
    assert [each.details.phone for each in calls(talker)] == [NUMBER]


@pytest.mark.parametrize("kept", ["12", "99999999999"])
def test_a_known_number_that_is_none_is_asked_for(talker: Talker, kept: str) -> None:
    talker.slots["phone"] = kept
    assert wants_a_call(talker) == ASK


def test_a_second_wish_is_added_to_the_first(talker: Talker) -> None:
    wants_a_call(talker)
    says(talker, NUMBER)
    [first] = calls(talker)
    answer = wants_a_call(talker, "药店的事，给我回个电话")
    assert answer == ZH.reply("call_back_known", code=first.code).text
    [ticket] = calls(talker)
    assert ticket.id == first.id
    assert ticket.details.words[0] == "给我回个电话"
    assert "药店的事，给我回个电话" in ticket.details.words
    assert ticket.details.words.count("给我回个电话") == 1
    assert talker.reply["ticket"]["code"] == first.code


def test_after_it_was_made_another_can_be_wished_for(talker: Talker) -> None:
    wants_a_call(talker)
    says(talker, NUMBER)
    [first] = calls(talker)
    desk = TicketDesk(talker.world.engine, talker.world.secret)
    desk.assign(first.id, first.desk, NOW)
    desk.finish(first.id, "打过了", NOW)
    wants_a_call(talker)
    assert len({each.id for each in calls(talker)} - {first.id}) == 1


def test_the_same_message_is_one_call(talker: Talker) -> None:
    wants_a_call(talker)
    asked = dict(talker.slots)
    first = says(talker, NUMBER, message_id="m1")
    talker.slots = asked
    assert says(talker, NUMBER, message_id="m1") == first
    assert len(calls(talker)) == 1


def test_a_later_call_back_is_told_apart_by_the_end_of_its_id(talker: Talker) -> None:
    conversation = "5b1c7a52-30a8-4a6e-9d0c-8f8f2f5f6a11/message-"
    wants_a_call(talker)
    says(talker, NUMBER, message_id=f"{conversation}1")
    [first] = calls(talker)
    desk = TicketDesk(talker.world.engine, talker.world.secret)
    desk.assign(first.id, first.desk, NOW)
    desk.finish(first.id, "打过了", NOW)
    talker.slots = {}
    wants_a_call(talker)
    says(talker, NUMBER, message_id=f"{conversation}2")
    assert len({each.id for each in calls(talker)} - {first.id}) == 1


def test_what_one_caller_said_does_not_stand_in_the_call_back_of_the_next(world: World) -> None:
    operator = Talker(world, uuid.uuid4().hex, channel="operator")
    for digits, told in (("13800138002", "她老伴刚查出来肺癌"), ("13800138003", "她家灯不亮")):
        text = f"来电{digits}"
        operator.says(OutOfScope, text, intent="out_of_scope", entities=number(text, digits))
        operator.says(OutOfScope, told, intent="chitchat")
    operator.says(OutOfScope, "给我回个电话", intent="out_of_scope")
    summary = operator.slots["asked"]["summary"]
    assert summary["said"] == ["她家灯不亮", "给我回个电话"]


def test_what_is_surely_looked_for_is_found_instead(talker: Talker) -> None:
    answer = talker.says(
        Find, "附近有没有药店可以打给我的", "pharmacy", intent="find", here=DEMO_HOME
    )
    assert "仁心堂" in answer
    assert talker.question != "call_back"


def test_the_number_for_a_booking_is_no_call_back(talker: Talker) -> None:
    talker.says(Book, "约明天下午三点的健康屋", "health_hut", intent="book", here=DEMO_HOME)
    for text in ("要留个电话吗", "到时候打给我"):
        assert ASK not in says(talker, text)
        assert ASK not in wants_a_call(talker, text)
        assert talker.question != "call_back"


def test_in_english(talker: Talker) -> None:
    talker.language = "en"
    assert wants_a_call(talker, "please call me back") == EN.reply("call_back_ask").text
    answer = says(talker, "one three nine oh seven one three eight six four two")
    [ticket] = calls(talker)
    assert (ticket.details.phone, ticket.details.language) == (NUMBER, "en")
    assert "139 0713 8642" in answer
    assert "  " not in answer
    wants_a_call(talker, "call me back about the bank")
    assert talker.reply["text"] == EN.reply("call_back_known", code=ticket.code).text


@pytest.mark.parametrize("what", ["file", "add"])
def test_where_it_cannot_be_noted_a_number_is_told(
    talker: Talker, what: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wants_a_call(talker)
    if what == "add":
        says(talker, NUMBER)
    monkeypatch.setattr(Tickets, what, gone)
    failed = ZH.reply("call_back_failed").text
    assert (wants_a_call(talker) if what == "add" else says(talker, NUMBER)) == failed
    assert "12345" in failed
    assert "a call back could not be" in caplog.text
    assert NUMBER not in caplog.text
