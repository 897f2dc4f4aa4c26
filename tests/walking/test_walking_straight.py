import pytest
from geopy.distance import great_circle
from walking_town import at

from assistant.walking.straight import DETOUR, bearing, length, metres_between, straight_walk


def test_metres_between_agrees_with_geopy() -> None:
    a, b = (32.0440, 118.7790), (32.0517, 118.7899)
    assert metres_between(a, b) == pytest.approx(great_circle(a, b).meters, rel=1e-9)
    assert metres_between(a, a) == 0


def test_straight_walk_is_longer_than_the_line_and_says_so() -> None:
    walk = straight_walk(at(0, 0), at(1000, 0), 0.8)
    assert walk.metres == pytest.approx(1000 * DETOUR, rel=1e-3)
    assert walk.seconds == pytest.approx(1000 * DETOUR / 0.8, rel=1e-3)
    assert walk.estimated


@pytest.mark.parametrize(
    ("east", "north", "degrees"), [(0, 100, 0), (100, 0, 90), (0, -100, 180), (-100, 0, 270)]
)
def test_bearing(east: float, north: float, degrees: float) -> None:
    assert bearing(at(0, 0), at(east, north)) == pytest.approx(degrees, abs=0.1)


def test_length() -> None:
    assert length([at(0, 0), at(100, 0), at(100, 50)]) == pytest.approx(150, rel=1e-3)
    assert length([at(0, 0)]) == 0
