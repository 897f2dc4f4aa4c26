"""What follows a report: more of it, when, haste, a mistake, two at once; what it is about."""

from typing import Any

import pytest

from actions.arrange import Report
from actions.bookings.book import Book
from actions.bookings.events import Events
from actions.bookings.held import ListBookings
from actions.fallback import NotUnderstood
from actions.find import Find
from actions.follow import Affirm, Deny, Select
from actions.place import Lost, SetLocation
from actions.sayings import Chitchat, OutOfScope
from assistant.requests import Status, Ticket, Tickets
from assistant.wording.phrases import phrase_book
from tests.actions.talker import Talker, gone
from tests.support.someone import DEMO_HOME

ZH, EN = phrase_book("zh"), phrase_book("en")


def reports(talker: Talker, text: str = "楼道灯坏了") -> str:
    return talker.says(Report, text, intent="report", here=DEMO_HOME)


def says(talker: Talker, action: Any, text: str, *services: str, intent: str) -> str:
    return talker.says(action, text, *services, intent=intent, here=DEMO_HOME)


def held(talker: Talker) -> list[Ticket]:
    return talker.world.tickets.of([talker.name])


@pytest.mark.parametrize(
    ("action", "text", "intent"),
    [(Book, "两个礼拜了", "book"), (OutOfScope, "天天早上六点就开始", "out_of_scope"),
     (Affirm, "就是三栋撒", "affirm"), (Report, "两边都不亮", "report"),
     (Chitchat, "上个月就这样了", "chitchat"), (NotUnderstood, "老人怕摔", "nlu_fallback")],
)  # fmt: skip
def test_what_is_told_next_belongs_to_it(
    talker: Talker, action: Any, text: str, intent: str
) -> None:
    reports(talker)
    answer = says(talker, action, text, intent=intent)
    [ticket] = held(talker)
    assert ticket.details.words == ("楼道灯坏了", text)
    assert answer == ZH.reply("report_added", code=ticket.code).text
    says(talker, action, f"{text}，真的", intent=intent)
    assert len(held(talker)[0].details.words) == 3


@pytest.mark.parametrize(
    ("action", "text", "intent", "services"),
    [(OutOfScope, "今天天气怎么样", "out_of_scope", ()), (Affirm, "好的", "affirm", ()),
     (Find, "附近有药店吗", "find", ("pharmacy",)), (Chitchat, "讲个笑话", "chitchat", ()),
     (SetLocation, "我在银杏苑3栋", "set_location", ())],
)  # fmt: skip
def test_what_is_something_else_does_not(
    talker: Talker, action: Any, text: str, intent: str, services: tuple[str, ...]
) -> None:
    reports(talker)
    says(talker, action, text, *services, intent=intent)
    assert held(talker)[0].details.words == ("楼道灯坏了",)


def test_another_kind_is_another_report(talker: Talker) -> None:
    reports(talker)
    reports(talker, "还有电梯也坏了")
    assert {each.kind for each in held(talker)} == {"stairwell_lamp", "lift"}


@pytest.mark.parametrize(
    ("action", "text", "intent"),
    [(Events, "啷个晓得几时来修嘛", "events"), (Events, "什么时候能弄好", "events"),
     (ListBookings, "怎么还没人来", "list_bookings"), (OutOfScope, "要多久", "out_of_scope")],
)  # fmt: skip
def test_when_is_answered_with_the_state_and_whom_to_ask(
    talker: Talker, action: Any, text: str, intent: str
) -> None:
    reports(talker)
    answer = says(talker, action, text, intent=intent)
    assert "已经受理" in answer
    assert "027-0555 0112" in answer
    assert held(talker)[0].code in answer


def test_haste_is_noted_and_the_quickest_way_told(talker: Talker) -> None:
    reports(talker)
    assert "027-0555 0112" in says(talker, Find, "快点修啊", "emergency_service", intent="find")
    says(talker, Find, "附近有药店吗", "pharmacy", intent="find")
    says(talker, Report, "再不修我就投诉到市长那去", intent="report")
    [ticket] = held(talker)
    assert ticket.details.words == ("楼道灯坏了", "快点修啊", "再不修我就投诉到市长那去")


@pytest.mark.parametrize("text", ["打错了", "撤掉吧", "不报了不报了"])
def test_a_mistake_is_withdrawn(talker: Talker, text: str) -> None:
    reports(talker)
    [ticket] = held(talker)
    assert says(talker, Deny, text, intent="deny") == ZH.reply("report_withdrawn").text
    told = talker.world.tickets.ticket(ticket.id)
    assert told
    assert told.status is Status.WITHDRAWN


