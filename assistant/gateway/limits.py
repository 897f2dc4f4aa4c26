"""How often one person may speak."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

MINUTE = 60.0


class Limits:
    """Counts the messages of each person in the last minute; knows nobody for longer than that."""

    def __init__(self, most_per_minute: int, timer: Callable[[], float] = time.monotonic) -> None:
        """`timer` counts seconds from any beginning."""
        self._most = most_per_minute
        self._timer = timer
        self._answered: OrderedDict[str, deque[float]] = OrderedDict()

    def allow(self, key: str) -> bool:
        """Counts one message; whether it may be answered."""
        now = self._timer()
        self._forget(now - MINUTE)
        answered = self._answered.setdefault(key, deque(maxlen=self._most))
        if len(answered) == self._most and answered[0] > now - MINUTE:
            return False
        answered.append(now)
        self._answered.move_to_end(key)
        return True

    def __len__(self) -> int:
        """How many people are counted."""
        return len(self._answered)

    def _forget(self, before: float) -> None:
        """Those whose last message was answered before then stand at the front."""
        while self._answered and next(iter(self._answered.values()))[-1] <= before:
            self._answered.popitem(last=False)
