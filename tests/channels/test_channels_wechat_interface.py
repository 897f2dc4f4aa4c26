"""WeChat's and WeCom's interfaces, against a server on this machine that answers as they do."""

import asyncio
import json
import logging
import socket
from collections.abc import Iterator

import pytest
from wechatpy import WeChatClient
from wechatpy.enterprise import WeChatClient as WeComClient

from assistant.channels.wechat_api import WeChatApi, message_of
from assistant.channels.wecom_api import WeComApi
from assistant.wording.reply import Reply
from tests.support.wechat_side import APP_ID, CORP_ID, PlatformServer, platform_server

SECRET = "app-secret-of-the-tests"
SAID = Reply("您好。", "您好：]]> & <b> 👵🏻。")
OFFERED = Reply("", "最近的药店走 4 分钟。", suggestions=("怎么走", "电话多少"))


@pytest.fixture
def platform() -> Iterator[PlatformServer]:
    with platform_server() as running:
        yield running


def wechat_of(platform: PlatformServer) -> WeChatApi:
    return WeChatApi(platform.url, APP_ID, SECRET)


def wecom_of(platform: PlatformServer) -> WeComApi:
    return WeComApi(platform.url, CORP_ID, SECRET, 1000002)


async def say(api: WeChatApi | WeComApi, *replies: Reply, user: str = "oUser_0001") -> list[bool]:
    return [await api.say(user, reply) for reply in replies]


def test_a_text_is_sent_as_wechat_documents_it(platform: PlatformServer) -> None:
    assert asyncio.run(say(wechat_of(platform), SAID)) == [True]
    token, message = platform.asked
    assert token[:2] == ("/cgi-bin/stable_token", {})
    assert json.loads(token[2]) == {
        "grant_type": "client_credential",
        "appid": APP_ID,
        "secret": SECRET,
        "force_refresh": False,
    }
    assert message[:2] == ("/cgi-bin/message/custom/send", {"access_token": "TOKEN-1"})
    assert platform.messages == [
        {"touser": "oUser_0001", "msgtype": "text", "text": {"content": "您好：]]> & ＜b> 👵🏻。"}}
    ]
    assert "您好".encode() in message[2]


def test_what_is_suggested_makes_a_menu_to_tap_on(platform: PlatformServer) -> None:
    assert asyncio.run(say(wechat_of(platform), OFFERED)) == [True]
    assert platform.messages[0]["msgtype"] == "msgmenu"
    assert platform.messages[0]["msgmenu"] == {
        "head_content": OFFERED.text,
        "list": [{"id": "101", "content": "怎么走"}, {"id": "102", "content": "电话多少"}],
        "tail_content": "",
    }


def test_a_position_that_is_asked_for_is_no_item_of_a_menu() -> None:
    asked = Reply("", "您在哪儿？", suggestions=("发送我的位置",), ask_location=True)
    assert message_of(asked)["msgtype"] == "text"


def test_a_text_is_sent_as_wecom_documents_it(platform: PlatformServer) -> None:
    assert asyncio.run(say(wecom_of(platform), OFFERED, user="LiNaiNai")) == [True]
    token, message = platform.asked
    assert token[:2] == ("/cgi-bin/gettoken", {"corpid": CORP_ID, "corpsecret": SECRET})
    assert message[:2] == ("/cgi-bin/message/send", {"access_token": "TOKEN-1"})
    assert platform.messages == [
        {
            "touser": "LiNaiNai",
            "msgtype": "text",
            "agentid": 1000002,
            "text": {"content": "最近的药店走 4 分钟。\n\n您可以接着回：“怎么走”“电话多少”"},
        }
    ]


def test_wechatpy_sends_wechat_the_same(platform: PlatformServer) -> None:
    asyncio.run(say(wechat_of(platform), SAID, OFFERED))
    text, menu = platform.messages
    client = WeChatClient(APP_ID, SECRET, access_token=platform.token)
    client.API_BASE_URL = platform.url + "/cgi-bin/"
    client.message.send_text("oUser_0001", text["text"]["content"])
    client.message.send_msg_menu("oUser_0001", menu["msgmenu"])
    assert platform.asked[1:3] == platform.asked[3:]


def test_wechatpy_sends_wecom_the_same(platform: PlatformServer) -> None:
    asyncio.run(say(wecom_of(platform), OFFERED, user="LiNaiNai"))
    client = WeComClient(CORP_ID, SECRET, access_token=platform.token)
    client.API_BASE_URL = platform.url + "/cgi-bin/"
    client.message.send_text(1000002, "LiNaiNai", platform.messages[0]["text"]["content"])
    ours, theirs = platform.messages
    assert platform.asked[-1][:2] == platform.asked[-2][:2]
    assert ours.items() <= theirs.items()


