"""A way on foot: its line, and its steps as facts that can be put into words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from assistant.walking.ground import Ground, ground
from assistant.walking.passages import Passage, passages
from assistant.walking.straight import Position, bearing, metres_between

WayNotes = Mapping[str, Mapping[str, Any]]
"""By way id what `build_network` kept: `en`, an English name; `rise`, where steps lead up; and
what `ground_note` says of the ground."""

FACING_METRES = 3.0
"""A door nearer to the way than this tells nothing about where one looks on leaving."""


SIDE_METRES = 3.0
"""A door nearer to the way than this is on neither hand."""

UNTOLD_METRES = 8.0
"""A last stretch shorter than this is no stretch of its own."""

AHEAD_DEGREES = 30
"""What lies in a narrower angle than this before or behind somebody is on neither hand."""

STAGGER_METRES = 20.0
"""A street that goes on so far to the side of where it meets another does not end there."""

LOOKING_METRES = 15.0
"""How much of the way decides where somebody looks who has come to its end."""


class Turn(StrEnum):
    """What is done at the beginning of a step, seen by the walker."""

    START = "start"
    STRAIGHT = "straight"
    SLIGHT_RIGHT = "slight_right"
    RIGHT = "right"
    SHARP_RIGHT = "sharp_right"
    BACK = "back"
    SHARP_LEFT = "sharp_left"
    LEFT = "left"
    SLIGHT_LEFT = "slight_left"


class Side(StrEnum):
    """On which hand the destination is."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class Step:
    """One stretch of the way, from one turn to the next."""

    turn: Turn
    at: Position
    """Where the stretch begins."""
    heading: float
    """The compass direction in which it begins, in degrees."""
    coming: float
    """The compass direction in which one arrives at its beginning, in degrees."""
    metres: float
    seconds: float
    street: str = ""
    street_en: str = ""
    passages: tuple[Passage, ...] = ()
    """Steps, bridges, lifts and crossed roads along the stretch, in order."""
    into: str = ""
    """The name of its first piece, which is the one to be read at the corner."""
    at_end: bool = False
    """Whether the way that one comes on ends at its beginning, so that one has to turn."""


@dataclass(frozen=True)
class Route:
    """The way from door to door."""

    metres: int
    seconds: float
    steps: tuple[Step, ...]
    line: tuple[Position, ...]
    """From door to door, the gaps to the network included."""
    first_gap: float
    """Metres from the door where it starts to the first way."""
    last_gap: float
    """Metres from the last way to the destination."""
    side: Side | None
    """On which hand the destination is, where that can be told."""
    looking: float = 0.0
    """Where somebody looks who comes to the end of the last way, in degrees."""
    ground: Ground = field(default_factory=Ground)
    """What the map says of the ground."""


def turn_between(coming: float, heading: float) -> Turn:
    """The turn of somebody who walks towards `coming` and goes on towards `heading` (degrees)."""
    right = (heading - coming + 180) % 360 - 180
    for limit, to_right, to_left in (
        (25, Turn.STRAIGHT, Turn.STRAIGHT),
        (55, Turn.SLIGHT_RIGHT, Turn.SLIGHT_LEFT),
        (125, Turn.RIGHT, Turn.LEFT),
        (165, Turn.SHARP_RIGHT, Turn.SHARP_LEFT),
    ):
        if abs(right) <= limit:
            return to_right if right > 0 else to_left
    return Turn.BACK


def read_route(
    origin: Position,
    target: Position,
    leg: Mapping[str, Any],
    edges: Sequence[Mapping[str, Any]],
    notes: WayNotes,
    pace: float,
) -> Route:
    """The route that Valhalla's `leg` and the `edges` along it describe; `pace` in m/s."""
    shape = decode(leg["shape"])
    first_gap = metres_between(origin, shape[0])
    last_gap = metres_between(shape[-1], target)
    gaps = first_gap + last_gap
    maneuvers = leg["maneuvers"]
    looking = _looking(shape, maneuvers[:-1])
    return Route(
        metres=round(leg["summary"]["length"] * 1000 + gaps),
        seconds=leg["summary"]["time"] + gaps / pace,
        steps=_steps(origin, shape, maneuvers[:-1], edges, notes),
        line=(origin, *shape, target),
        first_gap=first_gap,
        last_gap=last_gap,
        side=side_of(looking, shape[-1], target),
        looking=looking,
        ground=ground(edges, notes),
    )


def side_of(looking: float, end: Position, door: Position) -> Side | None:
    """On which hand `door` is of somebody at `end` who looks towards `looking` (degrees)."""
    right = (bearing(end, door) - looking + 180) % 360 - 180
    if metres_between(end, door) < SIDE_METRES:
        return None
    if not AHEAD_DEGREES <= abs(right) <= 180 - AHEAD_DEGREES:
        return None
    return Side.RIGHT if right > 0 else Side.LEFT


