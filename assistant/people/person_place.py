"""A place of somebody's own."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from assistant.errors import UsageError
from assistant.walking.straight import Position

HOME = "home"
"""The name of one's home; other places are named freely."""

LONGEST_NAME = 20
LONGEST_LABEL = 200
"""Letters that are kept of a label; longer ones are cut."""


@dataclass(frozen=True, repr=False)
class PersonPlace:
    """A place as its owner calls it. It has no `repr`: none of it gets into a log by accident.

    Raises UsageError for a name without letters or of more than 20, and for no position on earth.
    """

    name: str
    """In lower case, "home" or what the owner says: 我妈家."""
    lat: float
    """Degrees, WGS-84."""
    lon: float
    label: str = ""
    """How the place is called on the map; may be empty."""
    label_en: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", place_name(self.name))
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise UsageError("A place has a latitude up to 90 and a longitude up to 180 degrees.")
        for label in ("label", "label_en"):
            object.__setattr__(self, label, getattr(self, label)[:LONGEST_LABEL])

    @property
    def position(self) -> Position:
        """Latitude and longitude."""
        return self.lat, self.lon

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """What `as_json` gave; what this version does not know is left out."""
        return cls(**{item.name: data[item.name] for item in fields(cls) if item.name in data})


def place_name(name: str) -> str:
    """`name` as it is kept and looked up: lower case, one width, single blanks.

    Raises UsageError where it has no letter or more than 20.
    """
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    if not 1 <= len(folded) <= LONGEST_NAME:
        raise UsageError(f"A place is named with 1 to {LONGEST_NAME} letters.")
    return folded
