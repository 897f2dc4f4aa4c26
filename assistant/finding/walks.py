"""Walks from one origin to many places: on the network, else estimated."""

import logging
from collections.abc import Sequence
from typing import Protocol

from valhalla import ValhallaError

from assistant.finding.walker import Walker
from assistant.walking import OffNetwork, Position, Route, Walk, metres_between, straight_walk

SAME_DOOR_METRES = 1.0

_logger = logging.getLogger(__name__)


class WalkingNetwork(Protocol):
    """What finding needs of a walking network; `assistant.walking.Network` is one."""

    def matrix(
        self,
        origin: Position,
        targets: Sequence[Position],
        walker_pace: float,
        wheelchair: bool = False,
        avoid_steps: bool = False,
    ) -> Sequence[Walk | None]:
        """The walks to `targets`, None where there is no way. Raises OffNetwork."""

    def matrix_between(
        self,
        points: Sequence[Position],
        walker_pace: float,
        wheelchair: bool = False,
        avoid_steps: bool = False,
    ) -> Sequence[Sequence[Walk | None]]:
        """The walks from each of `points` to each; none to or from a point off the network."""

    def route(
        self,
        origin: Position,
        target: Position,
        walker_pace: float,
        wheelchair: bool = False,
        avoid_steps: bool = False,
    ) -> Route | None:
        """The way to `target`, None where there is none. Raises OffNetwork."""


class Walks:
    """Measures walks of one person from one origin."""

    def __init__(self, network: WalkingNetwork | None, origin: Position, walker: Walker) -> None:
        self._network = network
        self._origin = origin
        self._walker = walker

    def to(self, targets: Sequence[Position]) -> list[Walk | None]:
        """The walk to each of `targets`; None for one that cannot be walked to.

        Without a network, where the origin is off it and where it fails, walks are estimated.
        """
        walker = self._walker
        if self._network is not None and targets:
            try:
                walks = self._network.matrix(
                    self._origin, targets, walker.pace, walker.wheelchair, walker.avoid_steps
                )
                return list(walks)
            except OffNetwork:
                self._network = None
            except ValhallaError as error:
                _logger.error("The walking network failed (%s); walks are estimated.", error)
                self._network = None
        return [straight_walk(self._origin, target, walker.pace) for target in targets]

    def between(self, points: Sequence[Position]) -> list[list[Walk | None]]:
        """The walks from each place to each: from the origin, which comes first, and `points`.

        Estimated where `to` would estimate. Who is at the right door already need not go out to
        the street and come back, which is what a network counts.
        """
        walker, places = self._walker, [self._origin, *points]
        if self._network is not None:
            try:
                table = self._network.matrix_between(
                    places, walker.pace, walker.wheelchair, walker.avoid_steps
                )
                return [
                    [
                        Walk(0, 0.0) if metres_between(a, b) < SAME_DOOR_METRES else walk
                        for b, walk in zip(places, row, strict=True)
                    ]
                    for a, row in zip(places, table, strict=True)
                ]
            except ValhallaError as error:
                _logger.error("The walking network failed (%s); walks are estimated.", error)
                self._network = None
        return [[straight_walk(a, b, walker.pace) for b in places] for a in places]

    def route_to(self, target: Position) -> Route | None:
        """The way to `target`; None where there is none, or no network that knows."""
        walker = self._walker
        if self._network is None:
            return None
        try:
            return self._network.route(
                self._origin, target, walker.pace, walker.wheelchair, walker.avoid_steps
            )
        except OffNetwork:
            return None
        except ValhallaError as error:
            _logger.error("The walking network failed (%s); there is no route.", error)
            return None
