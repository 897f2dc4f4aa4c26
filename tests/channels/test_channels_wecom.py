"""An application of WeCom, with wechatpy as the other side."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.enterprise.parser import parse_message

from assistant.channels import Answer, Event, EventKind, Refused
from assistant.channels.wechat_text import wecom_text
from assistant.channels.wecom import WeCom, set_up, wecom
from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.wording.reply import Reply
from tests.support.wechat_side import (
    AES_KEY,
    AT,
    CORP_ID,
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

SETTINGS = Settings(wecom_token=TOKEN, wecom_aes_key=AES_KEY, wecom_corp_id=CORP_ID)
XML = (
    f"<xml><ToUserName><![CDATA[{CORP_ID}]]></ToUserName>"
    "<FromUserName><![CDATA[LiNaiNai]]></FromUserName><CreateTime>1798700000</CreateTime>"
    "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[附近的老年食堂]]></Content>"
    "<MsgId>7410000000000001</MsgId><AgentID>1000002</AgentID></xml>"
)


def made(settings: Settings = SETTINGS) -> WeCom:
    channel = wecom(settings)
    assert channel is not None
    return channel


@pytest.mark.parametrize("path", recorded("wecom"), ids=lambda path: path.stem)
def test_recorded_requests_are_read(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    xml = "\n".join(content["xml"])
    reading = made().read(sealed_request(xml, "wecom"))
    if "refused" in content:
        with pytest.raises(Refused) as refused:
            asyncio.run(reading)
        assert refused.value.status == content["refused"]
        return
    expected = {key: content[key] for key in ("event", "answer") if key in content}
    assert as_recorded(asyncio.run(reading)) == expected
    if "event" in content:
        assert parse_message(xml).source == content["event"]["user"]


def test_the_vector_of_the_check_is_answered_bare() -> None:
    found = vectors()
    check = found["wecom_url_check"]
    query = {"timestamp": found["timestamp"], "nonce": found["nonce"],
             "msg_signature": check["msg_signature"], "echostr": check["echostr"]}  # fmt: skip
    answer = answer_of(made(), get("wecom", query))
    assert answer == Answer(check["plaintext"].encode(), "text/plain; charset=utf-8")
    for wrong in (query | {"echostr": check["echostr"][:-4]}, query | {"nonce": "1"}, {}):
        with pytest.raises(Refused):
            asyncio.run(made().read(get("wecom", wrong)))
    with pytest.raises(Refused):
        asyncio.run(made().read(later(get("wecom", query), 400)))


def test_wechatpy_opens_and_reads_our_reply() -> None:
    event = event_of(made(), sealed_request(XML, "wecom"))
    root = fromstring(opened(made().write(event, FOUND), "wecom"))
    message = {part.tag: part.text or "" for part in root}
    assert message == {
        "ToUserName": "LiNaiNai",
        "FromUserName": CORP_ID,
        "CreateTime": str(int(AT.timestamp())),
        "MsgType": "text",
        "Content": wecom_text(FOUND),
    }
    assert "weixin://" not in message["Content"]


def test_opening_the_application_greets_once() -> None:
    xml = XML.replace("[text]", "[event]").replace("<MsgId>", "<Event>enter_agent</Event><MsgId>")
    first = event_of(made(), sealed_request(xml, "wecom"))
    again = event_of(made(), later(sealed_request(xml, "wecom"), 5))
    assert first.kind is EventKind.LAUNCH
    assert first.message_id == again.message_id


def test_what_is_not_sealed_or_sealed_for_another_company_is_refused() -> None:
    with pytest.raises(Refused):
        asyncio.run(made().read(plain_request(XML)))
    with pytest.raises(Refused) as refused:
        asyncio.run(made().read(sealed_request(XML, "wechat")))
    assert refused.value.status == 403
    with pytest.raises(Refused):
        asyncio.run(made().read(replace(sealed_request(XML, "wecom"), method="PUT")))


def test_silence_is_an_empty_answer() -> None:
    event = Event(EventKind.LEAVE, "LiNaiNai")
    assert made().silence(event) == Answer(b"", "text/plain; charset=utf-8")
    assert made().write(event, Reply("", "", handoff="human")).body == b""


def test_late_answers_are_sent_by_the_application() -> None:
    assert not made().can_push
    assert not asyncio.run(made().push("LiNaiNai", FOUND))
    with platform_server() as platform:
        settings = replace(
            SETTINGS, wecom_secret="s", wecom_agent_id="1000002", wecom_api=platform.url
        )
        channel = made(settings)
        assert channel.can_push
        assert asyncio.run(channel.push("LiNaiNai", FOUND))
        assert asyncio.run(channel.push("LiNaiNai", Reply("", "")))
        assert [each["agentid"] for each in platform.messages] == [1000002]


def test_without_a_token_there_is_no_channel() -> None:
    assert wecom(Settings()) is None
    assert set_up(Settings(), "https://example.org") == []


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (replace(SETTINGS, wecom_aes_key=""), "WECOM_AES_KEY"),
        (replace(SETTINGS, wecom_corp_id=""), "WECOM_CORP_ID"),
        (replace(SETTINGS, wecom_aes_key="short"), "WECOM_AES_KEY"),
        (replace(SETTINGS, wecom_secret="s"), "WECOM_AGENT_ID"),
        (replace(SETTINGS, wecom_secret="s", wecom_agent_id="robot"), "WECOM_AGENT_ID"),
        (replace(SETTINGS, wecom_secret="s", wecom_agent_id="1", wecom_api="x"), "WECOM_API"),
    ],
)
def test_settings_that_do_not_fit_are_named(settings: Settings, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        wecom(settings)


def test_set_up_tells_the_address_and_no_secret() -> None:
    settings = replace(SETTINGS, wecom_secret="the-secret", wecom_agent_id="1000002")
    told = "\n".join(set_up(settings, "https://example.org/"))
    assert "https://example.org/channels/wecom\n" in told
    assert not any(secret in told for secret in (TOKEN, AES_KEY, "the-secret"))


@given(
    st.binary(max_size=400),
    st.dictionaries(st.sampled_from(["msg_signature", "timestamp", "nonce", "echostr"]), st.text()),
    st.booleans(),
)
def test_whatever_comes_unsigned_is_refused(
    body: bytes, query: dict[str, str], posted: bool
) -> None:
    request = post("wecom", query, body) if posted else get("wecom", query)
    with pytest.raises(Refused):
        asyncio.run(made().read(request))


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_whatever_is_sealed_is_read_or_refused(content: str) -> None:
    for xml in (content, f"<xml>{content}</xml>", XML.replace("附近的老年食堂", content)):
        with suppress(Refused):
            asyncio.run(made().read(sealed_request(xml, "wecom")))
