from __future__ import annotations

import pytest

from assistant.understanding.numerals import SPOKEN_DIGITS, digits, number


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23),
        ("一百零五", 105), ("两百", 200), ("17", 17), ("two", 2), ("third", 3), ("一二三", 123),
        ("", None), ("很多", None), ("3a", None),
    ],
)  # fmt: skip
def test_number(said: str, value: int | None) -> None:
    assert number(said) == value


def test_digits() -> None:
    assert digits("幺三八-零零 1") == "138001"


def test_spoken_digits_need_a_telephone_number_of_them() -> None:
    assert SPOKEN_DIGITS.search("一三八零零一三八零零零")
    assert not SPOKEN_DIGITS.search("一二三四五")
