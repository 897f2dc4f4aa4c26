"""What is added to names that several places have."""

from collections.abc import Sequence

import pytest
from places_town import place

from assistant.places import NamedPoint, choose
from assistant.places.landmarks import Landmarks
from assistant.places.telling_apart import tell_apart


def gardens(*spots: tuple[float, float]) -> list[NamedPoint]:
    """Estates of one name, at metres east and north."""
    return [place("阳光花园", "estate", *spot, "Sunshine Garden")[1] for spot in spots]


def told(points: Sequence[NamedPoint], *beside: NamedPoint) -> list[str]:
    found = tell_apart(points, Landmarks([*points, *beside], {}), {})
    assert [choice.position for choice in found] == [point.position for point in points]
    return [choice.name.removeprefix("阳光花园") for choice in found]


@pytest.mark.parametrize(
    ("spots", "words"),
    [
        ([(0, 0), (160, 20)], ["（西边）", "（东边）"]),
        ([(0, 0), (100, 900)], ["（南边）", "（北边）"]),
        ([(0, 0), (900, 0), (500, 0)], ["（最西边）", "（最东边）", "（中间）"]),
        ([(0, 0), (0, 900), (0, 500)], ["（最南边）", "（最北边）", "（中间）"]),
        (
            [(0, 0), (900, 0), (600, 0), (300, 0)],
            ["（最西边）", "（最东边）", "（从东数第二个）", "（从东数第三个）"],
        ),
        ([(0, 0)], [""]),
        ([(0, 0), (0, 0)], ["", ""]),  # in one spot nothing tells
    ],
)
def test_sides(spots: list[tuple[float, float]], words: list[str]) -> None:
    assert told(gardens(*spots)) == words


def test_the_side_is_that_among_all_of_them() -> None:
    # The two of which nothing is known lie west and in the middle.
    _, school = place("柳溪小学", "school", 3050, 0)
    points = gardens((0, 0), (1500, 0), (3000, 0))
    assert told(points, school) == ["（最西边）", "（中间）", "（柳溪小学附近）"]


def test_one_may_keep_its_name() -> None:
    _, school = place("柳溪小学", "school", 3050, 0)
    assert told(gardens((0, 0), (3000, 0)), school) == ["", "（柳溪小学附近）"]


def test_what_is_said_is_understood() -> None:
    choices = tell_apart(gardens((0, 0), (900, 0), (500, 0)), Landmarks([], {}), {})
    for choice in choices:
        assert choose(choices, choice.name) == choice
        assert choose(choices, choice.called("en")) == choice
    assert choose(choices, "最东边那个") == choices[1]
    assert choose(choices, "中间那个") == choices[2]
    assert choose(choices, "the one farthest west") == choices[0]
    assert choices[2].called("en") == "Sunshine Garden (the one in the middle)"
