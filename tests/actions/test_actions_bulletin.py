"""Notices in the actions: what is said before, between and after them, and when nothing is said."""

import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from actions.arrange import Report
from actions.bookings.events import Events
from actions.find import Find, More
from actions.follow import Detail, Repeat
from actions.place import SetLocation
from actions.sayings import Greet, OutOfScope
from actions.world import World
from assistant.bulletin import Bulletin
from assistant.people import PersonPlace
from tests.support.someone import DEMO_HOME, Someone

TUESDAY = "2026-11-24T10:00:00+08:00"


@pytest.fixture(autouse=True)
def _nobody_was_told(world: World) -> Iterator[None]:
    yield
    with world.engine.begin() as connection:
        connection.execute(text("DELETE FROM bulletin_told"))


def lives_at_ginkgo(person: Someone, world: World) -> None:
    place = PersonPlace("home", 30.262014, 114.540949, "银杏苑3栋", "Ginkgo Court")
    from assistant import clock

    world.people.remember_place(person.name, place, clock.now().date())


def test_one_at_a_time_and_on(person: Someone) -> None:
    first = person.says(Events, "有什么通知", "community_notice", intent="events")
    assert "要接着听吗" in first
    second = person.says(More, "下一条", intent="more")
    assert second.splitlines()[0] != first.splitlines()[1]
    assert "027" in person.says(Find, "找谁问", intent="find")
    assert second.splitlines()[0] not in person.says(More, "还有吗", intent="more")


def test_the_last_one_is_the_last(person: Someone) -> None:
    person.says(Events, "有没有养狗的通知", "community_notice", intent="events")
    assert person.says(More, "还有吗", intent="more") == "没有别的通知了。"


def test_enough_of_it(person: Someone) -> None:
    person.says(Events, "有什么通知", "community_notice", intent="events")
    assert person.says(More, "不用接着念了", intent="deny") == "好，不念了。"


@pytest.mark.parametrize("said", ["还有别的药店吗", "哪家药店不用排队", "药店的电话多少"])
def test_another_need_is_another_need(person: Someone, said: str) -> None:
    person.says(Events, "有什么通知", "community_notice", intent="events", here=DEMO_HOME)
    told = person.says(Find, said, "pharmacy", intent="find", here=DEMO_HOME)
    assert "药" in told
    assert "通知" not in told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("电梯哪天停", "没有电梯检修的通知"),
        ("路什么时候修好", "没有修路的通知"),
        ("今天停暖气吗", "没有今天停暖的通知"),
    ],
)
def test_none_that_is_known_is_not_none(person: Someone, said: str, told: str) -> None:
    answered = person.says(Events, said, intent="events", here=DEMO_HOME)
    assert told in answered
    assert "银杏社区居委会" in answered


def test_a_caller_is_no_power_cut(world: World) -> None:
    operator = Someone(world, uuid.uuid4().hex, channel="operator")
    phone = {"entity": "phone", "value": "13800138066", "start": 2, "end": 13}
    told = operator.says(Find, "来电13800138066", entities=(phone,), intent="find")
    assert "电的通知" not in told


def test_said_again(person: Someone) -> None:
    first = person.says(Events, "有没有养狗的通知", "community_notice", intent="events")
    assert person.says(Repeat, "再说一遍", intent="repeat") == first
    assert "云栖警务室" in person.says(Find, "找谁问", intent="find")


def test_a_place_that_is_named_counts(person: Someone) -> None:
    asked = person.says(
        Events, "溪畔人家后天停电吗", "community_notice", intent="events", here=DEMO_HOME
    )
    assert "溪畔人家。检修变压器" in asked


def test_a_position_that_is_sent_answers_where(person: Someone) -> None:
    person.says(Events, "明天停水吗", "community_notice", intent="events")
    told = person.says(Detail, "", intent="set_location", here=DEMO_HOME)
    assert "银杏苑1到4栋" in told


def test_the_water_is_on_the_board_but_not_for_now(person: Someone) -> None:
    told = person.says(Find, "家里停水了", "community_notice", here=DEMO_HOME)
    assert told.startswith("这会儿停水的通知，我这里没有")


def test_a_report_of_what_is_posted_is_answered_and_filed_if_meant(person: Someone) -> None:
    person.now = TUESDAY
    told = person.says(Report, "我们楼停水了", intent="report", here=DEMO_HOME)
    assert "正在停水" in told
    assert "单号" not in told
    filed = person.says(Report, "不是这回事，还要报修", intent="report", here=DEMO_HOME)
    assert "单号" in filed


def test_a_report_of_what_is_not_posted_is_filed(person: Someone) -> None:
    assert "单号" in person.says(Report, "我们楼停电了", intent="report", here=DEMO_HOME)


def test_what_is_on_is_not_what_is_posted(person: Someone) -> None:
    told = person.says(Events, "最近有什么活动通知", "community_event", intent="events")
    assert "通知" not in told