def test_mended_is_asked_about_before_it_is_closed(talker: Talker) -> None:
    reports(talker)
    assert "真的好了吗" in says(talker, Chitchat, "修好了", intent="chitchat")
    says(talker, Deny, "还没好", intent="deny")
    assert held(talker)[0].status is Status.ACCEPTED
    says(talker, ListBookings, "我报的那个修好了", intent="list_bookings")
    says(talker, Affirm, "好了", intent="affirm")
    assert held(talker) == []


def test_whether_it_is_mended_is_no_word_that_it_is(talker: Talker) -> None:
    reports(talker)
    assert "已经受理" in says(talker, ListBookings, "我报的事搞好了冒", intent="list_bookings")
    assert talker.question != "mended"


def test_two_things_in_one_breath(talker: Talker) -> None:
    answer = reports(talker, "楼道灯坏了，三栋的，还有五栋门口那个大坑")
    both = held(talker)
    assert {each.kind for each in both} == {"stairwell_lamp", "broken_road"}
    assert all(each.code in answer for each in both)
    assert says(talker, Deny, "撤掉", intent="deny") == ZH.reply("report_withdraw_which").text
    second = ({"entity": "choice", "value": "2"},)
    talker.says(Select, "第二个", intent="select", here=DEMO_HOME, entities=second)
    assert [each.kind for each in held(talker)] == ["stairwell_lamp"]


def test_both_are_withdrawn(talker: Talker) -> None:
    reports(talker, "rubbish bins are overflowing and the road has a big pothole")
    assert len(held(talker)) == 2
    says(talker, Deny, "撤掉，都撤", intent="deny")
    assert held(talker) == []


def test_the_same_message_is_the_same_two_reports(talker: Talker) -> None:
    for _ in range(2):
        talker.says(Report, "楼道灯坏了，还有门口有个大坑", intent="report", here=DEMO_HOME,
                    message_id="m1")  # fmt: skip
    assert len(held(talker)) == 2


def test_a_thing_alone_is_asked_on(talker: Talker) -> None:
    says(talker, Find, "我要投诉", "feedback_report", intent="find")
    asked = says(talker, Find, "物业", "property_management", intent="find")
    assert asked == ZH.reply("report_ask_more", what="物业").text
    says(talker, Find, "不扫地", "housekeeping", intent="find")
    [ticket] = held(talker)
    assert (ticket.kind, ticket.details.words) == ("property_service", ("物业，不扫地",))


@pytest.mark.parametrize("text", ["投诉物业", "我要投诉物业", "举报一下物业"])
def test_whom_a_complaint_is_about_is_asked_on(talker: Talker, text: str) -> None:
    asked = says(talker, Find, text, "property_management", intent="find")
    assert asked == ZH.reply("report_ask_more", what="物业").text


def test_what_was_told_before_is_not_asked_again(talker: Talker) -> None:
    says(talker, Find, "我家停电了", "electrical_repair", intent="find")
    assert "单号" in reports(talker, "报修")
    [ticket] = held(talker)
    assert (ticket.kind, ticket.details.words) == ("power_outage", ("我家停电了",))
    assert ticket.code in says(talker, Find, "还要报修", "property_management", intent="find")
    assert len(held(talker)) == 1


def test_something_is_to_be_reported(talker: Talker) -> None:
    asked = says(talker, Book, "我要报个事", intent="book")
    assert asked == ZH.reply("report_ask_what").text
    assert "电梯" in reports(talker, "电梯又坏了")


def test_who_cannot_say_where_is_asked_what_is_beside_it(talker: Talker) -> None:
    talker.says(Report, "井盖没了", intent="report")
    answer = talker.says(Lost, "不知道叫什么路", intent="lost")
    assert answer == ZH.reply("report_ask_beside").text
    talker.says(SetLocation, "就是在菜场旁边", intent="set_location")
    [ticket] = held(talker)
    assert ticket.details.place == "菜场旁边"


def test_who_will_not_say_where_is_not_asked_again(talker: Talker) -> None:
    talker.says(Report, "楼上天天半夜蹦迪", intent="report")
    assert "在不想说" not in talker.says(Find, "不想说在哪", intent="find")
    [ticket] = held(talker)
    assert ticket.details.place == ""


