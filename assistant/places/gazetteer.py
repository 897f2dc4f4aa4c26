"""Places by name: where somebody is who says 我在银杏苑3栋, and what a position is called."""

import logging
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from assistant.catalogue import Catalogue, load_catalogue
from assistant.facilities.tables import Facility, FacilityService, ImportRun, NamedPlace
from assistant.paths import DATA
from assistant.places.buildings import exit_number, said_number
from assistant.places.kinds import load_place_kinds
from assistant.places.landmarks import Landmarks
from assistant.places.mentions import says_at, says_nothing_else, says_to, unknown_place
from assistant.places.name_index import Mention, NameIndex
from assistant.places.names import fold
from assistant.places.points import NOWHERE, SURE_KINDS, NamedPoint, Resolution
from assistant.walking.straight import Position, metres_between

logger = logging.getLogger(__name__)

GENERIC_FILE = DATA / "catalogue" / "generic_names.txt"
MOST_FACILITIES = 100_000
"""Beyond this many, facilities are not known by name: they would fill the memory."""

LONGEST_TEXT = 300
"""Letters of a sentence that are looked through."""

PLAINLY_NEARER = 3.0
"""Of two places of one name the nearer is meant where the other is so many times farther."""

MOST_CHOICES = 5
_NUMBER_BEFORE = re.compile(r"(?:building|block|bldg|tower)[. ]*\w{1,4},?\s*(?:of|in|at)?\s*$")


class _Snapshot:
    """Everything in memory as it was after one import."""

    def __init__(self, engine: Engine, catalogue: Catalogue, stamp: int) -> None:
        self.stamp = stamp
        with Session(engine) as session:
            keyed = [*_named_places(session), *_facilities(session, catalogue)]
        self.names = NameIndex(keyed, _generic(catalogue))
        self.landmarks = Landmarks([point for _, point in keyed], load_place_kinds().seen)


class Gazetteer:
    """Names of the database, kept in memory and read again after an import. Thread-safe."""

    def __init__(self, engine: Engine, catalogue: Catalogue | None = None) -> None:
        self._engine = engine
        self._catalogue = catalogue or load_catalogue()
        self._lock = threading.Lock()
        self._held: _Snapshot | None = None

    def resolve(
        self, text: str, near: Position | None = None, *, destination: bool = False
    ) -> Resolution:
        """The place that `text`, a name or a whole sentence, names.

        Of several names the one that says where the person is counts, with `destination` the one
        where they want to go. `near` helps to choose between places of one name. Shops and the
        like only count where the words say that somebody is there: 附近有中国银行吗 does not.
        """
        names = self._snapshot().names
        folded = fold(text[:LONGEST_TEXT])
        for mentions in (names.mentions(folded), names.heard(folded), names.misspelt(folded)):
            usable = [m for m in mentions if destination or _counts(folded, m)]
            if usable:
                return self._decide(folded, _ordered(folded, usable, destination), near)
        return Resolution(mention=unknown_place(folded)) if folded else NOWHERE

    def label(self, lat: float, lon: float, language: str = "zh") -> str | None:
        """What people would call this position: a building, an estate, a corner; None: nothing."""
        point = self._snapshot().landmarks.label(lat, lon)
        if point is None:
            return None
        return (point.name_en or point.name) if language == "en" else point.name

    def nearest_landmark(self, lat: float, lon: float, within_m: float = 40) -> NamedPoint | None:
        """The best visible place with a name within `within_m` metres of a position."""
        return self._snapshot().landmarks.nearest(lat, lon, within_m)

    def _snapshot(self) -> _Snapshot:
        with Session(self._engine) as session:
            stamp = session.scalar(select(func.max(ImportRun.id))) or 0
        held = self._held
        if held is None or held.stamp != stamp:
            with self._lock:
                if self._held is None or self._held.stamp != stamp:
                    self._held = _Snapshot(self._engine, self._catalogue, stamp)
                held = self._held
        return held

    def _decide(
        self, folded: str, mentions: Sequence[Mention], near: Position | None
    ) -> Resolution:
        names = self._snapshot().names
        corner = _corner(names, mentions)
        if corner:
            return Resolution(corner, mention=corner.name)
        first = mentions[0]
        points = _inside(names, folded, first) or first.points
        if near:
            points = tuple(sorted(points, key=lambda p: metres_between(near, p.position)))
        if len(points) == 1 or (near and _plainly_nearer(near, points)):
            return Resolution(points[0], mention=first.key, certain=first.certain)
        choices = tuple(self._distinguished(point) for point in points[:MOST_CHOICES])
        return Resolution(choices=choices, mention=first.key, certain=first.certain)

    def _distinguished(self, point: NamedPoint) -> NamedPoint:
        """The place with a name that tells it from others of its name."""
        other = self._snapshot().landmarks.surroundings(point)
        if other is None:
            return point
        english = f"{point.name_en or point.name} (near {other.name_en or other.name})"
        return replace(point, name=f"{point.name}（{other.name}附近）", name_en=english)


