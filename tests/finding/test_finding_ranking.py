"""The order of places, from the one an old lady should hear first to the last resort."""

import random
from dataclasses import replace
from typing import Any

from finding_town import MONDAY_TEN, SHOP

from assistant.finding.ranking import Standing, best_beyond, rank
from assistant.finding.visit import Visit, visit
from assistant.walking import Walk


def going(minutes: float | None, hours: str | None = None, **known: Any) -> Visit:
    walk = None if minutes is None else Walk(int(minutes * 60), minutes * 60)
    return visit(replace(SHOP, opening_hours=hours, **known), walk, MONDAY_TEN)


BEST_FIRST = [
    ("open near", going(3, "24/7")),
    ("unknown hours, a little farther", going(4)),
    ("open at the edge of the circle", going(15, "24/7")),
    ("opens in ten minutes", going(2, "Mo 10:12-18:00")),
    ("closes in five minutes", going(13, "Mo 09:00-10:18")),
    ("open beyond the circle", going(16, "24/7")),
    ("opens soon beyond the circle", going(20, "Mo 10:30-18:00")),
    ("open, a long walk", going(45, "24/7")),
    ("closed next door", going(1, "Mo 14:00-18:00")),
    ("closed far away", going(44, "off")),
    ("open, nobody walks so far", going(46, "24/7")),
    ("closed and very far", going(47, "off")),
    ("across the river without a bridge", going(None, "24/7")),
]


def test_the_whole_order() -> None:
    shuffled = random.Random(3).sample(BEST_FIRST, len(BEST_FIRST))
    ordered = sorted(shuffled, key=lambda item: rank(item[1], wheelchair=False, metres=100))
    assert [name for name, _ in ordered] == [name for name, _ in BEST_FIRST]


def test_with_wheels_places_known_to_be_fit_come_first_among_equals() -> None:
    fit, limited, unknown = (
        going(minutes, "24/7", wheelchair=known) if known else going(minutes, "24/7")
        for minutes, known in ((9, "yes"), (4, "limited"), (3, ""))
    )
    closed_fit = going(2, "off", wheelchair="yes")
    far_fit = going(20, "24/7", wheelchair="yes")
    for wheelchair, expected in (
        (True, [fit, unknown, limited, far_fit, closed_fit]),
        (False, [unknown, limited, fit, far_fit, closed_fit]),
    ):
        found = sorted(
            [closed_fit, far_fit, fit, limited, unknown],
            key=lambda item, wheelchair=wheelchair: rank(item, wheelchair, 100),  # type: ignore[misc]
        )
        assert found == expected


def test_what_cannot_be_walked_to_is_ordered_by_the_straight_line() -> None:
    assert rank(going(None), False, 200) < rank(going(None), False, 900)
    assert rank(going(None), False, 200)[0] is Standing.UNREACHABLE


def test_equal_places_keep_one_order() -> None:
    first, second = going(3, id="a"), going(3, id="b")
    assert rank(first, False, 100) < rank(second, False, 100)


def test_of_two_that_open_soon_the_one_where_one_is_in_sooner() -> None:
    late, soon = going(2, "Mo 10:25-18:00"), going(10, "Mo 10:12-18:00")
    assert rank(soon, False, 100) < rank(late, False, 100)


def test_nothing_beyond_ranks_before_the_best_beyond() -> None:
    for minutes in (2, 14, 16, 44, 46, 90):
        bound = best_beyond(minutes * 60)
        for _, place in BEST_FIRST:
            if place.walk and place.walk.seconds > minutes * 60:
                assert rank(place, False, 100) > bound
