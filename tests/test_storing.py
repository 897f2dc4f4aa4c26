"""Keys of messages: the same for the same message, another for another one."""

import pytest

from assistant.storing import LONGEST_KEY, message_key

PERSON = "0123456789abcdef01234567/"


def test_a_short_id_is_the_key_itself() -> None:
    assert message_key("m-1") == "m-1"
    assert message_key("m-1", PERSON) == f"{PERSON}m-1"
    assert message_key("x" * 64) == "x" * 64


@pytest.mark.parametrize("identity", ["x" * 65, "x" * 10_000, "消息一", "m\x00", "m\ud800"])
@pytest.mark.parametrize("before", ["", PERSON])
def test_any_other_fits_as_well(identity: str, before: str) -> None:
    key = message_key(identity, before)
    assert len(key) == LONGEST_KEY
    assert key.startswith(before)
    assert key.isascii()
    assert key.isprintable()
    assert key == message_key(identity, before)


def test_the_end_of_a_long_id_tells_it_apart() -> None:
    keys = {message_key(f"{'long ' * 20}{number}", PERSON) for number in range(100)}
    assert len(keys) == 100
