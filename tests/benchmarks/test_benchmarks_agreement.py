import math

import pytest

from assistant.walking import Position, Side, Turn
from benchmarks.agreement import Line, is_side, is_turn, right_of

METRES = 111_195.0


def at(east: float, north: float) -> Position:
    return 30 + north / METRES, 114 + east / (METRES * math.cos(math.radians(30)))


CORNER = Line([at(0, 0), at(0, 0), at(0, 100), at(100, 100)])
"""A hundred metres north, then a hundred metres east."""


def test_a_line_is_measured_from_its_beginning() -> None:
    assert CORNER.metres == pytest.approx(200, abs=0.5)
    assert CORNER.at(150) == pytest.approx(at(50, 100), abs=1e-5)
    assert CORNER.at(-5) == at(0, 0)
    assert CORNER.at(500) == at(100, 100)
    assert CORNER.metres_to(at(5, 95)) == pytest.approx(100, abs=0.5)
    assert CORNER.metres_to(at(0, 0), beginning=50) == pytest.approx(100, abs=0.5)


def test_a_corner_is_a_turn_to_the_right() -> None:
    angles = CORNER.angles_at(100)
    assert angles[0] == pytest.approx(90, abs=1)
    assert is_turn(Turn.RIGHT, angles)
    for other in (Turn.LEFT, Turn.STRAIGHT, Turn.BACK, Turn.SLIGHT_LEFT, Turn.SHARP_LEFT):
        assert not is_turn(other, angles)
    assert is_turn(Turn.STRAIGHT, CORNER.angles_at(50))
    assert is_turn(Turn.BACK, [175.0])


def test_sides_of_the_end() -> None:
    assert is_side(Side.LEFT, CORNER, at(100, 110))
    assert not is_side(Side.RIGHT, CORNER, at(100, 110))
    assert is_side(Side.RIGHT, CORNER, at(95, 80))
    assert not is_side(Side.RIGHT, CORNER, at(120, 100))


@pytest.mark.parametrize(
    ("heading", "reference", "right"), [(10, 350, 20), (350, 10, -20), (90, 270, -180)]
)
def test_right_of(heading: float, reference: float, right: float) -> None:
    assert right_of(heading, reference) == right
