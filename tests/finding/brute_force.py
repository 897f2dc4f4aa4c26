"""The plainest way to plan errands: every order, every choice of places, minute by minute."""

from collections.abc import Iterator
from itertools import permutations, product
from math import inf

from assistant.finding.rounds import Task

HALF_AN_HOUR = 1800.0


def cheapest(task: Task, errands: int | None = None) -> float:
    """Seconds walked and waited on the best round; infinite where there is none."""
    wanted = [i for i in range(len(task.places)) if errands is None or errands >> i & 1]
    orders = [tuple(wanted)] if task.in_order else list(permutations(wanted))
    return min((_cost(task, list(visits)) for visits in _visits(task, orders)), default=inf)


def _visits(task: Task, orders: list[tuple[int, ...]]) -> Iterator[Iterator[tuple[int, int]]]:
    for order in orders:
        for places in product(*(task.places[errand] for errand in order)):
            yield zip(order, places, strict=True)


def _cost(task: Task, visits: list[tuple[int, int]]) -> float:
    clock = idle = 0.0
    here = 0
    for errand, place in visits:
        clock += task.legs[here][place]
        idle += task.legs[here][place]
        if clock == inf:
            return inf
        fitting = [
            max(clock, begins)
            for begins, ends in task.spans[place]
            if max(clock, begins) + task.stays[errand] <= ends
        ]
        if not fitting or min(fitting) - clock > HALF_AN_HOUR:
            return inf
        idle += min(fitting) - clock
        clock = min(fitting) + task.stays[errand]
        here = place
    return idle + (task.legs[here][0] if task.back else 0.0)
