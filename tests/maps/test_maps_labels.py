"""Words on a map: never over each other, never upside down."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.maps.labels import Board, Label, along, beside, rect_of, text_width

points = st.tuples(st.floats(0, 1000), st.floats(0, 1000))


@given(st.lists(points, max_size=40))
def test_labels_that_are_put_do_not_meet(spots: list[tuple[float, float]]) -> None:
    board, put = Board((1000, 1000)), []
    for spot in spots:
        label = Label("柳溪药房", spot, 30)
        if board.try_to_put(label):
            put.append(rect_of(label))
    for number, rect in enumerate(put):
        assert rect.left >= 0
        assert rect.bottom <= 1000
        assert not any(rect.meets(other) for other in put[:number])


def test_chinese_is_wider_than_latin() -> None:
    assert text_width("药店", 30) == 60
    assert text_width("ab", 30) < 40


def test_a_name_goes_to_another_side_where_one_is_taken() -> None:
    board = Board((1000, 1000))
    first, second, *_ = beside("药店", (500, 500), 34, 30)
    board.take(rect_of(first))
    assert not board.try_to_put(first)
    assert board.try_to_put(second)


def test_a_street_is_written_along_its_straight_part_and_never_upside_down() -> None:
    line = [(900.0, 300.0), (100.0, 310.0), (100.0, 500.0)]
    label = along("中山路", line, 22)
    assert label
    assert -90 <= label.turn <= 90
    assert abs(label.turn) < 5
    assert label.middle == (500.0, 305.0)


def test_a_street_that_is_too_short_has_no_name() -> None:
    assert along("中山路中山路", [(0.0, 0.0), (50.0, 0.0)], 22) is None
    assert along("中山路", [], 22) is None
