from __future__ import annotations

import pytest

from assistant.understanding.text import Speech, normalise, stem, units


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("計程車", "计程车"),
        ("ＡＴＭ在哪", "atm在哪"),
        ("邊度有得修鞋", "边度有得修鞋"),
        ("３号楼", "3号楼"),
        ("What’s open?", "what's open?"),
        ("", ""),
        ("😂㎡…", "😂㎡…"),
    ],
)
def test_normalise(said: str, plain: str) -> None:
    assert normalise(said) == plain
    assert len(normalise(said)) == len(said)


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("keys", "key"), ("fixing", "fix"), ("batteries", "battery"), ("watches", "watch"),
        ("glass", "glass"), ("bus", "bus"), ("this", "this"), ("key", "key"), ("mum's", "mum"),
    ],
)  # fmt: skip
def test_stem(word: str, bare: str) -> None:
    assert stem(word) == bare


def test_units_keep_positions() -> None:
    assert units("修keys 24小时") == [
        ("修", 0, 1), ("key", 1, 5), ("24", 6, 8), ("小", 8, 9), ("时", 9, 10),
    ]  # fmt: skip


def test_dialect_becomes_plain() -> None:
    speech = Speech.load()
    assert speech.plain("邊度有得剪頭髮") == "哪里有得理发"
    assert speech.plain("啷个走嘛") == "怎么走嘛"


def test_longer_words_protect_shorter_ones() -> None:
    assert Speech.load().plain("买饮料") == "买饮料"


def test_wake_words_are_dropped_unless_nothing_is_left() -> None:
    speech = Speech.load()
    assert speech.plain("小度小度，附近有药店吗") == "附近有药店吗"
    assert speech.plain("小度") == "小度"


def test_no_word_lists() -> None:
    speech = Speech({}, [])
    assert speech.plain("小度 附近") == "小度 附近"
