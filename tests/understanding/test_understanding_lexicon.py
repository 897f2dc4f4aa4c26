from __future__ import annotations

import logging
from pathlib import Path

import pytest

from assistant.understanding.lexicon import NAME, NEED, CatalogueError, Lexicon, read_forms


def test_forms_of_every_kind(catalogue: Path) -> None:
    forms = {(form.text, form.service, form.kind) for form in read_forms(catalogue)}
    assert ("配锁匙", "key_cutting", NAME) in forms
    assert ("忘带钥匙了", "locksmith", NEED) in forms
    assert ("flat tyre", "bicycle_repair", NEED) in forms


def test_asides_and_articles_are_no_part_of_a_name(tmp_path: Path) -> None:
    path = tmp_path / "services.csv"
    path.write_text(
        "id,name_zh,synonyms_zh,label_en\nx,便利店(含小超市)/小店,,a corner shop\n",
        encoding="utf-8",
    )
    assert [form.text for form in read_forms(path)] == ["便利店", "小店", "corner shop"]


@pytest.mark.parametrize("content", ["", "id,name_zh,synonyms_zh\n", "a,b\n1,2\n", "\xff\xfe"])
def test_not_a_catalogue(tmp_path: Path, content: str) -> None:
    path = tmp_path / "services.csv"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(CatalogueError):
        read_forms(path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot read"):
        Lexicon(tmp_path / "none.csv").forms()


def test_a_new_synonym_needs_no_restart(catalogue: Path) -> None:
    lexicon = Lexicon(catalogue)
    before = lexicon.forms()
    assert lexicon.forms() is before
    text = catalogue.read_text(encoding="utf-8").replace("打钥匙", "打钥匙|整钥匙")
    catalogue.write_text(text, encoding="utf-8")
    assert "整钥匙" in {form.text for form in lexicon.forms()}


def test_a_broken_change_leaves_the_services_as_they_were(
    catalogue: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lexicon = Lexicon(catalogue)
    before = lexicon.forms()
    catalogue.write_text("oops", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert lexicon.forms() == before
    assert "keeping the services" in caplog.text
    catalogue.unlink()
    assert lexicon.forms() == before
