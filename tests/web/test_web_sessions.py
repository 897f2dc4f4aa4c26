"""Sessions: who has a cookie of ours."""

from http.cookies import SimpleCookie

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.sessions import COOKIE, Sessions

SESSIONS = Sessions(b"a" * 32, 30)


def value_of(header: str) -> str:
    return SimpleCookie(header)[COOKIE].value


def test_a_new_visitor_gets_a_name_of_their_own() -> None:
    one, other = (value_of(SESSIONS.cookie(None, secure=False)) for _ in range(2))
    users = {SESSIONS.user(f"{COOKIE}={value}") for value in (one, other)}
    assert None not in users
    assert len(users) == 2


def test_who_comes_back_is_the_same() -> None:
    user = SESSIONS.user(f"other=1; {COOKIE}={value_of(SESSIONS.cookie(None, secure=False))}; x=y")
    assert user is not None
    again = value_of(SESSIONS.cookie(user, secure=True))
    assert SESSIONS.user(f"{COOKIE}={again}") == user


def test_no_script_reads_it_and_no_other_site_sends_it() -> None:
    cookie = SimpleCookie(SESSIONS.cookie(None, secure=True))[COOKIE]
    assert cookie["httponly"] is True
    assert cookie["secure"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == str(30 * 24 * 3600)
    assert not SimpleCookie(SESSIONS.cookie(None, secure=False))[COOKIE]["secure"]


@pytest.mark.parametrize("change", [(0, 1), (31, 32), (33, 34), (64, 65)])
def test_nobody_makes_a_cookie(change: tuple[int, int]) -> None:
    value = value_of(SESSIONS.cookie(None, secure=False))
    sign = "0" if value[change[0]] != "0" else "1"
    forged = value[: change[0]] + sign + value[change[1] :]
    assert SESSIONS.user(f"{COOKIE}={forged}") is None


def test_a_cookie_of_another_installation_is_none() -> None:
    value = value_of(Sessions(b"b" * 32, 30).cookie(None, secure=False))
    assert SESSIONS.user(f"{COOKIE}={value}") is None


def test_a_seal_for_something_else_makes_no_user() -> None:
    made = SESSIONS.cookie("short", secure=False)
    assert SESSIONS.user(f"{COOKIE}={value_of(made)}") is None


@given(st.text())
def test_whatever_the_header_nobody_gets_in(header: str) -> None:
    assert SESSIONS.user(header) is None
    assert SESSIONS.user(f"{COOKIE}={header}") is None
