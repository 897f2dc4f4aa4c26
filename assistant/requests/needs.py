"""What a neighbourhood lacks and says: unmet needs and voices together, as a month's figures."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Engine, Table, select

from assistant.clock import ZONE
from assistant.facilities.tables import UnmetNeed
from assistant.requests.voices import FLOOR, Voices

UNMET = cast(Table, UnmetNeed.__table__)


@dataclass(frozen=True)
class Need:
    """One figure."""

    month: str
    """Such as 2026-11."""
    what: str
    """Of an unmet need its reason (`store.REASONS`), else one of `voices.VoiceKind`."""
    service: str
    """An id of the catalogue; "" where none was meant."""
    cell: int | None
    """The coarse cell; None: not known."""
    count: int
    """Voices: people. Unmet needs: hours of the month in which somebody had it."""
    voiced: bool
    """Whether people said it, or it was only not found."""


def needs(engine: Engine, voices: Voices, month: str = "", floor: int = FLOOR) -> list[Need]:
    """The figures of one month ("": of all) that are not below `floor`, the highest first."""
    found = [
        Need(each.month, each.kind, each.service, each.cell, each.count, True)
        for each in voices.counts(month, floor)
    ]
    found += [each for each in _unmet(engine, month) if each.count >= floor]
    return sorted(found, key=_order)


def _unmet(engine: Engine, month: str) -> list[Need]:
    rows: Counter[tuple[str, str, str, int]] = Counter()
    asked = select(UNMET.c.at, UNMET.c.reason, UNMET.c.service_id, UNMET.c.cell)
    if month:
        start, end = _ends(month)
        asked = asked.where(UNMET.c.at >= start, UNMET.c.at < end)
    with engine.connect() as connection:
        for row in connection.execute(asked):
            rows[f"{_local(row.at):%Y-%m}", row.reason, row.service_id, row.cell] += 1
    return [Need(*key, count, False) for key, count in rows.items()]


def _ends(month: str) -> tuple[datetime, datetime]:
    """The first moments of the month and of the next one."""
    start = datetime.strptime(month, "%Y-%m").replace(tzinfo=ZONE)
    return start, (start + timedelta(days=31)).replace(day=1)


def _local(at: datetime) -> datetime:
    # SQLite keeps no zone: what it holds is local time.
    return at.astimezone(ZONE) if at.tzinfo else at.replace(tzinfo=ZONE)


def _order(need: Need) -> tuple[int, int, str, str, int]:
    year, month = map(int, need.month.split("-"))
    return -(12 * year + month), -need.count, need.what, need.service, need.cell or 0
