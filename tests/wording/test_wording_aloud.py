"""What is said aloud holds no digits and no signs."""

import pytest

from assistant.wording.aloud import aloud


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("银杏苑3栋", "银杏苑三栋"),
        ("24小时便利店", "二十四小时便利店"),
        ("8元一把", "八元一把"),
        ("100-120元", "一百到一百二十元"),
        ("2.5元", "二点五元"),
        ("9:30", "九点半"),
        ("17:00", "十七点"),
        ("12320", "一二三二零"),
        ("0571", "零五七一"),
        ("面包/蛋糕", "面包，蛋糕"),
        ("没有数字", "没有数字"),
    ],
)
def test_chinese(written: str, said: str) -> None:
    assert aloud(written, "zh") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Building 3", "Building three"),
        ("7-Eleven", "seven-Eleven"),
        ("12345", "one two three four five"),
    ],
)
def test_english(written: str, said: str) -> None:
    assert aloud(written, "en") == said
