from pathlib import Path

import pytest
from real_extract import FILE, real_extract


def test_the_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).touch()
    monkeypatch.setenv("ASSISTANT_GEO", str(tmp_path))
    assert real_extract() == tmp_path / FILE


def test_a_missing_map_fails_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_GEO", str(tmp_path))
    with pytest.raises(pytest.fail.Exception, match="is not there; name the folder"):
        real_extract()
