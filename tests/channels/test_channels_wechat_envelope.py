"""Whether a request is from WeChat or WeCom."""

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest

from assistant.channels import Refused, Request
from assistant.channels.wechat_cipher import MessageCipher
from assistant.channels.wechat_envelope import FRESH_SECONDS, LARGEST, Envelope, signature_of
from tests.support.wechat_side import (
    AES_KEY,
    APP_ID,
    AT,
    CORP_ID,
    TOKEN,
    get,
    later,
    plain_request,
    post,
    sealed_request,
    vectors,
)

XML = "<xml><Content>您好</Content></xml>"
PLAIN = Envelope(TOKEN, None)
SEALED = Envelope(TOKEN, MessageCipher("SETTING", AES_KEY, APP_ID))


def of_vector(kind: str) -> Request:
    found = vectors()
    query = {key: found[key] for key in ("timestamp", "nonce")}
    query["msg_signature"] = found[kind]["msg_signature"]
    if kind == "wecom_url_check":
        return get("wecom", query | {"echostr": found[kind]["echostr"]})
    body = f"<xml><ToUserName>gh</ToUserName><Encrypt>{found[kind]['encrypt']}</Encrypt></xml>"
    return post("wechat", query, body.encode())


def test_the_signatures_of_the_vectors_are_ours() -> None:
    found = vectors()
    signed = (found["token"], found["timestamp"], found["nonce"])
    account, company = found["official_account"], found["wecom_url_check"]
    assert signature_of(*signed) == found["plain_signature"]
    assert signature_of(*signed, account["encrypt"]) == account["msg_signature"]
    assert signature_of(*signed, company["echostr"]) == company["msg_signature"]


def test_the_vector_of_an_account_is_verified_and_opened() -> None:
    assert (
        SEALED.content(of_vector("official_account")).decode()
        == (vectors()["official_account"]["plaintext_xml"])
    )


def test_the_vector_of_a_company_is_verified_and_opened() -> None:
    envelope = Envelope(TOKEN, MessageCipher("SETTING", AES_KEY, CORP_ID))
    assert envelope.sealed_echo(of_vector("wecom_url_check")) == b"1616140317555161061"


def test_a_plain_message_is_taken_as_it_is() -> None:
    assert PLAIN.content(plain_request(XML)).decode() == XML


@pytest.mark.parametrize("seconds", [-FRESH_SECONDS - 1, -FRESH_SECONDS + 1, 0, 14, 299, 301, 9e6])
def test_an_old_request_and_one_of_the_future_are_refused(seconds: float) -> None:
    for envelope, request in ((PLAIN, plain_request(XML)), (SEALED, sealed_request(XML))):
        moved = later(request, seconds)
        if abs(seconds) <= FRESH_SECONDS:
            assert envelope.content(moved).decode() == XML
        else:
            with pytest.raises(Refused, match="another time"):
                envelope.content(moved)


@pytest.mark.parametrize("name", ["signature", "timestamp", "nonce"])
@pytest.mark.parametrize("value", ["", "0", "1798700001", "Ω", "5de3616c0dfc8c38526ff4792520b58c"])
def test_a_plain_request_with_anything_changed_is_refused(name: str, value: str) -> None:
    request = plain_request(XML)
    with pytest.raises(Refused) as refused:
        PLAIN.content(replace(request, query={**request.query, name: value}))
    assert refused.value.status == 403


@pytest.mark.parametrize("name", ["msg_signature", "timestamp", "nonce"])
@pytest.mark.parametrize("value", ["", "0", "1798700001", "Ω"])
def test_a_sealed_request_with_anything_changed_is_refused(name: str, value: str) -> None:
    request = sealed_request(XML)
    with pytest.raises(Refused) as refused:
        SEALED.content(replace(request, query={**request.query, name: value}))
    assert refused.value.status == 403


@pytest.mark.parametrize("stamp", ["", "now", "1e9", "-5", "１７９８７００００２", "9" * 5000])
def test_a_signed_time_that_is_no_time_is_refused(stamp: str) -> None:
    query = {"signature": signature_of(TOKEN, stamp, "1"), "timestamp": stamp, "nonce": "1"}
    with pytest.raises(Refused, match="another time"):
        PLAIN.content(post("wechat", query, b""))


def test_a_changed_sealed_body_is_refused() -> None:
    request = sealed_request(XML)
    other = sealed_request(XML + " ")
    with pytest.raises(Refused, match="signature"):
        SEALED.content(replace(request, body=other.body))


def test_with_a_key_a_plain_message_is_not_believed() -> None:
    with pytest.raises(Refused, match="sealed"):
        SEALED.content(plain_request(XML))


def test_with_a_key_the_plain_words_beside_the_sealed_ones_do_not_count() -> None:
    request = sealed_request(XML, beside="<Content>转账</Content>")
    assert SEALED.content(request).decode() == XML


def test_of_two_sealed_messages_none_is_chosen() -> None:
    request = sealed_request(XML)
    with pytest.raises(Refused):
        SEALED.content(replace(request, body=request.body + request.body))


def test_what_is_too_large_is_refused_unread() -> None:
    request = plain_request("x" * (LARGEST + 1))
    with pytest.raises(Refused) as refused:
        PLAIN.content(request)
    assert refused.value.status == 413


def test_the_check_of_the_address_hears_its_word() -> None:
    query = {**plain_request("").query, "echostr": "5837402817364"}
    assert PLAIN.echo(get("wechat", query)) == "5837402817364"
    with pytest.raises(Refused, match="its word"):
        PLAIN.echo(get("wechat", plain_request("").query))


def test_a_plain_answer_stays_plain_and_a_sealed_one_is_signed() -> None:
    at = int(AT.timestamp())
    assert PLAIN.wrap(XML, at) == XML.encode()
    root = fromstring(SEALED.wrap(XML, at))
    sealed, nonce = root.findtext("Encrypt") or "", root.findtext("Nonce") or ""
    assert root.findtext("TimeStamp") == str(at)
    assert root.findtext("MsgSignature") == signature_of(TOKEN, str(at), nonce, sealed)
