"""What is seen at a turn and beside a door."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import cos, radians, sin
from typing import Protocol, runtime_checkable

from assistant.walking.route import Route, Step
from assistant.walking.straight import Position, bearing, metres_between
from assistant.walking.words import Words

PAST_METRES = 15.0
"""Something seen so many metres before a turn has been passed when one turns."""

BEFORE_METRES = 22.0
"""Something so many metres beyond a turn has not been reached; a street's width is no distance."""

ITSELF_METRES = 3.0
"""What stands so near to a door is most likely what is behind it, under another name."""

BESIDE_METRES = 25.0
OPPOSITE_METRES = 40.0
LEVEL_METRES = 15.0
"""How far along the street what is opposite may be off."""

_SAME = re.compile(r"[\W_]|号?(?:出入|出|入)?口|号")
"""What two spellings of one name may differ in: 新街口#4 is 新街口4号口."""


class Landmark(Protocol):
    """Something that is seen from the street."""

    @property
    def name(self) -> str:
        """Its Chinese name."""

    @property
    def name_en(self) -> str | None:
        """Its English name."""


@runtime_checkable
class Placed(Protocol):
    """A landmark that says where it is, so that it can be told to be past a turn or opposite."""

    @property
    def position(self) -> Position:
        """Latitude and longitude."""


LandmarkFinder = Callable[[float, float], Landmark | None]
"""The best landmark close to a latitude and longitude, if there is one."""


class Where(StrEnum):
    """How something seen lies to a turn or to a door."""

    AT = "at"
    PAST = "past"
    """One has passed it when one turns."""
    BEFORE = "before"
    """One turns before one comes to it."""
    BESIDE = "beside"
    OPPOSITE = "opposite"
    NEAR = "near"


@dataclass(frozen=True)
class Sight:
    """A landmark as it is told."""

    name: str
    """In the language of the telling."""
    where: Where
    chinese: str
    """Its Chinese name, to find it again."""


class Sights:
    """Finds what can be told along one way; nothing is told twice, and never the destination."""

    def __init__(self, landmarks: LandmarkFinder, words: Words, target: str) -> None:
        self._landmarks = landmarks
        self._words = words
        self._target = same_name(target)
        self._told: set[str] = set()

    def leave_out(self, names: Iterable[str]) -> None:
        """Never tell what is called so."""
        self._told.update(filter(None, map(same_name, names)))

    def at_turn(self, leg: Step) -> Sight | None:
        """What is seen where `leg` begins."""
        found, name = self._new(leg.at)
        if found is None:
            return None
        return Sight(name, _of_turn(leg, found), found.name)

    def at_door(self, route: Route) -> Sight | None:
        """What is beside or opposite the destination."""
        found, name = self._new(route.line[-1])
        where = _of_door(route, found) if found else None
        return Sight(name, where, found.name) if found and where else None

    def _new(self, at: Position) -> tuple[Landmark | None, str]:
        found = self._landmarks(*at)
        if found is None:
            return None, ""
        name = self._words.name(found.name, found.name_en)
        keys = {same_name(found.name), same_name(found.name_en or "")} - {""}
        if not name or keys & (self._told | {self._target}):
            return None, ""
        self._told |= keys
        return found, name


def same_name(name: str) -> str:
    """What names that mean the same have in common."""
    return _SAME.sub("", name.casefold())


def _of_turn(leg: Step, found: Landmark) -> Where:
    if not isinstance(found, Placed):
        return Where.AT
    ahead = metres_between(leg.at, found.position) * cos(
        radians(bearing(leg.at, found.position) - leg.coming)
    )
    if ahead < -PAST_METRES:
        return Where.PAST
    return Where.BEFORE if ahead > BEFORE_METRES else Where.AT


def _of_door(route: Route, found: Landmark) -> Where | None:
    if not isinstance(found, Placed):
        return Where.NEAR
    door = route.line[-1]
    apart = metres_between(door, found.position)
    if apart < ITSELF_METRES:
        return None
    if route.side is None:
        return Where.NEAR if apart <= BESIDE_METRES else None
    door_along, door_right = _seen_from_end(route, door)
    along, right = _seen_from_end(route, found.position)
    if door_right * right > 0:
        return Where.BESIDE if apart <= BESIDE_METRES else None
    level = abs(along - door_along) <= LEVEL_METRES
    return Where.OPPOSITE if level and apart <= OPPOSITE_METRES else None


def _seen_from_end(route: Route, at: Position) -> tuple[float, float]:
    """Metres ahead and to the right of somebody at the end of the way."""
    end = route.line[-2]
    angle = radians(bearing(end, at) - route.looking)
    metres = metres_between(end, at)
    return metres * cos(angle), metres * sin(angle)
