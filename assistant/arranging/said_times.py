"""The times in a sentence about a booking, as they go on from what was spoken of before."""

from collections.abc import Sequence
from datetime import datetime

from assistant.arranging.draft import Draft
from assistant.clock import ZONE
from assistant.times import TimeSaid, on_day, read_times
from assistant.times.pieces import Clock, Part, Value


def times_in(text: str, draft: Draft, now: datetime, *, unfit: bool = False) -> list[TimeSaid]:
    """The times said in `text`; day and hour that are left out are those spoken of before.

    `unfit` as in `read_times`.
    """
    found = read_times(text, now, _spoken_of(draft), unfit=unfit)
    if any(each.problem for each in found):
        # What cannot be meant together may be meant alone.
        plain = read_times(text, now, unfit=unfit)
        found = found if any(each.problem for each in plain) else plain
    return [each for each in found if each.start or each.problem]


def _spoken_of(draft: Draft) -> Sequence[Value]:
    if draft.start:
        chosen = datetime.fromisoformat(draft.start).astimezone(ZONE)
        return (*on_day(chosen.date()), Clock(chosen.hour, chosen.minute))
    earlier: Sequence[Value] = ()
    if draft.time_text:
        times = read_times(draft.time_text, datetime.fromisoformat(draft.time_at))
        earlier = times[-1].values if times else ()
    if draft.proposed:
        first = datetime.fromisoformat(draft.proposed[0]).astimezone(ZONE)
        # A part of the day that was said before counts while what is proposed lies in it.
        parts = [
            value
            for value in earlier
            if isinstance(value, Part) and value.first <= first.hour < value.last
        ]
        return (*on_day(first.date()), *parts)
    return earlier
