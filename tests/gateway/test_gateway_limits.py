"""How often one person may speak."""

from types import SimpleNamespace

import pytest

from assistant.gateway.limits import Limits


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A clock of the library's own that can be put on."""
    made = SimpleNamespace(now=1_800_000_000.0)
    monkeypatch.setattr("limits.storage.memory.time.time", lambda: made.now)
    return made


def test_so_many_in_a_minute_and_no_more(clock: SimpleNamespace) -> None:
    limits = Limits(3)
    for _ in range(3):
        assert limits.allow("a")
        clock.now += 10
    assert not limits.allow("a")
    assert not limits.allow("a")
    # The first of them is a minute ago.
    clock.now += 31
    assert limits.allow("a")
    assert not limits.allow("a")
    clock.now += 61
    assert [limits.allow("a") for _ in range(4)] == [True, True, True, False]


def test_everybody_is_counted_alone(clock: SimpleNamespace) -> None:
    limits = Limits(1)
    assert [limits.allow(key) for key in ("a", "b", "a", "b")] == [True, True, False, False]
    assert Limits(1).allow("a")
