"""Places in the middle of Nanjing, as people say them."""

from collections.abc import Iterator

import pytest
from real_extract import real_extract
from sqlalchemy import Engine

from assistant.places import Gazetteer, NamedPoint
from benchmarks.places.measure import engine_of

XINJIEKOU = (32.0422, 118.7784)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The names of the map, without its walking network."""
    engine = engine_of(tmp_path_factory.mktemp("nanjing"), real_extract(), with_table=False)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def gazetteer(engine: Engine) -> Gazetteer:
    return Gazetteer(engine)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("新街口七号口出来", "新街口7号口"),
        ("大行宫边上那个菜场", "科巷菜市场"),
        ("常府街地铁站旁边那个药店门口", "益丰大药房门口"),
        ("五老村小学门口", "南京市五老村小学门口"),
        ("新百楼下", "南京新百楼下"),
        ("人在德基", "德基广场"),
        ("省中医院对过儿", "江苏省中医院对面"),
        ("凯润金城6栋2单元1203", "凯润金城6栋"),
        ("太平南路跟常府街交叉口", "太平南路常府街路口"),
        ("南京市秦淮区中山南路122号", "中山南路122号"),
        ("科巷菜场后头", "科巷菜市场后面"),
        ("我在长发中心西座", "长发中心C座"),
        ("邮局对面", "新街口邮局对面"),
        ("大行宫室民广场", "大行宫市民广场"),
        ("行宫三号口", "大行宫3号口"),
        ("常府街三号口出来那个药店", "益丰大药房"),
        ("不是五老村，是凯润金城6栋", "凯润金城6栋"),
        ("太平男路跟常府街交叉口", "太平南路常府街路口"),
        ("我在邮局里头", "新街口邮局里面"),
        ("新街口耳十嗣号口", "新街口24号口"),
    ],
)
def test_as_people_say_it(gazetteer: Gazetteer, text: str, called: str) -> None:
    assert gazetteer.resolve(text, XINJIEKOU).called("zh") == called


@pytest.mark.parametrize("text", ["我在鼓楼医院", "浮肿要看什么科", "夫子庙那边那个邮局", "银行"])
def test_no_places(gazetteer: Gazetteer, text: str) -> None:
    answer = gazetteer.resolve(text, XINJIEKOU)
    assert (answer.hit, answer.choices) == (None, ())


def test_branches_of_a_bank(gazetteer: Gazetteer) -> None:
    choices = gazetteer.resolve("我在中国银行").choices
    names = [choice.name for choice in choices]
    assert len(names) == len(set(names)) > 2
    assert max(map(len, names)) < 20

    def chosen(text: str) -> NamedPoint | None:
        return gazetteer.choose(choices, text)

    assert [chosen(text) for text in ("第一个", "第二家", "最后一个")] == [
        *choices[:2],
        choices[-1],
    ]
    assert all(chosen(choice.name) == choice for choice in choices)
    metro = chosen("挨着地铁的那个")
    assert metro is not None
    assert metro.name == "中国银行 玄武新街口支行"
    assert chosen("都不是") is None
