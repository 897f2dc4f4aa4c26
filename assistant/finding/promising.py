"""Which places for several errands are worth a closer look: those on short ways around."""

from collections.abc import Mapping, Sequence
from math import inf

from assistant.finding.rounds import START, Rounds, Task


def through(task: Task) -> Mapping[tuple[int, int], float]:
    """For each errand and place the shortest way around all errands that does it there.

    In seconds, for doors that are always open.
    """
    rounds = Rounds(task)
    before = _arriving(task)
    shortest: dict[tuple[int, int], float] = {}
    for (done, place), seconds in before.items():
        rest = rounds.everything ^ done
        whole = seconds + rounds.shortest(rest, place)
        for errand, places in enumerate(task.places):
            if done >> errand & 1 and place in places:
                key = (errand, place)
                shortest[key] = min(shortest.get(key, inf), whole)
    return shortest


def _arriving(task: Task) -> dict[tuple[int, int], float]:
    """The shortest way to have some errands done, the last of them at a place.

    By the errands, a bit for each, and the place.
    """
    found: dict[tuple[int, int], float] = {}
    last: dict[tuple[int, int], float] = {(0, START): 0.0}
    for _ in task.places:
        longer: dict[tuple[int, int], float] = {}
        for (done, here), seconds in last.items():
            legs = task.legs[here]
            for errand in _next(task, done):
                mask = done | 1 << errand
                for place in task.places[errand]:
                    key, total = (mask, place), seconds + legs[place]
                    if total < longer.get(key, inf):
                        longer[key] = total
        found |= longer
        last = longer
    return found


def _next(task: Task, done: int) -> Sequence[int]:
    left = [errand for errand in range(len(task.places)) if not done >> errand & 1]
    return left[:1] if task.in_order else left
