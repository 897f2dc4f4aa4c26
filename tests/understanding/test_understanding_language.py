from __future__ import annotations

import pytest

from assistant.understanding.language import LanguageGuess


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("附近有药店吗", "zh"),
        ("邊度有得修鞋", "yue"),
        ("我想飞发", "yue"),
        ("where can I cut a key", "en"),
        ("find me a 菜市场", "en"),
        ("去ATM取钱", "zh"),
        ("冇得地方修鞋", "zh"),
        ("第二间", "zh"),
        ("ok", "zh"),
        ("123", "zh"),
        ("😂", "zh"),
    ],
)
def test_language(said: str, language: str) -> None:
    assert LanguageGuess.load().of(said) == language
