"""A map as GeoJSON, for other programs' maps (RFC 7946: longitude before latitude)."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from assistant.maps.content import ATTRIBUTION, MapContent
from assistant.walking import Position

DECIMALS = 6
"""A tenth of a metre."""


def geojson(content: MapContent) -> dict[str, Any]:
    """The person, the places, the way and the reach as a FeatureCollection."""
    return {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "title": content.title,
        "features": [
            *(
                _feature("MultiPolygon", _polygons(area.rings), kind="reach", minutes=area.minutes)
                for area in sorted(content.areas, key=lambda area: -area.minutes)
            ),
            *(
                _feature("LineString", _line(route), kind="route", number=number)
                for number, route in enumerate(content.routes, start=1)
                if len(route) > 1
            ),
            *(
                _feature(
                    "Point", _point(marker.position),
                    kind="place", number=marker.number, name=marker.name, note=marker.note,
                )
                for marker in content.markers
            ),
            _feature("Point", _point(content.here), kind="here", name=content.here_name),
        ],
    }  # fmt: skip


def _feature(geometry: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    shape = {"type": geometry, "coordinates": coordinates}
    known = {key: value for key, value in properties.items() if value != ""}
    return {"type": "Feature", "geometry": shape, "properties": known}


def _point(position: Position) -> list[float]:
    return [round(position[1], DECIMALS), round(position[0], DECIMALS)]


def _line(line: Iterable[Position]) -> list[list[float]]:
    return [_point(position) for position in line]


def _polygons(rings: Iterable[Sequence[Position]]) -> list[list[list[list[float]]]]:
    """Each ring as a polygon of its own, counter-clockwise and closed."""
    return [[_line(_counter_clockwise(ring))] for ring in rings]


def _counter_clockwise(ring: Sequence[Position]) -> list[Position]:
    points = list(ring)
    if points[0] != points[-1]:
        points.append(points[0])
    doubled = sum(a[1] * b[0] - b[1] * a[0] for a, b in pairwise(points))
    return points if doubled > 0 else points[::-1]
