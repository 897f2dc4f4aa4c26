"""Which of several places a sentence names."""

import pytest

from assistant.finding.naming import which_named

PRINTERS = [
    ("桃源文印", "Peach Spring Copies"), ("洁丽干洗桂香店", "Jieli Laundry"),
    ("书香巷文印店", "Book Lane Copies"), ("书香巷东口照相馆", ""),
]  # fmt: skip
LOCKSMITHS = [("市场门口配钥匙", "Market Gate Keys"), ("木桶巷修锁铺", "Cooper Lane Locksmith")]
COMMON = "打印复印店|文印|配钥匙|干洗|locksmith|keys|copies|market"


@pytest.mark.parametrize(
    ("text", "number"),
    [("书香巷文印店电话多少", 2), ("桃源那家几点关门", 0), ("我说的是桂香店", 1),
     ("东口那个照相馆", 3), ("jieli one, what's the number", 1)],
)  # fmt: skip
def test_by_a_part_that_no_other_has(text: str, number: int) -> None:
    assert which_named(text, PRINTERS, COMMON) == number


@pytest.mark.parametrize(
    "text", ["文印店那家", "干洗要多少钱", "书香巷那家", "第二家", "桃源和桂香店", ""]
)
def test_what_names_none_or_several(text: str) -> None:
    assert which_named(text, PRINTERS, COMMON) is None


def test_english_names() -> None:
    assert which_named("Actually the Cooper Lane one", LOCKSMITHS, COMMON) == 1
    assert which_named("is the locksmith open", LOCKSMITHS, COMMON) is None
    assert which_named("the market", LOCKSMITHS, COMMON) is None