def _named_places(session: Session) -> Iterator[tuple[str, NamedPoint]]:
    for row in session.execute(
        select(
            NamedPlace.key,
            NamedPlace.id,
            NamedPlace.name,
            NamedPlace.name_en,
            NamedPlace.kind,
            NamedPlace.lat,
            NamedPlace.lon,
        )
    ).tuples():
        yield row[0], NamedPoint(*row[1:])


def _facilities(session: Session, catalogue: Catalogue) -> Iterator[tuple[str, NamedPoint]]:
    """The facilities in use that no map brought, and that are no named places already."""
    count = session.scalar(select(func.count()).select_from(Facility)) or 0
    if count > MOST_FACILITIES:
        logger.info("%d facilities are too many to be known by name.", count)
        return
    kinds = load_place_kinds()
    kind_of = {
        service.id: next(filter(None, (kinds.kind(dict(t)) for t in service.osm_tags)), "shop")
        for service in catalogue
    }
    columns = (Facility.id, Facility.name, Facility.name_en, Facility.lat, Facility.lon)
    services = select(FacilityService.facility_id, func.min(FacilityService.service_id))
    first = dict(session.execute(services.group_by(FacilityService.facility_id)).tuples().all())
    wanted = select(*columns).where(Facility.source != "osm", Facility.status == "open")
    for identity, name, name_en, lat, lon in session.execute(wanted):
        kind = kind_of.get(first.get(identity, ""), "shop")
        yield fold(name), NamedPoint(identity, name, name_en, kind, lat, lon)


def _generic(catalogue: Catalogue) -> frozenset[str]:
    lines = GENERIC_FILE.read_text(encoding="utf-8").splitlines()
    words = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    for service in catalogue:
        words |= {service.name_zh, service.name_en, service.label_zh, service.label_en}
        words |= {*service.synonyms_zh, *service.synonyms_en}
    return frozenset(fold(word) for word in words)


def _counts(folded: str, mention: Mention) -> bool:
    """Whether a name says where somebody is, by its kind or by the words around it."""
    if any(point.kind in SURE_KINDS for point in mention.points):
        return True
    before, after = folded[: mention.start], folded[mention.end :]
    return says_at(before, after) or says_nothing_else(before, after)


def _ordered(folded: str, mentions: Sequence[Mention], destination: bool) -> list[Mention]:
    """The mentions, the one that is asked for first."""

    def order(mention: Mention) -> tuple[bool, bool, int, int]:
        before, after = folded[: mention.start], folded[mention.end :]
        at, to = says_at(before, after), says_to(before, after)
        asked, not_asked = (to, at) if destination else (at, to)
        sure = min(point.rank for point in mention.points)
        return (not asked, not_asked, sure if not destination else 0, mention.start - mention.end)

    return sorted(mentions, key=order)


def _inside(names: NameIndex, folded: str, mention: Mention) -> tuple[NamedPoint, ...]:
    """The building or exit whose number is said beside the name."""
    after, before = folded[mention.end :], folded[: mention.start]
    numbers = [said_number(after), exit_number(after)]
    turned = _NUMBER_BEFORE.search(before)
    if turned:
        numbers.append(said_number(turned.group().rstrip(" ,").removesuffix(" of")))
    keys = {fold(point.name) for point in mention.points}
    for number in filter(None, numbers):
        found = [p for key in sorted(keys) for p in names.get(f"{key}#{number}")]
        if found:
            return tuple(found)
    return ()


def _corner(names: NameIndex, mentions: Sequence[Mention]) -> NamedPoint | None:
    """The corner of the first two streets that are named."""
    streets = [m.key for m in mentions if any(p.kind == "street" for p in m.points)]
    if len(streets) < 2 or len(streets) < len(mentions):
        return None
    corners = names.get("+".join(sorted(streets[:2])))
    return corners[0] if corners else None


def _plainly_nearer(near: Position, points: Sequence[NamedPoint]) -> bool:
    first, second = (metres_between(near, point.position) for point in points[:2])
    return second > PLAINLY_NEARER * max(first, 100.0)
