from __future__ import annotations

import pytest

from assistant.understanding.features import sound, word_marks


@pytest.mark.parametrize(("one", "other"), [("武", "五"), ("警", "金"), ("是", "四"), ("牛", "流")])
def test_sounds_that_recognisers_confuse_are_one(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_sounds_that_differ_stay_apart() -> None:
    assert sound("店") != sound("水")


def test_marks() -> None:
    marks = word_marks("修鞋 fixing shoes 12", list)
    assert {"修鞋", "^修", "w:修 鞋", "e:fix", "e:shoe", "e:fix shoe", "e:^ fix"} <= set(marks)
    assert any(mark.startswith("~") for mark in marks)


def test_numbers_are_one_number() -> None:
    assert word_marks("room 12", list) == word_marks("room 305", list)


@pytest.mark.parametrize("text", ["", "😂", "……"])
def test_nothing_to_mark(text: str) -> None:
    assert word_marks(text, list) == []
