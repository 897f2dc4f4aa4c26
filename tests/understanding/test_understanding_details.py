from __future__ import annotations

import pytest

from assistant.understanding.details import details


def _found(said: str) -> list[tuple[str, str | int, str | None]]:
    return [(each.kind, each.value, each.of) for each in details(said)]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("我在知音西苑3栋", "知音西苑3栋"),
        ("我住銀杏苑三號樓二單元", "银杏苑三号楼二单元"),
        ("新街口附近有药店吗", "新街口"),
        ("我现在在地铁站口", "地铁站口"),
        ("住在中山路18号附近哪里修鞋", "中山路18号"),
        ("I live in Ginkgo Court building 3", "ginkgo court building 3"),
        ("I'm near the east gate, where is a bank", "east gate"),
    ],
)
def test_place(said: str, place: str) -> None:
    assert ("place", place, None) in _found(said)


@pytest.mark.parametrize(
    "said", ["我在家", "我在附近转转", "离我近点", "我在想事情", "I'm in a hurry", "在哪里修鞋"]
)
def test_no_place(said: str) -> None:
    assert all(kind != "place" for kind, _, _ in _found(said))


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("第二个", 2), ("就第2家吧", 2), ("最后一个", -1), ("选三", 3), ("前面那家", 1),
        ("the second one please", 2), ("number three", 3), ("第一个怎么走", 1),
    ],
)  # fmt: skip
def test_choice(said: str, value: int) -> None:
    assert ("choice", value, None) in _found(said)


@pytest.mark.parametrize("said", ["第一医院怎么走", "第二中学", "第三方支付", "第一次来"])
def test_ordinals_in_names_choose_nothing(said: str) -> None:
    assert all(kind != "choice" for kind, _, _ in _found(said))


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("我的电话13800138000", "13800138000"),
        ("一三八零零一三八零零零", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("027-87654321", "02787654321"),
    ],
)
def test_phone(said: str, value: str) -> None:
    assert ("phone", value, None) in _found(said)


def test_an_order_number_is_no_phone() -> None:
    assert _found("单号99887766554433") == []


@pytest.mark.parametrize(
    ("said", "of", "value"),
    [
        ("孩子两岁半了", "age", 2),
        ("妈妈82岁", "age", 82),
        ("宝宝八个月大", "age_months", 8),
        ("my son is 3 years old", "age", 3),
        ("table for four", "party", 4),
        ("三个人吃饭", "party", 3),
    ],
)
def test_number(said: str, of: str, value: int) -> None:
    assert ("number", value, of) in _found(said)


def test_positions_point_into_the_message() -> None:
    said = "我在知音西苑3栋"
    place = details(said)[0]
    assert said[place.start : place.end] == "知音西苑3栋"


@pytest.mark.parametrize("said", ["", "😂😂", "。。。", "啊" * 5000, "1" * 5000])
def test_nothing_to_find(said: str) -> None:
    assert all(kind in {"phone"} for kind, _, _ in _found(said))
