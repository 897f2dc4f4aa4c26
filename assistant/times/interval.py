"""The interval that pieces of a time mean together, read towards the future."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from assistant.times.days import DAY, Span
from assistant.times.pieces import Clock, Dated, From, Mark, Moment, Part, Problem, Value

HOUR = timedelta(hours=1)
ABOUT = timedelta(minutes=30)
"""How far from the time said 左右 reaches."""

_WEEK = timedelta(days=7)
_LONGEST_ROLL = timedelta(days=21)
"""From the 28th to the 3rd is into the next month; from the 16th to the 14th is a slip."""

_Kind = TypeVar("_Kind", Dated, Part, Clock, From)


@dataclass(frozen=True)
class Interval:
    """From `start` up to `end`."""

    start: datetime
    end: datetime
    ambiguous: bool = False
    by_clock: bool = False
    """Whether the start was said by the clock: a length that was said ends it then."""


Reading = Interval | Problem


@dataclass(frozen=True)
class _Side:
    """One side of a range, or the whole of what was said."""

    dated: Dated | None = None
    part: Part | None = None
    clock: Clock | None = None
    counted: From | None = None


def interval_of(values: Sequence[Value], moment: Moment) -> Reading:
    """The interval of the pieces' values, in the order said."""
    marks = {value for value in values if isinstance(value, Mark)}
    if Mark.TO in marks:
        at = list(values).index(Mark.TO)
        left, right = _side(values[:at]), _side(values[at + 1 :])
        if left != _Side() and right != _Side():
            return _range(left, right, moment)
    side = _side(values)
    found = _whole(side, moment)
    if isinstance(found, Problem):
        return found
    if Mark.AFTER in marks or Mark.SINCE in marks:
        return _after(side, found, since=Mark.SINCE in marks)
    if Mark.BEFORE in marks or Mark.BY in marks:
        return _before(side, found, moment, inclusive=Mark.BY in marks)
    if Mark.ABOUT in marks and side.clock:
        start = max(found.start - ABOUT, moment.now)
        return replace(found, start=start, end=found.start + ABOUT)
    return found


def _side(values: Sequence[Value]) -> _Side:
    def last(kind: type[_Kind]) -> _Kind | None:
        return next((v for v in reversed(values) if isinstance(v, kind)), None)

    return _Side(last(Dated), last(Part), last(Clock), last(From))


def _whole(side: _Side, moment: Moment) -> Reading:
    """The likeliest reading that is not over; ambiguous where there are several."""
    if side.counted:
        if side.counted.from_now:
            return Interval(moment.now, side.counted.at, side.counted.vague)
        start = side.counted.at
        return Interval(start, start + HOUR, side.counted.vague, by_clock=True)
    readings = [_checked(each, moment) for each in _readings(side, moment)]
    feasible = [each for each in readings if isinstance(each, Interval)]
    if not feasible:
        return readings[0] if readings else Problem.NO_SUCH_TIME
    vague = bool(side.dated and side.dated.vague) or feasible[0].ambiguous
    return replace(feasible[0], ambiguous=vague or len({e.start for e in feasible}) > 1)


def _checked(found: Reading, moment: Moment) -> Reading:
    """Never the past: what is over is a problem, what has begun begins now."""
    if isinstance(found, Problem):
        return found
    if found.end <= moment.now or (found.by_clock and found.start < moment.now):
        return Problem.PAST
    return replace(found, start=max(found.start, moment.now))


def _readings(side: _Side, moment: Moment) -> Iterator[Reading]:
    """Every reading, likeliest first."""
    if side.dated is None:
        yield from _undated(side, moment)
    elif side.dated.problem:
        yield side.dated.problem
    else:
        for span in side.dated.spans:
            yield from _on(side, span, moment)


def _undated(side: _Side, moment: Moment) -> Iterator[Reading]:
    """Today's readings; what is over today is meant for tomorrow, but that is worth asking."""
    today = _on(side, Span.of(moment.today), moment)
    checked = [_checked(each, moment) for each in today]
    doubtful = Problem.PAST in checked
    if all(each is Problem.PAST for each in checked):
        today = _on(side, Span.of(moment.today + DAY), moment)
    for each in today:
        yield replace(each, ambiguous=True) if doubtful and isinstance(each, Interval) else each


def _on(side: _Side, span: Span, moment: Moment) -> list[Reading]:
    """The readings on the days of one span."""
    if side.clock:
        days = [span.first + n * DAY for n in range(min((span.after - span.first).days, 7))]
        return [each for day in days for each in _by_clock(side, side.clock, day, moment)]
    if side.part:
        start = _at(span.first, side.part.first, moment)
        end = _at(span.after - DAY, side.part.last, moment)
        return [Interval(start, end, ambiguous=span.after - span.first > DAY)]
    return [Interval(_at(span.first, 0, moment), _at(span.after, 0, moment))]


def _at(day: date, hours: float, moment: Moment) -> datetime:
    return datetime.combine(day, time(), moment.now.tzinfo) + timedelta(hours=hours)


def _by_clock(side: _Side, clock: Clock, day: date, moment: Moment) -> list[Reading]:
    hours = _hours(clock, side.part)
    if not hours:
        return [Problem.NO_SUCH_TIME]
    starts = [_at(day, hour + clock.minute / 60, moment) for hour in hours]
    bare = not clock.half and not side.part
    if side.dated and bare and 8 < clock.hour < 12 and starts[0] < moment.now:
        starts.append(starts[0] + 12 * HOUR)  # nine is in the morning, unless that is over
    return [Interval(start, start + HOUR, by_clock=True) for start in starts]