def test_at_the_greeting_once(person: Someone, world: World) -> None:
    lives_at_ginkgo(person, world)
    assert "明天09:00到16:00" in person.says(Greet, "你好", intent="greet")
    person.comes_back()
    assert "停水" not in person.says(Greet, "你好", intent="greet")


def test_never_while_a_question_is_open(person: Someone, world: World) -> None:
    lives_at_ginkgo(person, world)
    person.slots["asked"] = {"question": "directions"}
    assert "停水" not in person.says(Greet, "你好", intent="greet")
    person.comes_back()
    assert "停水" in person.says(Greet, "你好", intent="greet")


def test_a_database_that_does_not_answer_is_said_where_an_answer_is_owed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> list[object]:
        raise OperationalError("select", {}, Exception("gone"))

    monkeypatch.setattr(Bulletin, "notices", broken)
    person = Someone(world, uuid.uuid4().hex)
    told = person.says(Events, "有什么通知", "community_notice", intent="events")
    assert "看不了通知" in told
    assert "通知" not in person.says(Events, "最近有什么活动", "community_event", intent="events")
    assert person.says(Greet, "你好", intent="greet").startswith("您好，我帮您")


@pytest.mark.parametrize(
    ("said", "told"),
    [("read me the notices", "There are"), ("给我念念通知", "有5条通知")],
)
def test_sounds_like_a_task_for_others(person: Someone, said: str, told: str) -> None:
    person.language = "en" if said.isascii() else "zh"
    assert told in person.says(OutOfScope, said, intent="out_of_scope")


def test_in_one_breath_whatever_is_posted(speaker: Someone) -> None:
    """All notices one by one: none is cut in the middle, in either language."""
    for language, more in (("zh", "接着听"), ("en", "go on")):
        speaker.comes_back()
        speaker.language = language
        for where in (DEMO_HOME, None):
            speaker.says(Events, "有什么通知", "community_notice", intent="events", here=where)
            while speaker.slots["asked"]["rest"]:
                assert speaker.slots["asked"]["question"] == "notices"
                speaker.says(More, more, intent="more", here=where)


@pytest.mark.parametrize(
    ("said", "intent"), [("在哪里审", "find"), ("要带么斯", "detail"), ("几点", "detail")]
)
def test_a_question_about_the_one_that_was_told_is_answered_with_it(
    person: Someone, said: str, intent: str
) -> None:
    first = person.says(Events, "老年卡要审吗", "community_notice", intent="events")
    again = person.says(Find, said, "government_service_desk", intent=intent)
    assert again in first
    assert "带老年证和身份证" in again
    assert "027-0555 0110" in person.says(Find, "找哪个问", intent="find")


def test_where_somebody_lives_does_not_end_it(person: Someone) -> None:
    first = person.says(Events, "明天停水吗", "community_notice", intent="events", here=DEMO_HOME)
    told = person.says(SetLocation, "我住银杏苑3栋", intent="set_location", here=DEMO_HOME)
    assert "记住了" in told
    assert "水管" not in told
    assert person.says(Detail, "那几点停", "community_notice", intent="detail") in first


def test_an_estate_alone_is_whose_notices_are_wanted(person: Someone) -> None:
    person.says(Events, "有什么通知", "community_notice", intent="events", here=DEMO_HOME)
    told = person.says(Find, "溪畔人家的", "park", intent="find", here=DEMO_HOME)
    assert "检修变压器" in told


def test_dry_taps_without_a_notice_are_reported(person: Someone) -> None:
    told = person.says(Find, "我屋里停水了", "community_notice", here=DEMO_HOME)
    assert told.startswith("这会儿停水的通知，我这里没有")
    assert "单号" in told
    assert "公告栏" not in told


def test_no_gap_is_two_blanks_wide(person: Someone) -> None:
    person.language = "en"
    told = person.says(Events, "any notices?", "community_notice", intent="events", here=DEMO_HOME)
    assert "  " not in told
    assert "For questions" in told


def test_whether_the_power_goes_off_on_a_day(person: Someone) -> None:
    told = person.says(Detail, "12月1号停电吗", "community_notice", intent="detail", here=DEMO_HOME)
    assert "桂香街481号" not in told


def test_another_day_is_asked_for(person: Someone) -> None:
    none = person.says(Events, "后天停水吗", "community_notice", intent="events", here=DEMO_HOME)
    assert none
    told = person.says(Detail, "明天呢", intent="book", here=DEMO_HOME)
    assert "水管" in told


def test_another_subject_is_not_the_one_before(person: Someone) -> None:
    person.says(Events, "有没有养狗的通知", "community_notice", intent="events")
    told = person.says(Detail, "大件垃圾哪天收", "recycling_station", intent="detail")
    assert "狗" not in told


def test_whom_they_concern_is_asked_for(person: Someone) -> None:
    person.says(Events, "有什么通知", "community_notice", intent="events", here=DEMO_HOME)
    told = person.says(Find, "跟老人有关的", "elderly_care_center", intent="find", here=DEMO_HOME)
    assert "流感" in told
