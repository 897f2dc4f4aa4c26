import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest
from walking_town import built, small_town

from assistant.walking.actors import ActorPool
from assistant.walking.build import TILES


def test_an_actor_is_never_lent_twice() -> None:
    pool = ActorPool(built(small_town) / TILES, size=2)
    with pool.lend() as first, pool.lend() as second:
        assert first is not second
    with pool.lend() as again:
        assert again in (first, second)


def test_who_comes_too_late_waits() -> None:
    pool = ActorPool(built(small_town) / TILES, size=1)
    waiting = threading.Event()
    got: list[Any] = []

    def ask() -> None:
        waiting.set()
        with pool.lend() as actor:
            got.append(actor)

    with pool.lend() as actor:
        thread = threading.Thread(target=ask)
        thread.start()
        waiting.wait()
        assert got == []
    thread.join()
    assert got == [actor]


def test_an_actor_comes_back_after_an_error() -> None:
    pool = ActorPool(built(small_town) / TILES, size=1)
    try:
        with pool.lend():
            raise KeyError
    except KeyError:
        pass
    with pool.lend() as actor:
        assert actor is not None


def test_no_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ActorPool(built(small_town) / TILES, size=2)
    assert list(tmp_path.iterdir()) == []
