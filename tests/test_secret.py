"""The installation's key: made once, whole, for its owner only."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.secret import LENGTH, secret_of


def test_it_is_made_once(tmp_path: Path) -> None:
    first = secret_of(tmp_path / "home")
    assert len(first) == LENGTH
    assert secret_of(tmp_path / "home") == first
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret.key"]


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    secret_of(tmp_path)
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_who_start_together_get_the_same_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starters:
        made = set(starters.map(secret_of, [tmp_path] * 32))
    assert len(made) == 1


def test_a_damaged_key_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_bytes(b"short")
    with pytest.raises(UsageError, match="backup"):
        secret_of(tmp_path)
    assert (tmp_path / "secret.key").read_bytes() == b"short"
