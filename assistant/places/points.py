"""Places that people name, and what a sentence says about one."""

from dataclasses import dataclass

from assistant.places.relations import Relation
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
    relation: Relation | None = None
    """How the person lies to `hit`, whose position counts: behind it, opposite."""
    anchor_wanted: str | None = None
    """The kind of place, 邮局, that was named where nobody knows near what; then no `hit`."""
    building: str | None = None
    """The building of an address as it was said, 三栋; also of an estate that is not known."""
    unit: str | None = None
    """The unit likewise, 二单元. The number of a flat is kept nowhere."""
    region: str | None = None
    """The town and the district before an address, 武汉市洪山区; no place by themselves."""
    source: str | None = None
    """The online geocoder that knew the place; None: the data knew it."""
    attribution: str | None = None
    """Whom the geocoder's terms ask to be named beside the place."""

    def called(self, language: str) -> str | None:
        """The place with the words that were said: 柳溪邮局后面; None without a `hit`."""
        if self.hit is None:
            return None
        name = self.hit.called(language)
        return self.relation.said(name, language) if self.relation else name


@dataclass(frozen=True)
class Landmark:
    """Something easily seen from the street."""

    name: str
    name_en: str | None
    kind: str
    metres: int
    """How far it is from the position that was asked about."""
    position: Position
    """Latitude and longitude, WGS-84: directions tell by it whether it is passed or opposite."""


def apart(a: NamedPoint, b: NamedPoint) -> float:
    """The distance of two places in metres."""
    return metres_between(a.position, b.position)
