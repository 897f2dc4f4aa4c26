"""Coordinate systems: WGS-84 inside, GCJ-02 and BD-09 at the door.

The Chinese systems are published only as code that everybody copied: GCJ-02 moves a point by a
sum of sines, BD-09 moves that once more. The way back has no formula and is found by iteration.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import atan2, cos, hypot, isfinite, pi, sin, sqrt

from assistant.errors import UsageError

AXIS = 6_378_245.0
"""Half the long axis of the Krasovsky ellipsoid in metres, which the formula is built on."""

ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
BAIDU_PI = pi * 3000.0 / 180.0
CHINA = (0.8293, 55.8271, 72.004, 137.8347)
"""The box outside of which GCJ-02 is the same as WGS-84: south, north, west, east."""

PRECISE = 1e-10
"""Degrees; the iteration ends when its steps are below this."""

ROUNDS = 30

Pair = tuple[float, float]


@dataclass(frozen=True)
class Point:
    """A position in WGS-84 degrees."""

    lat: float
    lon: float


def to_wgs84(lat: float, lon: float, crs: str) -> Pair:
    """The WGS-84 latitude and longitude of a position given in `crs`.

    Exact to 1e-7 degrees. Raises UsageError for a system other than wgs84, gcj02 and bd09.
    """
    return _system(crs)[0](lat, lon)


def from_wgs84(lat: float, lon: float, crs: str) -> Pair:
    """The latitude and longitude in `crs` of a WGS-84 position. Raises UsageError likewise."""
    return _system(crs)[1](lat, lon)


def parse_point(text: str, crs: str = "wgs84") -> Point:
    """The position written as `LAT,LON` in `crs`.

    Raises UsageError where that is no position on earth, or where latitude and longitude seem
    to have changed places.
    """
    parts = [part for part in re.split(r"[,，\s]+", text.strip()) if part]
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError as error:
        message = f'"{text}" is no position; write LAT,LON, for example 32.0440,118.7790.'
        raise UsageError(message) from error
    if swapped(lat, lon):
        raise UsageError(
            f'"{text}" seems to have longitude and latitude swapped; write {lon:g},{lat:g}.'
        )
    if not on_earth(lat, lon):
        raise UsageError(
            f'"{text}" is not on the earth: latitude -90 to 90, longitude -180 to 180.'
        )
    return Point(*to_wgs84(lat, lon, crs))


def on_earth(lat: float, lon: float) -> bool:
    """Whether that is a latitude and a longitude in degrees."""
    return isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180


def swapped(lat: float, lon: float) -> bool:
    """Whether latitude and longitude of a place in China seem to have changed places."""
    if abs(lat) > 90:
        return abs(lat) <= 180 and abs(lon) <= 90
    # The west of China: both ways round are on the earth, but one is in the Arctic Ocean.
    return _in_china(lon, lat) and not _in_china(lat, lon)


def _same(lat: float, lon: float) -> Pair:
    return lat, lon


def _in_china(lat: float, lon: float) -> bool:
    south, north, west, east = CHINA
    return south <= lat <= north and west <= lon <= east


def _to_gcj02(lat: float, lon: float) -> Pair:
    if not _in_china(lat, lon):
        return lat, lon
    north, east = _shift(lat, lon)
    return lat + north, lon + east


def _shift(lat: float, lon: float) -> Pair:
    """How far GCJ-02 moves a WGS-84 point, in degrees north and east."""
    x, y = lon - 105.0, lat - 35.0
    wave = 20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (wave + 20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (wave + 20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    angle = lat / 180.0 * pi
    flat = 1 - ECCENTRICITY_SQUARED * sin(angle) ** 2
    meridian = AXIS * (1 - ECCENTRICITY_SQUARED) / (flat * sqrt(flat))
    parallel = AXIS / sqrt(flat) * cos(angle)
    return north * 180.0 / (meridian * pi), east * 180.0 / (parallel * pi)


def _to_bd09(lat: float, lon: float) -> Pair:
    if not _in_china(lat, lon):
        return lat, lon
    y, x = _to_gcj02(lat, lon)
    radius = hypot(x, y) + 0.00002 * sin(y * BAIDU_PI)
    angle = atan2(y, x) + 0.000003 * cos(x * BAIDU_PI)
    return radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065


def _inverse(forward: Callable[[float, float], Pair]) -> Callable[[float, float], Pair]:
    """The way back: correct a guess by how far its image misses, until it does not."""

    def back(lat: float, lon: float) -> Pair:
        guess_lat, guess_lon = lat, lon
        for _ in range(ROUNDS):
            image_lat, image_lon = forward(guess_lat, guess_lon)
            miss_lat, miss_lon = image_lat - lat, image_lon - lon
            if max(abs(miss_lat), abs(miss_lon)) < PRECISE:
                break
            guess_lat, guess_lon = guess_lat - miss_lat, guess_lon - miss_lon
        return guess_lat, guess_lon

    return back


_SYSTEMS: dict[str, tuple[Callable[[float, float], Pair], Callable[[float, float], Pair]]] = {
    "wgs84": (_same, _same),
    "gcj02": (_inverse(_to_gcj02), _to_gcj02),
    "bd09": (_inverse(_to_bd09), _to_bd09),
}


def _system(crs: str) -> tuple[Callable[[float, float], Pair], Callable[[float, float], Pair]]:
    try:
        return _SYSTEMS[crs.strip().lower()]
    except KeyError as error:
        raise UsageError(f'There is no crs "{crs}"; use wgs84, gcj02 or bd09.') from error
