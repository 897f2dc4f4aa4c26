import pytest

from assistant.places.sounds import one_changed, romanised, sounds


@pytest.mark.parametrize(
    ("said", "name"),
    [("银杏院", "银杏苑"), ("引信苑", "银杏苑"), ("星街口", "新街口"), ("蓝山", "南山")],
)
def test_homophones(said: str, name: str) -> None:
    assert sounds(said) == sounds(name)


def test_others_differ() -> None:
    assert sounds("金杏苑") != sounds("银杏苑")
    assert sounds("a3栋") == ("a", "3", "don")


def test_one_changed() -> None:
    assert list(one_changed(("tie", "lu"))) == [("*", "lu"), ("tie", "*")]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("新街口", ["xinjiekou", "xin jie kou", "xinjie kou"]),
        ("银杏苑3栋", []),
        ("ginkgo", []),
        ("", []),
    ],
)
def test_romanised(name: str, forms: list[str]) -> None:
    assert romanised(name) == forms
