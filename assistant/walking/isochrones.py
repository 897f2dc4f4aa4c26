"""The areas around a door that can be reached on foot in so many minutes."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.errors import UsageError
from assistant.walking.ends import End
from assistant.walking.straight import Position

Ring = tuple[Position, ...]
"""The outline of an area; its first position comes again at the end."""

Area = tuple[Ring, ...]
"""The outlines of what can be reached: the piece around the door, others across a river, say."""

LONGEST_MINUTES = 120
MOST_AT_ONCE = 4
"""Areas that one question to Valhalla may ask for, and the longest walk it may ask about."""

SMOOTH_METRES = 10
"""Valhalla draws areas on a grid of some 50 m; its stairs are smoothed by this much."""

SMALLEST_SHARE = 0.01
"""Pieces smaller than this share of the largest are specks of the grid. The other end of a bridge
is not: Valhalla's default keeps the largest piece alone."""


def areas(
    actor: Any, options: Mapping[str, Any], pace: float, start: End, minutes: Sequence[float]
) -> list[Area]:
    """What can be reached from `start`, which is on the network, in each number of `minutes`.

    The walk from the door to the way, at `pace` m/s, is part of the minutes. An area is empty
    where they do not suffice to get anywhere. Raises UsageError for minutes that nobody asks about.
    """
    for number in minutes:
        if not 0 < number <= LONGEST_MINUTES:
            raise UsageError(f"Minutes must be between 0 and {LONGEST_MINUTES}, not {number}.")
    out_of_the_door = start.gap / pace / 60
    left = {number: number - out_of_the_door for number in minutes}
    wanted = sorted(number for number in left if left[number] > 0)
    found: dict[float, Area] = {}
    for first in range(0, len(wanted), MOST_AT_ONCE):
        block = wanted[first : first + MOST_AT_ONCE]
        drawn = _contours(actor, options, start, [left[number] for number in block])
        found.update(zip(block, drawn, strict=True))
    return [found.get(number, ()) for number in minutes]


def _contours(
    actor: Any, options: Mapping[str, Any], start: End, minutes: Sequence[float]
) -> list[Area]:
    """The areas for `minutes` on the network, which rise."""
    request = {
        **options,
        "locations": [start.location()],
        "contours": [{"time": number} for number in minutes],
        "polygons": True,
        "denoise": SMALLEST_SHARE,
        "generalize": SMOOTH_METRES,
    }
    features = actor.isochrone(request)["features"]
    features.sort(key=lambda feature: float(feature["properties"]["contour"]))
    return [_area(feature["geometry"]) for feature in features]


def _area(geometry: Mapping[str, Any]) -> Area:
    several = geometry["type"] == "MultiPolygon"
    pieces = geometry["coordinates"] if several else [geometry["coordinates"]]
    # Holes, the blocks between the streets, are no places where one could not be.
    return tuple(tuple((lat, lon) for lon, lat in piece[0]) for piece in pieces if piece)
