"""Where people are: coordinate systems, named places, landmarks."""

from assistant.places.crs import Point, from_wgs84, parse_point, to_wgs84
from assistant.places.gazetteer import Gazetteer
from assistant.places.points import NamedPoint, Resolution

__all__ = [
    "Gazetteer",
    "NamedPoint",
    "Point",
    "Resolution",
    "from_wgs84",
    "parse_point",
    "to_wgs84",
]
