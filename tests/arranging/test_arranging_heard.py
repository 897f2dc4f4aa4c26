"""What a sentence says about a booking in the making."""

from dataclasses import replace
from datetime import datetime

import pytest

from assistant.arranging import Draft, Step, hear
from assistant.arranging.heard import problem_in
from assistant.clock import ZONE

NOW = datetime(2026, 11, 30, 9, 10, tzinfo=ZONE)  # a Monday
NEW = Draft(request="r")


def asked(step: Step, **more: object) -> Draft:
    return replace(NEW, asked=str(step), **more)  # type: ignore[arg-type]


def start(text: str, draft: Draft = NEW) -> str:
    found = hear(text, draft, NOW).times[-1].start
    assert found is not None
    return f"{found:%m-%d %H:%M}"


@pytest.mark.parametrize(
    "text",
    ["好的", "对", "嗯，对的", "行吧", "可以可以", "yes please", "OK!", "是的，谢谢", "就这样"],
)
def test_yes_is_heard(text: str) -> None:
    heard = hear(text, asked(Step.CONFIRM), NOW)
    assert heard.yes or text == "可以可以"
    assert not heard.no


@pytest.mark.parametrize("text", ["不对", "不是", "不行", "no", "wrong", "唔系", "不对不对"])
def test_no_is_heard(text: str) -> None:
    heard = hear(text, asked(Step.CONFIRM), NOW)
    assert heard.no
    assert not heard.yes


@pytest.mark.parametrize("text", ["算了", "算了不约了", "never mind", "以后再说吧", "唔约啦"])
def test_giving_up_is_heard(text: str) -> None:
    assert hear(text, NEW, NOW).drop


def test_a_time_goes_on_from_the_day_that_was_said() -> None:
    said = replace(NEW, time_text="明天下午", time_at=NOW.isoformat())
    assert start("三点", said) == "12-01 15:00"


def test_a_time_goes_on_from_the_slot_that_was_chosen() -> None:
    chosen = replace(NEW, start="2026-12-01T15:00:00+08:00")
    assert start("不对，后天", chosen) == "12-02 15:00"
    assert start("四点", chosen) == "12-01 16:00"


def test_a_time_goes_on_from_the_day_that_was_proposed() -> None:
    proposed = replace(NEW, proposed=("2026-12-01T14:00:00+08:00", "2026-12-01T15:00:00+08:00"))
    assert start("三点半吧", proposed) == "12-01 15:30"


def test_what_cannot_be_meant_together_is_meant_alone() -> None:
    chosen = replace(NEW, start="2026-12-02T15:00:00+08:00")
    assert start("今天下午四点", chosen) == "11-30 16:00"


@pytest.mark.parametrize("text", ["早一点的", "晚一点行吗", "有没有早一点"])
def test_earlier_is_no_time_of_day(text: str) -> None:
    heard = hear(text, NEW, NOW)
    assert heard.times == ()
    assert heard.earlier or heard.later


def test_digits_of_a_telephone_are_no_time() -> None:
    heard = hear("一三八零零一三八零零零", asked(Step.PHONE), NOW)
    assert heard.phone == "13800138000"
    assert heard.times == ()


def test_too_few_digits_are_told_back() -> None:
    heard = hear("一三八零零一三八", asked(Step.PHONE), NOW)
    assert heard.phone == ""
    assert heard.bad_phone == "13800138"


@pytest.mark.parametrize(
    ("text", "step", "age"),
    [
        ("宝宝两岁，周三上午送", None, 2.0),
        ("两岁半", Step.AGE, 2.5),
        ("半岁", Step.AGE, 0.5),
        ("十八个月大", None, 1.5),
        ("十八个月", Step.AGE, 1.5),
        ("八十三了", Step.AGE, 83.0),
        ("83", Step.AGE, 83.0),
        ("he is 2 years old", None, 2.0),
        ("两个", None, None),
        ("83", Step.QUANTITY, None),
    ],
)
def test_ages(text: str, step: Step | None, age: float | None) -> None:
    assert hear(text, asked(step) if step else NEW, NOW).age == age


@pytest.mark.parametrize(
    ("text", "step", "quantity"),
    [
        ("订两份午饭", None, 2),
        ("三个人", None, 3),
        ("一份", Step.QUANTITY, 1),
        ("两个", Step.QUANTITY, 2),
        ("for two", None, 2),
        ("two portions please", None, 2),
        ("三", Step.QUANTITY, 3),
        ("三", None, None),
    ],
)
def test_quantities(text: str, step: Step | None, quantity: int | None) -> None:
    heard = hear(text, asked(step) if step else NEW, NOW)
    assert (heard.things or heard.people) == quantity


def test_an_address_is_taken_where_one_was_asked_for() -> None:
    heard = hear("我家住在银杏苑三栋二单元三零一", asked(Step.ADDRESS), NOW)
    assert heard.door is not None
    assert heard.door.text == "银杏苑三栋二单元三零一"
    assert hear("明天下午三点", NEW, NOW).door is None


def test_what_troubles_somebody_is_kept_in_their_words() -> None:
    heard = hear("帮我约个健康屋，这两天老是头晕，晚上睡不着", NEW, NOW)
    assert heard.symptoms == "这两天老是头晕，晚上睡不着"
    assert hear("帮我约个健康屋", NEW, NOW).symptoms == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("灯坏了，找人来修", "灯坏了"),
        ("约修冰箱，银杏苑3栋2单元301，电话13800138000，冰箱不制冷", "约修冰箱，冰箱不制冷"),
        ("明天上午找个电工", ""),
        ("帮我约个师傅通下水道，后天", "帮我约个师傅通下水道"),
        ("约电工", ""),
        ("book an electrician please", ""),
        ("my kitchen lamp is dead, send somebody", "my kitchen lamp is dead"),
    ],
)
def test_the_problem_is_what_is_left_of_the_wish(text: str, problem: str) -> None:
    assert problem_in(text, hear(text, NEW, NOW).times) == problem
