"""The bulletin: what is posted, found by what is asked for, by place, by day and by people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Engine, Table, delete, or_, select, update

from assistant.bulletin.asking import Asked
from assistant.bulletin.notice import AHEAD, Notice
from assistant.bulletin.place import Place, concerns
from assistant.bulletin.tables import BulletinNotice, BulletinTold
from assistant.bulletin.words import bulletin_words, says
from assistant.people.sealing import Sealer
from assistant.storing import insert_new, transaction

NOTICE = cast(Table, BulletinNotice.__table__)
TOLD = cast(Table, BulletinTold.__table__)

SOON = timedelta(hours=24)
"""What cuts people off at home within so long is worth a word when they say hello."""


@dataclass(frozen=True)
class Posted:
    """A notice, and the time that it is on for which it is told."""

    notice: Notice
    start: datetime
    end: datetime

    def is_on(self, now: datetime) -> bool:
        """Whether it has begun and is not over."""
        return self.start <= now < self.end

    def key(self, now: datetime) -> tuple[datetime, str]:
        """Sorts: the soonest first; what has begun stands where it ends."""
        return (self.end if self.start <= now else self.start), self.notice.id


class Bulletin:
    """Safe to use from many threads and processes; cheap to make.

    Any method may raise SQLAlchemyError where the database is busy or gone.
    """

    def __init__(self, engine: Engine, secret: bytes) -> None:
        self._engine = engine
        self._sealer = Sealer(secret)

    def notices(self, now: datetime) -> list[Notice]:
        """What is posted and not over."""
        live = select(NOTICE.c.spec).where(
            ~NOTICE.c.dropped, or_(NOTICE.c.until.is_(None), NOTICE.c.until > now)
        )
        with self._engine.connect() as connection:
            found = [Notice.from_json(spec) for spec in connection.scalars(live)]
        return [each for each in found if each.tell_from is None or each.tell_from <= now.date()]

    def find(
        self, asked: Asked, places: Sequence[Place], now: datetime, *, anywhere: bool = False
    ) -> list[Posted]:
        """What is asked for and concerns one of the places, the soonest first.

        Without places, what concerns all; `anywhere`: what concerns anybody.
        """
        meant = _meant(self.notices(now), asked)
        here = [each for each in meant if anywhere or concerns(each, places)]
        start, end = max(asked.start or now, now), asked.end or now + AHEAD
        posted = [found for each in here if (found := _next(each, start, end, asked))]
        return sorted(posted, key=lambda each: each.key(now))

    def get(self, notice: str, start: datetime, now: datetime) -> Posted | None:
        """A notice at the time that begins then; None where it was taken down."""
        found = next((each for each in self.notices(now) if each.id == notice), None)
        times = found.times(start, start + timedelta(seconds=1)) if found else ()
        for begin, end in times:
            if found and begin == start:
                return Posted(found, begin, end)
        return None

    def news(self, person: str, home: Place, now: datetime) -> Posted | None:
        """What cuts `person` off at home soon and was not told them unasked; it counts as told."""
        subjects = bulletin_words().home_subjects
        asked = Asked("", subjects=subjects, start=now, end=now + SOON)
        for each in self.find(asked, [home], now):
            if self._tell(person, each, now):
                return each
        return None

    def forget(self, person: str, now: datetime) -> None:
        """Forget what that person was told unasked."""
        digests = [
            self._digest(person, Posted(notice, *times))
            for notice in self.notices(now)
            for times in notice.times(now, now + SOON)
        ]
        with transaction(self._engine) as connection:
            connection.execute(delete(TOLD).where(TOLD.c.digest.in_(digests)))

    def drop(self, notice: str) -> bool:
        """Take a notice down; False where none of that id is posted."""
        gone = update(NOTICE).where(NOTICE.c.id == notice, ~NOTICE.c.dropped)
        with transaction(self._engine) as connection:
            return bool(connection.execute(gone.values(dropped=True)).rowcount)

    def _tell(self, person: str, posted: Posted, now: datetime) -> bool:
        """Notes that it is told; False where it was told before. What is over is deleted."""
        row: dict[str, object] = {"digest": self._digest(person, posted), "until": posted.end}
        with transaction(self._engine) as connection:
            connection.execute(delete(TOLD).where(TOLD.c.until <= now))
            return insert_new(connection, TOLD, row)

    def _digest(self, person: str, posted: Posted) -> str:
        parts = (person, posted.notice.id, posted.start.isoformat())
        return self._sealer.digest("bulletin", *parts)


def _meant(notices: Iterable[Notice], asked: Asked) -> list[Notice]:
    """Those of what is asked for; all where nothing but notices is."""
    listed = list(notices)
    groups = set(asked.groups)
    named = [
        each for each in listed if each.subject in asked.subjects or says(each.words, asked.text)
    ]
    if named or asked.subjects:
        return [each for each in named if not (groups and each.who) or groups & set(each.who)]
    return [each for each in listed if groups & set(each.who)] if groups else listed


def _next(notice: Notice, start: datetime, end: datetime, asked: Asked) -> Posted | None:
    """Its next time; where no time is asked for, however far ahead that is."""
    times = next(notice.times(start, end), None)
    if times is None and asked.start is None and not notice.rule:
        times = notice.first
    return Posted(notice, *times) if times else None
