"""The best way around errands, held against trying everything."""

from math import inf

import pytest
from brute_force import cheapest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.finding import rounds
from assistant.finding.rounds import Rounds, Task

MINUTE = 60.0
ALWAYS = ((0.0, 1e6),)


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    """Up to four errands with up to three places each, some places good for several of them."""
    count = draw(st.integers(1, 7))
    places = draw(
        st.lists(
            st.lists(st.integers(1, count), min_size=1, max_size=3, unique=True),
            min_size=1,
            max_size=4,
        )
    )
    walk = (
        st.one_of(st.integers(1, 25), st.just(inf)) if draw(st.booleans()) else st.integers(1, 25)
    )
    legs = [
        [0.0 if a == b else draw(walk) * MINUTE for b in range(count + 1)] for a in range(count + 1)
    ]
    stays = [draw(st.integers(1, 30)) * MINUTE for _ in places]
    spans: list[tuple[tuple[float, float], ...]] = [()]
    for _ in range(count):
        cuts = sorted(draw(st.sets(st.integers(0, 240), min_size=2, max_size=6)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        some = tuple((begin * MINUTE, end * MINUTE) for begin, end in pairs)
        spans.append(draw(st.sampled_from([ALWAYS, some, some])))
    return Task(legs, places, stays, spans, in_order=draw(st.booleans()), back=draw(st.booleans()))


@given(tasks())
@settings(max_examples=600, deadline=None)
def test_no_other_round_is_cheaper(task: Task) -> None:
    planner = Rounds(task)
    for errands in range(1, planner.everything + 1):
        best, expected = planner.best(errands), cheapest(task, errands)
        assert (best.cost if best else inf) == pytest.approx(expected)
        if best:
            _check(task, errands, best)


def _check(task: Task, errands: int, best: rounds.Round) -> None:
    """The steps are what they say: walked, waited for, between open and closing."""
    assert sorted(step.errand for step in best.steps) == [
        i for i in range(len(task.places)) if errands >> i & 1
    ]
    clock, here = 0.0, 0
    for step in best.steps:
        assert step.place in task.places[step.errand]
        assert step.arrive == pytest.approx(clock + task.legs[here][step.place])
        assert step.arrive <= step.start <= step.arrive + 30 * MINUTE
        assert step.leave == step.start + task.stays[step.errand]
        assert any(
            begins <= step.start and step.leave <= ends for begins, ends in task.spans[step.place]
        )
        clock, here = step.leave, step.place
    if task.in_order:
        order = [step.errand for step in best.steps]
        assert order == sorted(order)


def line(*minutes: int, **wishes: bool) -> Task:
    """One place for each errand, in a street, so many minutes from the start."""
    spots = [0, *minutes]
    legs = [[abs(a - b) * MINUTE for b in spots] for a in spots]
    places = [[number] for number in range(1, len(spots))]
    return Task(legs, places, [600.0] * len(minutes), [ALWAYS] * len(spots), **wishes)


def order(task: Task) -> list[int]:
    best = Rounds(task).best((1 << len(task.places)) - 1)
    assert best is not None
    return [step.errand for step in best.steps]


def test_along_a_street_one_goes_straight_on() -> None:
    assert order(line(9, 3, 6)) == [1, 2, 0]
    assert order(line(9, 3, 6, in_order=True)) == [0, 1, 2]


def test_the_way_back_changes_where_to_begin() -> None:
    # Eight minutes to one hand and five to the other.
    task = line(-5, 8, 9)
    assert order(task) == [0, 1, 2]
    best = Rounds(line(-5, 8, 9, back=True)).best(0b111)
    assert best is not None
    assert best.cost == pytest.approx((5 + 5 + 9 + 9) * MINUTE)


def test_the_shortest_order_does_not_mind_doors() -> None:
    task = line(3, 6)
    closed_soon = Task(task.legs, task.places, task.stays, [(), ALWAYS, ((0.0, 17 * MINUTE),)])
    planner = Rounds(closed_soon)
    assert planner.shortest_order(0b11) == [0, 1]
    best = planner.best(0b11)
    assert best is not None
    assert [step.errand for step in best.steps] == [1, 0]
    assert best.cost == 9 * MINUTE
    assert planner.shortest(0b11, 0) == 6 * MINUTE


def test_a_day_full_of_breaks_is_answered_in_bounded_work() -> None:
    # Nothing fits: every door opens again and again, and the last errand far too late.
    count = 25
    legs = [[abs(a - b) % 7 * MINUTE + (a != b) for b in range(count)] for a in range(count)]
    places = [list(range(1 + 4 * i, 5 + 4 * i)) for i in range(6)]
    breaks = tuple((30.0 * i * MINUTE, (30.0 * i + 14) * MINUTE) for i in range(20))
    never = ((500 * MINUTE, 600 * MINUTE),)
    spans = [(), *([breaks] * 20), *([never] * 4)]
    planner = Rounds(Task(legs, places, [600.0] * 6, spans))
    assert planner.best(planner.everything) is None
    assert planner.looked_at <= rounds.MOST_STATES + (1 << 6) * count
