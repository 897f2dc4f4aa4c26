"""How WeChat and WeCom seal their messages."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels import Refused
from assistant.channels.wechat_cipher import MessageCipher
from assistant.errors import UsageError
from tests.support.wechat_side import AES_KEY, APP_ID, CORP_ID, crypto_of, vectors

CIPHER = MessageCipher("SETTING", AES_KEY, APP_ID)


def test_the_vector_of_an_account_is_opened() -> None:
    found = vectors()
    account = found["official_account"]
    cipher = MessageCipher("SETTING", found["encoding_aes_key"], account["appid"])
    assert cipher.open(account["encrypt"]).decode() == account["plaintext_xml"]


def test_the_vector_of_a_company_is_opened() -> None:
    found = vectors()
    check = found["wecom_url_check"]
    cipher = MessageCipher("SETTING", found["encoding_aes_key"], check["corpid"])
    assert cipher.open(check["echostr"]).decode() == check["plaintext"]


@given(st.text())
def test_what_is_sealed_is_opened(text: str) -> None:
    assert CIPHER.open(CIPHER.seal(text)) == text.encode()


@pytest.mark.parametrize("length", range(70))
def test_wechatpy_opens_what_is_sealed_whatever_its_length(length: int) -> None:
    text = "x" * length
    other = crypto_of("wechat")
    sealed = CIPHER.seal(text)
    xml = f"<xml><Encrypt>{sealed}</Encrypt></xml>"
    from assistant.channels.wechat_envelope import signature_of

    signature = signature_of(other.token, "1", "2", sealed)
    assert other.decrypt_message(xml, signature, "1", "2") == text


def test_the_same_is_never_sealed_twice_alike() -> None:
    assert CIPHER.seal("您好") != CIPHER.seal("您好")


def test_a_message_for_another_account_is_refused() -> None:
    other = MessageCipher("SETTING", AES_KEY, CORP_ID)
    with pytest.raises(Refused) as refused:
        CIPHER.open(other.seal("您好"))
    assert refused.value.status == 403


def damaged() -> list[str]:
    sealed = base64.b64decode(CIPHER.seal("您好"))
    return [
        "", "A", "AAAA", "====", "您好",
        base64.b64encode(sealed[:-1]).decode(),
        base64.b64encode(sealed[:-16]).decode(),
        base64.b64encode(sealed[:16]).decode(),
        base64.b64encode(sealed[:-1] + bytes([sealed[-1] ^ 1])).decode(),
    ]  # fmt: skip


@pytest.mark.parametrize("sealed", damaged())
def test_what_is_damaged_is_refused(sealed: str) -> None:
    with pytest.raises(Refused):
        CIPHER.open(sealed)


@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_be_refused(raw: bytes) -> None:
    with pytest.raises(Refused):
        CIPHER.open(base64.b64encode(raw).decode())


@pytest.mark.parametrize("key", ["", "short", AES_KEY + "=", AES_KEY[:-1] + "!", AES_KEY + "A"])
def test_a_key_of_another_form_is_named(key: str) -> None:
    with pytest.raises(UsageError, match=r"SETTING must be the 43") as error:
        MessageCipher("SETTING", key, APP_ID)
    assert not key or key not in str(error.value)
