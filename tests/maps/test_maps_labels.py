"""Words on a map: never over each other, never cut where they fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.maps.labels import Board, Label, Rect, beside, rects_of, text_width, wrapped

spots = st.tuples(st.floats(0, 1000), st.floats(0, 1000))
labels = st.builds(
    Label, st.sampled_from(["柳溪药房", "Creek Road", "两\n行"]), spots,
    st.sampled_from([22.0, 40.0]), st.floats(-90, 90),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(labels, max_size=40))
def test_labels_that_are_put_do_not_meet(wanted: list[Label]) -> None:
    board = Board(1000, 1000)
    put = [rects_of(label) for label in wanted if board.try_to_put(label)]
    for number, rects in enumerate(put):
        for rect in rects:
            assert min(rect.left, rect.top) >= 0
            assert max(rect.right, rect.bottom) <= 1000
            assert not any(rect.meets(other) for others in put[:number] for other in others)


def test_what_is_taken_stays_free_of_words() -> None:
    board = Board(1000, 1000)
    board.take(Rect(400, 400, 600, 600))
    assert not board.try_to_put(Label("药店", (500, 500), 30))
    assert board.try_to_put(Label("药店", (500, 700), 30))
    assert not board.try_to_put(Label("药店", (500, 700), 30))


def test_a_slanted_name_takes_no_more_than_its_strip() -> None:
    board = Board(1000, 1000)
    assert board.try_to_put(Label("很长很长的一条大路", (500, 500), 30, 45))
    assert board.try_to_put(Label("药店", (600, 400), 30))
    assert not board.try_to_put(Label("药店", (570, 570), 30))


def test_chinese_is_wider_than_latin() -> None:
    assert text_width("药店", 30) == 60
    assert text_width("ab", 30) < 40
    assert text_width("il", 30) < text_width("mw", 30)
    assert text_width("药\n药店药店", 10) == 40


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("药店", 2, ["药店"]),
        ("", 2, []),
        ("溪南二十四小时药房", 2, ["溪南二十四", "小时药房"]),
        ("Creek South Morning Market", 2, ["Creek South", "Morning Market"]),
        ("一二三四五六七八九十" * 3, 2, ["一二三四五六七", "八九十一二三…"]),
    ],
)
def test_long_names_have_several_lines(text: str, most: int, lines: list[str]) -> None:
    assert wrapped(text, 40, 300, most) == lines


def test_a_title_is_broken_before_its_brackets() -> None:
    title = "Vegetables and fruit from the market (at 48 m a minute)"
    assert wrapped(title, 50, 1000, 2)[1] == "(at 48 m a minute)"


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(1, 3))
def test_no_line_is_wider_than_there_is_room(text: str, most: int) -> None:
    lines = wrapped(text.replace("\n", " "), 40, 320, most)
    assert len(lines) <= most
    assert all(text_width(line, 40) <= 320 + 40 for line in lines)


def test_a_name_goes_to_another_side_where_one_is_taken() -> None:
    board = Board(1000, 1000)
    first, second, *_ = beside("药店", (500, 500), 34, 30, 1000)
    [right] = rects_of(first)
    board.take(right)
    assert board.first_put(beside("药店", (500, 500), 34, 30, 1000)) == second


def test_a_name_at_the_edge_is_pushed_inside() -> None:
    board = Board(1000, 1000)
    label = board.first_put(beside("很长很长的名字", (960, 500), 34, 40, 600 + 400))
    assert label
    assert rects_of(label)[0].right <= 1000
