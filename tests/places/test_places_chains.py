"""Kinds of places with a relation, alone and in chains."""

from functools import cache

import pytest
from places_town import at, place, resolver, town

from assistant.places.points import Resolution
from assistant.places.resolving import Resolver

HOME = at(50, 50)


@cache
def in_town() -> Resolver:
    return resolver(
        [
            *town(),
            place("城南小学", "school", 900, -100, "South Primary School"),
            place("城南邮局", "post_office", 950, -100, "South Post Office"),
            place("南门菜场", "market", 850, 200, "South Gate Market"),
            place("铁路邮局", "post_office", -880, 60, "Railway Post Office"),
            place("柳溪地铁站B口", "station_entrance", 280, -20, key="柳溪地铁站#b"),
            place("南站2号口", "station_entrance", 1300, -300, key="南站#2"),
        ]
    )


def resolve(text: str, near: tuple[float, float] | None = HOME) -> Resolution:
    return in_town().resolve(text, near)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("邮局后头", "柳溪邮局后面"),
        ("我在邮局对过儿", "柳溪邮局对面"),
        ("我喺郵局隔籬", "柳溪邮局旁边"),
        ("就邮局后尾", "柳溪邮局后面"),
        ("邮局边边上", "柳溪邮局旁边"),
        ("挨到邮局", "柳溪邮局旁边"),
        ("邮局对门", "柳溪邮局对面"),
        ("邮局斜对过", "柳溪邮局对面"),
        ("邮局背后", "柳溪邮局后面"),
        ("邮局门口头", "柳溪邮局门口"),
        ("请问菜场对面有没有厕所", "南门菜场对面"),
        ("学校旁边有药店吗", "柳溪小学旁边"),
        ("铁路新村对过儿那个邮局后头", "铁路邮局后面"),
        ("南苑小区斜对过那个菜场", "南门菜场"),
        ("南苑的邮局门口", "城南邮局门口"),
        ("南苑邮局门口", "城南邮局门口"),
        ("我在南苑对面的菜场", "南门菜场"),
        ("南苑小区对面那个菜场后头那个学校门口", "城南小学门口"),
        ("我在铁路新村，邮局对面有药店吗", "铁路邮局对面"),
        ("柳溪公园旁边那个学校旁边那个邮局后头", "柳溪邮局后面"),
        ("我在邮局门口，铁路新村这边的", "铁路邮局门口"),
        ("桂香街上的邮局门口", "柳溪邮局门口"),
        ("菜场对面那个邮局怎么走", "城南邮局"),
        ("地铁A口", "柳溪地铁站A口"),
        ("地铁站B出口出来", "柳溪地铁站B口"),
        ("刚从A口上来", "柳溪地铁站A口"),
        ("二号口出来", "南站2号口"),
        ("我在邮局里", "柳溪邮局里面"),
        ("人在菜场里头，帮我找个厕所", "南门菜场里面"),
        ("我在铁路新村旁边那个邮局里面", "铁路邮局里面"),
        ("铁路新村对面哪个邮局后头", "铁路邮局后面"),
        ("铁路新村旁边那个个邮局", "铁路邮局"),
        ("铁路新村边那个邮局门口", "铁路邮局门口"),
        ("柳溪地铁站A口出来那个邮局", "柳溪邮局"),
        ("南苑小区对面得菜场后头", "南门菜场后面"),
        ("猎路新村对面那个油局门口", "铁路邮局门口"),
        ("柳溪邮局后头", "柳溪邮局后面"),
        ("柳溪小学斜对过有药店吗", "柳溪小学对面"),
    ],
)
def test_chinese(text: str, called: str) -> None:
    assert resolve(text).called("zh") == called


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("behind the post office", "behind Willow Creek Post Office"),
        ("I'm opposite the market", "opposite South Gate Market"),
        ("is there a pharmacy next to the school", "next to Willow Creek Primary School"),
        ("behind the post office near Railway Village", "behind Railway Post Office"),
        ("at the market opposite South Court", "South Gate Market"),
        ("in front of the school behind the market opposite South Court",
         "in front of South Primary School"),
        ("outside exit A", "in front of 柳溪地铁站A口"),
        ("I'm inside the post office", "inside Willow Creek Post Office"),
        ("behind Willow Creek Post Office", "behind Willow Creek Post Office"),
    ],
)  # fmt: skip
def test_english(text: str, called: str) -> None:
    assert resolve(text).called("en") == called


def test_the_position_is_that_of_the_place() -> None:
    hit = resolve("铁路新村对过儿那个邮局后头", None).hit
    assert hit is not None
    assert (hit.lat, hit.lon) == pytest.approx(at(-880, 60))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("邮局后头", "邮局"),
        ("我在菜场对面", "菜场"),
        ("我在公园", "公园"),
        ("我在公园里", "公园"),
        ("我在医院呢，附近哪有吃的", "医院"),
        ("I'm at the hospital", "hospital"),
        ("地铁二号口", "地铁二号口"),
        ("opposite the market", "market"),
    ],
)
def test_near_what_must_be_asked(text: str, wanted: str) -> None:
    assert resolve(text, None) == Resolution(mention=wanted, anchor_wanted=wanted)


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("钢花小区对过儿那个邮局后头", "钢花小区"),
        ("我在钢花小区旁边那个邮局", "钢花小区"),
        ("behind the post office opposite Steel Court", "steel court"),
    ],
)
def test_an_anchor_that_nobody_knows_is_not_left_out(text: str, mention: str) -> None:
    assert resolve(text) == Resolution(mention=mention)


@pytest.mark.parametrize(
    "text",
    [
        "火星邮局后头",  # a post office of its own name, not any
        "药店里有布洛芬吗",
        "在药店里能买到口罩吗",
        "邮局里面人多不多",
        "我在药店",
        "邮局后天开门吗",
        "我家三口人",
        "附近的邮局",
        "学校放学了",
        "三甲医院哪里有",
        "藥房喺邊",
        "學校邊間近",
        "我要去医院",
        "where is the post office",
        "I want a bus by metro card",
    ],
)
def test_no_places(text: str) -> None:
    answer = resolve(text)
    assert (answer.hit, answer.choices, answer.anchor_wanted) == (None, (), None)


def test_where_something_is_sent_is_not_asked_about() -> None:
    assert resolve("明天送到医院", None).anchor_wanted is None


def test_me_opposite_me() -> None:
    assert resolve("对面那个邮局后头").called("zh") == "柳溪邮局后面"


def test_where_to() -> None:
    answer = resolve("我在银杏苑3栋，想去学校旁边那个邮局")
    assert answer.hit is not None
    assert answer.goal is not None
    assert (answer.hit.name, answer.goal.name) == ("银杏苑3栋", "柳溪邮局")


def test_nothing_of_that_kind_around() -> None:
    # About the estate, then; but not surely.
    answer = resolve("银杏苑对面那个电影院门口")
    assert answer.hit is not None
    assert (answer.hit.name, answer.certain) == ("银杏苑", False)
    assert resolve("电影院门口").hit is None


def test_an_anchor_of_which_there_are_several() -> None:
    answer = resolve("阳光花园对面那个邮局", None)
    assert answer.hit is None
    assert len(answer.choices) == 2
