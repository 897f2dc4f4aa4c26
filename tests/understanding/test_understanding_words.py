from __future__ import annotations

from pathlib import Path

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.words import Words


def test_names_of_services_are_words(catalogue: Path) -> None:
    words = Words(Lexicon(catalogue))
    assert "配锁匙" in words.cut("哪里配锁匙")
    text = catalogue.read_text(encoding="utf-8").replace("打钥匙", "整把钥匙儿")
    catalogue.write_text(text, encoding="utf-8")
    assert "整把钥匙儿" in words.cut("我要整把钥匙儿")


def test_nothing_is_lost(catalogue: Path) -> None:
    text = "附近 3号楼，7-eleven！"
    assert "".join(Words(Lexicon(catalogue)).cut(text)) == text
