"""Whole conversations over each platform's real format, against the whole running assistant."""

import re

import pytest

from assistant.client import Assistant
from tests.support.manners import LONGEST_BREATH, NOT_SPOKEN
from tests.support.platforms import (
    Alexa,
    AliGenie,
    DuerOS,
    Platforms,
    WeChat,
    WeCom,
    XiaoAI,
)

NEAREST = "银杏苑便利店"
"""It is open day and night: these conversations happen at the hour at which the tests run."""


def spoken(text: str) -> str:
    """The same text; it can be said aloud."""
    assert text
    assert not NOT_SPOKEN.search(text), text
    assert len(text) <= LONGEST_BREATH or text.isascii(), text
    return text


def test_xiaoai_from_hello_to_goodbye(running: Assistant) -> None:
    device = XiaoAI(running.http)

    def heard(text: str, kind: int = 1, *, silent: bool = False) -> tuple[str, bool, bool]:
        answer = device.says(text, kind, silent=silent)
        response = answer["response"]
        told = spoken(response["to_speak"]["text"])
        return told, response["open_mic"], answer["is_session_end"]

    assert heard("打开社区帮手", 0)[1:] == (True, False)
    assert "在哪儿" in heard("附近哪里有便利店")[0]
    assert NEAREST in heard("银杏苑三栋")[0]
    assert "您还在吗" in heard("", silent=True)[0]
    assert "南门" in heard("怎么走")[0]
    assert heard("再见")[1:] == (False, True)
    assert NEAREST in heard("附近哪里有便利店")[0]
    heard("", silent=True)
    assert heard("", silent=True)[1:] == (False, True)


def test_aligenie_keeps_the_microphone_open_while_it_asks(running: Assistant) -> None:
    device = AliGenie(running.http)
    launched = device.says("打开社区帮手", new=True)
    assert launched["executeCode"] == "SUCCESS"
    asked = device.says("附近哪里有便利店")
    speak = asked["gwCommands"][0]["payload"]
    assert speak["expectSpeech"] is True
    assert speak["wakeupType"] == "continuity"
    assert "在哪儿" in spoken(asked["reply"])
    assert NEAREST in spoken(device.says("银杏苑三栋")["reply"])
    bye = device.says("再见")
    assert bye["gwCommands"][0]["payload"]["expectSpeech"] is False
    assert running.http.get("/aligenie/genie-check.txt").text == "genie says hello"


def test_dueros_shows_a_list_and_takes_a_tap(running: Assistant, platforms: Platforms) -> None:
    device = DuerOS(running.http, platforms.dueros)
    launched = device.says("", "LaunchRequest")
    assert launched["expectSpeech"] is True
    assert launched["shouldEndSession"] is False
    asked = device.says("附近哪里有便利店")
    assert any(each["type"].startswith("Permission") for each in asked["directives"])
    device.says("银杏苑三栋")
    found = device.says("附近哪里有便利店")
    [shown] = [d for d in found["directives"] if d["type"] == "Display.RenderTemplate"]
    second = shown["template"]["listItems"][1]
    tapped = device.says("", "Display.ElementSelected", token=second["token"])
    name = second["textContent"]["primaryText"]["text"]
    assert re.sub(r"^\d+ ", "", name) in str(tapped["outputSpeech"])


def test_alexa_in_english(running: Assistant, platforms: Platforms) -> None:
    device = Alexa(running.http, platforms.alexa)
    assert device.says("", "LaunchRequest")["shouldEndSession"] is False
    assert (
        "where"
        in str(device.says("where is the nearest convenience store")["outputSpeech"]).casefold()
    )
    found = device.says("Ginkgo Court building 3")
    assert "Ginkgo Corner Shop" in str(found["outputSpeech"])


def test_wechat_position_text_tap_and_the_same_message_again(running: Assistant) -> None:
    phone = WeChat(running.http)
    assert "您好" in phone.sends("event", "<Event>subscribe</Event>")
    place = "<Location_X>30.259600</Location_X><Location_Y>114.546600</Location_Y><Label>家</Label>"
    assert phone.sends("location", f"{place}<Scale>16</Scale>")
    first = phone.says("附近哪里有便利店", "77001")
    assert NEAREST in first
    assert "weixin://bizmsgmenu" in first
    assert phone.says("附近哪里有便利店", "77001") == first
    assert phone.says("第二个怎么走")
    assert phone.sends("image", "<MediaId>1</MediaId><PicUrl>x</PicUrl>")
    assert phone.sends("event", "<Event>unsubscribe</Event>") == ""


def test_a_report_over_wechat_is_made_once(running: Assistant) -> None:
    phone = WeChat(running.http)
    phone.says("我在银杏苑3栋")
    first = phone.says("三栋楼道灯几个月没亮了", "77002")
    code = re.search(r"单号 (\d{4})", first)
    assert code
    assert phone.says("三栋楼道灯几个月没亮了", "77002") == first
    assert phone.says("我报的事怎么样了").count("单号") == 1


def test_wecom_is_sealed_both_ways(running: Assistant) -> None:
    clerk = WeCom(running.http)
    assert "在哪儿" in clerk.says("附近哪里有便利店")
    assert NEAREST in clerk.says("银杏苑3栋")


def test_a_home_set_on_the_phone_is_known_to_the_tied_speaker(running: Assistant) -> None:
    phone, speaker = WeChat(running.http), XiaoAI(running.http)
    phone.says("我家在银杏苑3栋")
    told = speaker.says("绑定手机")["response"]["to_speak"]["text"]
    read_out = re.findall("[零一二三四五六七八九]", told.partition("数字，")[2])[:6]
    digits = "".join(str("零一二三四五六七八九".index(sign)) for sign in read_out)
    phone.says("绑定音箱")
    assert "好" in phone.says(digits)
    found = speaker.says("附近哪里有便利店")["response"]["to_speak"]["text"]
    assert NEAREST in found


@pytest.mark.parametrize("name", ["wechat", "wecom", "dueros", "aligenie", "xiaoai", "alexa"])
def test_who_does_not_sign_learns_nothing(running: Assistant, name: str) -> None:
    for body in (b"", b"{}", b"<xml/>", b"\xff" * 1000, b"[" * 60_000):
        refused = running.http.post(f"/channels/{name}", content=body)
        assert refused.status_code in (400, 401, 403)
        assert refused.content == b""
    assert running.http.post(f"/channels/{name}", content=b"x" * 70_000).status_code == 413
    assert running.http.put(f"/channels/{name}", content=b"x").status_code == 405
