"""The spatial index: no point of a circle may be missed."""

from itertools import pairwise

from geopy.distance import great_circle
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facilities.cells import MOST_CELLS, cell_of, coarse_cell_of, covering

LATITUDES = st.floats(-85, 85)
LONGITUDES = st.floats(-179.9, 179.9)


def covers(ranges: list[tuple[int, int]], cell: int) -> bool:
    return any(low <= cell <= high for low, high in ranges)


@settings(max_examples=500, deadline=None)
@given(LATITUDES, LONGITUDES, st.floats(50, 25_000), st.floats(0, 360), st.floats(0, 1))
def test_every_point_of_the_circle_is_covered(
    lat: float, lon: float, radius: float, bearing: float, share: float
) -> None:
    point = great_circle(meters=radius * share).destination((lat, lon), bearing)
    cell = cell_of(point.latitude, point.longitude)
    assert covers(covering(lat, lon, radius), cell)


@given(LATITUDES, LONGITUDES, st.floats(50, 25_000))
def test_ranges_are_few_sorted_and_apart(lat: float, lon: float, radius: float) -> None:
    ranges = covering(lat, lon, radius)
    assert len(ranges) <= MOST_CELLS
    assert all(low <= high for low, high in ranges)
    assert all(before[1] < after[0] for before, after in pairwise(ranges))


def test_what_is_far_away_is_not_covered() -> None:
    ranges = covering(32.04, 118.78, 500)
    far = great_circle(meters=4_000).destination((32.04, 118.78), 45)
    assert not covers(ranges, cell_of(far.latitude, far.longitude))


def test_cells_fit_a_signed_column() -> None:
    assert 0 < cell_of(32.04, 118.78) < 2**63
    assert 0 < coarse_cell_of(32.04, 118.78) < 2**63


def test_a_persons_cell_does_not_tell_the_house() -> None:
    here = coarse_cell_of(32.04, 118.78)
    same = great_circle(meters=200).destination((32.04, 118.78), 90)
    assert coarse_cell_of(same.latitude, same.longitude) == here
