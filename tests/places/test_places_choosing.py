import pytest
from places_town import at, place

from assistant.places.choosing import likely
from assistant.places.points import NamedPoint
from assistant.places.words import load_place_words
from assistant.walking.straight import Position

EAST = place("桂园", "estate", 2000)[1]
WEST = place("桂园", "estate", -2500)[1]
STOP = place("桂园", "bus_stop", 0)[1]


@pytest.mark.parametrize(
    ("points", "near", "others", "expected"),
    [
        ([], None, [], []),
        ([EAST], at(-9000, 0), [at(-9000, 0)], [EAST]),
        ([EAST, WEST], None, [], [EAST, WEST]),
        # Near one of them only.
        ([EAST, WEST], at(3000, 0), [], [EAST]),
        # Walkable both, neither plainly nearer: the nearest first.
        ([EAST, WEST], at(-100, 0), [], [EAST, WEST]),
        ([EAST, WEST], at(-400, 0), [], [WEST, EAST]),
        # Beside one of them.
        ([EAST, WEST], at(400, 0), [], [EAST, WEST]),
        ([EAST, WEST], at(1900, 0), [], [EAST]),
        # Far from both.
        ([EAST, WEST], at(-20_000, 0), [], [WEST, EAST]),
        # What else is named lies beside one of them, or beside none.
        ([EAST, WEST], None, [at(-2600, 300)], [WEST]),
        ([EAST, WEST], at(2000, 0), [at(-2600, 300)], [WEST]),
        ([EAST, WEST], None, [at(-250, 0)], [EAST, WEST]),
        # A stop of the name is not what is meant, unless it is all there is near by.
        ([STOP, EAST], None, [], [EAST]),
        ([STOP, EAST], at(-1500, 0), [], [STOP]),
    ],
)
def test_likely(
    points: list[NamedPoint],
    near: Position | None,
    others: list[Position],
    expected: list[NamedPoint],
) -> None:
    assert list(likely(points, near, others, load_place_words())) == expected
