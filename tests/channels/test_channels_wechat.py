"""The Official Account of WeChat, in its three modes, with wechatpy as the other side."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.parser import parse_message
from wechatpy.replies import deserialize_reply

from assistant.channels import Answer, Event, EventKind, Refused, Request
from assistant.channels.wechat import WeChat, set_up, wechat
from assistant.channels.wechat_text import wechat_text
from assistant.errors import UsageError
from assistant.settings import Settings, load_settings
from assistant.wording.reply import Reply
from tests.support.wechat_side import (
    AES_KEY,
    APP_ID,
    AT,
    FOUND,
    TOKEN,
    answer_of,
    as_recorded,
    event_of,
    get,
    later,
    opened,
    plain_request,
    platform_server,
    post,
    recorded,
    sealed_request,
    vectors,
)

PLAIN = Settings(wechat_token=TOKEN)
SEALED = Settings(wechat_token=TOKEN, wechat_aes_key=AES_KEY, wechat_app_id=APP_ID)
XML = (
    "<xml><ToUserName><![CDATA[gh_a1b2c3d4e5f6]]></ToUserName>"
    "<FromUserName><![CDATA[oUser_0001]]></FromUserName><CreateTime>1798700000</CreateTime>"
    "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[附近的老年食堂]]></Content>"
    "<MsgId>24512345678901234</MsgId></xml>"
)


def made(settings: Settings) -> WeChat:
    channel = wechat(settings)
    assert channel is not None
    return channel


def requests_of(xml: str) -> list[tuple[Settings, Request]]:
    """The message in plain, in safe and in compatible mode."""
    inside = xml.partition("<xml>")[2].removesuffix("</xml>")
    beside = inside.partition("</ToUserName>")[2]
    return [
        (PLAIN, plain_request(xml)),
        (SEALED, sealed_request(xml)),
        (SEALED, sealed_request(xml, beside=beside)),
    ]


@pytest.mark.parametrize("path", recorded("wechat"), ids=lambda path: path.stem)
def test_recorded_requests_are_read(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    xml = "\n".join(content["xml"])
    for settings, request in requests_of(xml):
        reading = made(settings).read(request)
        if "refused" in content:
            with pytest.raises(Refused) as refused:
                asyncio.run(reading)
            assert refused.value.status == content["refused"]
        else:
            expected = {key: content[key] for key in ("event", "answer") if key in content}
            assert as_recorded(asyncio.run(reading)) == expected


@pytest.mark.parametrize(
    "path",
    [path for path in recorded("wechat") if not path.stem.startswith("bad_")],
    ids=lambda path: path.stem,
)
def test_wechatpy_reads_the_same_in_recorded_requests(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    theirs = parse_message("\n".join(content["xml"]))
    if "event" in content:
        ours = content["event"]
        assert theirs.source == ours["user"]
        if ours["kind"] == "text" and theirs.type in ("text", "voice"):
            words = theirs.content if theirs.type == "text" else theirs.recognition
            assert words == ours["text"]
        if ours["location"] and theirs.type == "location":
            lat, lon = map(float, theirs.location)
            assert (lat, lon) == (ours["location"]["lat"], ours["location"]["lon"])
        if theirs.type != "event":
            assert str(theirs.id) == ours["message_id"]


def test_the_vector_of_an_account_is_read_and_answered() -> None:
    found = vectors()
    account = found["official_account"]
    channel = made(SEALED)
    query = {"timestamp": found["timestamp"], "nonce": found["nonce"],
             "msg_signature": account["msg_signature"]}  # fmt: skip
    body = f"<xml><ToUserName>gh</ToUserName><Encrypt>{account['encrypt']}</Encrypt></xml>"
    event = event_of(channel, post("wechat", query, body.encode()))
    assert (event.user, event.text) == ("oUser_0001", "附近的老年食堂")
    reply = deserialize_reply(opened(channel.write(event, FOUND)))
    assert (reply.target, reply.source) == ("oUser_0001", "gh_a1b2c3d4e5f6")


def test_the_check_of_the_address_is_answered_bare() -> None:
    found = vectors()
    query = {"signature": found["plain_signature"], "timestamp": found["timestamp"],
             "nonce": found["nonce"], "echostr": "5837402817364"}  # fmt: skip
    for settings in (PLAIN, SEALED):
        answer = answer_of(made(settings), get("wechat", query))
        assert answer == Answer(b"5837402817364", "text/plain; charset=utf-8")


def test_a_check_with_a_wrong_signature_or_of_another_day_is_refused() -> None:
    query = {**plain_request("").query, "echostr": "5837402817364"}
    for request in (
        get("wechat", {**query, "signature": "0" * 40}),
        later(get("wechat", query), 86_400),
        get("wechat", {}),
    ):
        with pytest.raises(Refused) as refused:
            asyncio.run(made(PLAIN).read(request))
        assert refused.value.status == 403


@pytest.mark.parametrize("settings", [PLAIN, SEALED], ids=["plain", "sealed"])
def test_wechatpy_reads_our_reply(settings: Settings) -> None:
    channel = made(settings)
    request = plain_request(XML) if settings is PLAIN else sealed_request(XML)
    event = event_of(channel, request)
    answer = channel.write(event, FOUND)
    xml = answer.body.decode() if settings is PLAIN else opened(answer)
    reply = deserialize_reply(xml)
    assert (reply.target, reply.source) == ("oUser_0001", "gh_a1b2c3d4e5f6")
    assert reply.type == "text"
    assert reply.content == wechat_text(FOUND)
    assert f"<CreateTime>{int(AT.timestamp())}</CreateTime>" in xml
    assert answer.media_type.startswith("application/xml")


@pytest.mark.parametrize("settings", [PLAIN, SEALED], ids=["plain", "sealed"])
def test_silence_is_the_word_that_stops_wechat_from_asking_again(settings: Settings) -> None:
    channel = made(settings)
    event = Event(EventKind.LEAVE, "oUser_0001")
    assert channel.silence(event).body == b"success"
    assert channel.write(event, Reply("", "", handoff="human")).body == b"success"


def test_a_message_that_is_sent_again_is_the_same_message() -> None:
    channel = made(PLAIN)
    first = event_of(channel, plain_request(XML))
    again = event_of(channel, later(plain_request(XML), 5))
    assert first.message_id == again.message_id == "24512345678901234"


def test_with_a_key_a_plain_message_is_refused_and_without_one_a_sealed_one() -> None:
    with pytest.raises(Refused):
        asyncio.run(made(SEALED).read(plain_request(XML)))
    with pytest.raises(Refused):
        asyncio.run(made(PLAIN).read(sealed_request(XML)))


def test_other_methods_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        asyncio.run(made(PLAIN).read(replace(plain_request(XML), method="PUT")))
    assert refused.value.status == 405


def test_without_a_secret_nothing_is_pushed() -> None:
    channel = made(PLAIN)
    assert not channel.can_push
    assert not asyncio.run(channel.push("oUser_0001", FOUND))


def test_with_the_secret_a_late_answer_is_pushed() -> None:
    with platform_server() as platform:
        channel = made(
            replace(PLAIN, wechat_app_id=APP_ID, wechat_secret="s", wechat_api=platform.url)
        )
        assert channel.can_push
        assert asyncio.run(channel.push("oUser_0001", FOUND))
        assert [each["msgtype"] for each in platform.messages] == ["msgmenu"]
        assert asyncio.run(channel.push("oUser_0001", Reply("", "", author="operator")))
        assert len(platform.messages) == 1


def test_without_a_token_there_is_no_channel() -> None:
    settings = Settings(wechat_app_id=APP_ID, wechat_aes_key=AES_KEY)
    assert wechat(settings) is None
    assert set_up(settings, "https://example.org") == []


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (Settings(wechat_token=TOKEN, wechat_aes_key=AES_KEY), "WECHAT_APP_ID"),
        (Settings(wechat_token=TOKEN, wechat_secret="s"), "WECHAT_APP_ID"),
        (replace(SEALED, wechat_aes_key="short"), "WECHAT_AES_KEY"),
        (replace(SEALED, wechat_secret="s", wechat_api="api.weixin.qq.com"), "WECHAT_API"),
    ],
)
def test_settings_that_do_not_fit_are_named(settings: Settings, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        wechat(settings)


def test_the_settings_come_from_the_environment(tmp_path: Path) -> None:
    environment = {"ASSISTANT_WECHAT_TOKEN": TOKEN, "ASSISTANT_WECHAT_AES_KEY": AES_KEY,
                   "ASSISTANT_WECHAT_APP_ID": APP_ID}  # fmt: skip
    channel = made(load_settings(environment, tmp_path / "none"))
    assert event_of(channel, sealed_request(XML)).text == "附近的老年食堂"


def test_set_up_tells_the_address_and_no_secret() -> None:
    settings = replace(SEALED, wechat_secret="the-secret-of-the-account")
    told = "\n".join(set_up(settings, "https://example.org/"))
    assert "https://example.org/channels/wechat\n" in told
    assert "安全模式" in told
    assert not any(secret in told for secret in (TOKEN, AES_KEY, settings.wechat_secret))
    assert "明文模式" in "\n".join(set_up(PLAIN, "https://example.org"))


HALVES = st.sampled_from([XML, XML[:200], "<xml>", "</xml>", "<Encrypt>AAAA</Encrypt>", "&#0;"])


@given(
    st.binary(max_size=400) | HALVES.map(str.encode),
    st.dictionaries(
        st.sampled_from(["signature", "msg_signature", "timestamp", "nonce", "echostr"]),
        st.text() | st.sampled_from(["1798700002", "0"]),
    ),
    st.sampled_from(["GET", "POST"]),
    st.booleans(),
)
def test_whatever_comes_unsigned_is_refused(
    body: bytes, query: dict[str, str], method: str, sealed: bool
) -> None:
    request = Request(method, "/channels/wechat", query, {}, body, AT)
    with pytest.raises(Refused):
        asyncio.run(made(SEALED if sealed else PLAIN).read(request))


FIELDS = st.lists(
    st.tuples(
        st.sampled_from(["ToUserName", "FromUserName", "CreateTime", "MsgType", "Content", "MsgId",
                         "Event", "EventKey", "Location_X", "Location_Y", "Recognition",
                         "SendLocationInfo"]),
        st.sampled_from(["text", "event", "location", "voice", "CLICK", "location_select", "1",
                         "<![CDATA[]]>", "inf", "<Location_X>1</Location_X>", "subscribe"])
        | st.text(st.characters(codec="utf-8", exclude_characters="<&"), max_size=20),
    ),
    max_size=14,
)  # fmt: skip


@given(FIELDS | st.binary(max_size=300))
def test_whatever_is_signed_is_read_or_refused(content: Any) -> None:
    if isinstance(content, list):
        content = "".join(f"<{key}>{value}</{key}>" for key, value in content).encode()
        content = b"<xml>" + content + b"</xml>"
    request = replace(plain_request(""), body=content)
    with suppress(Refused):
        found = asyncio.run(made(PLAIN).read(request))
        if isinstance(found, Event):
            assert made(PLAIN).write(found, FOUND).body
