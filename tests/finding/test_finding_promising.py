"""Places on short ways around, held against all ways around."""

import random
from itertools import pairwise, permutations, product

import pytest

from assistant.finding.promising import through
from assistant.finding.rounds import Task


def random_task(number: int) -> Task:
    dice = random.Random(number)
    errands, count = 2 + number % 3, 7
    legs = [[float(dice.randint(1, 30)) * (a != b) for b in range(count)] for a in range(count)]
    numbers = list(range(1, count))
    dice.shuffle(numbers)
    # Each place is good for one errand only.
    places = [numbers[errand::errands] for errand in range(errands)]
    return Task(
        legs, places, [0.0] * errands, [()] * count,
        in_order=number % 5 == 0, back=number % 2 == 0,
    )  # fmt: skip


def length(task: Task, visits: list[int]) -> float:
    stops = [0, *visits, *([0] if task.back else [])]
    return sum(task.legs[a][b] for a, b in pairwise(stops))


@pytest.mark.parametrize("number", range(20))
def test_the_shortest_way_that_takes_in_a_place(number: int) -> None:
    task = random_task(number)
    order = range(len(task.places))
    orders = [tuple(order)] if task.in_order else list(permutations(order))
    expected: dict[tuple[int, int], float] = {}
    for errands in orders:
        for visits in product(*(task.places[errand] for errand in errands)):
            whole = length(task, list(visits))
            for key in zip(errands, visits, strict=True):
                expected[key] = min(expected.get(key, 1e9), whole)
    assert through(task) == expected
