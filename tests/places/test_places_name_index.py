from collections.abc import Sequence

import pytest
from places_town import place

from assistant.places.mentions import Context
from assistant.places.name_index import NameIndex
from assistant.places.names import fold_sentence
from assistant.places.reading import Keyed
from assistant.places.words import load_place_words

WORDS = load_place_words()


def index(*rows: Keyed) -> NameIndex:
    return NameIndex(rows, WORDS)


def context(text: str) -> Context:
    return Context(fold_sentence(text), WORDS)


def keys(names: NameIndex, text: str) -> Sequence[str]:
    return [mention.key for mention in names.mentions(context(text))]


def test_longest_first_and_none_inside_another() -> None:
    names = index(
        place("桂园", "estate"), place("桂园东区", "estate", 900), place("新街口", "station", 9000)
    )
    assert keys(names, "桂园东区和新街口和桂园") == ["桂园东区", "新街口", "桂园"]


def test_words_and_numbers_are_not_cut() -> None:
    names = index(place("Park Lane", "street"), place("1912街", "street", 900))
    assert keys(names, "I'm on Park Lane.") == ["park lane"]
    assert keys(names, "I'm on Park Lanes") == []
    assert keys(names, "在1912街") == ["1912街"]
    assert keys(names, "在21912街") == []


def test_names_that_are_none() -> None:
    names = index(place("12", "house"), place("园", "estate"), place("药店", "shop"))
    assert len(names) == 0


def test_brackets_and_short_forms() -> None:
    names = index(place("桂园（一期）", "estate"), place("东安小区", "estate", 5000))
    assert keys(names, "桂园一期、桂园、东安") == ["桂园一期", "桂园", "东安"]


def test_one_place_drawn_twice() -> None:
    names = index(
        place("桂园", "estate", 0),
        place("桂园", "bus_stop", 290),
        place("桂园", "estate", 100, english="Gui"),
    )
    (point,) = names.get("桂园")
    assert (point.kind, point.name_en) == ("estate", "Gui")
    assert len(index(place("桂园", "estate"), place("桂园", "estate", 160)).get("桂园")) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("住铁路心村", ["铁路新村"]),
        ("铁路心村3栋", ["铁路新村"]),
        ("铁路心村真远", []),
        # One wrong syllable needs a word such as 在 before it.
        ("我在铁楼新村", ["铁路新村"]),
        ("好像是铁楼新村啊", []),
        # Two wrong ones are another place.
        ("我在铁楼兴业村", []),
        ("我在田路旧村", []),
    ],
)
def test_heard(text: str, found: list[str]) -> None:
    names = index(place("铁路新村", "estate"))
    mentions = names.heard(context(text))
    assert [mention.key for mention in mentions] == found
    assert not any(mention.certain for mention in mentions)


def test_what_sounds_like_a_service_is_the_service() -> None:
    names = index(place("洗一店", "estate"))
    assert [mention.key for mention in names.heard(context("我在洗衣店"))] == []
    assert [mention.key for mention in names.heard(context("我在洗义店"))] == ["洗一店"]


def test_shops_are_not_heard() -> None:
    assert index(place("顺风餐馆", "shop")).heard(context("我在顺峰餐馆")) == []


def test_longer_names_of_shops_are_heard() -> None:
    names = index(place("仁心堂大药房", "shop"), place("柳溪邮局", "post_office"))
    assert [mention.key for mention in names.heard(context("我在仁新堂大药房"))] == ["仁心堂大药房"]
    assert [mention.key for mention in names.heard(context("柳西邮局对面"))] == ["柳溪邮局"]
    assert names.heard(context("柳西邮局几点开")) == []


def test_a_letter_lost_before_a_generic_word() -> None:
    names = index(place("听松花园", "estate"))
    assert [mention.key for mention in names.heard(context("我住听花园"))] == ["听松花园"]
    assert names.heard(context("我住听松楼")) == []
    # 中医院 is any of its kind.
    assert index(place("省中医院", "hospital")).heard(context("车到中医院")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("大行宫室民广场", ["大行宫市民广场"]),
        ("大行宫市民广场", ["大行宫市民广场"]),
        ("大行宫门口", ["大行宫"]),
        ("桂香街跟青昧路", ["青梅路", "桂香街"]),
        ("桂香里跟青昧里", []),
    ],
)
def test_longer_names_that_sound_so(text: str, found: list[str]) -> None:
    names = index(
        place("大行宫", "station"),
        place("大行宫市民广场", "square"),
        place("桂香街", "street"),
        place("青梅路", "street"),
        place("青梅里", "estate"),
    )
    mentions = names.longer(context(text))
    assert sorted(mention.key for mention in mentions) == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I'm at Ginko Court", ["ginkgo court"]),
        ("Ginko Court", ["ginkgo court"]),
        ("I like Ginko Court", []),
        ("I'm at Bingo Court", []),
    ],
)
def test_misspelt(text: str, found: list[str]) -> None:
    names = index(place("银杏苑", "estate", english="Ginkgo Court"))
    assert [mention.key for mention in names.misspelt(context(text))] == found
