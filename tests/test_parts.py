"""Long texts in parts: nothing is lost, no part is too long, sentences stay whole if they can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parts import in_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", [""]),
        ("短", ["短"]),
        ("一二。三四。五六。", ["一二。三四。", "五六。"]),
        ("一二三四五六。七", ["一二三四五六", "。七"]),
        ("一二三四五六七八九十一二三四", ["一二三四五六", "七八九十一二", "三四"]),
        ("一！二？三；四\n五。", ["一！二？三；", "四\n五。"]),
        ("a. b; c.", ["a. b;", " c."]),
        ("1.5 km.", ["1.5 km", "."]),
    ],
)
def test_parts(text: str, parts: list[str]) -> None:
    assert in_parts(text, 6) == parts


@given(st.text(st.sampled_from("我a 。！?;.\n"), max_size=60), st.integers(1, 20))
def test_nothing_is_lost_and_no_part_is_too_long(text: str, longest: int) -> None:
    parts = in_parts(text, longest)
    assert "".join(parts) == text
    assert all(len(part) <= longest for part in parts)
    assert all(parts) or parts == [""]


@given(st.lists(st.text("我你", min_size=1, max_size=8).map("{}。".format), max_size=9))
def test_a_sentence_that_fits_is_not_cut(sentences: list[str]) -> None:
    parts = in_parts("".join(sentences), 9)
    assert all(part.endswith("。") for part in parts if part)
