"""A time that is said after another one and leaves out what has been said already."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from assistant.times.pieces import Clock, Dated, From, Mark, Part, Value

HALF_DAY = 12
"""Hours up to which a clock time needs a part of the day to be plain."""

_Kind = TypeVar("_Kind", Dated, Part, Clock)


def on_day(day: date) -> tuple[Value, ...]:
    """A day that was spoken of, as a time said before."""
    return (Dated.on(day),)


def amended(earlier: Sequence[Value], values: Sequence[Value]) -> list[Value]:
    """`values` with what they leave out taken from an `earlier` time.

    The day is kept where none is said; hour and part of the day where only a day is said; the part
    of the day where a bare hour is said. A day inside earlier ones (周三 after 下周) is that one.
    """
    said = list(values)
    if not earlier or not any(isinstance(value, Dated | Part | Clock) for value in said):
        return said
    if any(isinstance(value, From) for value in (*earlier, *said)):
        return said
    days, parts, clocks = _only(Dated, said), _only(Part, said), _only(Clock, said)
    kept: list[Value] = []
    known = _only(Dated, earlier)
    if known and not days:
        kept.append(known[-1])
    elif known and len(days) == 1:
        said = [nested(known[-1], v) or v if isinstance(v, Dated) else v for v in said]
    if Mark.TO in earlier:
        return [*kept, *said]
    if not parts and not clocks:
        kept += [value for value in earlier if isinstance(value, Part | Clock)]
    elif clocks and not parts and not clocks[0].half and clocks[0].hour <= HALF_DAY:
        kept += _only(Part, earlier)
    return [*kept, *said]


def nested(outer: Dated, inner: Dated) -> Dated | None:
    """Two days of which one lies in the other as one: 下周 周三; None if nothing fits both."""
    for frame, day in ((outer, inner), (inner, outer)):
        found = day.within(frame)
        if found is not None:
            return found
    return None


def _only(kind: type[_Kind], values: Sequence[Value]) -> list[_Kind]:
    return [value for value in values if isinstance(value, kind)]
