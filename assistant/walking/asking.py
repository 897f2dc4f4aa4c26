"""Questions to one Valhalla actor, and what to do where it cannot answer them."""

from collections.abc import Mapping, Sequence
from typing import Any

from valhalla import ValhallaError

from assistant.walking.ends import End, OffNetwork, Placer
from assistant.walking.straight import Position, Walk

CANNOT_PLACE = (170, 171)
NO_WAY = (154, 442)
"""Valhalla's error codes: a place that is near no way; places too far apart, or not joined."""


class Asker:
    """Asks one actor for one kind of walker, who walks `pace` metres a second."""

    def __init__(self, actor: Any, options: dict[str, Any], pace: float, placer: Placer) -> None:
        self._actor = actor
        self._options = options
        self._pace = pace
        self._placer = placer

    def walks(self, origin: Position, targets: Sequence[Position]) -> list[Walk | None]:
        """The walks to `targets`, None where there is none. Raises OffNetwork."""
        start, ends = End(origin), [End(target) for target in targets]
        try:
            walks = self._matrix(start, ends)
        except ValhallaError as error:
            if error.code not in CANNOT_PLACE:
                raise
            # One place off the network fails them all: leave those out and ask again.
            walks = self._matrix_of_near(start, ends)
        doubtful = self._mended(start, ends, walks)
        if doubtful:
            again = self._halved(start, [ends[i] for i in doubtful])
            for i, walk in zip(doubtful, again, strict=True):
                walks[i] = walk
        return walks

    def between(self, points: Sequence[Position]) -> list[list[Walk | None]]:
        """The walks from each of `points` to each of them; no way to or from one off the network.

        The same walks as `walks` tells, but each end is looked at once only.
        """
        if not points:
            return []
        ends = [End(point) for point in points]
        near = [end for end, is_near in zip(ends, self._placer.near(ends), strict=True) if is_near]
        for end in near:
            if self._placer.blocked(end):
                self._placer.unblock(end)
        table = [self._halved(end, near) for end in near]
        gaps = [[j for j, walk in enumerate(row) if walk is None] for row in table]
        for stranded in {i for i, row in enumerate(gaps) if row} | {j for row in gaps for j in row}:
            self._placer.join(near[stranded])
        for start, row, missing in zip(near, table, gaps, strict=True):
            for j, walk in zip(missing, self._again(start, near, missing), strict=True):
                row[j] = walk
        numbers = {id(end): i for i, end in enumerate(near)}
        found = [numbers.get(id(end)) for end in ends]
        return [[None if i is None or j is None else table[i][j] for j in found] for i in found]

    def leg(self, origin: Position, target: Position) -> dict[str, Any] | None:
        """The route as Valhalla tells it, None where there is none. Raises OffNetwork."""
        start, end = End(origin), End(target)
        near_start, near_end = self._placer.near([start, end])
        if not near_start:
            raise OffNetwork(origin)
        if not near_end:
            return None
        for one in (start, end):
            if self._placer.blocked(one):
                self._placer.unblock(one)
        leg = self._route(start, end)
        if leg is None and any([self._placer.join(start), self._placer.join(end)]):
            leg = self._route(start, end)
        return leg

    def placed(self, origin: Position) -> End:
        """The end that stands for `origin`, on a way that leads somewhere. Raises OffNetwork."""
        start = End(origin)
        if not all(self._placer.near([start])):
            raise OffNetwork(origin)
        moved = self._placer.blocked(start) and self._placer.unblock(start)
        if not moved and not self._placer.join(start) and start.on_way:
            start.move_to(start.on_way)
        return start

    def _again(self, start: End, ends: Sequence[End], numbers: Sequence[int]) -> list[Walk | None]:
        return self._halved(start, [ends[i] for i in numbers]) if numbers else []

    def _mended(self, start: End, ends: Sequence[End], walks: Sequence[Walk | None]) -> list[int]:
        """Put ends that lie behind a barrier or on a scrap of path elsewhere.

        Returns the numbers of the walks that have to be asked for again.
        """
        near = [i for i, end in enumerate(ends) if end.on_way]
        blocked = [i for i in near if self._placer.blocked(ends[i])]
        again = {i for i in blocked if self._placer.unblock(ends[i])}
        stranded = [i for i in near if walks[i] is None and i not in again]
        if self._placer.blocked(start) and self._placer.unblock(start):
            again.update(near)
        if stranded:
            start_joined = self._placer.join(start)
            again.update(i for i in stranded if self._placer.join(ends[i]) or start_joined)
        return sorted(again)

    def _route(self, start: End, end: End) -> dict[str, Any] | None:
        places = {"locations": [start.location(), end.location()], "units": "kilometers"}
        try:
            leg: dict[str, Any] = self._actor.route(self._options | places)["trip"]["legs"][0]
        except ValhallaError as error:
            if error.code in NO_WAY or error.code in CANNOT_PLACE:
                return None
            raise
        return leg

    def _matrix(self, start: End, ends: Sequence[End]) -> list[Walk | None]:
        # One source at a time: asked for several, Valhalla may take another algorithm, which is no
        # quicker here and finds no way to some places that there is one to. Without "verbose" a
        # target that cannot be reached has the distance 0 and would be best.
        places = {
            "sources": [start.location()],
            "targets": [end.location() for end in ends],
            "units": "kilometers",
            "verbose": True,
        }
        answer = self._actor.matrix(self._options | places)
        start.put_on(**answer["sources"][0])
        cells = answer["sources_to_targets"][0]
        walks = []
        for end, place, cell in zip(ends, answer["targets"], cells, strict=True):
            end.put_on(**place)
            walks.append(self._walk(start, end, cell))
        return walks

    def _walk(self, start: End, end: End, cell: Mapping[str, Any]) -> Walk | None:
        if cell["time"] is None or cell["distance"] is None:
            return None
        gaps = start.gap + end.gap
        return Walk(round(cell["distance"] * 1000 + gaps), cell["time"] + gaps / self._pace)

    def _matrix_of_near(self, start: End, ends: Sequence[End]) -> list[Walk | None]:
        near_start, *near = self._placer.near([start, *ends])
        if not near_start:
            raise OffNetwork(start.door)
        kept = [end for end, is_near in zip(ends, near, strict=True) if is_near]
        walks = iter(self._halved(start, kept) if kept else ())
        return [next(walks) if is_near else None for is_near in near]

    def _halved(self, start: End, ends: Sequence[End]) -> list[Walk | None]:
        """Like `_matrix`; places on a map that no way leads to fail it too, and are left out."""
        try:
            return self._matrix(start, ends)
        except ValhallaError as error:
            if error.code not in CANNOT_PLACE:
                raise
        if len(ends) == 1:
            return [None]
        half = len(ends) // 2
        return self._halved(start, ends[:half]) + self._halved(start, ends[half:])
