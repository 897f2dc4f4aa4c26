"""How often one person may speak."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Limits:
    """Counts the messages of each person in the last minute."""

    def __init__(self, most_per_minute: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._most = RateLimitItemPerMinute(most_per_minute)

    def allow(self, key: str) -> bool:
        """Counts one message; whether it may be answered."""
        return self._limiter.hit(self._most, key)
