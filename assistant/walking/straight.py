"""Distances without a network: the straight line, and the walk estimated from it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

EARTH_METRES = 6_371_009.0
"""Mean radius of the earth; the one that geopy uses too."""

DETOUR = 1.35
"""How much longer than the straight line a walk in a Chinese city usually is: the median over
ten thousand walks between places of the Nanjing map for development is 1.34."""

Position = tuple[float, float]
"""Latitude and longitude in WGS-84 degrees."""


@dataclass(frozen=True)
class Walk:
    """How far something is on foot, from door to door."""

    metres: int
    seconds: float
    estimated: bool = False
    """Whether it comes from the straight line because the network could not tell."""


def metres_between(a: Position, b: Position) -> float:
    """The great-circle distance of two positions in metres."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    )
    return 2 * EARTH_METRES * math.asin(min(1.0, math.sqrt(half)))


def straight_walk(a: Position, b: Position, pace: float) -> Walk:
    """The walk from `a` to `b` at `pace` m/s, estimated as the straight line times `DETOUR`."""
    metres = metres_between(a, b) * DETOUR
    return Walk(round(metres), metres / pace, estimated=True)


def bearing(a: Position, b: Position) -> float:
    """The compass direction from `a` to `b` in degrees, 0 is north and 90 east."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    turn = math.radians(b[1] - a[1])
    east = math.sin(turn) * math.cos(lat_b)
    north = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360


def length(line: Sequence[Position]) -> float:
    """The length of a line of positions in metres."""
    return sum(metres_between(a, b) for a, b in pairwise(line))
