from __future__ import annotations

from pathlib import Path

import pytest

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.matcher import Matcher


@pytest.fixture
def matcher(catalogue: Path) -> Matcher:
    return Matcher(Lexicon(catalogue))


def _named(matcher: Matcher, said: str) -> list[str]:
    return [link.service for link in matcher.links(said) if not link.denied]


def test_longest_form_wins(matcher: Matcher) -> None:
    assert _named(matcher, "哪里修电瓶车") == ["bicycle_repair"]
    assert _named(matcher, "家里修电") == ["electrical_repair"]


def test_word_boundaries_hide_nothing(matcher: Matcher) -> None:
    assert _named(matcher, "我想配钥匙去") == ["key_cutting"]


def test_traditional_script_and_english_plurals(matcher: Matcher) -> None:
    assert _named(matcher, "邊度配鑰匙") == ["key_cutting"]
    assert _named(matcher, "Duplicate KEYS please") == ["key_cutting"]


@pytest.mark.parametrize(
    "said", ["不是配钥匙，是开锁", "我不要配钥匙，开锁", "not a duplicate key, lock opening"]
)
def test_denied_services(matcher: Matcher, said: str) -> None:
    assert _named(matcher, said) == ["locksmith"]


@pytest.mark.parametrize("said", ["是不是配钥匙的", "想不想配钥匙"])
def test_questions_deny_nothing(matcher: Matcher, said: str) -> None:
    assert _named(matcher, said) == ["key_cutting"]


def test_positions(matcher: Matcher) -> None:
    said = "附近 配锁匙"
    link = matcher.links(said)[0]
    assert said[link.start : link.end] == "配锁匙"


@pytest.mark.parametrize("said", ["", "你好", "😂", "！！"])
def test_nothing_named(matcher: Matcher, said: str) -> None:
    assert matcher.links(said) == []


def test_numbers_match_whole(tmp_path: Path) -> None:
    path = tmp_path / "services.csv"
    path.write_text("id,name_zh,synonyms_zh\nhelp,求助,110|120\n", encoding="utf-8")
    matcher = Matcher(Lexicon(path))
    assert _named(matcher, "打110") == ["help"]
    assert _named(matcher, "住1101室") == []


def test_new_synonyms_are_linked_at_once(catalogue: Path) -> None:
    matcher = Matcher(Lexicon(catalogue))
    assert _named(matcher, "整钥匙") == []
    text = catalogue.read_text(encoding="utf-8").replace("打钥匙", "整钥匙")
    catalogue.write_text(text, encoding="utf-8")
    assert _named(matcher, "整钥匙") == ["key_cutting"]
