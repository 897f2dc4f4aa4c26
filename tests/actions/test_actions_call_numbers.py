"""Numbers to call back: said in pieces, put right, not known, not wanted any more."""

from typing import Any

import pytest

from actions.arrange import Human
from actions.fallback import NotUnderstood
from actions.follow import Deny, Detail
from actions.place import Lost
from actions.safety import Emergency
from actions.sayings import Bye, Chitchat, OutOfScope
from assistant.requests import Status, Ticket
from assistant.wording.phrases import phrase_book
from tests.actions.talker import Talker
from tests.support.someone import DEMO_HOME

ZH, EN = phrase_book("zh"), phrase_book("en")


def wants_a_person(talker: Talker, text: str = "转人工") -> None:
    talker.says(Human, text, intent="human", here=DEMO_HOME)
    assert talker.question == "call_back"


def says(talker: Talker, text: str, action: Any = NotUnderstood, intent: str = "") -> str:
    return talker.says(action, text, intent=intent or "nlu_fallback", here=DEMO_HOME)


def calls(talker: Talker) -> list[Ticket]:
    return [each for each in talker.world.tickets.of([talker.name]) if each.kind == "call_back"]


@pytest.mark.parametrize(
    "pieces",
    [["138", "0013", "8000"], ["幺三八", "零零幺三", "八零零零"], ["1380", "0138", "000"],
     ["027", "8765", "4321"]],
)  # fmt: skip
def test_a_number_is_said_in_pieces(talker: Talker, pieces: list[str]) -> None:
    wants_a_person(talker)
    for piece in pieces[:-1]:
        assert "还不全" in says(talker, piece)
    says(talker, pieces[-1])
    [call] = calls(talker)
    assert call.details.phone in ("13800138000", "02787654321")


def test_pieces_that_sound_like_an_alarm_or_goodbye(talker: Talker) -> None:
    wants_a_person(talker)
    says(talker, "1380013")
    assert "138 0013 8000" in says(talker, "八零零零", Emergency, "emergency")
    assert len(calls(talker)) == 1
    other = Talker(talker.world, talker.name[::-1])
    wants_a_person(other)
    says(other, "138 0013")
    assert not other.reply["end_session"]
    says(other, "8000", Bye, "bye")
    assert not other.reply["end_session"]
    assert [each.details.phone for each in calls(other)] == ["13800138000"]


@pytest.mark.parametrize("text", ["幺二零", "110", "快打119"])
def test_the_numbers_of_danger_are_no_piece(talker: Talker, text: str) -> None:
    wants_a_person(talker)
    says(talker, text, Emergency, "emergency")
    assert talker.question != "call_back"


def test_pieces_that_become_no_number_begin_anew(talker: Talker) -> None:
    wants_a_person(talker)
    says(talker, "1380013")
    assert says(talker, "8000999") == ZH.reply("call_back_ask_again").text
    says(talker, "13800138000")
    assert [each.details.phone for each in calls(talker)] == ["13800138000"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("不对不对，最后四个是八零零一", "13800138001"), ("号码错了，是13900139000", "13900139000"),
     ("13900139000", "13900139000")],
)  # fmt: skip
def test_a_number_is_put_right(talker: Talker, text: str, number: str) -> None:
    wants_a_person(talker)
    says(talker, "13800138000")
    [before] = calls(talker)
    answer = says(talker, text, OutOfScope, "out_of_scope")
    [after] = calls(talker)
    assert (after.id, after.details.phone) == (before.id, number)
    assert after.code in answer
    assert talker.slots["phone"] == number


def test_a_wrong_number_is_asked_for(talker: Talker) -> None:
    wants_a_person(talker)
    says(talker, "13800138000")
    assert says(talker, "号码说错了", Deny, "deny") == ZH.reply("call_back_ask").text
    says(talker, "13900139000")
    assert [each.details.phone for each in calls(talker)] == ["13900139000"]


