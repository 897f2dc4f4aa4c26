import pytest
from places_town import resolver, town

from assistant.places.mishearing import Repairs, without_doubles
from assistant.places.resolving import Resolver
from assistant.places.sounds import sounds
from assistant.places.words import load_place_words


@pytest.fixture(scope="module")
def repairs() -> Repairs:
    return Repairs(load_place_words().misheard_words)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("银杏苑队面", "银杏苑对面"),
        ("银杏苑三栋二但元", "银杏苑三栋二单元"),
        ("银杏苑山栋", "银杏苑三栋"),
        ("我再银杏苑", "我在银杏苑"),
        ("银杏苑九董", "银杏苑九栋"),
        ("地铁a扣", "地铁a口"),
        ("哉晓东路", "在晓东路"),
        ("新街口耳十嗣号口", "新街口二十四号口"),
        ("金鹰a昨", "金鹰a座"),
        ("我注银杏苑", "我住银杏苑"),
        ("现债的人", "现债的人"),
        ("操市门口", "超市门口"),
        ("银杏苑对面", "银杏苑对面"),
        ("银行在哪里", "银行在哪里"),
        ("药房喺边", "药房喺边"),
        ("药店哪里有", "药店哪里有"),
        ("银杏好看", "银杏好看"),  # 银行 sounds so letter by letter only
        ("hello 3", "hello 3"),
    ],
)
def test_repaired(repairs: Repairs, said: str, right: str) -> None:
    found = repairs.repaired(said)
    assert found == right
    assert len(found) == len(said)


def test_h_and_f() -> None:
    assert sounds("湖南") == sounds("福兰")
    assert sounds("花园") == sounds("发园")
    assert sounds("惠民") == sounds("费民")


def test_without_doubles() -> None:
    assert without_doubles("银杏杏苑3栋33") == "银杏苑3栋33"


@pytest.fixture(scope="module")
def in_town() -> Resolver:
    return resolver(town())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我再银杏院山栋", "银杏苑3栋"),
        ("银杏杏苑3栋", "银杏苑3栋"),
        ("银信苑队面有药店吗", "银杏苑"),
        ("住铁路村6栋", "铁路新村6栋"),
        ("住铁新村", "铁路新村"),
        ("祝银杏3栋", "银杏苑3栋"),
        ("我在柳溪小", "柳溪小学"),
        ("柳溪地铁站诶口", "柳溪地铁站A口"),
        ("我在银杏", "银杏苑"),
        ("我住银杏3栋", "银杏苑3栋"),
        ("银杏三号楼", "银杏苑3栋"),
        ("我在银杏，附近有药店吗", "银杏苑"),
        ("我在阳光，3栋", "阳光花园3栋"),
        ("我在银杏药店", None),
        ("我在银杏路", None),
        ("银杏好看", None),
        ("银杏", None),
        ("银杏叶子落了", None),
        ("I live in Ginkgo", "银杏苑"),
        ("we're staying at Ginkgo, building 3", "银杏苑3栋"),
        ("I live in a Ginkgo forest", None),
        ("Ginkgo", None),
    ],
)
def test_names_that_lost_something(in_town: Resolver, text: str, name: str | None) -> None:
    hit = in_town.resolve(text, None).hit
    assert (hit.name if hit else None) == name
