from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel

from assistant.understanding.channel import TOKEN_HEADER, AssistantChannel, RefusedError

TOKEN = "secret"
BODY = {"sender": "u1", "message": "附近有药店吗", "metadata": {"here": {"lat": 1}}}


def _request(body: Any, token: str | None = TOKEN, ip: str = "127.0.0.1") -> Any:
    headers = {} if token is None else {TOKEN_HEADER: token}
    return SimpleNamespace(json=body, headers=headers, ip=ip)


def _message(body: Any, **request: Any) -> Any:
    channel = AssistantChannel.from_credentials({"token": TOKEN, "most_characters": 20})
    return channel.message(_request(body, **request), CollectingOutputChannel())


def test_a_good_message() -> None:
    message = _message({**BODY, "message_id": "m1"})
    assert (message.text, message.sender_id, message.message_id) == ("附近有药店吗", "u1", "m1")
    assert message.metadata == {"here": {"lat": 1}}
    assert message.input_channel == "assistant"


@pytest.mark.parametrize("token", [None, "", "wrong", "秘密"])
def test_the_token_is_needed(token: str | None) -> None:
    with pytest.raises(RefusedError) as refused:
        _message(BODY, token=token)
    assert refused.value.status == 401


@pytest.mark.parametrize("ip", ["10.0.0.3", "::ffff:8.8.8.8", "", "nonsense"])
def test_only_this_machine(ip: str) -> None:
    with pytest.raises(RefusedError) as refused:
        _message(BODY, ip=ip)
    assert refused.value.status == 403


def test_the_other_loopback_address() -> None:
    assert _message(BODY, ip="::1").text


def test_length() -> None:
    assert _message({**BODY, "message": "好" * 20}).text
    with pytest.raises(RefusedError) as refused:
        _message({**BODY, "message": "好" * 21})
    assert refused.value.status == 413


@pytest.mark.parametrize("text", ["/find{}", " // find{}", "／find{}", "/ /find{}"])
def test_nobody_sets_intents_with_a_slash(text: str) -> None:
    assert _message({**BODY, "message": text}).text == "find{}"


@pytest.mark.parametrize(
    "body",
    [
        None, [], "text", {}, {"sender": "u"}, {"message": "x"}, {"sender": "", "message": "x"},
        {"sender": 1, "message": "x"}, {"sender": "u", "message": None},
        {"sender": "u", "message": " "}, {"sender": "u", "message": "/"},
    ],
)  # fmt: skip
def test_bad_bodies(body: Any) -> None:
    with pytest.raises(RefusedError) as refused:
        _message(body)
    assert refused.value.status == 400


def test_odd_metadata_is_none() -> None:
    assert _message({**BODY, "metadata": "x"}).metadata == {}


@pytest.mark.parametrize("credentials", [None, {}, {"token": ""}])
def test_no_token_no_channel(credentials: dict[str, Any] | None) -> None:
    with pytest.raises(ValueError, match="token"):
        AssistantChannel.from_credentials(credentials)
