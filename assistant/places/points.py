"""Places that people name, and what a sentence says about one."""

from dataclasses import dataclass

from assistant.walking.straight import Position, metres_between


@dataclass(frozen=True)
class NamedPoint:
    """A place with a name."""

    name: str
    name_en: str | None
    kind: str
    """"estate", "building", "street" and the like."""
    lat: float
    """Degrees, WGS-84."""
    lon: float
    id: str = ""
    """The row that it comes from."""

    @property
    def position(self) -> Position:
        """Latitude and longitude."""
        return self.lat, self.lon

    def called(self, language: str) -> str:
        """The name in "zh" or "en"; the Chinese one where there is no other."""
        return (self.name_en or self.name) if language == "en" else self.name


@dataclass(frozen=True)
class Resolution:
    """The place that a sentence names."""

    hit: NamedPoint | None = None
    """The one place that is meant."""
    choices: tuple[NamedPoint, ...] = ()
    """Places of one name, the nearest first, where it is open which is meant; then no `hit`."""
    mention: str | None = None
    """The words that name it, in simplified script; also of a place that is not known."""
    building_unknown: bool = False
    """A building or house number was named that is not known; `hit` is its estate or street."""
    goal: NamedPoint | None = None
    """The place that is spoken of as where to go; the same as `hit` where it is the only one."""
    certain: bool = True
    """False where the name only sounds like what was said, or is spelt a little differently."""


@dataclass(frozen=True)
class Landmark:
    """Something easily seen from the street."""

    name: str
    name_en: str | None
    kind: str
    metres: int
    """How far it is from the position that was asked about."""


def apart(a: NamedPoint, b: NamedPoint) -> float:
    """The distance of two places in metres."""
    return metres_between(a.position, b.position)
