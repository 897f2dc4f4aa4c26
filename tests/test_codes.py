"""Codes that are said aloud."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.codes import LONGEST, SHORTEST, TRIES_A_LENGTH, codes, is_code


def test_short_ones_come_first_and_are_codes() -> None:
    for _ in range(200):
        found = list(codes())
        lengths = [len(code) for code in found]
        assert lengths == sorted(lengths)
        assert Counter(lengths) == dict.fromkeys(range(SHORTEST, LONGEST + 1), TRIES_A_LENGTH)
        assert all(is_code(code) for code in found)


def test_they_are_spread_over_all_digits() -> None:
    firsts = {next(codes())[0] for _ in range(500)}
    assert firsts == set("123456789")
    assert len({next(codes()) for _ in range(500)}) > 400


@settings(deadline=None)
@given(st.text(max_size=10))
def test_what_else_is_said_is_no_code(words: str) -> None:
    assert is_code(words) == (
        4 <= len(words) <= 8 and set(words) <= set("0123456789") and words[0] != "0"
    )


def test_what_looks_like_a_code() -> None:
    for digits in ("1000", "9999", "12345678"):
        assert is_code(digits)
    for digits in ("", "999", "123456789", "0123", "１２３４", "١٢٣٤", "12 34", "12a4", "-123"):
        assert not is_code(digits)
