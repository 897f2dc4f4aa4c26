"""Places by name: where somebody is who says 我在银杏苑3栋, and what a position is called."""

import logging
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from assistant.errors import UsageError
from assistant.facilities.tables import ImportRun, NamedPlace
from assistant.places.buildings import wall_number
from assistant.places.extent import Extent
from assistant.places.geocoder import ATTRIBUTIONS, Geocoder
from assistant.places.kind_index import KindIndex
from assistant.places.kinds import load_place_kinds
from assistant.places.landmarks import Landmarks
from assistant.places.name_index import NameIndex
from assistant.places.points import Landmark, NamedPoint, Resolution
from assistant.places.reading import at_corners, kinds_of, read_names, read_offers
from assistant.places.resolving import Resolver
from assistant.places.words import PlaceWords, load_place_words
from assistant.walking.straight import Position

logger = logging.getLogger(__name__)

COVERED_METRES = 20_000.0
"""So far beyond its outermost names the data may still be about somebody's surroundings."""

LOOK_EVERY = 2.0
"""Seconds between looks for a new import or changed words."""

_OWN = re.compile("[我你您他她咱这那哪]|自己")
"""In words for places that only the speaker knows."""

Stamp = tuple[int, int]


class _Snapshot:
    """Everything in memory as it was after one import, with the words of one moment."""

    def __init__(self, engine: Engine, stamp: Stamp, words: PlaceWords) -> None:
        self.stamp = stamp
        self.words = words
        with Session(engine) as session:
            keyed = read_names(session, words)
            kinds = KindIndex([*kinds_of(keyed), *read_offers(session)])
        points = [point for key, point in keyed if not words.is_generic(key)]
        seen = load_place_kinds().seen
        self.landmarks = Landmarks(points, seen)
        known = Landmarks([*points, *at_corners(keyed)], seen)
        self.resolver = Resolver(NameIndex(keyed, words), known, kinds, words)
        self.extent = Extent(point.position for _, point in keyed)


class Gazetteer:
    """Names of the database, kept in memory and read again after an import. Thread-safe."""

    def __init__(
        self,
        engine: Engine,
        timer: Callable[[], float] = time.monotonic,
        geocoder: Geocoder | None = None,
    ) -> None:
        """`timer` gives seconds from any beginning; it decides when to look for an import.

        `geocoder` is asked for places that the database does not know.
        """
        self._engine = engine
        self._geocoder = geocoder
        self._timer = timer
        self._lock = threading.Lock()
        self._held: _Snapshot | None = None
        self._looked = 0.0

    def resolve(self, text: str, near: Position | None = None) -> Resolution:
        """The place that `text`, a name or a whole sentence, names.

        Of several names the one that says where the person is counts; `goal` of the answer is the
        one where they want to go. `near`, where the person was last, helps to choose between
        places of one name. Shops and the like only count where the words say that somebody is
        there or goes there: 附近有中国银行吗 does neither. A kind of place with a relation, as in
        菜场对面 and 钢花小区对过儿那个邮局后头, is the one nearest to what else is named, else to
        `near`.
        """
        held = self._snapshot()
        found = held.resolver.resolve(text, near)
        return self._looked_up(found, near, held) if self._geocoder else found

    def choose(
        self, choices: Sequence[NamedPoint], text: str, near: Position | None = None
    ) -> NamedPoint | None:
        """Which of the `choices` of a resolution an answer means: 第一个, 挨着地铁的那个.

        None where it means none of them, or more than one.
        """
        return self._snapshot().resolver.choose(choices, text, near)

    def covers(self, lat: float, lon: float) -> bool:
        """Whether the data is about the surroundings of a position at all."""
        return self._snapshot().extent.metres_to((lat, lon)) <= COVERED_METRES

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

    def _looked_up(self, found: Resolution, near: Position | None, held: _Snapshot) -> Resolution:
        """What the geocoder says of a place that was named and that nothing here is called by."""
        extent, words = held.extent, held.words
        known = found.hit or found.choices or found.anchor_wanted
        if known or not found.mention or self._geocoder is None or extent.middle is None:
            return found
        if not _may_be_known(found.mention, words):
            return found
        # The town first, as addresses go in Chinese; never the building, let alone the flat.
        address = f"{found.region or ''}{found.mention}"
        point = self._geocoder.find(address, near or extent.middle)
        if point is None or extent.metres_to(point.position) > COVERED_METRES:
            return found
        point = replace(point, name=found.mention)
        credit = ATTRIBUTIONS.get(point.id)
        return replace(
            found,
            hit=point,
            source=point.id,
            attribution=credit,
            building_unknown=found.building is not None,
        )

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


def _may_be_known(mention: str, words: PlaceWords) -> bool:
    """Whether others may know a place by these words: not 公园, 三栋 or 我们小区."""
    bare = mention.removesuffix("里").removesuffix("内")
    said_by_all = words.is_generic(mention) or words.is_generic(bare) or bool(wall_number(mention))
    return len(mention) > 2 and not said_by_all and not _OWN.search(mention)