def _looking(shape: Sequence[Position], maneuvers: Sequence[Mapping[str, Any]]) -> float:
    """Where somebody looks at the end of `shape`, in degrees."""
    last = next((one for one in reversed(maneuvers) if one["length"]), None)
    # A last corner that is not told does not change where people think that they look.
    if last and last["length"] * 1000 < UNTOLD_METRES and last["begin_shape_index"]:
        shape = shape[: last["begin_shape_index"] + 1]
    end = shape[-1]
    before = [point for point in reversed(shape) if metres_between(point, end) > 0.5]
    far = next((p for p in before if metres_between(p, end) >= LOOKING_METRES), None)
    far = far or (before[-1] if before else end)
    return bearing(far, end)


def _steps(
    origin: Position,
    shape: Sequence[Position],
    maneuvers: Sequence[Mapping[str, Any]],
    edges: Sequence[Mapping[str, Any]],
    notes: WayNotes,
) -> tuple[Step, ...]:
    steps, start = [], 0.0
    before: Sequence[Mapping[str, Any]] = ()
    for number, maneuver in enumerate(maneuvers):
        metres = maneuver["length"] * 1000
        along = _edges_between(edges, start, start + metres)
        start += metres
        if not metres:
            continue
        at = shape[maneuver["begin_shape_index"]]
        heading = float(maneuver.get("bearing_after", 0))
        coming = float(maneuver.get("bearing_before", heading))
        turn = turn_between(coming, heading)
        if number == 0:
            # Out of the door one looks towards the way, if the door is off it at all.
            facing = metres_between(origin, at) >= FACING_METRES
            coming = bearing(origin, at) if facing else heading
            turn = Turn.START
        street = _street(maneuver, along)
        step = Step(
            turn=turn,
            at=at,
            heading=heading,
            coming=coming,
            metres=metres,
            seconds=maneuver["time"],
            street=street,
            street_en=_english(street, along, notes),
            passages=passages(along, notes),
            into=_first_street(maneuver),
            at_end=bool(before) and _ends(before[-1], turn, along),
        )
        steps.append(step)
        before = along
    return tuple(steps)


def _first_street(maneuver: Mapping[str, Any]) -> str:
    names = maneuver.get("begin_street_names") or maneuver.get("street_names") or [""]
    return str(names[0])


def _street(maneuver: Mapping[str, Any], along: Sequence[Mapping[str, Any]]) -> str:
    """The name that most of the stretch has: Valhalla itself names it after its first piece."""
    first = _first_street(maneuver)
    metres: Counter[str] = Counter()
    for edge in along:
        plain = edge.get("use") != "steps" and not edge.get("bridge")
        for name in edge.get("names", ())[: 1 if plain else 0]:
            metres[name] += edge["length"] * 1000
    if not metres:
        return first
    name, most = metres.most_common(1)[0]
    return name if name == first or most >= maneuver["length"] * 500 else ""


def _ends(edge: Mapping[str, Any], turn: Turn, along: Sequence[Mapping[str, Any]]) -> bool:
    """Whether `edge` runs into another street and ends there; the way goes on round a corner,
    `along` that street.
    """
    if turn not in (Turn.LEFT, Turn.RIGHT):
        return False
    coming = edge.get("end_heading", 0)
    rights = _others(edge, coming)
    # A street may go on a few metres to the side.
    beyond, passed = list(rights), 0.0
    for following in along:
        passed += following["length"] * 1000
        if passed > STAGGER_METRES:
            break
        beyond += _others(following, coming)
    # Not only a corner of one street: another way leads off to the other hand.
    other_hand = [r for r in rights if (r < 0) == (turn is Turn.RIGHT) and 45 < abs(r) < 135]
    return bool(other_hand) and not any(abs(right) <= 45 for right in beyond)


def _others(edge: Mapping[str, Any], coming: float) -> list[float]:
    """How far to the right of `coming` the other ways at the end of `edge` lead, in degrees."""
    others = edge.get("end_node", {}).get("intersecting_edges", ())
    return [(other["begin_heading"] - coming + 180) % 360 - 180 for other in others]


def _english(street: str, along: Sequence[Mapping[str, Any]], notes: WayNotes) -> str:
    for edge in along:
        if street in edge.get("names", ()):
            return str(notes.get(str(edge["way_id"]), {}).get("en", ""))
    return ""


def _edges_between(
    edges: Sequence[Mapping[str, Any]], start: float, end: float
) -> list[Mapping[str, Any]]:
    """The edges whose middle lies between `start` and `end` metres along the route."""
    found, passed = [], 0.0
    for edge in edges:
        middle = passed + edge["length"] * 500
        passed += edge["length"] * 1000
        if start <= middle < end:
            found.append(edge)
    return found


def decode(polyline: str) -> tuple[Position, ...]:
    """The positions of an encoded polyline with six decimals."""
    values: list[int] = []
    value = shift = 0
    for letter in polyline:
        bits = ord(letter) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    line, lat, lon = [], 0, 0
    for north, east in zip(values[::2], values[1::2], strict=True):
        lat, lon = lat + north, lon + east
        line.append((lat / 1e6, lon / 1e6))
    return tuple(line)
