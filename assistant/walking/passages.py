"""What a walker passes on a stretch of way: steps, bridges, lifts, roads to cross."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import cos, radians
from typing import Any

BUSY_ROADS = frozenset({"trunk", "primary", "secondary", "tertiary"})
"""Classes of road that one has to be told about before crossing."""

ONE_CROSSING_METRES = 40.0
"""Crossings closer together than this are the two carriageways of one road."""

ONE_FLIGHT_METRES = 20.0
"""Steps closer than this to the bridge or underpass that they lead to belong to it."""


class Pass(StrEnum):
    """Kinds of passage."""

    STEPS = "steps"
    STEPS_UP = "steps_up"
    STEPS_DOWN = "steps_down"
    BRIDGE = "bridge"
    FOOTBRIDGE = "footbridge"
    """A bridge with steps up to it and down from it."""
    SUBWAY = "subway"
    """An underpass with steps down to it and up from it."""
    UNDERPASS = "underpass"
    LIFT = "lift"
    ESCALATOR = "escalator"
    CROSSING = "crossing"


STEPS = frozenset({Pass.STEPS, Pass.STEPS_UP, Pass.STEPS_DOWN})

WITH_STEPS: Mapping[tuple[Pass, ...], Pass] = {
    (up, middle, down): whole
    for up, middle, down, whole in (
        (Pass.STEPS_UP, Pass.BRIDGE, Pass.STEPS_DOWN, Pass.FOOTBRIDGE),
        (Pass.STEPS, Pass.BRIDGE, Pass.STEPS, Pass.FOOTBRIDGE),
        (Pass.STEPS_DOWN, Pass.UNDERPASS, Pass.STEPS_UP, Pass.SUBWAY),
        (Pass.STEPS, Pass.UNDERPASS, Pass.STEPS, Pass.SUBWAY),
    )
}
"""What three passages in a row are together."""


@dataclass(frozen=True)
class Passage:
    """Something passed, so many metres after the beginning of the stretch."""

    kind: Pass
    after: float
    metres: float = 0.0
    """How long it is; 0 for a road to cross."""
    name: str = ""
    """The bridge's own name, where it has one."""
    name_en: str = ""
    flights: int = 0
    """Of how many flights of steps it consists."""
    ramp: bool = False
    """Whether a ramp for wheels leads beside the steps."""


def passages(
    edges: Sequence[Mapping[str, Any]], notes: Mapping[str, Mapping[str, Any]]
) -> tuple[Passage, ...]:
    """The passages along `edges` as Valhalla's `trace_attributes` describes them, in order."""
    found: list[Passage] = []
    street = _first_name(edges)
    after = 0.0
    for number, edge in enumerate(edges):
        note = notes.get(str(edge.get("way_id")), {})
        kind = _kind(edge, note)
        if kind:
            passage = Passage(kind, after, edge["length"] * 1000, ramp="ramp" in note)
            passage = replace(passage, flights=int(kind in STEPS))
            _add(found, _named(passage, edge, note, street))
        after += edge["length"] * 1000
        is_last = number == len(edges) - 1
        if not is_last and _crosses(edge, edges[number + 1]):
            _add(found, Passage(Pass.CROSSING, after))
    return tuple(found)


def grouped(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The same with steps up, a bridge and steps down drawn together; steps to an underpass too."""
    found: list[Passage] = []
    for passage in passages:
        found.append(passage)
        kinds = tuple(one.kind for one in found[-3:])
        if kinds in WITH_STEPS and _is_close(*found[-3:]):
            up, middle, down = found[-3:]
            whole = replace(
                middle,
                kind=WITH_STEPS[kinds],
                after=up.after,
                metres=down.after + down.metres - up.after,
                flights=up.flights + down.flights,
                ramp=up.ramp and down.ramp,
            )
            found[-3:] = [whole]
    return tuple(found)


def _is_close(first: Passage, middle: Passage, last: Passage) -> bool:
    return (
        middle.after - first.after - first.metres < ONE_FLIGHT_METRES
        and last.after - middle.after - middle.metres < ONE_FLIGHT_METRES
    )


def _first_name(edges: Sequence[Mapping[str, Any]]) -> str:
    return next((name for edge in edges for name in edge.get("names", ())), "")


def _named(
    passage: Passage, edge: Mapping[str, Any], note: Mapping[str, Any], street: str
) -> Passage:
    name = next(iter(edge.get("names", ())), "")
    if passage.kind is not Pass.BRIDGE or not (name.endswith("桥") or name != street):
        return passage
    return replace(passage, name=name, name_en=note.get("en", ""))


def _kind(edge: Mapping[str, Any], note: Mapping[str, Any]) -> Pass | None:
    use = edge.get("use")
    if use == "steps":
        return _steps(float(edge.get("begin_heading", 0)), note)
    if use == "elevator":
        return Pass.LIFT
    if use == "escalator":
        return Pass.ESCALATOR
    if edge.get("bridge"):
        return Pass.BRIDGE
    if edge.get("tunnel"):
        return Pass.UNDERPASS
    if use == "pedestrian_crossing":
        return Pass.CROSSING
    return None


def _steps(heading: float, note: Mapping[str, Any]) -> Pass:
    if "rise" not in note:
        return Pass.STEPS
    return Pass.STEPS_UP if cos(radians(heading - note["rise"])) > 0 else Pass.STEPS_DOWN


def _crosses(edge: Mapping[str, Any], following: Mapping[str, Any]) -> bool:
    """Whether a busy road is crossed where `edge` ends and the walk goes straight on."""
    coming, going = edge.get("end_heading", 0), following.get("begin_heading", 0)
    if abs(_right_of(going, coming)) > 45:
        return False
    busy = [
        _right_of(other["begin_heading"], coming)
        for other in edge.get("end_node", {}).get("intersecting_edges", ())
        if other.get("road_class") in BUSY_ROADS
    ]
    return any(30 < side < 150 for side in busy) and any(-150 < side < -30 for side in busy)


def _right_of(heading: float, reference: float) -> float:
    return (heading - reference + 180) % 360 - 180


def _add(found: list[Passage], passage: Passage) -> None:
    """Append, or lengthen the passage before where this is one more piece of it."""
    last = found[-1] if found else None
    if last is None or last.kind is not passage.kind:
        found.append(passage)
    elif passage.kind is not Pass.CROSSING:
        found[-1] = replace(last, metres=passage.after + passage.metres - last.after)
    elif passage.after - last.after >= ONE_CROSSING_METRES:
        found.append(passage)
