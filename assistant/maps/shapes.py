"""What the ground looks like: which things of a map are drawn, and as what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from assistant.walking import Position


class Kind(StrEnum):
    """Things of a map, in the order in which they are drawn."""

    GREEN = "green"
    PAVED = "paved"
    WATER = "water"
    RIVER = "river"
    BUILDING = "building"
    BRIDGE = "bridge"
    PATH = "path"
    MINOR = "minor"
    MAJOR = "major"
    RAIL = "rail"
    LANDMARK = "landmark"


class Detail(IntEnum):
    """How much of the ground is drawn; less, where a picture shows more of the earth."""

    CITY = 0
    DISTRICT = 1
    QUARTER = 2


AREAS = frozenset({Kind.GREEN, Kind.PAVED, Kind.WATER, Kind.BUILDING})
STREETS = frozenset({Kind.PATH, Kind.MINOR, Kind.MAJOR})
ORDER = tuple(Kind)

DETAILS = {
    Kind.GREEN: Detail.DISTRICT,
    Kind.PAVED: Detail.QUARTER,
    Kind.WATER: Detail.CITY,
    Kind.RIVER: Detail.CITY,
    Kind.BUILDING: Detail.QUARTER,
    Kind.BRIDGE: Detail.DISTRICT,
    Kind.PATH: Detail.QUARTER,
    Kind.MINOR: Detail.DISTRICT,
    Kind.MAJOR: Detail.CITY,
    Kind.RAIL: Detail.CITY,
    Kind.LANDMARK: Detail.DISTRICT,
}
"""From which detail on a kind is drawn."""

_STREETS = {
    **dict.fromkeys(("motorway", "trunk", "primary", "secondary"), Kind.MAJOR),
    **dict.fromkeys(
        ("tertiary", "unclassified", "residential", "living_street", "pedestrian", "road"),
        Kind.MINOR,
    ),
    **dict.fromkeys(("service", "footway", "path", "steps", "cycleway", "track"), Kind.PATH),
}
_GREEN = {
    "leisure": frozenset({"park", "garden", "pitch", "playground", "nature_reserve"}),
    "landuse": frozenset({"grass", "forest", "village_green", "recreation_ground", "meadow"}),
    "natural": frozenset({"wood", "grassland", "scrub", "wetland"}),
}
_WATER = {
    "natural": frozenset({"water", "bay"}),
    "waterway": frozenset({"riverbank", "dock"}),
    "landuse": frozenset({"reservoir", "basin"}),
}
_RIVERS = frozenset({"river", "canal", "stream"})
_RAILS = frozenset({"rail", "light_rail", "tram"})

LANDMARKS = {
    "station": 0, "hospital": 1, "park": 1, "mall": 1, "school": 2, "square": 2, "market": 2,
    "landmark": 3, "estate": 3, "supermarket": 4, "office": 4, "police": 4, "post_office": 4,
    "bank": 5, "hotel": 5,
}  # fmt: skip
"""Kinds of named places that are written on a map, and which first: what most people know."""


@dataclass(frozen=True)
class Shape:
    """One line or one closed ring of the ground; of a landmark the place of its name.

    A ring that runs clockwise, seen from above, is a hole in others of its kind.
    """

    kind: Kind
    points: tuple[Position, ...]
    name: str = ""
    name_en: str = ""
    rank: int = 0
    """Of landmarks, the best known first; of bridges, the narrowest first."""


def line_kind(tags: Mapping[str, str]) -> Kind | None:
    """As what a line is drawn; None where it is not."""
    if tags.get("tunnel", "no") != "no" and "highway" not in tags:
        return None
    street = tags.get("highway", "").removesuffix("_link")
    if street in _STREETS:
        return _STREETS[street]
    if tags.get("waterway") in _RIVERS:
        return Kind.RIVER
    return Kind.RAIL if tags.get("railway") in _RAILS else None


def bridge_rank(kind: Kind, tags: Mapping[str, str]) -> int | None:
    """How wide the bridge is that a line runs over, as a place in `BRIDGES`; None without one."""
    if tags.get("bridge", "no") == "no" or kind not in BRIDGES:
        return None
    return BRIDGES.index(kind)


BRIDGES = (Kind.PATH, Kind.RAIL, Kind.MINOR, Kind.MAJOR)


def area_kind(tags: Mapping[str, str]) -> Kind | None:
    """As what a closed ring is drawn; None where it is not."""
    if tags.get("building", "no") != "no":
        return Kind.BUILDING
    if any(tags.get(key) in values for key, values in _WATER.items()):
        return Kind.WATER
    if any(tags.get(key) in values for key, values in _GREEN.items()):
        return Kind.GREEN
    square = tags.get("place") == "square" or tags.get("highway") == "pedestrian"
    return Kind.PAVED if square else None
