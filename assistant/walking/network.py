"""Distances, times and routes on foot through Valhalla, from door to door."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from valhalla import ValhallaError

from assistant.errors import UsageError
from assistant.walking.actors import FAR_METRES, MOST_PAIRS, ActorPool
from assistant.walking.asking import Asker
from assistant.walking.barriers import Barriers
from assistant.walking.build import BARRIERS, TILES, WAYS, is_whole
from assistant.walking.ends import Choices, Placer
from assistant.walking.isochrones import Area, areas
from assistant.walking.route import Route, WayNotes, read_route
from assistant.walking.straight import Position, Walk, metres_between

MANY_STEPS_SECONDS = 600
"""The detour that somebody who avoids steps prefers to a flight of them."""

PACES = (0.2, 3.0)
"""The paces that are believed, in m/s. Valhalla silently ignores what it finds out of range."""

EDGE_ATTRIBUTES = (
    "edge.way_id", "edge.names", "edge.use", "edge.bridge", "edge.tunnel", "edge.length",
    "edge.begin_heading", "edge.end_heading",
    "node.intersecting_edge.begin_heading", "node.intersecting_edge.road_class",
)  # fmt: skip


class Network:
    """A walking network that `build_network` made; safe to use from many threads."""

    def __init__(self, directory: Path) -> None:
        """Open the network in `directory`. Raises UsageError where there is none."""
        if not is_whole(directory):
            message = f"There is no whole walking network in {directory}; import the map again."
            raise UsageError(message)
        self.directory = directory
        self._actors = ActorPool(directory / TILES)
        self._barriers = Barriers(directory / BARRIERS)
        self._choices: Choices = {}
        notes = directory / WAYS
        self._ways: WayNotes = (
            json.loads(notes.read_text(encoding="utf-8")) if notes.is_file() else {}
        )

    def matrix(
        self,
        origin: Position,
        targets: Sequence[Position],
        walker_pace: float,
        wheelchair: bool = False,
        avoid_steps: bool = False,
    ) -> list[Walk | None]:
        """The walk from `origin` to each of `targets` at `walker_pace` m/s, from door to door.

        None stands for a target that cannot be walked to. Raises OffNetwork where the origin is
        farther from any way than `REACH_METRES`, UsageError where the pace is out of `PACES`.
        """
        options = _options(walker_pace, wheelchair, avoid_steps)
        walks: list[Walk | None] = [None] * len(targets)
        near = [i for i, t in enumerate(targets) if metres_between(origin, t) < FAR_METRES]
        with self._actors.lend() as actor:
            asker = self._asker(actor, options, walker_pace)
            for first in range(0, len(near), MOST_PAIRS):
                block = near[first : first + MOST_PAIRS]
                found = asker.walks(origin, [targets[i] for i in block])
                for i, walk in zip(block, found, strict=True):
                    walks[i] = walk
        return walks

    def matrix_between(
        self,
        points: Sequence[Position],
        walker_pace: float,
        wheelchair: bool = False,
        avoid_steps: bool = False,
    ) -> list[list[Walk | None]]:
        """The walks from each of `points` to each of them, as `matrix` tells them.

        None stands for a walk that is not possible; nothing leads to or from a point that is off
        the network. Raises UsageError where the pace is out of `PACES`, or a point farther than
        50 km from the first.
        """
        options = _options(walker_pace, wheelchair, avoid_steps)
        if len(points) > MOST_PAIRS:
            raise UsageError(f"These are more than {MOST_PAIRS} places.")
        if any(metres_between(points[0], point) > FAR_METRES / 2 for point in points):
            raise UsageError(f"The places lie farther apart than {FAR_METRES // 1000} km.")
        with self._actors.lend() as actor:
            return self._asker(actor, options, walker_pace).between(points)

    def isochrones(
        self,
        origin: Position,
        minutes: Sequence[float],
        walker_pace: float,
        wheelchair: bool = False,
        avoid_steps: bool = False,
    ) -> list[Area]:
        """What can be reached from `origin` at `walker_pace` m/s, for each number of `minutes`.

        An area is a tuple of closed outlines, empty where the minutes do not suffice to get
        anywhere. Raises OffNetwork and UsageError as `matrix` does, UsageError for minutes that
        are not between 0 and 120 as well.
        """
        options = _options(walker_pace, wheelchair, avoid_steps)
        with self._actors.lend() as actor:
            start = self._asker(actor, options, walker_pace).placed(origin)
            return areas(actor, options, walker_pace, start, minutes)

    def route(
        self,
        origin: Position,
        target: Position,
        walker_pace: float,
        wheelchair: bool = False,
        avoid_steps: bool = False,
    ) -> Route | None:
        """The way from `origin` to `target`, None where it cannot be walked.

        Raises OffNetwork and UsageError as `matrix` does.
        """
        options = _options(walker_pace, wheelchair, avoid_steps)
        if metres_between(origin, target) >= FAR_METRES:
            return None
        with self._actors.lend() as actor:
            leg = self._asker(actor, options, walker_pace).leg(origin, target)
            if leg is None:
                return None
            edges = _edges(actor, leg["shape"], options)
        return read_route(origin, target, leg, edges, self._ways, walker_pace)

    def _asker(self, actor: Any, options: dict[str, Any], pace: float) -> Asker:
        return Asker(actor, options, pace, Placer(actor, options, self._barriers, self._choices))


def _options(pace: float, wheelchair: bool, avoid_steps: bool) -> dict[str, Any]:
    if not PACES[0] <= pace <= PACES[1]:
        raise UsageError(f"The pace must be between {PACES[0]} and {PACES[1]} m/s, not {pace}.")
    # People take alleys and drives like any other way; left alone, the defaults shun them.
    pedestrian: dict[str, Any] = {
        "walking_speed": pace * 3.6,
        "alley_factor": 1.0,
        "driveway_factor": 1.0,
        "exclude_ferries": True,
    }
    if wheelchair:
        pedestrian["type"] = "wheelchair"
    elif avoid_steps:
        pedestrian["step_penalty"] = MANY_STEPS_SECONDS
    return {"costing": "pedestrian", "costing_options": {"pedestrian": pedestrian}}


def _edges(actor: Any, shape: str, options: dict[str, Any]) -> list[dict[str, Any]]:
    """What is known of the ways along a route; nothing where it is too short to be followed."""
    request = options | {
        "encoded_polyline": shape,
        "shape_match": "edge_walk",
        "filters": {"action": "include", "attributes": list(EDGE_ATTRIBUTES)},
    }
    try:
        edges: list[dict[str, Any]] = actor.trace_attributes(request)["edges"]
    except ValhallaError:
        return []
    return edges
