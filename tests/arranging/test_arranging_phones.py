"""Telephone numbers as people say them."""

import pytest

from assistant.arranging.phones import digits_said, spoken_groups, valid_phone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13800138000", "13800138000"),
        ("电话是幺三八零零幺三八零零零", "13800138000"),
        ("一三八 零零一三 八零零零", "13800138000"),
        ("幺三八，嗯，零零幺三，八零零零", "13800138000"),
        ("我的是138-0013-8000，麻烦了", "13800138000"),
        ("两个八零零一三八", "88800138"[1:]),
        ("one three eight double oh one three eight triple oh", "13800138000"),
        ("零二七五五五零一零三", "0275550103"),
        ("八十三了", ""),
        ("明天下午三点", ""),
    ],
)
def test_digits_are_heard(text: str, expected: str) -> None:
    assert digits_said(text) == expected


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("13800138000", True),
        ("8613800138000", True),
        ("1380013800", False),
        ("138001380001", False),
        ("12345", False),
        ("02755550103", True),
        ("55550103", True),
        ("11000138000", False),
    ],
)
def test_only_real_numbers_are_taken(number: str, valid: bool) -> None:
    assert bool(valid_phone(number)) is valid


def test_the_country_code_is_left_out() -> None:
    assert valid_phone("8613800138000") == "13800138000"


def test_a_mobile_number_is_said_in_groups() -> None:
    assert spoken_groups("13800138000") == "138 0013 8000"
    assert spoken_groups("02755550103") == "02755550103"
