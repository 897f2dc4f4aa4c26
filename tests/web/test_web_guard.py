"""Who may speak for a visitor."""

import pytest

from assistant.channels import Refused
from assistant.web.guard import LARGEST_BODY, check, check_origin

OWN = {"host": "help.example:8443", "content-type": "application/json"}


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://help.example:8443"},
        {"origin": "https://help.example:8443", "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {},
        {"content-type": "application/json; charset=UTF-8"},
    ],
)
def test_the_page_may(headers: dict[str, str]) -> None:
    check(OWN | headers, b"{}")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://help.example"},
        {"origin": "https://help.example:8443.evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    ],
)
def test_other_sites_may_not(headers: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        check_origin(OWN | headers)
    assert refused.value.status == 403


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_a_form_of_another_site_may_not(kind: str) -> None:
    with pytest.raises(Refused) as refused:
        check(OWN | {"content-type": kind}, b"{}")
    assert refused.value.status == 415


def test_a_letter_that_is_too_large_is_not_read() -> None:
    check(OWN, b" " * LARGEST_BODY)
    with pytest.raises(Refused) as refused:
        check(OWN, b" " * (LARGEST_BODY + 1))
    assert refused.value.status == 413
