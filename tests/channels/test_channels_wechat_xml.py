"""The XML of WeChat and WeCom."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.replies import deserialize_reply

from assistant.channels import Refused
from assistant.channels.wechat_xml import (
    read_xml,
    sealed_in,
    sealed_message,
    text_in,
    text_message,
)

HARD = [
    "]]>",
    "a]]>b]]>c",
    "]]]]>>",
    "<![CDATA[x]]>",
    "&amp; < >",
    "两行\n一起",
    "a]]",
    "👵🏻\x00\x0b",
]


@pytest.mark.parametrize("words", HARD)
def test_wechatpy_reads_the_words_that_we_write(words: str) -> None:
    xml = text_message("oUser_0001", "gh_a1b2c3d4e5f6", 1798700001, words)
    reply = deserialize_reply(xml)
    assert reply.content == re.sub(r"[\x00-\x08\x0b]", "", words)
    assert (reply.target, reply.source) == ("oUser_0001", "gh_a1b2c3d4e5f6")
    assert reply.type == "text"


@given(st.text(min_size=1))
def test_any_words_stay_themselves_but_for_what_xml_cannot_hold(words: str) -> None:
    root = read_xml(text_message("a", "b", 1, words).encode())
    found = root.findtext("Content") or ""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    possible = "".join(sign for sign in words if sign in "\t\n" or sign >= " ")
    possible = possible.replace("\ufffe", "").replace("\uffff", "")
    assert found == possible


def test_an_envelope_holds_its_four_parts() -> None:
    root = read_xml(sealed_message("AAA=", "abc", "17", "99").encode())
    found = {part.tag: part.text for part in root}
    assert found == {"Encrypt": "AAA=", "MsgSignature": "abc", "TimeStamp": "17", "Nonce": "99"}


@pytest.mark.parametrize(
    "body",
    [
        b"<xml><Encrypt>AAA=</Encrypt></xml>",
        b"<xml><Encrypt><![CDATA[AAA=]]></Encrypt></xml>",
        b"<xml>\n <Encrypt>\n<![CDATA[AAA=]]>\n</Encrypt><AgentID>1</AgentID></xml>",
    ],
)
def test_the_sealed_part_is_found(body: bytes) -> None:
    assert sealed_in(body) == "AAA="


@pytest.mark.parametrize(
    "body", [b"", b"<xml/>", b"<Encrypt></Encrypt>", b"<Encrypt>&#65;</Encrypt>"]
)
def test_without_a_sealed_part_it_is_refused(body: bytes) -> None:
    with pytest.raises(Refused):
        sealed_in(body)


BOMB = '<!DOCTYPE xml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><xml><Content>&b;</Content></xml>'


@pytest.mark.parametrize(
    "content",
    [
        "", "xml", "<xml>", "<xml></mxl>", "<html/>", BOMB, "<xml>&nbsp;</xml>",
        '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml/>',
        '<?xml version="1.0" encoding="x-unknown"?><xml/>',
        '<?xml version="1.0" encoding="utf-16"?><xml/>',
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused(content: str) -> None:
    with pytest.raises(Refused) as refused:
        read_xml(content.encode())
    assert refused.value.status == 400


@given(st.binary(max_size=300))
def test_whatever_the_bytes_they_are_read_or_refused(content: bytes) -> None:
    for body in (content, b"<xml>" + content + b"</xml>"):
        with suppress(Refused):
            assert read_xml(body).tag == "xml"


def test_a_message_nested_deep_does_no_harm() -> None:
    deep = 4_000
    assert read_xml(b"<xml>" + b"<a>" * deep + b"</a>" * deep + b"</xml>").tag == "xml"


def test_a_field_that_is_not_there_is_empty() -> None:
    root = read_xml(b"<xml><A> b </A></xml>")
    assert (text_in(root, "A"), text_in(root, "B"), text_in(None, "A")) == ("b", "", "")
