"""Sealing: opens for its owner under its secret, for nobody else; shows nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.people.sealing import NONCE_BYTES, Sealer

SEALER = Sealer(b"s" * 32)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(what=st.dictionaries(st.text(), JSON, max_size=5), owner=st.text(alphabet="abc/012"))
def test_what_is_sealed_opens_as_it_was(what: dict[str, object], owner: str) -> None:
    assert SEALER.open(SEALER.seal(what, owner), owner) == what
    assert Sealer(b"s" * 32).open(SEALER.seal(what, owner), owner) == what


@given(name=st.text(min_size=4), owner=st.text(alphabet="abc"), other=st.text(alphabet="abc"))
def test_it_opens_for_its_owner_only(name: str, owner: str, other: str) -> None:
    sealed = SEALER.seal({"name": name}, owner)
    assert (SEALER.open(sealed, other) is None) == (owner != other)
    assert Sealer(b"t" * 32).open(sealed, owner) is None
    assert name.encode(errors="surrogatepass") not in sealed


@given(place=st.integers(min_value=0), flip=st.integers(1, 255))
def test_any_changed_byte_shuts_it(place: int, flip: int) -> None:
    sealed = bytearray(SEALER.seal({"lat": 30.26}, "a"))
    sealed[place % len(sealed)] ^= flip
    assert SEALER.open(bytes(sealed), "a") is None


@pytest.mark.parametrize("damaged", [b"", b"x", b"x" * NONCE_BYTES, b"x" * 20, b"x" * 300])
def test_rubbish_does_not_open(damaged: bytes) -> None:
    assert SEALER.open(damaged, "a") is None


def test_a_piece_does_not_open() -> None:
    sealed = SEALER.seal({"lat": 30.26}, "a")
    assert all(SEALER.open(sealed[:end], "a") is None for end in range(len(sealed)))


def test_the_same_sealed_twice_looks_different_and_its_length_tells_nothing() -> None:
    yes, no = {"wheelchair": True, "pace": 0.65}, {"wheelchair": False, "pace": None}
    assert SEALER.seal(yes, "a") != SEALER.seal(yes, "a")
    assert len(SEALER.seal(yes, "a")) == len(SEALER.seal(no, "a"))


def test_digests_need_the_secret_and_keep_their_parts_apart() -> None:
    digests = {
        SEALER.digest("place", "a", "home"),
        SEALER.digest("place", "b", "home"),
        SEALER.digest("place", "ah", "ome"),
        SEALER.digest("placea", "home"),
        Sealer(b"t" * 32).digest("place", "a", "home"),
    }
    assert len(digests) == 5
    assert all(len(digest) == 32 for digest in digests)
    assert SEALER.digest("place", "a", "home") == Sealer(b"s" * 32).digest("place", "a", "home")