def _hours(clock: Clock, part: Part | None) -> list[int]:
    """The hours from midnight that the clock time may mean, likeliest first; none if it is none."""
    hour = clock.hour
    if hour > 24 or clock.minute > 59 or (hour == 24 and clock.minute):
        return []
    if clock.half:
        return [hour % 12 + (12 if clock.half == "pm" else 0) if hour <= 12 else hour]
    if part:
        return _of_part(hour, part)
    if hour == 0 or hour >= 9:
        return [hour]
    if hour <= 5:
        return [hour + 12]
    return [18, 6] if hour == 6 else [hour, hour + 12]


def _of_part(hour: int, part: Part) -> list[int]:
    """The hour that fits the part of the day: 晚上十二点 is 24, 下午三点 15, 中午一点 13."""
    if part.last > 24:  # the middle of the night
        return [hour + 24] if hour < 6 else [hour + 12 if hour <= 12 else hour]
    if part.first >= 17:
        if hour < 5:
            return [hour + 24]
        return [hour + 12 if hour <= 12 else hour]
    if part.last <= 12:
        return ([0] if hour == 12 and part.last <= 6 else [hour]) if hour <= 12 else []
    if part.first >= 12:
        return [hour % 12 + 12] if hour <= 12 else [hour]
    if hour >= 10:  # noon
        return [hour]
    return [hour + 12] if 1 <= hour <= 3 else []


def _midnight(at: datetime) -> datetime:
    return datetime.combine(at.date(), time(), at.tzinfo)


def _after(side: _Side, found: Interval, since: bool) -> Interval:
    """From then on; where it is a day, `since` counts it in."""
    midnight = _midnight(found.start)
    if side.clock or side.counted:
        end = midnight + timedelta(hours=side.part.last if side.part else 24)
        return replace(found, end=end if end > found.start else midnight + DAY)
    if side.part:
        return replace(found, end=max(midnight + DAY, found.end))
    start = found.start if since else found.end
    return replace(found, start=start, end=start + _WEEK, ambiguous=True)


def _before(side: _Side, found: Interval, moment: Moment, inclusive: bool) -> Reading:
    by_day = not side.clock and not side.part and not side.counted
    # 周五之前: most people count Friday in, but not all do.
    end = found.end if by_day and inclusive else found.start
    begin = moment.now
    if side.clock and side.dated and found.start.date() != moment.today:
        hours = side.part.first if side.part else 0
        begin = max(begin, _midnight(found.start) + timedelta(hours=hours))
    if end <= begin:
        return Problem.PAST
    return Interval(begin, end, ambiguous=found.ambiguous or (by_day and inclusive))


def _range(left: _Side, right: _Side, moment: Moment) -> Reading:
    if left.clock and right.clock and not left.clock.half and right.clock.half:
        # Three to five pm begins at three pm; ten to two pm does not.
        later = left.clock.hour % 12 >= right.clock.hour % 12
        half = "am" if later else right.clock.half
        left = replace(left, clock=replace(left.clock, half=half))
    if left.dated is None and right.dated is not None and (left.clock or left.part):
        left = replace(left, dated=right.dated)  # three to five on Friday
    begin = _whole(left, moment)
    if isinstance(begin, Problem):
        return begin
    end = _end(left.part, right, begin.start, moment)
    if end is None or end <= begin.start:
        return Problem.BACKWARDS
    by_days = right.dated and right.dated.day and not right.clock
    if by_days and end - begin.start > _LONGEST_ROLL:
        return Problem.BACKWARDS
    return replace(begin, end=end)


def _end(left: Part | None, right: _Side, start: datetime, moment: Moment) -> datetime | None:
    """The end that was said, the first one after `start`; None if there is none."""
    if right.counted:
        return right.counted.at
    if right.clock and right.dated is None:
        return _clock_after(left, right, right.clock, start, moment)
    later = _whole(replace(right, dated=_day_from(right.dated, start.date())), moment)
    if isinstance(later, Problem):
        return None
    return later.start if right.clock else later.end


def _day_from(dated: Dated | None, first: date) -> Dated:
    """The day meant from `first` on: 28号到3号 ends in the month that follows."""
    if dated is None:
        return Dated.on(first)
    if dated.weekday:
        return Dated.on(first + ((dated.weekday - first.isoweekday()) % 7) * DAY)
    if dated.day and not dated.problem:
        days = (first + ahead * DAY for ahead in range(62))
        return Dated.on(next(day for day in days if day.day == dated.day))
    return dated


def _clock_after(
    left: Part | None, right: _Side, clock: Clock, start: datetime, moment: Moment
) -> datetime | None:
    day = start.date()
    if right.part or clock.half:
        found = _by_clock(right, clock, day, moment)
        ends = [each.start for each in found if isinstance(each, Interval)]
    elif clock.hour > 24 or clock.minute > 59:
        return None
    else:
        late = left is None or left.first >= 17  # 晚上十点到两点 ends on the next day
        steps = ((0, 12, 24) if late else (0, 12)) if clock.hour <= 12 else (0,)
        ends = [_at(day, clock.hour + step + clock.minute / 60, moment) for step in steps]
    return next((end for end in ends if end > start), None)
