"""Where things lie on a picture."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.maps import Area, MapContent, Marker
from assistant.maps.frame import LEAST_METRES, frame_of
from assistant.walking import metres_between

HERE = (30.26, 114.54)
near = st.tuples(st.floats(30.24, 30.28), st.floats(114.52, 114.56))


@settings(deadline=None)
@given(here=near, places=st.lists(near, max_size=8), line=st.lists(near, max_size=8))
def test_the_person_the_places_and_the_way_are_on_the_picture(
    here: tuple[float, float],
    places: list[tuple[float, float]],
    line: list[tuple[float, float]],
) -> None:
    markers = tuple(Marker(i, *place, "x") for i, place in enumerate(places, start=1))
    content = MapContent(here, "", markers=markers, routes=(tuple(line),) if line else ())
    frame = frame_of(content, (1080, 1350))
    for position in (here, *places, *line):
        x, y = frame.pixel(position)
        assert 100 <= x <= 980
        assert 220 <= y <= 1190


def test_metres_are_the_same_in_all_directions() -> None:
    content = MapContent(HERE, "", markers=(Marker(1, 30.265, 114.55, "x"),))
    frame = frame_of(content, (1080, 1350))
    (x, y), (to_x, to_y) = frame.pixel(HERE), frame.pixel((30.265, 114.55))
    metres = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5 * frame.metres
    assert metres == pytest.approx(metres_between(HERE, (30.265, 114.55)), rel=0.003)
    assert to_x > x, "east is on the right"
    assert to_y < y, "north is at the top"


def test_one_place_alone_is_not_shown_under_the_magnifying_glass() -> None:
    frame = frame_of(MapContent(HERE, ""), (1080, 1350))
    assert frame.metres * 860 == pytest.approx(LEAST_METRES)


def test_the_box_is_what_is_seen() -> None:
    frame = frame_of(MapContent(HERE, "", markers=(Marker(1, 30.27, 114.55, "x"),)), (800, 600))
    south, west, north, east = frame.box
    assert frame.pixel((north, west)) == pytest.approx((0, 0), abs=0.01)
    assert frame.pixel((south, east)) == pytest.approx((800, 600), abs=0.01)


def test_without_places_what_is_in_reach_is_shown() -> None:
    ring = ((30.27, 114.53), (30.27, 114.55), (30.25, 114.54), (30.27, 114.53))
    frame = frame_of(MapContent(HERE, "", areas=(Area(15, (ring,)),)), (1080, 1350))
    assert all(0 < frame.pixel(point)[0] < 1080 for point in ring)
