"""Places that people name, from the objects of an OpenStreetMap extract."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.facilities.osm_facility import english_name_of, name_of
from assistant.facilities.osm_objects import OsmObject, inside
from assistant.places.buildings import exit_number, split_name, wall_number
from assistant.places.kinds import PlaceKinds
from assistant.places.names import fold, part_key
from assistant.walking.straight import Position, metres_between

ESTATE = "estate"
BUILDING = "building"
ENTRANCE = "station_entrance"
BUILDING_KINDS = frozenset({BUILDING, "house"})
ENTRANCE_METRES = 500
"""How far an entrance without a name of its own may be from its station."""

LONGEST_NAME = 180
GATE_WORDS = frozenset(
    {"东门", "西门", "南门", "北门", "正门", "大门", "后门", "侧门", "前门", "gate"}
)
"""Names of gates that say nothing without the estate that they belong to."""


@dataclass(frozen=True)
class Named:
    """A row of the table of named places, before it is stored."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    key: str
    name_en: str | None = None
    parent_id: str | None = None


@dataclass(frozen=True)
class _Estate:
    named: Named
    outline: tuple[Position, ...]
    box: tuple[float, float, float, float]


class PlaceCollector:
    """Takes objects one by one and makes named places of them at the end."""

    def __init__(self, kinds: PlaceKinds) -> None:
        self._kinds = kinds
        self._plain: list[Named] = []
        self._estates: list[_Estate] = []
        self._walls: list[tuple[OsmObject, str]] = []
        self._entrances: list[OsmObject] = []
        self._addresses: dict[str, Named] = {}

    def add(self, item: OsmObject) -> None:
        """Look at one object that is no street."""
        tags = item.tags
        kind = self._kinds.kind(tags)
        name, number = name_of(tags), _wall(item)
        parts = split_name(name) if kind in BUILDING_KINDS and "addr:place" not in tags else None
        if parts:
            item = _renamed(item, *parts)
            tags, number = item.tags, _wall(item)
        if tags.get("addr:street") and tags.get("addr:housenumber"):
            self._add_address(item)
        if number and (kind in BUILDING_KINDS or tags.get("addr:place")):
            self._walls.append((item, number))
        elif kind == ENTRANCE:
            self._entrances.append(item)
        elif kind and name and fold(name) and name.lower() not in GATE_WORDS:
            named = _named(item, name, BUILDING if kind == BUILDING else kind)
            self._plain.append(named)
            if kind == ESTATE:
                self._estates.append(_Estate(named, item.line, _box(item.line or (item.position,))))

    def places(self) -> list[Named]:
        """All places, each id once."""
        buildings, estates = self._buildings()
        stations = [place for place in self._plain if place.kind == "station"]
        entrances = (_entrance(item, stations) for item in self._entrances)
        every = [
            *self._plain,
            *estates,
            *buildings,
            *filter(None, entrances),
            *self._addresses.values(),
        ]
        return list({place.id: place for place in every}.values())

    def _add_address(self, item: OsmObject) -> None:
        number = item.tags["addr:housenumber"]
        suffix = "号" if number[-1].isdigit() else ""
        name = f"{item.tags['addr:street']}{number}{suffix}"[:LONGEST_NAME]
        key = fold(name)
        place = _named(item, name, "address")
        self._addresses.setdefault(key, replace(place, id=f"address/{item.id}", name_en=None))

    def _buildings(self) -> tuple[list[Named], list[Named]]:
        """The numbered buildings, and the estates that only their addresses tell of."""
        by_key: dict[str, list[Named]] = {}
        for estate in self._estates:
            by_key.setdefault(estate.named.key, []).append(estate.named)
        made: dict[str, Named] = {}
        found: dict[str, Named] = {}
        for item, number in self._walls:
            called = item.tags.get("addr:place", "")
            estate_named = self._estate_of(item, called, by_key)
            if estate_named is None and fold(called):
                estate_named = made.setdefault(fold(called), _from_address(item, called))
            if estate_named:
                building = _building(item, number, estate_named)
                found.setdefault(f"{building.parent_id} {building.key}", building)
        return list(found.values()), list(made.values())

    def _estate_of(
        self, item: OsmObject, called: str, by_key: dict[str, list[Named]]
    ) -> Named | None:
        if fold(called) in by_key:
            return min(by_key[fold(called)], key=lambda estate: _apart(estate, item.position))
        around = (e for e in self._estates if _in_box(item.position, e.box))
        return next((e.named for e in around if inside(item.position, e.outline)), None)


def _wall(item: OsmObject) -> str | None:
    """The number on the building's wall, for an object that has no name but that."""
    numbers: Iterator[str] = (
        item.tags[key] for key in ("addr:housenumber", "name", "ref") if item.tags.get(key)
    )
    name = item.tags.get("name")
    if name and wall_number(name) is None:
        return None
    return next(filter(None, map(wall_number, numbers)), None)


def _renamed(item: OsmObject, estate: str, number: str) -> OsmObject:
    """The object as if estate and number had been given apart."""
    tags = {key: value for key, value in item.tags.items() if not key.startswith("name")}
    return replace(item, tags=tags | {"addr:place": estate, "addr:housenumber": number})


def _named(item: OsmObject, name: str, kind: str) -> Named:
    name = name[:LONGEST_NAME]
    lat, lon = item.position
    english = english_name_of(item.tags)[:LONGEST_NAME] or None
    return Named(item.id, name, kind, round(lat, 7), round(lon, 7), fold(name), english)


def _from_address(item: OsmObject, name: str) -> Named:
    named = _named(item, name, ESTATE)
    return replace(named, id=f"estate/{item.id}", name_en=None)


def _building(item: OsmObject, number: str, estate: Named) -> Named:
    written = item.tags.get("addr:housenumber") or item.tags.get("name", "")
    suffix = "栋" if written[-1:].isdigit() or written[-1:].isascii() else ""
    english = f"{estate.name_en}, Building {number.upper()}" if estate.name_en else None
    named = _named(item, f"{estate.name}{written}{suffix}", BUILDING)
    key = part_key(estate.key, number)
    return replace(named, key=key, name_en=english, parent_id=estate.id)


def _entrance(item: OsmObject, stations: Iterable[Named]) -> Named | None:
    """An entrance of a station: by the station's name and its number, else by its own name."""
    name = name_of(item.tags) or item.tags.get("ref", "")
    near = min(stations, key=lambda station: _apart(station, item.position), default=None)
    own = _named(item, name, ENTRANCE) if len(fold(name)) > 3 else None
    if near is None or _apart(near, item.position) > ENTRANCE_METRES:
        return own
    base = near.key.removesuffix("站").removesuffix("地铁")
    tail = fold(name).removeprefix(near.key).removeprefix(base).removesuffix("口")
    number = exit_number(f"{tail}口")
    if number is None:
        return own
    label = f"{number}号口" if number.isdigit() else f"{number.upper()}口"
    english = f"{near.name_en} Exit {number.upper()}" if near.name_en else None
    named = _named(item, f"{near.name}{label}", ENTRANCE)
    return replace(named, key=part_key(near.key, number), name_en=english)


def _apart(place: Named, position: Position) -> float:
    return metres_between((place.lat, place.lon), position)


def _box(line: tuple[Position, ...]) -> tuple[float, float, float, float]:
    lats, lons = [lat for lat, _ in line], [lon for _, lon in line]
    return min(lats), max(lats), min(lons), max(lons)


def _in_box(position: Position, box: tuple[float, float, float, float]) -> bool:
    south, north, west, east = box
    return south <= position[0] <= north and west <= position[1] <= east