@pytest.mark.parametrize("user", ["@all", "@ALL", "LiNaiNai|WangDaYe"])
def test_a_message_in_wecom_goes_to_one_only(platform: PlatformServer, user: str) -> None:
    assert asyncio.run(say(wecom_of(platform), SAID, user=user)) == [False]
    assert not platform.asked


def test_a_member_who_is_not_known_there_is_not_reached(platform: PlatformServer) -> None:
    platform.more = {"invaliduser": "LiNaiNai"}
    assert asyncio.run(say(wecom_of(platform), SAID)) == [False]


@pytest.mark.parametrize("kind", [wechat_of, wecom_of])
def test_one_token_serves_many_messages(platform: PlatformServer, kind: type) -> None:
    async def at_once() -> list[bool]:
        api = kind(platform)
        sent = await asyncio.gather(*(api.say("oUser_0001", SAID) for _ in range(8)))
        return [*sent, await api.say("oUser_0001", SAID)]

    assert asyncio.run(at_once()) == [True] * 9
    assert platform.token_requests == 1


@pytest.mark.parametrize("kind", [wechat_of, wecom_of])
def test_a_token_that_ran_out_is_renewed_and_the_message_sent(
    platform: PlatformServer, kind: type
) -> None:
    async def scenario() -> list[bool]:
        api = kind(platform)
        first = await api.say("oUser_0001", SAID)
        platform.given = 2  # as when somebody else asked for a token
        return [first, await api.say("oUser_0001", SAID), await api.say("oUser_0001", SAID)]

    assert asyncio.run(scenario()) == [True] * 3
    assert platform.token_requests == 2
    assert not platform.forced


@pytest.mark.parametrize("code", [40001, 42001, 40014])
def test_a_token_that_wechat_gives_again_and_refuses_is_forced_anew_once(
    platform: PlatformServer, code: int
) -> None:
    platform.codes = [code]
    assert asyncio.run(say(wechat_of(platform), SAID)) == [True]
    assert platform.forced == 1
    assert platform.messages == [platform.messages[0]] * 2


def test_a_token_is_not_used_in_its_last_minutes(platform: PlatformServer) -> None:
    moments = iter([0.0, 6_890.0, 6_910.0, 6_910.0])  # noted when given, asked before each use
    api = WeChatApi(platform.url, APP_ID, SECRET, timer=lambda: next(moments))
    assert asyncio.run(say(api, SAID, SAID, SAID)) == [True] * 3
    assert platform.token_requests == 2


@pytest.mark.parametrize("code", [45015, 45047, 40200, 40003, 48001, -1])
def test_what_the_platform_refuses_is_false_and_logged_by_number(
    platform: PlatformServer, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    platform.codes = [code]
    with caplog.at_level(logging.DEBUG):
        assert asyncio.run(say(wechat_of(platform), SAID)) == [False]
    assert f"WeChat did not take a message: {code}." in caplog.messages
    assert len(platform.messages) == 1
    assert nothing_told(caplog)


@pytest.mark.parametrize(
    "raw",
    [(500, b"{}"), (302, b""), (200, b"<html>"), (200, b"[]"), (200, b"{}"), (200, b"\xff"),
     (200, b'{"errcode": "0"}')],
)  # fmt: skip
def test_an_answer_of_another_form_is_false(
    platform: PlatformServer, raw: tuple[int, bytes], caplog: pytest.LogCaptureFixture
) -> None:
    platform.raw = raw
    with caplog.at_level(logging.DEBUG):
        assert asyncio.run(say(wechat_of(platform), SAID)) == [False]
    assert any(text.startswith("WeChat did not answer: ") for text in caplog.messages)
    assert nothing_told(caplog)


@pytest.mark.parametrize("kind", [wechat_of, wecom_of])
def test_without_a_token_nothing_is_sent(
    platform: PlatformServer, kind: type, caplog: pytest.LogCaptureFixture
) -> None:
    platform.token_answer = {"errcode": 40164, "errmsg": "invalid ip 203.0.113.7"}
    with caplog.at_level(logging.DEBUG):
        assert asyncio.run(say(kind(platform), SAID)) == [False]
    assert not platform.messages
    assert any("gave no token: 40164." in text for text in caplog.messages)
    assert nothing_told(caplog)


@pytest.mark.parametrize("kind", [wechat_of, wecom_of])
def test_the_log_tells_neither_secret_nor_token_nor_person(
    platform: PlatformServer, kind: type, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert asyncio.run(say(kind(platform), SAID)) == [True]
    assert any(text.startswith("HTTP Request: ") for text in caplog.messages)
    assert nothing_told(caplog)


def test_where_nobody_answers_it_is_false(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as taken:  # bound, and not listening
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        assert asyncio.run(say(WeChatApi(url, APP_ID, SECRET), SAID)) == [False]
    assert nothing_told(caplog)


def nothing_told(caplog: pytest.LogCaptureFixture) -> bool:
    told = ("TOKEN-", SECRET, "oUser_0001", "您好", "203.0.113.7")
    return not any(secret in caplog.text for secret in told)
