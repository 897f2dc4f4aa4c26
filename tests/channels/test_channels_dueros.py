"""DuerOS: who may ask, what is read, what is answered."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels import Answer, EventKind, Refused, Request
from assistant.channels.certificates import OwnCertificate, SignatureCheck, read_chain
from assistant.channels.dueros import SIGNER, DuerOS, dueros, set_up
from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.wording.reply import Reply
from tests.channels.speaker_support import (
    LARGE_SIGNS,
    LIMIT,
    NOW,
    PATIENT,
    Authority,
    Issued,
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

URL = "https://duer.bdstatic.com/saiya/flow/dueros-api.baidu.com.cer.txt"
ISSUED: Issued = Authority().issue(SIGNER.name)
CHANNEL = DuerOS("bot-0001", SignatureCheck(SIGNER, OwnCertificate(SIGNER, ISSUED.chain)))
RECORDINGS = recordings("dueros")


def signed(body: bytes) -> Request:
    signature = ISSUED.signature(body, hashes.SHA1())  # noqa: S303
    return posted(body, {"Signature": signature, "SignatureCertUrl": URL})


def recorded(name: str) -> dict[str, Any]:
    path = next(path for path in RECORDINGS if path.stem == name)
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_the_recordings_are_there() -> None:
    assert len(RECORDINGS) >= 14


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_the_recordings(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    replay(CHANNEL, content, signed(as_bytes(content["request"])))


def test_the_vector() -> None:
    case = vector("dueros_signature")
    chain = read_chain(case["certificate_pem"].encode())
    channel = DuerOS("bot-0001", SignatureCheck(SIGNER, OwnCertificate(SIGNER, chain)))
    body = case["body"].encode()
    sent = int(json.loads(body)["request"]["timestamp"])
    when = {name: NOW.fromtimestamp(case[name], NOW.tzinfo) for name in ("now_ok", "now_stale")}
    assert when["now_ok"].timestamp() - sent < 180 <= when["now_stale"].timestamp() - sent
    event = as_event(run(channel.read(posted(body, case["headers"], at=when["now_ok"]))))
    assert (event.kind, event.text, event.user) == (EventKind.TEXT, "附近的老年食堂", "d-0001")
    assert event.message_id == "d407e869-55f7-4681-b49f-8a41bc196da0"
    with pytest.raises(Refused, match="old"):
        run(channel.read(posted(body, case["headers"], at=when["now_stale"])))
    with pytest.raises(Refused, match="signature"):
        run(channel.read(posted(body + b" ", case["headers"], at=when["now_ok"])))


@pytest.mark.parametrize(
    "headers",
    [{}, {"Signature": "QUJD"}, {"SignatureCertUrl": URL},
     {"Signature": "QUJD", "SignatureCertUrl": "https://evil.example/saiya/flow/x.txt"}],
)  # fmt: skip
def test_who_is_not_known_learns_nothing(headers: dict[str, str]) -> None:
    body = as_bytes(recorded("launch")["request"])
    with pytest.raises(Refused) as refused:
        run(CHANNEL.read(posted(body, headers)))
    assert refused.value.status == 403


def test_a_request_for_another_skill_is_refused() -> None:
    content = recorded("launch")["request"]
    content["context"]["System"]["application"]["applicationId"] = "bot-0002"
    with pytest.raises(Refused, match="another skill"):
        run(CHANNEL.read(signed(as_bytes(content))))


@pytest.mark.parametrize("stamp", [None, "", "1798700010000", "-1e300", "soon", True, {}, []])
def test_a_signed_request_without_a_time_of_now_is_refused(stamp: object) -> None:
    content = recorded("launch")["request"]
    content["request"]["timestamp"] = stamp
    with pytest.raises(Refused):
        run(CHANNEL.read(signed(as_bytes(content))))


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"request": 1}', b"[" * 60_000])
def test_a_signed_request_that_is_malformed_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        run(CHANNEL.read(signed(body)))
    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("geo", "expected"),
    [
        ({"wgs84": {"longitude": 121.4, "latitude": 31.2}, "bd09ll": {"longitude": 1}},
         {"lat": 31.2, "lon": 121.4, "crs": "wgs84", "label": ""}),
        ({"bd09ll": {"longitude": "121.48", "latitude": "31.23"}},
         {"lat": 31.23, "lon": 121.48, "crs": "bd09", "label": ""}),
        ({"bd09mc": {"longitude": 13523000.1, "latitude": 3641000.2}}, None),
        ({"wgs84": {"longitude": 0, "latitude": 0}}, None),
        ({"wgs84": {"longitude": 400, "latitude": 31.2}}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_where_the_device_is(geo: dict[str, Any], expected: dict[str, Any] | None) -> None:
    content = recorded("wish")["request"]
    content["context"]["System"]["user"]["userInfo"] = {"location": {"geo": geo}}
    assert as_event(run(CHANNEL.read(signed(as_bytes(content))))).location == expected


def test_the_position_is_told_once_a_session() -> None:
    """The greeting does not use it; what the person says about it must not be overridden."""
    launch, wish = recorded("launch")["request"], recorded("wish_with_position")["request"]
    launch["context"] = wish["context"]
    attributes: object = []
    for content, told in ((launch, True), (wish, True), (wish, False), (wish, False)):
        content["session"]["attributes"] = attributes
        event = as_event(run(CHANNEL.read(signed(as_bytes(content)))))
        assert (event.location is not None) is told
        answered = content_of(CHANNEL.write(event, Reply("好。", "好。")))
        attributes = answered["session"]["attributes"]


def test_a_position_given_now_is_taken_whatever_was_before() -> None:
    content = recorded("position_granted")["request"]
    content["session"]["attributes"] = {"located": "1"}
    assert as_event(run(CHANNEL.read(signed(as_bytes(content))))).location is not None


def test_leave_is_asked_for_once_a_session() -> None:
    content = recorded("wish")
    asking = Reply("您在哪儿？", "您在哪儿？", ask_location=True)
    for expected in (["Permission.AskForPermissionsConsent"], []):
        event = as_event(run(CHANNEL.read(signed(as_bytes(content["request"])))))
        answered = content_of(CHANNEL.write(event, asking))
        directives = answered["response"]["directives"]
        assert [each["type"] for each in directives] == expected
        content["request"]["session"]["attributes"] = answered["session"]["attributes"]


def test_a_person_answers_elsewhere_and_nothing_is_said() -> None:
    event = as_event(run(CHANNEL.read(signed(as_bytes(recorded("wish")["request"])))))
    nothing = Reply("", "", author="operator", handoff="human")
    answered = CHANNEL.write(event, nothing)
    assert answered == CHANNEL.silence(event)
    assert "outputSpeech" not in content_of(answered)["response"]


@pytest.mark.parametrize("sign", LARGE_SIGNS)
def test_the_largest_answer_is_small_enough(sign: str) -> None:
    event = as_event(run(CHANNEL.read(signed(as_bytes(recorded("wish_on_a_screen")["request"])))))
    assert len(CHANNEL.write(event, largest(sign)).body) <= LIMIT


@PATIENT
@given(replies(), st.booleans())
def test_every_answer_is_small_and_says_what_becomes_of_the_session(
    reply: Reply, screen: bool
) -> None:
    request = recorded("wish_on_a_screen" if screen else "wish")["request"]
    event = as_event(run(CHANNEL.read(signed(as_bytes(request)))))
    answer = CHANNEL.write(event, reply)
    assert len(answer.body) <= LIMIT
    response = content_of(answer)["response"]
    assert response["expectSpeech"] is reply.expects_reply
    assert response["shouldEndSession"] is reply.end_session
    assert ("reprompt" in response) is reply.expects_reply


@PATIENT
@given(st.data())
def test_whatever_is_sent_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([path.stem for path in RECORDINGS]))
    is_read(CHANNEL, signed(as_bytes(data.draw(spoilt(recorded(name)["request"])))))


@PATIENT
@given(st.binary(max_size=200), st.dictionaries(st.sampled_from(["signature", "signaturecerturl"]),
       st.text(max_size=60) | st.just(URL)))  # fmt: skip
def test_strangers_are_always_refused(body: bytes, headers: dict[str, str]) -> None:
    with pytest.raises(Refused):
        run(CHANNEL.read(posted(body, headers)))


def test_without_an_id_there_is_no_channel() -> None:
    assert dueros(Settings()) is None


def test_the_channel_is_made_from_the_settings(tmp_path: Path) -> None:
    assert isinstance(dueros(Settings(dueros_skill_id="bot-0001")), DuerOS)
    path = tmp_path / "baidu.pem"
    path.write_bytes(ISSUED.pem)
    channel = dueros(Settings(dueros_skill_id="bot-0001", dueros_certificate=str(path)))
    assert channel is not None
    outcome = run(channel.read(signed(as_bytes(recorded("launch")["request"]))))
    assert not isinstance(outcome, Answer)
    with pytest.raises(UsageError, match="ASSISTANT_DUEROS_CERTIFICATE"):
        dueros(Settings(dueros_skill_id="b", dueros_certificate=str(tmp_path / "none.pem")))


def test_what_to_enter_is_told() -> None:
    lines = set_up(Settings(dueros_skill_id="bot-0001"), "https://a.example/")
    assert "https://a.example/channels/dueros" in lines[0]


def test_it_is_stale_by_the_clock_that_is_passed_in() -> None:
    request = signed(as_bytes(recorded("launch")["request"]))
    late = Request(
        request.method, request.path, request.query, request.headers, request.body,
        NOW + timedelta(minutes=3),
    )  # fmt: skip
    with pytest.raises(Refused, match="old"):
        run(CHANNEL.read(late))
