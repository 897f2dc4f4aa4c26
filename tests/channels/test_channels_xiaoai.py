"""XiaoAI: who may ask, what is read, what is answered."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels import Answer, Event, EventKind, Refused, Request
from assistant.channels.xiaoai import XiaoAI, set_up, xiaoai
from assistant.channels.xiaoai_signature import XiaoAISignature, read_signature
from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.wording.reply import Reply
from tests.channels.speaker_support import (
    LARGE_SIGNS,
    LIMIT,
    NOW,
    PATIENT,
    as_bytes,
    as_event,
    content_of,
    is_read,
    largest,
    posted,
    recordings,
    replay,
    replies,
    run,
    spoilt,
    vector,
)  # fmt: skip

VECTOR = vector("xiaoai_signature")
KEY_ID, SECRET = VECTOR["key_id"], base64.b64decode(VECTOR["secret_base64"])
HOST, PATH = "assistant.example.com", "/channels/xiaoai"
CHANNEL = XiaoAI("a-0001", XiaoAISignature(KEY_ID, SECRET, HOST, PATH))
RECORDINGS = recordings("xiaoai")


def signed(
    body: bytes, date: str = format_datetime(NOW, usegmt=True), md5: str | None = None
) -> Request:
    """As the platform signs."""
    if md5 is None:
        md5 = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
    parts = ("POST", PATH, "", date, HOST, "application/json", md5)
    text = "".join(f"{part}\n" for part in parts)
    signature = hmac.new(SECRET, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    headers = {
        "X-Xiaomi-Date": date,
        "Host": "10.0.0.7:8615",  # what a proxy makes of it
        "Content-Type": "application/json",
        "Content-Md5": md5,
        "Authorization": f"MIAI-HmacSHA256-V1 {KEY_ID}::{signature}",
    }
    return posted(body, headers, "/whatever/reaches/us")


def recorded(name: str) -> dict[str, Any]:
    path = next(path for path in RECORDINGS if path.stem == name)
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_the_recordings_are_there() -> None:
    assert len(RECORDINGS) >= 10


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_the_recordings(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    replay(CHANNEL, content, signed(as_bytes(content["request"])))


@pytest.mark.parametrize("case", VECTOR["cases"], ids=["plain", "with query"])
def test_the_vectors(case: dict[str, Any]) -> None:
    check = read_signature(KEY_ID, VECTOR["secret_base64"], f"https://{HOST}/")
    request = posted(b'{"version":"1.0"}', case["headers"], case["path"])  # the digest's body
    query = dict(part.split("=") for part in case["query"].split("&") if part)
    check.verify(replace(request, query=query))
    for changed in (
        replace(request, query={**query, "x": "1"}),
        replace(request, query=query, method="GET"),
        replace(request, query=query, headers={**request.headers, "content-type": "text/plain"}),
        replace(request, query=query, headers={**request.headers, "x-xiaomi-date": ""}),
    ):
        with pytest.raises(Refused, match="fit"):
            check.verify(changed)


@pytest.mark.parametrize(
    "header",
    [
        "", "MIAI-HmacSHA256-V1", f"MIAI-HmacSHA256-V1 {KEY_ID}::", "Bearer x",
        f"MIAI-HmacSHA256-V1 {KEY_ID}::" + "0" * 64, f"MIAI-HmacSHA256-V1 {KEY_ID}::" + "é" * 64,
    ],
)  # fmt: skip
def test_who_does_not_sign_learns_nothing(header: str) -> None:
    request = signed(as_bytes(recorded("wish")["request"]))
    with pytest.raises(Refused) as refused:
        run(CHANNEL.read(replace(request, headers={**request.headers, "authorization": header})))
    assert refused.value.status == 403


def test_another_key_is_refused() -> None:
    request = signed(as_bytes(recorded("wish")["request"]))
    other = request.headers["authorization"].replace(KEY_ID, "b3RoZXI=")
    with pytest.raises(Refused, match="fit"):
        run(CHANNEL.read(replace(request, headers={**request.headers, "authorization": other})))


def test_another_body_is_refused_where_there_is_a_digest() -> None:
    request = signed(as_bytes(recorded("wish")["request"]))
    with pytest.raises(Refused, match="body"):
        run(CHANNEL.read(replace(request, body=request.body + b" ")))


@pytest.mark.parametrize("md5", ["", "unknown", "d41d8cd98f00b204e9800998ecf8427e"])
def test_what_is_no_digest_is_not_compared(md5: str) -> None:
    outcome = run(CHANNEL.read(signed(as_bytes(recorded("wish")["request"]), md5=md5)))
    assert as_event(outcome).kind is EventKind.TEXT


@pytest.mark.parametrize(
    "date",
    [
        "", "yesterday", "Thu, 31 Dec 2026", format_datetime(NOW - timedelta(minutes=5)),
        format_datetime(NOW + timedelta(minutes=5)), "Thu, 99 Dec 2026 06:53:20 GMT",
    ],
)  # fmt: skip
def test_another_time_is_refused(date: str) -> None:
    with pytest.raises(Refused):
        run(CHANNEL.read(signed(as_bytes(recorded("wish")["request"]), date)))


def test_a_time_without_a_zone_is_in_utc() -> None:
    date = format_datetime(NOW).replace("+0000", "-0000")
    assert as_event(run(CHANNEL.read(signed(as_bytes(recorded("wish")["request"]), date))))


def test_a_request_for_another_skill_is_refused() -> None:
    content = recorded("wish")["request"]
    content["session"]["application"]["app_id"] = "a-0002"
    with pytest.raises(Refused, match="another skill"):
        run(CHANNEL.read(signed(as_bytes(content))))


@pytest.mark.parametrize("body", [b"", b"[]", b'{"session": 1}', b"[" * 60_000])
def test_a_signed_request_that_is_malformed_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        run(CHANNEL.read(signed(body)))
    assert refused.value.status in (400, 403)


@pytest.mark.parametrize("kind", [3, -1, None, "two", 0.5])
def test_a_type_that_nobody_knows_is_refused(kind: object) -> None:
    content = recorded("wish")["request"]
    content["request"]["type"] = kind
    with pytest.raises(Refused) as refused:
        run(CHANNEL.read(signed(as_bytes(content))))
    assert refused.value.status == 400


def test_who_has_gone_hears_a_goodbye_and_the_session_ends() -> None:
    """After the second silence the door says so."""
    event = as_event(run(CHANNEL.read(signed(as_bytes(recorded("silence")["request"])))))
    assert event.kind is EventKind.SILENCE
    answered = content_of(CHANNEL.write(event, Reply("再见。", "再见。").last()))
    assert answered["is_session_end"] is True
    assert answered["response"]["open_mic"] is False


def test_a_person_answers_elsewhere_and_nothing_is_said() -> None:
    event = Event(EventKind.TEXT, "d-0001", "在吗")
    answered = content_of(CHANNEL.write(event, Reply("", "", author="operator")))
    assert answered["is_session_end"] is False
    assert answered["response"]["to_speak"]["text"] == ""


@pytest.mark.parametrize("sign", LARGE_SIGNS)
def test_the_largest_answer_is_small_enough(sign: str) -> None:
    event = Event(EventKind.TEXT, "d-0001", "食堂")
    assert len(CHANNEL.write(event, largest(sign)).body) <= LIMIT


@PATIENT
@given(replies())
def test_every_answer_is_small_and_says_what_becomes_of_the_session(reply: Reply) -> None:
    answer = CHANNEL.write(Event(EventKind.TEXT, "d-0001", "食堂"), reply)
    assert len(answer.body) <= LIMIT
    content = content_of(answer)
    assert content["response"]["open_mic"] is reply.expects_reply
    assert content["is_session_end"] is reply.end_session
    assert content["response"]["to_speak"]["type"] == 0


@PATIENT
@given(st.data())
def test_whatever_is_sent_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([path.stem for path in RECORDINGS]))
    is_read(CHANNEL, signed(as_bytes(data.draw(spoilt(recorded(name)["request"])))))


@PATIENT
@given(st.binary(max_size=100), st.text(max_size=60), st.text(max_size=60))
def test_strangers_are_always_refused(body: bytes, header: str, date: str) -> None:
    headers = {"authorization": header, "x-xiaomi-date": date}
    with pytest.raises(Refused):
        run(CHANNEL.read(posted(body, headers)))
    is_read(CHANNEL, signed(body, date))


SET = {"xiaoai_app_id": "a-0001", "xiaoai_key_id": KEY_ID, "public_url": f"https://{HOST}"}


@pytest.mark.parametrize("missing", ["xiaoai_app_id", "xiaoai_key_id", "xiaoai_secret"])
def test_without_one_of_its_secrets_there_is_no_channel(missing: str) -> None:
    given_ = {**SET, "xiaoai_secret": VECTOR["secret_base64"], missing: ""}
    assert xiaoai(Settings(**given_)) is None


def test_the_channel_is_made_from_the_settings() -> None:
    channel = xiaoai(Settings(**SET, xiaoai_secret=VECTOR["secret_base64"]))
    assert channel is not None
    outcome = run(channel.read(signed(as_bytes(recorded("wish")["request"]))))
    assert not isinstance(outcome, Answer)


def test_the_path_of_the_public_address_is_signed() -> None:
    check = read_signature(KEY_ID, VECTOR["secret_base64"], f"https://{HOST}/city/")
    with pytest.raises(Refused, match="fit"):
        check.verify(signed(b"{}"))


@pytest.mark.parametrize(
    ("changes", "named"),
    [({"xiaoai_secret": "不是"}, "ASSISTANT_XIAOAI_SECRET"),
     ({"xiaoai_secret": "abc"}, "ASSISTANT_XIAOAI_SECRET"),
     ({"public_url": ""}, "ASSISTANT_PUBLIC_URL")],
)  # fmt: skip
def test_a_malformed_setting_is_named(changes: dict[str, str], named: str) -> None:
    given_ = {**SET, "xiaoai_secret": VECTOR["secret_base64"], **changes}
    with pytest.raises(UsageError, match=named) as error:
        xiaoai(Settings(**given_))
    assert VECTOR["secret_base64"] not in str(error.value)


def test_what_to_enter_is_told() -> None:
    lines = set_up(Settings(**SET, xiaoai_secret=VECTOR["secret_base64"]), f"https://{HOST}/")
    assert f"https://{HOST}/channels/xiaoai" in lines[0]
    assert not any(VECTOR["secret_base64"] in line for line in lines)
