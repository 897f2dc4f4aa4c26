"""The best way around several errands: where each is done, and in which order.

Exact, by a search that is led by the shortest way there would be if no door ever closed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import NamedTuple, Optional

from assistant.finding.spans import WAIT_SECONDS, Span, start_in

MOST_STATES = 6_000
"""Beyond so many states looked at, a later arrival at the same place with the same errands done is
given up, although where doors open again after a break it might have been the better one."""

TIE_DIGITS = 3
"""Seconds are compared to so many decimals."""

START = 0
"""The number of the place where it begins."""


@dataclass(frozen=True)
class Task:
    """Errands, and what they cost; all times are seconds."""

    legs: Sequence[Sequence[float]]
    """The walk from each place to each; infinite where there is none. `START` is the first."""
    places: Sequence[Sequence[int]]
    """For each errand where it can be done."""
    stays: Sequence[float]
    """For each errand how long one is inside."""
    spans: Sequence[Sequence[Span]]
    """For each place when it is open."""
    in_order: bool = False
    """Whether the errands must be done in the order given."""
    back: bool = False
    """Whether the walk back to the start counts."""


@dataclass(frozen=True)
class Step:
    """One errand, done."""

    errand: int
    place: int
    arrive: float
    """When one gets to the place, in seconds from the start."""
    start: float
    """When the doors let one in."""
    leave: float


@dataclass(frozen=True)
class Round:
    """Errands done one after the other."""

    steps: tuple[Step, ...]
    cost: float
    """Seconds walked and waited, the walk back included where it counts."""


class _State(NamedTuple):
    left: int
    """The errands still to do, one bit each."""
    place: int
    clock: float
    cost: float
    stops: int = 0
    errand: int = -1
    """What was done last, having come at `arrive` and waited until `start`."""
    arrive: float = 0.0
    start: float = 0.0
    before: Optional["_State"] = None


class Rounds:
    """Finds the best rounds of one task."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self.everything = (1 << len(task.places)) - 1
        self.looked_at = 0
        """States, over all questions."""
        self.shortest = cache(self._shortest)
        self._settled = [self._settled_from(errand) for errand in range(len(task.places))]
        self._last = [self._last_arrival(errand) for errand in range(len(task.places))]
        self._by_closing = sorted(
            range(len(task.places)), key=lambda errand: self._last[errand] + task.stays[errand]
        )

    def best(self, errands: int) -> Round | None:
        """The round with the least walking and waiting that does all `errands`, a bit for each.

        Of equal ones that with the fewest places. None where the doors do not allow any.
        """
        serial = count()
        first = _State(errands, START, 0.0, 0.0)
        waiting = [(self.shortest(errands, START), 0, 0, next(serial), first)]
        latest: dict[tuple[int, int], float] = {}
        while waiting:
            expected, _, _, _, state = heappop(waiting)
            if expected == inf:
                return None
            if not state.left:
                return Round(tuple(_steps(state))[::-1], expected)
            # With the same left to do from the same place, states come in the order of the clock.
            earlier = latest.get(state[:2])
            if earlier is not None and (
                earlier == state.clock
                or earlier >= self._settled_for(state.left)
                or self.looked_at > MOST_STATES
            ):
                continue
            latest[state[:2]] = state.clock
            self.looked_at += 1
            for after in self._next(state):
                expected = after.cost + self.shortest(after.left, after.place)
                todo = after.left.bit_count()
                key = (round(expected, TIE_DIGITS), after.stops, todo, next(serial))
                heappush(waiting, (*key, after))
        return None

    def shortest_order(self, errands: int) -> list[int]:
        """The errands in the order of the shortest walk that there is if no door ever closes."""
        order, place = [], START
        while errands:
            _, errand, place = min(self._choices(errands, place))
            order.append(errand)
            errands ^= 1 << errand
        return order

    def _shortest(self, errands: int, place: int) -> float:
        """The shortest walk from `place` around `errands`, were all doors always open."""
        if not errands:
            return self._task.legs[place][START] if self._task.back else 0.0
        return min((walk for walk, _, _ in self._choices(errands, place)), default=inf)

    def _choices(self, errands: int, place: int) -> Iterator[tuple[float, int, int]]:
        legs = self._task.legs[place]
        for errand in self._possible(errands):
            left = errands ^ (1 << errand)
            for target in self._task.places[errand]:
                yield legs[target] + self.shortest(left, target), errand, target

    def _possible(self, errands: int) -> Iterator[int]:
        """The errands that may come next."""
        for errand in range(errands.bit_length()):
            if errands >> errand & 1:
                yield errand
                if self._task.in_order:
                    return

    def _next(self, state: _State) -> Iterator[_State]:
        task = self._task
        if self._is_late(state.left, state.clock):
            return
        for errand in self._possible(state.left):
            stay = task.stays[errand]
            for place in task.places[errand]:
                arrive = state.clock + task.legs[state.place][place]
                start = start_in(task.spans[place], arrive, stay)
                if start is not None:
                    left = state.left ^ (1 << errand)
                    cost = state.cost + start - state.clock
                    stops = state.stops + (place != state.place)
                    done = (errand, arrive, start, state)
                    yield _State(left, place, start + stay, cost, stops, *done)

    def _is_late(self, errands: int, clock: float) -> bool:
        """Whether some of `errands` cannot be done any more, even if nothing had to be walked.

        What closes first is done first: if that is too late for one, so is every other order.
        """
        for errand in self._by_closing:
            if errands >> errand & 1:
                if clock > self._last[errand]:
                    return True
                clock += self._task.stays[errand]
        return False

    def _last_arrival(self, errand: int) -> float:
        """After this the errand cannot be done anywhere."""
        task = self._task
        ends = (until for place in task.places[errand] for _, until in task.spans[place])
        return max(ends, default=-inf) - task.stays[errand]

    def _settled_from(self, errand: int) -> float:
        """From this on, who is earlier at a place of the errand is never worse off for it.

        Before, one might come so early that the wait for the doors to open (again) is too long.
        """
        begins = [
            begin
            for place in self._task.places[errand]
            for begin, until in self._task.spans[place]
            if until - begin >= self._task.stays[errand]
        ]
        return max(begins, default=0.0) - WAIT_SECONDS

    def _settled_for(self, errands: int) -> float:
        return max(self._settled[errand] for errand in _bits(errands))


def _bits(errands: int) -> Iterator[int]:
    return (errand for errand in range(errands.bit_length()) if errands >> errand & 1)


def _steps(last: _State) -> Iterator[Step]:
    """The steps that led to a state, the last one first."""
    state = last
    while state.before is not None:
        yield Step(state.errand, state.place, state.arrive, state.start, state.clock)
        state = state.before
