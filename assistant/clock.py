"""The clock. Everything else is told the time."""

from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
"""Local time of everything that is said and stored."""


def now() -> datetime:
    """The present moment in local time. The only place that reads the clock."""
    return datetime.now(ZONE)
