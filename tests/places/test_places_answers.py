"""Answers to "which of them?"."""

import pytest
from places_town import at, place, resolver

from assistant.places import NamedPoint, choose
from assistant.places.resolving import Resolver

ROWS = [
    place("阳光花园", "estate", 0, 0, "Sunshine Garden"),
    place("阳光花园", "estate", 3000, 0, "Sunshine Garden"),
    place("阳光花园", "estate", 0, 4000, "Sunshine Garden"),
    place("柳溪地铁站", "station", 200, 0, "Willow Creek Metro Station"),
    place("柳溪小学", "school", 3100, 100, "Willow Creek Primary School"),
    place("桂香街", "street", 100, 4000, "Osmanthus Street"),
    place("城东菜场", "market", 2900, -200, "East Market"),
]


@pytest.fixture(scope="module")
def known() -> Resolver:
    return resolver(ROWS)


@pytest.fixture(scope="module")
def choices(known: Resolver) -> tuple[NamedPoint, ...]:
    found = known.resolve("我在阳光花园", None).choices
    assert len(found) == 3
    return tuple(sorted(found, key=lambda choice: (choice.lat, choice.lon)))


def test_each_has_something_that_the_others_have_not(choices: tuple[NamedPoint, ...]) -> None:
    assert [choice.name for choice in choices] == [
        "阳光花园（柳溪地铁站附近）",
        "阳光花园（柳溪小学附近）",
        "阳光花园（桂香街附近）",
    ]
    assert choices[2].name_en == "Sunshine Garden (near Osmanthus Street)"


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("第一个", 0),
        ("头一个吧", 0),
        ("第2个", 1),
        ("第三家", 2),
        ("三", 2),
        ("就选二", 1),
        ("最后那个", 2),
        ("中间那个", 1),
        ("the first one", 0),
        ("the second one please", 1),
        ("number three", 2),
        ("option 2", 1),
        ("the last one", 2),
        ("挨着地铁的那个", 0),
        ("地铁站边上的", 0),
        ("the one near the metro", 0),
        ("学校旁边那个", 1),
        ("the one near the school", 1),
        ("菜场那边的", 1),
        ("柳溪小学那个", 1),
        ("柳西小学那边", 1),
        ("桂香街那个", 2),
        ("在桂香街附近的", 2),
        ("near Osmanthus Street", 2),
        ("阳光花园（桂香街附近）", 2),
        ("东边那个", 1),
        ("the northern one", 2),
        ("北面的", 2),
        ("第四个", None),
        ("都不是", None),
        ("neither", None),
        ("不知道", None),
        ("阳光花园", None),
        ("附近有药店吗", None),
        ("医院旁边那个", None),
        ("近的那个", None),
        ("西边那个", None),  # two lie equally far west
        ("", None),
    ],
)
def test_choose(
    known: Resolver, choices: tuple[NamedPoint, ...], text: str, index: int | None
) -> None:
    assert known.choose(choices, text, None) == (None if index is None else choices[index])


def test_the_nearer_one_from_somewhere(known: Resolver, choices: tuple[NamedPoint, ...]) -> None:
    assert known.choose(choices, "近的那个", at(2500, 0)) == choices[1]
    assert known.choose(choices, "the farthest", at(2500, 0)) == choices[2]


def test_names_that_differ(known: Resolver) -> None:
    points = [place("惠民银行", "bank")[1], place("惠民银行柳溪支行", "bank", 900)[1]]
    assert known.choose(points, "柳溪支行", None) == points[1]
    assert known.choose(points, "柳溪那个", None) == points[1]
    assert known.choose(points, "惠民银行柳溪支行", None) == points[1]


def test_places_that_differ_in_what_they_are() -> None:
    rows = [place("朝阳", "park", 0), place("朝阳", "bridge", 2000, 0)]
    known = resolver(rows)
    found = known.resolve("我在朝阳", None).choices
    assert {choice.name for choice in found} == {"朝阳（公园）", "朝阳（桥）"}
    park = next(choice for choice in found if choice.kind == "park")
    assert known.choose(found, "公园那个", None) == park


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("第一个", 0),
        ("后一个", 2),
        ("挨着地铁的那个", 0),
        ("桂香街那个", 2),
        ("the one near the school", 1),
        ("the metro one", 0),
        ("东边那个", 1),
        ("阳光花园（柳溪小学附近）", 1),
        ("Sunshine Garden", None),
        ("菜场那边的", None),
        ("都不是", None),
        ("", None),
    ],
)
def test_choose_without_a_gazetteer(
    choices: tuple[NamedPoint, ...], text: str, index: int | None
) -> None:
    assert choose(choices, text) == (None if index is None else choices[index])
    assert choose([], text) is None


def test_the_nearer_one_without_a_gazetteer(choices: tuple[NamedPoint, ...]) -> None:
    assert choose(choices, "近的那个") is None
    assert choose(choices, "近的那个", at(2500, 0)) == choices[1]


def test_the_whole_name_comes_before_what_is_in_brackets(known: Resolver) -> None:
    points = [
        place("新街口东", "bus_stop")[1],
        place("新街口东站（新街口附近）", "bus_stop", 900)[1],
        place("新街口东站（大行宫附近）", "bus_stop", 1900)[1],
    ]
    for point in points:
        assert known.choose(points, point.name, None) == point


def test_sides_where_nobody_knows_anything_beside() -> None:
    rows = [place("阳光花园", "estate", 0), place("阳光花园", "estate", 5000)]
    names = [choice.name for choice in resolver(rows).resolve("阳光花园", None).choices]
    assert sorted(names) == ["阳光花园（东边）", "阳光花园（西边）"]


def test_none_of_no_choices(known: Resolver) -> None:
    assert known.choose([], "第一个", None) is None
