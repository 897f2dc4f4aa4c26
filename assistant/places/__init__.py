"""Where people are: coordinate systems, named places, landmarks."""

from assistant.places.answers import choose
from assistant.places.crs import Point, from_wgs84, parse_point, to_wgs84
from assistant.places.gazetteer import Gazetteer
from assistant.places.points import Landmark, NamedPoint, Resolution

__all__ = [
    "Gazetteer",
    "Landmark",
    "NamedPoint",
    "Point",
    "Resolution",
    "choose",
    "from_wgs84",
    "parse_point",
    "to_wgs84",
]
