"""Where people are: coordinate systems, named places, landmarks."""

from assistant.places.crs import Point, from_wgs84, parse_point, to_wgs84

__all__ = ["Point", "from_wgs84", "parse_point", "to_wgs84"]
