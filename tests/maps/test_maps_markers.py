"""The person and the places: all to be seen, none over another."""

from itertools import combinations
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.maps import MapContent, Marker
from assistant.maps.frame import Frame, frame_of
from assistant.maps.labels import Board, Rect
from assistant.maps.markers import APART, names, person_words, places
from assistant.maps.style import HERE_RADIUS, MARKER_RADIUS

SIZE = (1080.0, 1350.0)
HERE = (30.262014, 114.540949)
near = st.tuples(st.floats(30.25, 30.27), st.floats(114.53, 114.55))


def standing(content: MapContent) -> tuple[Frame, list[tuple[float, float]]]:
    frame = frame_of(content, SIZE)
    return frame, places(content, frame, Board(*SIZE))[1]


@settings(deadline=None)
@given(st.lists(near, max_size=9), st.integers(0, 4))
def test_no_marker_hides_another_or_the_person_or_leaves_the_picture(
    spots: list[tuple[float, float]], same: int
) -> None:
    spots = [*spots, *[HERE] * same]
    markers = tuple(Marker(n, *spot, "店") for n, spot in enumerate(spots, start=1))
    frame, stood = standing(MapContent(HERE, "", markers=markers))
    x, y = frame.pixel(HERE)
    for a, b in combinations(stood, 2):
        assert hypot(a[0] - b[0], a[1] - b[1]) >= APART - 1e-6
    for at in stood:
        assert hypot(at[0] - x, at[1] - y) >= MARKER_RADIUS + HERE_RADIUS
        assert MARKER_RADIUS <= at[0] <= SIZE[0] - MARKER_RADIUS
        assert 190 <= at[1] <= SIZE[1] - 150


def test_a_place_that_is_alone_stands_where_it_is() -> None:
    content = MapContent(HERE, "", markers=(Marker(1, 30.266, 114.545, "店"),))
    frame, [at] = standing(content)
    assert at == frame.pixel((30.266, 114.545))


def test_a_marker_that_was_moved_points_to_its_place() -> None:
    content = MapContent(HERE, "", markers=(Marker(1, *HERE, "店"),))
    frame = frame_of(content, SIZE)
    drawn, [at] = places(content, frame, Board(*SIZE))
    x, y = frame.pixel(HERE)
    assert at != (x, y)
    assert f"M{x:.1f} {y:.1f}L{at[0]:.1f} {at[1]:.1f}" in drawn


def written(board: Board, name: str, note: str = "") -> str:
    marker = Marker(1, 30.266, 114.545, name, note)
    content = MapContent(HERE, "", markers=(marker,))
    frame = frame_of(content, SIZE)
    return names(content, [(540.0, 600.0)], frame, board)


def test_a_name_has_its_note_under_it() -> None:
    drawn = written(Board(*SIZE), "柳溪药房", "走12分钟")
    assert drawn.index("柳溪药房") < drawn.index("走12分钟")


def test_where_there_is_little_room_the_note_goes_first() -> None:

    board = Board(*SIZE)
    board.take(Rect(0, 0, 1080, 565))
    board.take(Rect(0, 635, 1080, 1350))
    drawn = written(board, "柳溪药房", "走12分钟")
    assert "柳溪药房" in drawn
    assert "走12分钟" not in drawn


def test_the_person_hears_the_name_of_the_place_where_it_has_room() -> None:
    content = MapContent(HERE, "", here_name="银杏苑3栋")
    frame = frame_of(content, SIZE)
    assert "银杏苑3栋" in person_words(content, frame, Board(*SIZE))
    narrow = Board(*SIZE)

    _, y = frame.pixel(HERE)
    narrow.take(Rect(0, 0, 1080, y - 30))
    narrow.take(Rect(0, y + 30, 1080, 1350))
    drawn = person_words(content, frame, narrow)
    assert "您在这里" in drawn
    assert "银杏苑3栋" not in drawn
