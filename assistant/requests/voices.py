"""Praise, complaints, ideas and wishes: counted by what, roughly where and when; never by whom.

What few people said is not shown at all: in a small neighbourhood a single complaint about the one
barber can be enough to know who made it.
"""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from assistant.clock import ZONE
from assistant.people.sealing import Sealer
from assistant.requests.tables import VoiceCount, VoiceSeen, VoiceWords
from assistant.storing import insert_new, retried, transaction

log = logging.getLogger(__name__)

COUNT = cast(Table, VoiceCount.__table__)
SEEN = cast(Table, VoiceSeen.__table__)
WORDS = cast(Table, VoiceWords.__table__)

FLOOR = 5
"""What fewer people said is not shown."""

LONGEST_VOICE = 10_000
"""Characters of one voice that are kept."""

WORDS_KEPT = timedelta(days=90)
"""How long the words stay."""

NOWHERE = 0
"""The cell of what was said of no place that is known."""


class VoiceKind(StrEnum):
    """What somebody voiced."""

    PRAISE = "praise"
    COMPLAINT = "complaint"
    IDEA = "idea"
    WISH = "wish"


@dataclass(frozen=True)
class Voice:
    """Something that somebody said to be passed on."""

    kind: VoiceKind
    person: str
    """The key of the person: they count once. It is not kept."""
    service: str = ""
    """An id of the catalogue; "" where none is meant."""
    cell: int | None = None
    """The coarse cell (`cells.coarse_cell_of`); None: not known."""
    words: str = ""
    """What was said, for the desk alone."""


@dataclass(frozen=True)
class Count:
    """How many people said the same in a month."""

    month: str
    kind: VoiceKind
    service: str
    cell: int | None
    count: int


@dataclass(frozen=True)
class Heard:
    """What one voice said, for the desk."""

    kind: VoiceKind
    service: str
    day: datetime
    words: str


@dataclass(frozen=True)
class Recorded:
    """What became of a voice."""

    counted: bool
    """Whether it was counted: nobody counts twice in a month."""
    id: str = ""
    """Of the words; "" where the same were kept before, or there are none."""


class Voices:
    """Safe to use from many threads and processes; cheap to make.

    Methods that write are one transaction each. Any may raise OperationalError where the database
    is busy for more than five seconds or gone.
    """

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._sealer = Sealer(secret)

    def record(self, voice: Voice, now: datetime) -> Recorded:
        """Counts a voice once for each person and month; words that are new are kept anyway.

        The words are kept apart from where it was, and without the hour.
        """
        return retried(lambda: self._record(voice, now))

    def _record(self, voice: Voice, now: datetime) -> Recorded:
        local = now.astimezone(ZONE)
        month, cell = f"{local:%Y-%m}", NOWHERE if voice.cell is None else voice.cell
        parts = ("voice", month, voice.kind, voice.service, str(cell), voice.person)
        with transaction(self._engine) as connection:
            counted = self._is_new(connection, month, *parts)
            if counted:
                _count(connection, month, voice, cell)
            words = voice.words.strip()[:LONGEST_VOICE]
            if not words or not self._is_new(
                connection, month, "words", month, voice.person, words
            ):
                return Recorded(counted)
            identity = secrets.token_hex(16)
            day = local.replace(hour=0, minute=0, second=0, microsecond=0)
            row = {"id": identity, "kind": voice.kind, "service": voice.service, "day": day}
            sealed = self._sealer.seal({"words": words}, _owner(identity))
            connection.execute(insert(WORDS).values(row | {"sealed": sealed}))
            return Recorded(counted, identity)

    def _is_new(self, connection: Connection, month: str, *parts: str) -> bool:
        """Whether it was not said in that month before; from now on it was."""
        seen: dict[str, object] = {"digest": self._sealer.digest(*parts), "month": month}
        return insert_new(connection, SEEN, seen)

    def counts(self, month: str = "", floor: int = FLOOR) -> list[Count]:
        """What at least `floor` people said, of one month ("": of all), the most said first."""
        found = (
            select(COUNT)
            .where(COUNT.c.count >= floor)
            .order_by(COUNT.c.month.desc(), COUNT.c.count.desc(), COUNT.c.kind, COUNT.c.service)
            .order_by(COUNT.c.cell)
        )
        if month:
            found = found.where(COUNT.c.month == month)
        with self._engine.connect() as connection:
            return [
                Count(
                    row["month"],
                    VoiceKind(row["kind"]),
                    row["service"],
                    row["cell"] or None,
                    row["count"],
                )
                for row in connection.execute(found).mappings()
            ]

    def heard(self, now: datetime) -> list[Heard]:
        """The words of the last 90 days, for the desk, the newest first.

        Of one day they stand in no order: it would tell who came when.
        """
        found = select(WORDS).where(WORDS.c.day >= now - WORDS_KEPT)
        with self._engine.connect() as connection:
            rows = connection.execute(found.order_by(WORDS.c.day.desc(), WORDS.c.id)).all()
        heard = []
        for row in rows:
            content = self._sealer.open(row.sealed, _owner(row.id))
            if content is None:
                log.warning("A voice cannot be opened: damaged, or secret.key is another.")
                continue
            heard.append(Heard(VoiceKind(row.kind), row.service, row.day, content["words"]))
        return heard


def _count(connection: Connection, month: str, voice: Voice, cell: int) -> None:
    key: dict[str, object] = {
        "month": month,
        "kind": voice.kind,
        "service": voice.service,
        "cell": cell,
    }
    if not insert_new(connection, COUNT, key | {"count": 1}):
        counted = update(COUNT).where(*(COUNT.c[name] == key[name] for name in key))
        connection.execute(counted.values(count=COUNT.c.count + 1))


def drop_old(engine: Engine, now: datetime) -> int:
    """Deletes words that are older than 90 days, how many; and by what nobody counted twice.

    Raises OperationalError where the database is busy for more than five seconds or gone.
    """
    month = f"{now.astimezone(ZONE):%Y-%m}"

    def work() -> int:
        with transaction(engine) as connection:
            connection.execute(delete(SEEN).where(SEEN.c.month < month))
            return connection.execute(delete(WORDS).where(WORDS.c.day < now - WORDS_KEPT)).rowcount

    return retried(work)


def _owner(identity: str) -> str:
    return f"voice/{identity}"
