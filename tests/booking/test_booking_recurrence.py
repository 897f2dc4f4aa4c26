"""RFC 5545 recurrences, counted by the clock on the wall."""

from datetime import UTC, datetime
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.booking.recurrence import FREQUENCIES, ends, recurrence, wall, zoned
from assistant.clock import ZONE
from tests.booking.booking_desk import at


def first(rule: str, start: datetime, count: int = 4) -> list[datetime]:
    return [zoned(each) for each in islice(recurrence(rule, start), count)]


@pytest.mark.parametrize(
    ("rule", "starts"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", [at(9), at(9, day=19), at(9, day=26)]),
        ("freq=weekly;byday=tu", [at(9), at(9, day=19), at(9, day=26)]),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU;", [at(9), at(9, day=19), at(9, day=26)]),
        ("FREQ=MONTHLY;BYDAY=1MO", [at(9, day=1, month=6), at(9, day=6, month=7)]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", [at(9, day=31), at(9, day=30, month=6)]),
        ("FREQ=DAILY;COUNT=2", [at(9), at(9, day=13)]),
        ("FREQ=DAILY;INTERVAL=3", [at(9), at(9, day=15), at(9, day=18)]),
        ("FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0,30", [at(9), at(9, 30), at(14), at(14, 30)]),
        ("FREQ=HOURLY;COUNT=2", [at(9), at(10)]),
        # An end may be a day, which still counts, a moment on the wall, or one in UTC.
        ("FREQ=DAILY;UNTIL=20260513", [at(9), at(9, day=13)]),
        ("FREQ=DAILY;UNTIL=20260513T090000", [at(9), at(9, day=13)]),
        ("FREQ=DAILY;UNTIL=20260513T085959", [at(9)]),
        ("FREQ=DAILY;UNTIL=20260513T010000Z", [at(9), at(9, day=13)]),
        ("FREQ=DAILY;UNTIL=20260513T005959Z", [at(9)]),
    ],
)
def test_when_it_comes(rule: str, starts: list[datetime]) -> None:
    assert first(rule, at(9), len(starts) if ends(rule) is False else 9) == starts
    # The same start told in another zone is the same series.
    assert first(rule, at(9).astimezone(UTC), 1) == starts[:1]


@pytest.mark.parametrize(
    "rule",
    [
        "", "daily", "FREQ", "FREQ=", "FREQ=NEVER", "COUNT=3", "FREQ=SECONDLY", "FREQ=MINUTELY",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=x", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;X=1",
        "FREQ=DAILY;UNTIL=soon", "FREQ=DAILY;UNTIL=20261332", "FREQ=DAILY;UNTIL=20260513T99Z",
        "FREQ=DAILY\nEXDATE:20260513T090000", "DTSTART:20200101T000000Z\nFREQ=DAILY",
        "FREQ=DAILY;BYHOUR=25",
    ],
)  # fmt: skip
def test_what_is_none(rule: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        recurrence(rule, at(9))


def test_whether_it_ends() -> None:
    assert ends("FREQ=DAILY;COUNT=3")
    assert ends("freq=daily;until=20260601")
    assert not ends("FREQ=DAILY;BYDAY=MO")


@settings(deadline=None)
@given(st.sampled_from(FREQUENCIES), st.integers(1, 5), st.integers(1, 12), st.integers(0, 23))
def test_the_clock_on_the_wall_stays(freq: str, interval: int, count: int, hour: int) -> None:
    """The zone has no summer time: every start but an hourly one is at the same hour."""
    start = datetime(2026, 3, 28, hour, 20, tzinfo=ZONE)
    found = first(f"FREQ={freq};INTERVAL={interval};COUNT={count}", start, 99)
    assert len(found) == count
    assert found[0] == start
    assert found == sorted(set(found))
    assert {each.minute for each in found} == {20}
    assert freq == "HOURLY" or {each.hour for each in found} == {hour}
    assert {each.utcoffset() for each in found} == {start.utcoffset()}


def test_the_wall_and_back() -> None:
    assert wall(at(9)) == datetime(2026, 5, 12, 9)
    assert wall(at(9).astimezone(UTC)) == datetime(2026, 5, 12, 9)
    assert zoned(wall(at(9))) == at(9)
