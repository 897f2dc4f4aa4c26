"""How often one person may speak."""

import pytest

from assistant.gateway.limits import Limits


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_so_many_in_a_minute_and_no_more(clock: Clock) -> None:
    limits = Limits(3, clock)
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


def test_everybody_is_counted_alone(clock: Clock) -> None:
    limits = Limits(1, clock)
    assert [limits.allow(key) for key in ("a", "b", "a", "b")] == [True, True, False, False]
    assert Limits(1, clock).allow("a")


def test_nobody_is_kept_who_was_silent_for_a_minute(clock: Clock) -> None:
    limits = Limits(1, clock)
    for number in range(1000):
        assert limits.allow(f"somebody new {number}")
        clock.now += 1
    assert len(limits) == 60
    assert not limits.allow("somebody new 999")
    clock.now += 60
    assert limits.allow("a")
    assert len(limits) == 1
