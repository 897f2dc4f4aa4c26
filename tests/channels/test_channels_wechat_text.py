"""A reply as one text message of WeChat or WeCom."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels.wechat_text import (
    LONGEST,
    LONGEST_BYTES,
    cut,
    suggestions_of,
    wechat_text,
    wecom_text,
)
from assistant.wording.phrases import phrase_book
from assistant.wording.reply import Reply

LINK = re.compile(r'<a href="([^"]*)">([^<]*)</a>')


def place(name: str, name_en: str = "") -> dict[str, Any]:
    return {"id": name, "name": name, "name_en": name_en, "lat": 32.0, "lon": 118.8}


FOUND = Reply(
    speech="最近的食堂是珠江路社区食堂，走四分钟。",
    text="最近的食堂是珠江路社区食堂，走 4 分钟，开着。\n2. 长江路食堂，走 7 分钟，开着。\n"
    "3. 成贤街食堂，走 9 分钟，关了。\n要听哪家的电话？",
    places=(place("珠江路社区食堂"), place("长江路食堂"), place("成贤街食堂")),
    suggestions=("怎么走", "电话多少", "还有别的吗"),
)
ASKED = phrase_book("zh").reply("ask_here")
ASKED = Reply(ASKED.speech, ASKED.text, suggestions=ASKED.suggestions, ask_location=True)


def tapped(content: str) -> list[tuple[str, str]]:
    """Each link: what is seen, and what a tap on it says."""
    found = []
    for address, label in LINK.findall(content):
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc) == ("weixin", "bizmsgmenu")
        query = parse_qs(parts.query, strict_parsing=True)
        assert set(query) == {"msgmenucontent", "msgmenuid"}
        found.append((label, query["msgmenucontent"][0]))
    return found


def seen(content: str) -> str:
    return LINK.sub(r"\2", content)


def test_places_are_chosen_and_suggestions_said_by_a_tap() -> None:
    assert tapped(wechat_text(FOUND)) == [
        ("珠江路社区食堂", "第一个"),
        ("长江路食堂", "第二个"),
        ("成贤街食堂", "第三个"),
        ("怎么走", "怎么走"),
        ("电话多少", "电话多少"),
        ("还有别的吗", "还有别的吗"),
    ]


def test_what_is_said_stays_as_it_is() -> None:
    assert seen(wechat_text(FOUND)).startswith(FOUND.text)


def test_each_suggestion_has_a_line_of_its_own() -> None:
    assert wechat_text(FOUND).count("\n<a ") == len(FOUND.suggestions)


def test_numbers_go_on_where_the_list_goes_on() -> None:
    text = "还有这些：\n4. 丹凤街食堂，走 11 分钟。\n5. 进香河食堂，走 12 分钟。"
    reply = Reply("", text, places=(place("丹凤街食堂"), place("进香河食堂")))
    assert [said for _, said in tapped(wechat_text(reply))] == ["第四个", "第五个"]


def test_two_of_one_name_are_two() -> None:
    text = "最近的超市是苏果，走 2 分钟。\n2. 苏果，走 5 分钟。\n3. 苏果便利，走 6 分钟。"
    reply = Reply("", text, places=(place("苏果"), place("苏果"), place("苏果便利")))
    assert tapped(wechat_text(reply)) == [
        ("苏果", "第一个"),
        ("苏果", "第二个"),
        ("苏果便利", "第三个"),
    ]


def test_a_single_place_needs_no_choice() -> None:
    reply = Reply("", "珠江路社区食堂，走 4 分钟。", places=FOUND.places[:1])
    assert tapped(wechat_text(reply)) == []


def test_in_english_the_english_name_is_tapped() -> None:
    text = "The nearest canteen is Pearl Canteen, 4 minutes on foot.\n2. 长江路食堂, 7 minutes."
    places = (place("珠江路社区食堂", "Pearl Canteen"), place("长江路食堂"))
    reply = Reply("", text, places=places, suggestions=("Any others?",), language="en")
    assert tapped(wechat_text(reply)) == [
        ("Pearl Canteen", "number 1"),
        ("长江路食堂", "number 2"),
        ("Any others?", "Any others?"),
    ]
    assert "Or tap" in wechat_text(reply)


def test_places_that_the_words_do_not_name_are_listed() -> None:
    reply = Reply("", "附近有两家。", places=FOUND.places[:2])
    assert seen(wechat_text(reply)) == "附近有两家。\n1. 珠江路社区食堂\n2. 长江路食堂"
    assert wecom_text(reply) == "附近有两家。\n1. 珠江路社区食堂\n2. 长江路食堂"


def test_a_name_in_an_address_is_no_link() -> None:
    text = "地图：https://example.org/苏果?a=苏果 看看。\n2. 苏果，走 5 分钟。"
    reply = Reply("", text, places=(place("没有的店"), place("苏果")))
    content = wechat_text(reply)
    assert "https://example.org/苏果?a=苏果 " in content
    assert ("苏果", "第二个") in tapped(content)


@pytest.mark.parametrize("name", ['<a href="https://evil.example">领奖</a>', "a<b", "A&B=C#1 店?"])
def test_a_name_never_becomes_a_link_of_its_own(name: str) -> None:
    reply = Reply("", f"1. {name}。\n2. 另一家。", places=(place(name), place("另一家")))
    reply = Reply("", reply.text, places=reply.places, suggestions=(name,))
    content = wechat_text(reply)
    for address, _ in LINK.findall(content):
        assert address.startswith("weixin://bizmsgmenu?")
    assert "<" not in seen(content)
    assert tapped(content)[-1] == (name.replace("<", "＜"), name)
    assert "<" not in wecom_text(reply)


@pytest.mark.parametrize(("language", "words"), [("zh", "点输入框旁边的＋号"), ("en", "tap the +")])
def test_where_a_position_is_asked_for_it_is_told_how_to_send_one(
    language: str, words: str
) -> None:
    asked = phrase_book(language).reply("ask_here")
    reply = Reply("", asked.text, suggestions=(*asked.suggestions, "不用了"),
                  ask_location=True, language=language)  # fmt: skip
    assert words in wechat_text(reply)
    assert words in wecom_text(reply)
    assert [label for label, _ in tapped(wechat_text(reply))] == ["不用了"]
    assert suggestions_of(reply) == ("不用了",)
    assert words not in wechat_text(Reply("", asked.text, language=language))


def test_a_reply_of_speech_only_is_written() -> None:
    assert wechat_text(Reply("您好。", "")) == wecom_text(Reply("您好。", "")) == "您好。"


def test_wecom_names_suggestions_in_a_sentence() -> None:
    assert wecom_text(FOUND) == (FOUND.text + "\n\n您可以接着回：“怎么走”“电话多少”“还有别的吗”")


def test_suggestions_that_are_sent_in_another_way_are_left_out() -> None:
    assert wechat_text(FOUND, links=False) == FOUND.text


def test_a_long_reply_ends_with_a_whole_sentence() -> None:
    text = "".join(f"第{n}家在珠江路{n}号，走{n}分钟。" for n in range(1, 80))
    content = wechat_text(Reply("", text, suggestions=("怎么走",)))
    assert len(seen(content)) <= LONGEST
    assert seen(content).split("\n")[0].endswith("分钟。")
    assert text.startswith(content.split("\n")[0])
    assert len(content) > 500


def test_what_was_said_goes_before_what_might_be_said_next() -> None:
    text = "长" * (LONGEST - 4) + "。"
    assert wechat_text(Reply("", text, suggestions=("怎么走",))) == text
    assert wecom_text(Reply("", text, suggestions=("怎么走",))) == text


def test_the_way_to_send_a_position_is_never_cut_off() -> None:
    content = wechat_text(Reply("", "说说看。" * 300, ask_location=True))
    assert content.endswith(phrase_book("zh")["wechat_send_position"].text)
    assert len(content) <= LONGEST


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("一句。两句。", 10, "一句。两句。"),
        ("一句。两句。", 5, "一句。"),
        ("他说“好。”再见。", 6, "他说“好。”"),
        ("他说“好。”再见。", 5, "他说“好…"),
        ("一句很长很长的话。", 5, "一句很长…"),
        ("见 https://a.example/b?c=1。好。", 25, "见…"),
        ("好！见 https://a.example/b?c=1。好。", 25, "好！"),
        ("One. Two 3.5 km. Three.", 17, "One. Two 3.5 km."),
        ("List:\n1. One\n2. Two", 14, "List:\n1. One"),
        ('看<a href="weixin://x">名字</a>。好。', 4, '看<a href="weixin://x">名字</a>。'),
        ('看<a href="weixin://x">名字</a>。好。', 3, "看…"),
    ],
)  # fmt: skip
def test_cut(text: str, longest: int, expected: str) -> None:
    assert cut(text, longest, 10_000) == expected


WORDS = st.text(max_size=900) | st.lists(
    st.sampled_from(
        ["好。", "https://a.example/x?y=1 ", "走路，", "甲店", "\n", "ok. ", "👵🏻", "]]>"]
    ),
    max_size=400,
).map("".join)


@given(WORDS, st.lists(st.text(min_size=1, max_size=30), max_size=5), st.booleans())
def test_no_reply_is_longer_than_the_platform_takes(
    text: str, suggestions: list[str], ask: bool
) -> None:
    reply = Reply("", text, places=(place("甲店"), place("好")), suggestions=tuple(suggestions),
                  ask_location=ask)  # fmt: skip
    for content in (wechat_text(reply), wecom_text(reply), wechat_text(reply, links=False)):
        assert len(seen(content)) <= LONGEST
        assert len(content.encode()) <= LONGEST_BYTES
        assert "<" not in seen(content)
        for address in re.findall(r"https://a\.example\S*", seen(content)):
            assert address.startswith("https://a.example/x?y=1")
    tapped(wechat_text(reply))