@pytest.mark.parametrize("text", ["不用打了", "别打了", "取消"])
def test_the_call_is_not_wanted_any_more(talker: Talker, text: str) -> None:
    wants_a_person(talker)
    says(talker, "13800138000")
    [call] = calls(talker)
    assert says(talker, text, Deny, "deny") == ZH.reply("call_back_withdrawn").text
    told = talker.world.tickets.ticket(call.id)
    assert told
    assert told.status is Status.WITHDRAWN
    assert talker.slots["phone"] is None


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [(Chitchat, "chitchat", "我没得手机"), (Detail, "detail", "电话我记不到"),
     (Lost, "lost", "不晓得"), (Detail, "privacy", "我不想留电话")],
)  # fmt: skip
def test_who_has_no_number_is_told_where_to_go(
    talker: Talker, action: Any, intent: str, text: str
) -> None:
    wants_a_person(talker)
    answer = says(talker, text, action, intent)
    assert "银杏社区居委会" in answer
    assert "分钟" in answer
    assert calls(talker) == []


def test_a_landline_will_do(talker: Talker) -> None:
    wants_a_person(talker)
    assert says(talker, "座机可不可以", Detail, "detail") == ZH.reply("call_back_any").text
    says(talker, "零二七 八七六五 四三二一", OutOfScope, "out_of_scope")
    assert [each.details.phone for each in calls(talker)] == ["02787654321"]


def test_another_way_is_not_promised(talker: Talker) -> None:
    talker.language = "en"
    wants_a_person(talker, "I want a human")
    answer = says(talker, "can they email me?", Detail, "detail")
    assert answer == EN.reply("call_back_only").text
    assert talker.question == "call_back"


def test_who_asks_what_to_do_hears_the_number_again(talker: Talker) -> None:
    wants_a_person(talker)
    assert says(talker, "你们电话没人接", Human, "human") == ZH.reply("call_back_ask").text
    assert "12345" in says(talker, "那怎么办", Chitchat, "affirm")


def test_sad_words_are_listened_to(talker: Talker) -> None:
    says(talker, "我一个人在屋里好孤单", Chitchat, "chitchat")
    for text in ("儿子都不回来", "唉"):
        assert says(talker, text, Chitchat, "chitchat") == ZH.reply("sad_more").text
    says(talker, "13800138000")
    assert len(calls(talker)) == 1


def test_when_to_call_is_passed_on(talker: Talker) -> None:
    wants_a_person(talker)
    assert says(talker, "明天上午打", Detail, "book") == ZH.reply("call_back_time").text
    says(talker, "13800138000")
    [call] = calls(talker)
    assert call.details.words == ("转人工", "明天上午打")
    noted = says(talker, "下午打也行", Detail, "detail")
    assert noted == ZH.reply("call_back_time_noted").text
    assert calls(talker)[0].details.words[-1] == "下午打也行"


def test_a_number_that_nobody_asked_for_is_no_goodbye(talker: Talker) -> None:
    answer = says(talker, "13700001111", Bye, "bye")
    assert answer == ZH.reply("call_back_sure", phone="137 0000 1111", tail="一").text
    assert not talker.reply["end_session"]
    says(talker, "好的", Chitchat, "affirm")
    assert [each.details.phone for each in calls(talker)] == ["13700001111"]


@pytest.mark.parametrize(("text", "intent"), [("不用", "deny"), ("附近有药店吗", "find")])
def test_nobody_is_called_who_did_not_want_it(talker: Talker, text: str, intent: str) -> None:
    says(talker, "13700001111", Bye, "bye")
    says(talker, text, Deny, intent)
    assert calls(talker) == []


def test_the_clerk_at_the_hotline_is_not_asked(talker: Talker) -> None:
    talker.channel = "operator"
    says(talker, "13700001111", Bye, "bye")
    assert talker.question != "call_back"
