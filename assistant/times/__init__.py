"""When: the times people say, read towards the future, and the days that are not like others."""

from assistant.times.days import Days, load_days
from assistant.times.pieces import Problem
from assistant.times.reading import TimeSaid, read_times

__all__ = ["Days", "Problem", "TimeSaid", "load_days", "read_times"]
