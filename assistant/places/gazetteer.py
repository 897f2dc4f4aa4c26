"""Places by name: where somebody is who says 我在银杏苑3栋, and what a position is called."""

import logging
import threading
import time
from collections.abc import Callable

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from assistant.errors import UsageError
from assistant.facilities.tables import ImportRun, NamedPlace
from assistant.places.kinds import load_place_kinds
from assistant.places.landmarks import Landmarks
from assistant.places.name_index import NameIndex
from assistant.places.points import Landmark, Resolution
from assistant.places.reading import read_names
from assistant.places.resolving import Resolver
from assistant.places.words import PlaceWords, load_place_words
from assistant.walking.straight import Position

logger = logging.getLogger(__name__)

LOOK_EVERY = 2.0
"""Seconds between looks for a new import or changed words."""

Stamp = tuple[int, int]


class _Snapshot:
    """Everything in memory as it was after one import, with the words of one moment."""

    def __init__(self, engine: Engine, stamp: Stamp, words: PlaceWords) -> None:
        self.stamp = stamp
        self.words = words
        with Session(engine) as session:
            keyed = read_names(session, words)
        points = [point for key, point in keyed if not words.is_generic(key)]
        self.landmarks = Landmarks(points, load_place_kinds().seen)
        self.resolver = Resolver(NameIndex(keyed, words), self.landmarks, words)


class Gazetteer:
    """Names of the database, kept in memory and read again after an import. Thread-safe."""

    def __init__(self, engine: Engine, timer: Callable[[], float] = time.monotonic) -> None:
        """`timer` gives seconds from any beginning; it decides when to look for an import."""
        self._engine = engine
        self._timer = timer
        self._lock = threading.Lock()
        self._held: _Snapshot | None = None
        self._looked = 0.0

    def resolve(self, text: str, near: Position | None = None) -> Resolution:
        """The place that `text`, a name or a whole sentence, names.

        Of several names the one that says where the person is counts; `goal` of the answer is the
        one where they want to go. `near`, where the person was last, helps to choose between
        places of one name. Shops and the like only count where the words say that somebody is
        there or goes there: 附近有中国银行吗 does neither.
        """
        return self._snapshot().resolver.resolve(text, near)

    def label(self, lat: float, lon: float, language: str = "zh") -> str | None:
        """What people would call this position: a building, an estate, a corner; None: nothing.

        `language` is "en", or anything else for Chinese.
        """
        point = self._snapshot().landmarks.label(lat, lon)
        return point.called(language) if point else None

    def nearest_landmark(
        self, lat: float, lon: float, within_m: float = 40, exclude: str | None = None
    ) -> Landmark | None:
        """The best visible place with a name within `within_m` metres; not the one of that name."""
        return self._snapshot().landmarks.nearest(lat, lon, within_m, exclude)

    def _snapshot(self) -> _Snapshot:
        held = self._held
        if held and self._timer() - self._looked < LOOK_EVERY:
            return held
        # Who comes while another thread reads goes on with the old names, if there are any.
        if not self._lock.acquire(blocking=held is None):
            return held or self._snapshot()
        try:
            return self._refreshed()
        finally:
            self._lock.release()

    def _refreshed(self) -> _Snapshot:
        held = self._held
        if held and self._timer() - self._looked < LOOK_EVERY:
            return held
        try:
            stamp, words = self._stamp(), load_place_words()
            if held is None or held.stamp != stamp or held.words is not words:
                held = self._held = _Snapshot(self._engine, stamp, words)
        except (SQLAlchemyError, UsageError, OSError):
            if held is None:
                raise
            logger.warning("The names could not be read; the old ones stay.", exc_info=True)
        self._looked = self._timer()
        return held

    def _stamp(self) -> Stamp:
        """Differs after every import."""
        with Session(self._engine) as session:
            newest = session.scalar(select(func.max(ImportRun.id))) or 0
            places = session.scalar(select(func.count()).select_from(NamedPlace)) or 0
        return newest, places
