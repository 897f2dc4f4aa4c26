"""Names of a made-up town, laid out in metres around a middle point."""

import math
from collections.abc import Iterable, Iterator

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from assistant import clock
from assistant.facilities.tables import ImportRun, NamedPlace
from assistant.places.kind_index import KindIndex
from assistant.places.kinds import load_place_kinds
from assistant.places.landmarks import Landmarks
from assistant.places.name_index import NameIndex
from assistant.places.names import corner_key, fold, part_key
from assistant.places.points import NamedPoint
from assistant.places.reading import Keyed, at_corners, kinds_of
from assistant.places.resolving import Resolver
from assistant.places.words import load_place_words

MIDDLE = (30.0, 114.0)
SERVICES = {"school": "primary_school", "market": "wet_market"}
"""What places of a kind offer."""

METRES_PER_DEGREE = 111_195.0


def at(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of a point given in metres from the middle of the town."""
    lat, lon = MIDDLE
    east_degree = METRES_PER_DEGREE * math.cos(math.radians(lat))
    return lat + north / METRES_PER_DEGREE, lon + east / east_degree


def place(
    name: str,
    kind: str,
    east: float = 0,
    north: float = 0,
    english: str | None = None,
    key: str | None = None,
) -> Keyed:
    """A name as it stands in the database."""
    point = NamedPoint(name, english, kind, *at(east, north), id=f"{kind}/{name}/{east}/{north}")
    return fold(name) if key is None else key, point


def estate(
    name: str, east: float, north: float, buildings: int = 0, english: str | None = None
) -> list[Keyed]:
    """An estate with its buildings 40 m from each other."""
    rows = [place(name, "estate", east, north, english)]
    for number in range(1, buildings + 1):
        rows.append(
            place(
                f"{name}{number}栋",
                "building",
                east + 40 * number,
                north + 40,
                f"{english}, Building {number}" if english else None,
                part_key(fold(name), str(number)),
            )
        )
    return rows


def corner(a: str, b: str, east: float, north: float) -> Keyed:
    """The corner of two streets."""
    return place(f"{a}{b}路口", "corner", east, north, key=corner_key(fold(a), fold(b)))


def town() -> list[Keyed]:
    """Everything that the sentences of the tests speak of."""
    return [
        *estate("银杏苑", 0, 0, 12, "Ginkgo Court"),
        *estate("南苑小区", 900, 0, 3, "South Court"),
        *estate("铁路新村", -900, 0, 8, "Railway Village"),
        # Two estates of one name; only one has a third building.
        *estate("阳光花园", 2000, 2000, 2),
        *estate("阳光花园", -5000, -2000, 3),
        place("银杏苑西门", "gate", -80, 0, "Ginkgo Court West Gate"),
        place("柳溪小学", "school", 400, 300, "Willow Creek Primary School"),
        place("柳溪公园", "park", 500, 700, "Willow Creek Park"),
        place("柳溪地铁站", "station", 300, 0, "Willow Creek Metro Station"),
        place("柳溪地铁站A口", "station_entrance", 320, 20, key=part_key(fold("柳溪地铁站"), "a")),
        place("新街口", "station", 1200, 900),
        place("新街口", "bus_stop", 1300, 950),
        place("新街口", "bus_stop", 1900, 950),
        place("溪南路", "street", 100, -500, "Creek South Road"),
        place("兴业路", "street", 700, -100, "Industry Road"),
        place("桂香街", "street", 0, 100, "Osmanthus Street"),
        place("晓东路", "street", 4500, 2500, "Daybreak Road"),
        place("桂香街505号", "address", 200, 100),
        corner("溪南路", "兴业路", 700, -500),
        corner("晓东路", "桂香街", 1900, 1800),
        place("柳溪邮局", "post_office", 100, 200, "Willow Creek Post Office"),
        place("惠民银行柳溪支行", "bank", 10, 210, "Huimin Bank"),
        place("知音药房", "shop", 130, 240),
        place("药店", "shop", 150, 240),
        place("公园", "park", 150, 900),
        place("爱家", "estate", 3000, -900),
        place("顺风餐馆", "shop", 0, 300),
        *(place("美味鸡", "shop", 700 * i, 900) for i in range(5)),
        place("西门菜场公交站", "bus_stop", 50, -60, "West Gate Market Bus Stop"),
    ]


def resolver(rows: Iterable[Keyed] | None = None) -> Resolver:
    """A resolver of these names, without a database."""
    keyed = town() if rows is None else list(rows)
    words = load_place_words()
    points = [*(point for _, point in keyed), *at_corners(keyed)]
    marks = Landmarks(points, load_place_kinds().seen)
    return Resolver(NameIndex(keyed, words), marks, KindIndex(_offers(keyed)), words)


def _offers(keyed: Iterable[Keyed]) -> Iterator[tuple[str, NamedPoint]]:
    """The places by what they are, as facilities would have it too."""
    for kind, point in kinds_of(keyed):
        yield kind, point
        if kind in SERVICES:
            yield SERVICES[kind], point


def store(engine: Engine, rows: Iterable[Keyed], note: bool = True) -> None:
    """Put the names into the database as an import would."""
    with Session(engine) as session, session.begin():
        for key, point in rows:
            session.add(
                NamedPlace(
                    id=point.id,
                    name=point.name,
                    name_en=point.name_en,
                    kind=point.kind,
                    lat=point.lat,
                    lon=point.lon,
                    key=key,
                    origin="town",
                )
            )
        if note:
            session.add(ImportRun(origin="town", at=clock.now()))
