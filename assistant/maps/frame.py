"""The piece of the earth that a picture shows, and where on the picture things lie."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from assistant.maps.backdrop import Box
from assistant.maps.content import MapContent
from assistant.maps.labels import Pixel
from assistant.maps.shapes import Detail
from assistant.walking import Position

METRES_PER_DEGREE = 111_195.0

MARGINS = (240.0, 110.0, 210.0, 110.0)
"""Pixels at the top, right, bottom and left that hold no place: there the words stand."""

LEAST_METRES = 350.0
"""A picture shows at least so much of the earth across."""

DETAILS = ((4.0, Detail.QUARTER), (14.0, Detail.DISTRICT))
"""Up to how many metres a pixel so much of the ground is drawn; beyond that, as of a city."""

Canvas = tuple[float, float]
"""Width and height in pixels."""


@dataclass(frozen=True)
class Frame:
    """A view straight down, north at the top; small enough that the earth is flat."""

    size: Canvas
    centre: Position
    """What lies in the middle of the part between the margins."""
    middle: Pixel
    metres: float
    """Metres that a pixel stands for."""

    def pixel(self, position: Position) -> Pixel:
        """Where a position lies on the picture; outside of it as well."""
        east = (position[1] - self.centre[1]) * self._east
        north = (position[0] - self.centre[0]) * METRES_PER_DEGREE
        return self.middle[0] + east / self.metres, self.middle[1] - north / self.metres

    @property
    def box(self) -> Box:
        """Everything that can be seen: south, west, north, east."""
        width, height = self.size
        north = self.centre[0] + self.middle[1] * self.metres / METRES_PER_DEGREE
        south = north - height * self.metres / METRES_PER_DEGREE
        west = self.centre[1] - self.middle[0] * self.metres / self._east
        return south, west, north, west + width * self.metres / self._east

    @property
    def detail(self) -> Detail:
        """How much of the ground can be told apart."""
        return next((detail for most, detail in DETAILS if self.metres <= most), Detail.CITY)

    def holds(self, at: Pixel) -> bool:
        """Whether something is on the picture."""
        return 0 <= at[0] <= self.size[0] and 0 <= at[1] <= self.size[1]

    @property
    def _east(self) -> float:
        """Metres in a degree of longitude."""
        return METRES_PER_DEGREE * cos(radians(self.centre[0]))


def frame_of(content: MapContent, size: Canvas) -> Frame:
    """The frame that holds the person, the places and the way; without places, what is in reach."""
    shown = list(_shown(content))
    lats, lons = [point[0] for point in shown], [point[1] for point in shown]
    centre = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    top, right, bottom, left = MARGINS
    width, height = size[0] - left - right, size[1] - top - bottom
    east = METRES_PER_DEGREE * cos(radians(centre[0])) * (max(lons) - min(lons))
    north = METRES_PER_DEGREE * (max(lats) - min(lats))
    metres = max(east / width, north / height, LEAST_METRES / width)
    return Frame(size, centre, (left + width / 2, top + height / 2), metres)


def _shown(content: MapContent) -> Iterable[Position]:
    yield content.here
    for marker in content.markers:
        yield marker.position
    for route in content.routes:
        yield from route
    if not content.markers and not content.routes:
        for area in content.areas:
            for ring in area.rings:
                yield from ring
