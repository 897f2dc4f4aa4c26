from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from assistant import clock
from assistant.catalogue import load_catalogue
from assistant.database import connect, upgrade
from assistant.facilities.osm_reading import read_extract
from assistant.facilities.osm_saving import save_places
from assistant.facilities.saving import save_facilities
from assistant.facilities.table_import import import_table
from assistant.paths import DEMO
from assistant.places import Gazetteer

HOME = (30.262014, 114.540949)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo neighbourhood without its walking network."""
    path: Path = tmp_path_factory.mktemp("demo") / "demo.db"
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    now = clock.now()
    content = read_extract(DEMO / "neighbourhood.osm", load_catalogue(), now.date())
    with Session(engine) as session, session.begin():
        save_facilities(session, content.facilities, "neighbourhood")
        save_places(session, content.places, "neighbourhood")
    import_table(engine, load_catalogue(), DEMO / "facilities.csv", now)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def gazetteer(engine: Engine) -> Gazetteer:
    return Gazetteer(engine)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我在银杏苑3栋", "银杏苑3栋"),
        ("住在银杏苑三号楼二单元", "银杏苑3栋"),
        ("銀杏苑3棟", "银杏苑3栋"),
        ("I'm at Ginkgo Court, building 3", "银杏苑3栋"),
        ("银杏院三号楼", "银杏苑3栋"),
        ("南苑小区十四号楼", "南苑小区14号楼"),
        ("柳溪小学对面", "柳溪小学"),
        ("我在柳溪地铁站A口", "柳溪地铁站A口"),
        ("银杏苑西门", "银杏苑西门"),
        ("桂香街505号", "桂香街505号"),
        ("我在柳溪邮局旁边", "柳溪邮局"),
        ("仁心堂大药房对面", "仁心堂大药房"),
        ("老樟树那里", "老樟树"),
        ("Willow Creek Park, near the pavilion", "柳溪公园"),
    ],
)
def test_names(gazetteer: Gazetteer, text: str, name: str) -> None:
    hit = gazetteer.resolve(text).hit
    assert hit is not None
    assert hit.name == name


@pytest.mark.parametrize(
    "estate", ["银杏苑", "桂香里", "溪畔人家", "听松花园", "南苑小区", "铁路新村", "荷风家园"]
)
def test_every_building_is_known(gazetteer: Gazetteer, estate: str) -> None:
    known = [number for number in range(1, 100) if is_known(gazetteer, f"{estate}{number}号楼")]
    assert known == list(range(1, len(known) + 1))
    assert len(known) >= 8


def is_known(gazetteer: Gazetteer, text: str) -> bool:
    answer = gazetteer.resolve(text)
    assert answer.hit is not None
    return not answer.building_unknown


def test_no_need_of_the_catalogue_is_a_place(gazetteer: Gazetteer) -> None:
    taken = []
    for service in load_catalogue():
        phrases = (*service.needs_zh, *service.needs_en, *service.synonyms_zh, *service.synonyms_en)
        for phrase in phrases:
            for text in (phrase, f"我想去{phrase}"):
                answer = gazetteer.resolve(text, HOME)
                if answer.hit or answer.choices:
                    taken.append(text)
    assert taken == []


def test_label(gazetteer: Gazetteer) -> None:
    assert gazetteer.label(*HOME, "zh") == "银杏苑3栋"
    assert gazetteer.label(*HOME, "en") == "Ginkgo Court, Building 3"
    assert gazetteer.label(48.8566, 2.3522, "zh") is None


def test_landmark(gazetteer: Gazetteer) -> None:
    hit = gazetteer.resolve("我在柳溪邮局").hit
    assert hit is not None
    seen = gazetteer.nearest_landmark(hit.lat, hit.lon)
    assert seen is not None
    assert seen.name == "柳溪邮局"
    other = gazetteer.nearest_landmark(hit.lat, hit.lon, 200, exclude="柳溪邮局")
    assert other is not None
    assert other.name != "柳溪邮局"


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("铁路新村旁边那个银行", "兴业路支行"),
        ("银杏苑对过儿那个超市门口", "乐禾惠超市门口"),
        ("桂香里对面那个学校后头", "柳溪小学后面"),
        ("桂香里对面学校旁边那个邮局门口", "柳溪邮局门口"),
        ("我在石榴路那个药店", "石榴路大药房"),
        ("听松花园隔篱嗰间学校门口", "桃源小学门口"),
        ("电影院楼下", "云栖影城楼下"),
        ("地铁B口", "柳溪地铁站B口"),
        ("我住桂香里八号楼三单元501", "桂香里8号楼"),
        ("地址是武汉市江夏区银杏苑6栋1单元", "银杏苑6栋"),
        ("我在荷风，7栋", "荷风家园7栋"),
        ("仁心堂对面", "仁心堂大药房对面"),
        ("菜园路那个菜场门口", "菜园路农贸市场门口"),
        ("我在邮局里", "溪南邮政所里面"),
        ("不是银杏苑，是桂香里三号楼", "桂香里3号楼"),
        ("我住银苑3栋", "银杏苑3栋"),
        ("我住听花园", "听松花园"),
        ("桂香街跟青昧路路口", "桂香街青梅路路口"),
        ("柳西邮局对面", "柳溪邮局对面"),
        ("铁路新村边那个银行", "兴业路支行"),
        ("人在柳溪医院，家住银杏苑", "柳溪医院"),
        ("I live in Ginkgo", "银杏苑"),
    ],
)
def test_as_people_say_it(gazetteer: Gazetteer, text: str, called: str) -> None:
    assert gazetteer.resolve(text, HOME).called("zh") == called


def test_an_unknown_estate_is_not_the_nearest_post_office(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("钢花小区对过儿那个邮局后头", HOME)
    assert (found.hit, found.mention) == (None, "钢花小区")


def test_near_what_is_asked(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("邮局后头").anchor_wanted == "邮局"
    assert gazetteer.resolve("邮局后头", HOME).anchor_wanted is None


def test_what_the_data_covers(gazetteer: Gazetteer) -> None:
    assert gazetteer.covers(*HOME)
    assert not gazetteer.covers(32.044, 118.779)
