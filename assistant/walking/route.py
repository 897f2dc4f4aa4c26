"""A way on foot: its line, and its steps as facts that can be put into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.walking.passages import Passage, passages
from assistant.walking.straight import Position, bearing, metres_between

WayNotes = Mapping[str, Mapping[str, Any]]
"""By way id what `build_network` kept: `en`, an English name; `rise`, where steps lead up."""

FACING_METRES = 3.0
"""A door nearer to the way than this tells nothing about where one looks on leaving."""


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
    return Route(
        metres=round(leg["summary"]["length"] * 1000 + gaps),
        seconds=leg["summary"]["time"] + gaps / pace,
        steps=_steps(origin, shape, maneuvers[:-1], edges, notes),
        line=(origin, *shape, target),
        first_gap=first_gap,
        last_gap=last_gap,
        side={5: Side.RIGHT, 6: Side.LEFT}.get(maneuvers[-1]["type"]),
    )


def _steps(
    origin: Position,
    shape: Sequence[Position],
    maneuvers: Sequence[Mapping[str, Any]],
    edges: Sequence[Mapping[str, Any]],
    notes: WayNotes,
) -> tuple[Step, ...]:
    steps, start = [], 0.0
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
        street = _street(maneuver)
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
        )
        steps.append(step)
    return tuple(steps)


def _street(maneuver: Mapping[str, Any]) -> str:
    names = maneuver.get("street_names") or maneuver.get("begin_street_names") or [""]
    return str(names[0])


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
