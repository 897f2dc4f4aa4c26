"""When: the times people say, read towards the future, and the days that are not like others."""

from assistant.times.amending import on_day
from assistant.times.days import Days, load_days
from assistant.times.mending import with_times_mended
from assistant.times.pieces import Problem
from assistant.times.reading import TimeSaid, read_times

__all__ = ["Days", "Problem", "TimeSaid", "load_days", "on_day", "read_times", "with_times_mended"]
