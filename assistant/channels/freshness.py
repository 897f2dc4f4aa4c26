"""How old a request may be: one that was overheard cannot be sent again later."""

from datetime import datetime, timedelta

from assistant.channels.channel import Refused


def refuse_stale(made: datetime, at: datetime, limit: timedelta, status: int = 403) -> None:
    """Raises Refused where `made` is `limit` or more away from `at`, before or after it."""
    if abs(at - made) >= limit:
        raise Refused("The request is too old, or a clock is wrong.", status)
