"""Keys of people: one person, one key; nothing can be read from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.gateway.conversations import Conversations
from assistant.gateway.rasa import RasaClient
from assistant.people import CALLER, person_key
from assistant.people.keys import telephone

SECRET = b"s" * 32


def test_the_key_is_that_of_the_conversation() -> None:
    gateway = Conversations(RasaClient("http://127.0.0.1:1", "", 1.0), SECRET, 1.0)
    assert person_key(SECRET, "speaker", "王阿姨") == gateway.key("speaker", "王阿姨")


def test_a_key_shows_nothing_and_depends_on_everything() -> None:
    keys = {
        person_key(SECRET, "chat", "u-1"),
        person_key(SECRET, "speaker", "u-1"),
        person_key(SECRET, "chat", "u-2"),
        person_key(b"t" * 32, "chat", "u-1"),
        person_key(SECRET, CALLER, "13800138000"),
        person_key(SECRET, "chat", "13800138000"),
    }
    assert len(keys) == 6
    assert all(len(key) == 24 and set(key) <= set("0123456789abcdef") for key in keys)


@pytest.mark.parametrize(
    "written",
    [
        "13800138000",
        "+8613800138000",
        "+86 138 0013 8000",
        "0086-138-0013-8000",
        "8613800138000",
        "013800138000",
        "138–0013–8000",
        "(138) 0013.8000",
        "１３８００１３８０００",
        "＋86 138\u30000013\u00a08000",
    ],
)
def test_a_mobile_number_has_one_key_however_it_is_written(written: str) -> None:
    assert telephone(written) == "13800138000"
    assert person_key(SECRET, CALLER, written) == person_key(SECRET, CALLER, "13800138000")


@pytest.mark.parametrize(
    "written",
    ["027-87654321", "02787654321", "+86 27 8765 4321", "+86 (0)27 87654321", "0086 27 87654321"],
)
def test_a_landline_too(written: str) -> None:
    assert telephone(written) == "2787654321"


def test_other_numbers_keep_their_digits() -> None:
    assert telephone("86543210") == "86543210"  # a local number that begins like the country's code
    assert telephone("+852 2345 6789") == telephone("00852 23456789") == "85223456789"
    assert telephone("12345") == "12345"


@pytest.mark.parametrize(
    "hidden",
    [
        "",
        "anonymous",
        "138****8000",
        "138xxxx8000",
        "+86",
        "0000000",
        "1380013800o",
        "110",
        "9" * 21,
    ],
)
def test_a_number_that_is_not_whole_is_nobody(hidden: str) -> None:
    with pytest.raises(UsageError, match="whole telephone number"):
        person_key(SECRET, CALLER, hidden)


@given(
    digits=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    before=st.sampled_from(["", "+86", "0086", "86", "0", "+86 ", "0086-"]),
    marks=st.lists(st.sampled_from(["", "", " ", "-", "　"]), min_size=11, max_size=11),
)
def test_no_way_of_writing_changes_a_number(digits: str, before: str, marks: list[str]) -> None:
    written = before + "".join(a + b for a, b in zip(digits, marks, strict=True))
    assert telephone(written) == digits


@given(st.text(), st.text())
def test_every_name_has_a_key_of_its_own(one: str, other: str) -> None:
    keys = person_key(SECRET, "chat", one), person_key(SECRET, "chat", other)
    assert (keys[0] == keys[1]) == (one == other)
    assert len(keys[0]) == 24


def test_broken_characters_have_a_key() -> None:
    assert person_key(SECRET, "chat", "\ud800") != person_key(SECRET, "chat", "\ud801")
