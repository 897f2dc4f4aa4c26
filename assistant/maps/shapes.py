"""What the ground looks like: which things of a map are drawn, and as what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.walking import Position


class Kind(StrEnum):
    """Things of a map, in the order in which they are drawn."""

    GREEN = "green"
    PAVED = "paved"
    WATER = "water"
    BUILDING = "building"
    RIVER = "river"
    PATH = "path"
    MINOR = "minor"
    MAJOR = "major"
    RAIL = "rail"


AREAS = frozenset({Kind.GREEN, Kind.PAVED, Kind.WATER, Kind.BUILDING})
ORDER = tuple(Kind)

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


@dataclass(frozen=True)
class Shape:
    """One line or one closed ring of the ground."""

    kind: Kind
    points: tuple[Position, ...]
    name: str = ""
    name_en: str = ""


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
