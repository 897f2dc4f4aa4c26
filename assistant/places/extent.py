"""How far the data reaches."""

from collections.abc import Iterable

from assistant.walking.straight import Position, metres_between


class Extent:
    """The box around positions, in WGS-84 degrees; it may be empty."""

    def __init__(self, positions: Iterable[Position]) -> None:
        found = list(positions)
        self._box: tuple[Position, Position] | None = None
        if found:
            lats, lons = [lat for lat, _ in found], [lon for _, lon in found]
            self._box = (min(lats), min(lons)), (max(lats), max(lons))

    @property
    def middle(self) -> Position | None:
        """The middle of the box; None where it is empty."""
        if self._box is None:
            return None
        (south, west), (north, east) = self._box
        return (south + north) / 2, (west + east) / 2

    def metres_to(self, position: Position) -> float:
        """How far a position lies outside of the box: 0 within, infinite where it is empty."""
        if self._box is None:
            return float("inf")
        (south, west), (north, east) = self._box
        lat, lon = position
        nearest = (min(max(lat, south), north), min(max(lon, west), east))
        return metres_between(position, nearest)
