"""How people ask to tie a speaker to a phone, and how they say a code."""

import pytest

from assistant.people.link_words import LinkRequest, link_request, spoken_code


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("绑定音箱", LinkRequest()),
        ("我要綁定手機", LinkRequest()),
        ("把音箱跟我手机连上", LinkRequest()),
        ("绑定音箱 372915", LinkRequest("372915")),
        ("配对码是三七二九一五", LinkRequest("372915")),
        ("绑定码，幺幺二，零零九", LinkRequest("112009")),
        ("pair the speaker 372 915", LinkRequest("372915")),
        ("pairing code three seven two nine one five", LinkRequest("372915")),
        ("解除绑定", LinkRequest(part=True)),
        ("unpair the speaker", LinkRequest(part=True)),
        ("附近哪里能配钥匙", None),
    ],
)
def test_what_is_asked(text: str, request_: LinkRequest | None) -> None:
    assert link_request(text) == request_


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("372915", "372915"),
        ("三七二，九一五", "372915"),
        ("3 7 2 9 1 5", "372915"),
        ("oh one two three four five", "012345"),
        ("37291", None),
        ("13800138000", None),
        ("372915 或者 372916", None),
        ("", None),
    ],
)
def test_a_code_that_is_said(text: str, code: str | None) -> None:
    assert spoken_code(text) == code
