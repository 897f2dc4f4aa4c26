"""What a map shows."""

from dataclasses import dataclass

from assistant.walking import Position

ATTRIBUTION = "© OpenStreetMap contributors"
"""Has to be seen on every map that is drawn from OpenStreetMap data."""


@dataclass(frozen=True)
class Marker:
    """A numbered place."""

    number: int
    """The number that the place has in the text, from 1."""
    lat: float
    """Degrees, WGS-84."""
    lon: float
    name: str
    note: str = ""
    """A line under the name, such as how long the walk is."""

    @property
    def position(self) -> Position:
        """Latitude and longitude."""
        return self.lat, self.lon


@dataclass(frozen=True)
class Area:
    """What is within so many minutes."""

    minutes: int
    rings: tuple[tuple[Position, ...], ...]
    """Closed outer rings."""


@dataclass(frozen=True)
class MapContent:
    """Everything on one map."""

    here: Position
    """Where the person is, WGS-84."""
    title: str
    """What was asked and at whose pace."""
    language: str = "zh"
    """ "zh" or "en"."""
    here_name: str = ""
    """What the person's place is called, where that is known."""
    markers: tuple[Marker, ...] = ()
    routes: tuple[tuple[Position, ...], ...] = ()
    """The way as lines, one for each leg."""
    areas: tuple[Area, ...] = ()
    note: str = ""
    """One more line, such as that the data is a demo."""
