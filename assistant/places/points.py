"""Places that people name, and what a sentence says about one."""

from dataclasses import dataclass

from assistant.walking.straight import Position, metres_between

SURE_KINDS = frozenset(
    {
        "estate", "building", "street", "corner", "station", "station_entrance", "gate", "area",
        "square", "bridge", "address",
    }
)  # fmt: skip
"""Kinds whose name alone says where somebody is. 附近有中国银行吗 names a bank and means any."""

HEARD_KINDS = frozenset({"estate", "area", "station", "square"})
"""Kinds that are recognised by the sound of their name too."""

ORDER = (
    "building", "station_entrance", "gate", "corner", "address", "estate", "station", "square",
    "area", "bridge", "street",
)  # fmt: skip
"""Which kind is meant where several places of one name lie close together."""


@dataclass(frozen=True)
class NamedPoint:
    """A place with a name."""

    id: str
    name: str
    name_en: str | None
    kind: str
    lat: float
    lon: float

    @property
    def position(self) -> Position:
        """Latitude and longitude."""
        return self.lat, self.lon

    @property
    def rank(self) -> int:
        """How much the name alone says where one is; less is more."""
        return ORDER.index(self.kind) if self.kind in ORDER else len(ORDER)


@dataclass(frozen=True)
class Resolution:
    """The place that a sentence names."""

    hit: NamedPoint | None = None
    """The one place that is meant."""
    choices: tuple[NamedPoint, ...] = ()
    """Places of one name, the nearest first, where it is open which is meant; then no `hit`."""
    mention: str | None = None
    """The words that name it, in simplified script; also of a place that is not known."""
    certain: bool = True
    """False where the name only sounds like what was said, or is spelt a little differently."""


NOWHERE = Resolution()


def apart(a: NamedPoint, b: NamedPoint) -> float:
    """The distance of two places in metres."""
    return metres_between(a.position, b.position)
