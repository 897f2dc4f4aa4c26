"""The two ends of a walk: from the door to the network, and onto the right piece of it."""

from collections.abc import Sequence
from typing import Any

from assistant.errors import UsageError
from assistant.walking.barriers import Barriers
from assistant.walking.straight import Position, metres_between

REACH_METRES = 250
"""How far a door may lie from the nearest walkable way; farther off it is off the network."""

GAP_METRES = 150
"""How far a door may lie from a well joined way if the nearest one, indoors say, leads nowhere."""

WELL_JOINED = 50
"""Ways that a piece of network needs to count as the one that everything is joined to."""


MOST_CHOICES = 100_000

Choices = dict[tuple[Position, str, bool], Position | None]
"""Where doors were moved to, remembered because finding it out takes several milliseconds."""


class OffNetwork(UsageError):  # noqa: N818 - a state of affairs, caught by name
    """The person is nowhere near a way that the network knows."""

    def __init__(self, origin: Position) -> None:
        place = f"{origin[0]:.5f},{origin[1]:.5f}"
        super().__init__(f"No walkable way is known within {REACH_METRES} m of {place}.")


class End:
    """One end of a walk: the door, and the place on the network that stands for it."""

    def __init__(self, door: Position) -> None:
        self.door = door
        self.on_way: Position | None = None
        """None while it is not known, and where no way is within reach."""
        self._chosen = False

    @property
    def gap(self) -> float:
        """Metres from the door to the way."""
        return metres_between(self.door, self.on_way) if self.on_way else 0.0

    def location(self) -> dict[str, float]:
        """The place as Valhalla wants it."""
        lat, lon = self.on_way if self._chosen and self.on_way else self.door
        return {"lat": lat, "lon": lon, "search_cutoff": REACH_METRES, "minimum_reachability": 0}

    def put_on(self, lat: float, lon: float) -> None:
        """Remember where Valhalla put the door, unless that was our own choice."""
        if not self._chosen:
            self.on_way = (lat, lon)

    def move_to(self, position: Position) -> None:
        """Take `position` on the network from now on."""
        self.on_way, self._chosen = position, True


class Placer:
    """Puts ends on the network, with one actor for one kind of walker."""

    def __init__(
        self, actor: Any, options: dict[str, Any], barriers: Barriers, choices: Choices
    ) -> None:
        self._actor = actor
        self._options = options
        self._barriers = barriers
        self._choices = choices
        self._profile = str(options["costing_options"]["pedestrian"].get("type", "foot"))

    def near(self, ends: Sequence[End]) -> list[bool]:
        """Which of `ends` have a walkable way within reach; puts those on it."""
        answers = self._locate([end.location() for end in ends], verbose=False)
        for end, edges in zip(ends, answers, strict=True):
            for edge in edges[:1]:
                end.put_on(edge["correlated_lat"], edge["correlated_lon"])
        return [bool(edges) for edges in answers]

    def blocked(self, end: End) -> bool:
        """Whether water or a railway lies between the door and the way that it was put on."""
        return end.on_way is not None and self._barriers.between(end.door, end.on_way)

    def unblock(self, end: End) -> bool:
        """Move a blocked end to the nearest way on its own side, if there is one."""
        return self._move(end, REACH_METRES, must_be_joined=False)

    def join(self, end: End) -> bool:
        """Move an end that leads nowhere to the nearest well joined way close by, if any."""
        return self._move(end, GAP_METRES, must_be_joined=True)

    def _move(self, end: End, radius: int, must_be_joined: bool) -> bool:
        key = (end.door, self._profile, must_be_joined)
        if key not in self._choices:
            if len(self._choices) >= MOST_CHOICES:
                self._choices.clear()
            self._choices[key] = self._choose(end, radius, must_be_joined)
        choice = self._choices[key]
        if choice:
            end.move_to(choice)
        return choice is not None

    def _choose(self, end: End, radius: int, must_be_joined: bool) -> Position | None:
        """The nearest way around the door that no barrier lies before; a well joined one first."""
        # Asking for all ways around is slow; mostly the nearest ones that Valhalla names will do.
        for around in (0, radius):
            edges = self._free_edges(end.door, around, radius)
            joined = [edge for edge in edges if edge["outbound_reach"] >= WELL_JOINED]
            if joined:
                return _on_way(joined[0])
        return _on_way(edges[0]) if edges and not must_be_joined else None

    def _free_edges(self, door: Position, radius: int, cutoff: int) -> list[dict[str, Any]]:
        """The ways near `door`, nearest first, without those beyond a barrier."""
        place = {"lat": door[0], "lon": door[1], "radius": radius, "search_cutoff": cutoff}
        reach = {"minimum_reachability": WELL_JOINED}
        (edges,) = self._locate([place | reach], verbose=True)
        return [
            edge
            for edge in sorted(edges, key=lambda edge: float(edge["distance"]))
            if not self._barriers.between(door, _on_way(edge))
        ]

    def _locate(self, places: Sequence[dict[str, float]], verbose: bool) -> list[Any]:
        request = self._options | {"locations": list(places), "verbose": verbose}
        # `edges` is null, not a list, where none was found.
        return [answer["edges"] or [] for answer in self._actor.locate(request)]


def _on_way(edge: dict[str, Any]) -> Position:
    return edge["correlated_lat"], edge["correlated_lon"]
