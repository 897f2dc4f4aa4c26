from dataclasses import astuple

import pytest
from places_town import place, resolver, town

from assistant.places.addresses import Parts, split_region, unknown_address, without_flat
from assistant.places.names import fold_sentence
from assistant.places.resolving import Resolver


@pytest.fixture(scope="module")
def in_town() -> Resolver:
    return resolver(town())


@pytest.mark.parametrize(
    ("text", "name", "building", "unit"),
    [
        ("武汉市洪山区珞喻路10号银杏苑3栋2单元502", "银杏苑3栋", "3栋", "2单元"),
        ("银杏苑三栋二单元", "银杏苑3栋", "三栋", "二单元"),
        ("银杏苑3-2-502", "银杏苑3栋", "3栋", "2单元"),
        ("银杏苑小区的3号楼，2单元", "银杏苑3栋", "3号楼", "2单元"),
        ("Building 3, Unit 2, Ginkgo Court", "银杏苑3栋", "building 3", "unit 2"),
        ("Unit 2, Building 3, Ginkgo Court", "银杏苑3栋", "building 3", "unit 2"),
        ("Flat 502, Building Twelve, Ginkgo Court", "银杏苑12栋", "building twelve", None),
        ("我在银杏苑", "银杏苑", None, None),
        ("桂香街505号", "桂香街505号", None, None),
        ("江夏区桂香街505号", "桂香街505号", None, None),
        ("湖北省武汉市江夏区流芳街道铁路新村6栋", "铁路新村6栋", "6栋", None),
    ],
)
def test_parts(
    in_town: Resolver, text: str, name: str, building: str | None, unit: str | None
) -> None:
    found = in_town.resolve(text, None)
    assert found.hit is not None
    assert (found.hit.name, found.building, found.unit) == (name, building, unit)
    assert not found.building_unknown


def test_an_unknown_building_is_not_an_unknown_estate(in_town: Resolver) -> None:
    building = in_town.resolve("银杏苑33栋2单元", None)
    assert building.hit is not None
    assert (building.building_unknown, building.building, building.unit) == (True, "33栋", "2单元")
    estate = in_town.resolve("火星小区33栋2单元", None)
    assert estate.hit is None
    assert (estate.mention, estate.building, estate.unit) == ("火星小区", "33栋", "2单元")
    assert not estate.building_unknown


def test_an_exit_is_no_building() -> None:
    found = resolver([place("万达广场", "mall")]).resolve("我在万达3号口", None)
    assert found.hit is not None
    assert (found.hit.name, found.building, found.building_unknown) == ("万达广场", None, False)


@pytest.mark.parametrize(
    "text",
    [
        "武汉市洪山区珞喻路10号银杏苑3栋2单元502",
        "银杏苑33栋2单元502室",
        "银杏苑33栋502",
        "火星小区3栋2单元五零二",
        "火星小区3-2-502",
        "Flat 502, Building 99, Ginkgo Court",
        "Ginkgo Court, Building 99, Room 502",
    ],
)
def test_the_flat_is_kept_nowhere(in_town: Resolver, text: str) -> None:
    kept = repr(in_town.resolve(text, None))
    assert "502" not in kept
    assert "五零二" not in kept


@pytest.mark.parametrize(
    ("sentence", "region", "rest"),
    [
        ("武汉市洪山区珞喻路10号", "武汉市洪山区", "珞喻路10号"),
        ("我家在湖北省武汉市江夏区银杏苑", "湖北省武汉市江夏区", "我家在银杏苑"),
        ("洪山区珞喻路10号", "洪山区", "珞喻路10号"),
        ("武汉市银杏苑", "武汉市", "银杏苑"),
        ("我在洪山区", None, "我在洪山区"),
        ("银杏苑小区3栋", None, "银杏苑小区3栋"),
        ("银杏苑对面那个超市门口", None, "银杏苑对面那个超市门口"),
        ("科巷菜市场对面", None, "科巷菜市场对面"),
        ("大行宫市民广场", None, "大行宫市民广场"),
        ("银杏社区服务中心", None, "银杏社区服务中心"),
        ("银杏苑东区3栋", None, "银杏苑东区3栋"),
    ],
)
def test_region(sentence: str, region: str | None, rest: str) -> None:
    assert split_region(sentence) == (region, rest)


def test_a_region_is_no_place() -> None:
    names = resolver(town())
    assert names.resolve("武汉市柳溪区火星路10号", None).hit is None
    assert names.resolve("武汉市柳溪区火星路10号", None).region == "武汉市柳溪区"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("火星小区3栋", ("火星小区", ("3栋", None))),
        ("我家住火星小区三栋二单元", ("火星小区", ("三栋", "二单元"))),
        ("我在月亮路12号火星苑3栋", ("火星苑", ("3栋", None))),
        ("月亮路12号", ("月亮路12号", (None, None))),
        ("地址 解放路45号", ("解放路45号", (None, None))),
        ("坐2号线去公园", None),
        ("附近有药店吗", None),
    ],
)
def test_addresses_that_nobody_knows(
    text: str, found: tuple[str, tuple[str | None, str | None]] | None
) -> None:
    address = unknown_address(fold_sentence(text))
    assert (address and (address[0], astuple(address[1]))) == found


def test_without_flat() -> None:
    assert without_flat("银杏苑3栋2单元502") == "银杏苑3栋2单元"
    assert without_flat("银杏苑3栋") == "银杏苑3栋"
    assert without_flat("桂香街505号") == "桂香街505号"
    assert Parts() == Parts(None, None)