@pytest.mark.parametrize("what", ["add", "withdraw", "ticket"])
def test_a_database_that_does_not_answer(
    talker: Talker, what: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reports(talker)
    monkeypatch.setattr(Tickets, what, gone)
    text = "打错了" if what == "withdraw" else "两个礼拜了"
    assert says(talker, Book, text, intent="book") == ZH.reply("bookings_failed").text
    assert "could not be gone on with" in caplog.text
    assert "139" not in caplog.text
    assert talker.question == "report_told"


def test_at_the_speaker_no_more_is_goodbye_and_withdraws_nothing(talker: Talker) -> None:
    talker.channel = "speaker"
    reports(talker)
    assert talker.reply["speech"].endswith("还要别的吗？")
    says(talker, Deny, "不用了", intent="deny")
    assert talker.reply["end_session"]
    assert len(held(talker)) == 1


@pytest.mark.parametrize(
    ("action", "text", "services", "intent"),
    [(Find, "昨天就坏了", ("umbrella_repair",), "find"),
     (Find, "还有楼道那个灯", ("electrical_repair",), "find")],
)  # fmt: skip
def test_what_sounds_like_another_need_belongs_to_it(
    talker: Talker, action: Any, text: str, services: tuple[str, ...], intent: str
) -> None:
    reports(talker)
    says(talker, action, text, *services, intent=intent)
    [ticket] = held(talker)
    assert ticket.details.words == ("楼道灯坏了", text)


def test_and_another_thing_is_another_report(talker: Talker) -> None:
    reports(talker)
    says(talker, Find, "还有飞线充电", "ev_charging", intent="find")
    assert {each.kind for each in held(talker)} == {"stairwell_lamp", "fire_passage"}


def test_danger_is_not_added_to_a_report(talker: Talker) -> None:
    reports(talker)
    assert "119" in reports(talker, "楼道灯冒烟着火了")
    assert held(talker)[0].details.words == ("楼道灯坏了",)


def test_what_shall_be_reported_is_not_asked_after(talker: Talker) -> None:
    reports(talker)
    answer = reports(talker, "我要反映的是楼下乱停车")
    assert "停车" in answer
    assert {each.kind for each in held(talker)} == {"stairwell_lamp", "parking"}


@pytest.mark.parametrize(
    ("text", "site"),
    [("解放路上的路灯三天没亮了", "解放路"),
     ("市民来电反映幸福里小区5号楼电梯坏了", "幸福里小区5号楼"),
     ("the street lamp on Garden Road is out", "Garden Road")],
)  # fmt: skip
def test_a_place_that_nobody_knows_is_written_down_as_said(
    talker: Talker, text: str, site: str
) -> None:
    answer = reports(talker, text)
    [ticket] = held(talker)
    assert (ticket.details.place, ticket.cell) == (site, None)
    assert answer.endswith(ZH.reply("report_place_unknown").text)


@pytest.mark.parametrize(
    ("action", "text", "intent", "place"),
    [(Report, "刚才那个位置不对，是在溪南早市门口", "report", "溪南早市门口"),
     (SetLocation, "不对，是听松路", "set_location", "听松路"),
     (Deny, "地址报错了，应该是火星路18号", "deny", "火星路18号"),
     (SetLocation, "wrong place, it's at 溪南早市", "set_location", "溪南早市")],
)  # fmt: skip
def test_a_report_is_moved_to_where_it_is(
    talker: Talker, action: Any, text: str, intent: str, place: str
) -> None:
    reports(talker)
    before = held(talker)[0]
    says(talker, action, text, intent=intent)
    [ticket] = held(talker)
    assert (ticket.id, ticket.details.place) == (before.id, place)
    assert ticket.details.words == ("楼道灯坏了", text)


def test_a_report_is_moved_later_too(talker: Talker) -> None:
    reports(talker)
    reports(talker, "电梯坏了")
    says(talker, Find, "附近有药店吗", "pharmacy", intent="find")
    assert (
        says(talker, Report, "刚才报的那个楼道灯位置不对", intent="report")
        == ZH.reply("report_ask_where").text
    )
    says(talker, SetLocation, "溪南早市门口", intent="set_location")
    assert {each.kind: each.details.place for each in held(talker)} == {
        "stairwell_lamp": "溪南早市门口", "lift": DEMO_HOME["label"],
    }  # fmt: skip


def test_another_trouble_is_no_other_place(talker: Talker) -> None:
    reports(talker)
    says(talker, Report, "不是，是电梯坏了", intent="report")
    assert "电梯坏了" not in {each.details.place for each in held(talker)}
