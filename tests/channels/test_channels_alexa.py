"""Alexa: who may ask, what is read, what is answered."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.x509.verification import Store
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels import Event, EventKind, Refused, Request
from assistant.channels.alexa import SIGNER, Alexa, alexa, set_up
from assistant.channels.alexa_intents import SENTENCES, sentence_of, sentences
from assistant.channels.certificate_cache import FetchedCertificates
from assistant.channels.certificates import OwnCertificate, SignatureCheck, read_chain
from assistant.channels.json_body import Fields
from assistant.errors import UsageError
from assistant.paths import DATA
from assistant.settings import Settings
from assistant.understanding.dangers import DangerWords
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
    file_server,
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

URL = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"
SKILL = "amzn1.ask.skill.0001"
AUTHORITY = Authority()
ISSUED: Issued = AUTHORITY.issue(SIGNER.name)
CHANNEL = Alexa(SKILL, SignatureCheck(SIGNER, OwnCertificate(SIGNER, ISSUED.chain)))
RECORDINGS = recordings("alexa")
MODEL = json.loads((DATA / "channels" / "alexa_model.json").read_text(encoding="utf-8"))
INTENTS = MODEL["interactionModel"]["languageModel"]["intents"]


def signed(body: bytes) -> Request:
    signature = ISSUED.signature(body, hashes.SHA256())
    return posted(body, {"Signature-256": signature, "SignatureCertChainUrl": URL})


def recorded(name: str) -> dict[str, Any]:
    path = next(path for path in RECORDINGS if path.stem == name)
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_the_recordings_are_there() -> None:
    assert len(RECORDINGS) >= 9


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_the_recordings(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    replay(CHANNEL, content, signed(as_bytes(content["request"])))


def test_the_vector() -> None:
    case = vector("alexa_signature")
    chain = read_chain(case["certificate_pem"].encode())
    channel = Alexa(SKILL, SignatureCheck(SIGNER, OwnCertificate(SIGNER, chain)))
    body = case["body"].encode()
    event = as_event(run(channel.read(posted(body, case["headers"]))))
    assert (event.kind, event.user) == (EventKind.LAUNCH, "amzn1.ask.device.AAAA")
    old = {**case["headers"], "Signature-256": case["headers"]["Signature"]}
    for headers, sent in ((case["headers"], body + b" "), (old, body), ({}, body)):
        with pytest.raises(Refused) as refused:
            run(channel.read(posted(sent, headers)))
        assert refused.value.status == 400


def test_the_certificate_is_fetched_and_its_chain_checked() -> None:
    request = signed(as_bytes(recorded("launch")["request"]))
    with file_server() as files:
        files.put("/echo.api/echo-api-cert.pem", ISSUED.pem)
        for root, holds in ((AUTHORITY.root, True), (Authority().root, False)):
            keys = FetchedCertificates(SIGNER, Store([root]), files.client)
            channel = Alexa(SKILL, SignatureCheck(SIGNER, keys))
            if holds:
                assert as_event(run(channel.read(request))).kind is EventKind.LAUNCH
            else:
                with pytest.raises(Refused, match="vouches"):
                    run(channel.read(request))
        assert len(files.asked) == 2


@pytest.mark.parametrize(
    "stamp", ["2026-12-31T06:50:59Z", "2026-12-31T06:56:01Z", "2026-12-31T06:53:20", "", None,
              "today", 1798700000],
)  # fmt: skip
def test_a_request_without_a_time_of_now_is_refused(stamp: object) -> None:
    content = recorded("launch")["request"]
    content["request"]["timestamp"] = stamp
    with pytest.raises(Refused) as refused:
        run(CHANNEL.read(signed(as_bytes(content))))
    assert refused.value.status == 400


def test_a_hundred_and_fifty_seconds_are_still_in_time() -> None:
    content = recorded("launch")["request"]
    content["request"]["timestamp"] = (NOW - timedelta(seconds=150)).isoformat()
    assert as_event(run(CHANNEL.read(signed(as_bytes(content)))))


@pytest.mark.parametrize("skill", ["amzn1.ask.skill.0002", "", None])
def test_a_request_for_another_skill_is_refused(skill: str | None) -> None:
    content = recorded("launch")["request"]
    content["context"]["System"]["application"]["applicationId"] = skill
    content["session"]["application"]["applicationId"] = skill
    with pytest.raises(Refused, match="another skill"):
        run(CHANNEL.read(signed(as_bytes(content))))


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"request": 1}', b"[" * 60_000])
def test_a_signed_request_that_is_malformed_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        run(CHANNEL.read(signed(body)))
    assert refused.value.status == 400


def test_a_phone_tells_where_it_is_once_a_session() -> None:
    """The greeting does not use it; what the person says about it must not be overridden."""
    launch, wish = recorded("launch")["request"], recorded("wish_on_a_phone")["request"]
    launch["context"] = wish["context"]
    expected = {"lat": 31.23237, "lon": 121.469192, "crs": "wgs84", "label": ""}
    attributes: dict[str, str] = {}
    for content, location in ((launch, expected), (wish, expected), (wish, None), (wish, None)):
        content["session"] |= {"new": False, "attributes": attributes}
        event = as_event(run(CHANNEL.read(signed(as_bytes(content)))))
        assert event.location == location
        reply = Reply("Hello.", "Hello.", language="en")
        attributes = content_of(CHANNEL.write(event, reply)).get("sessionAttributes", {})


def test_leave_is_asked_for_where_the_device_can_tell() -> None:
    reply = Reply("Where are you?", "Where are you?", ask_location=True, language="en")
    for can, card in ((True, "AskForPermissionsConsent"), (False, "Simple")):
        event = Event(EventKind.TEXT, "d", "canteen", language="en", extra={"can_locate": can})
        response = content_of(CHANNEL.write(event, reply))["response"]
        assert response["card"]["type"] == card
        assert response["shouldEndSession"] is False


def test_a_person_answers_elsewhere_and_nothing_is_said() -> None:
    event = Event(EventKind.TEXT, "d", "hello", language="en")
    answered = content_of(CHANNEL.write(event, Reply("", "", author="operator")))
    assert "outputSpeech" not in answered["response"]


@pytest.mark.parametrize("sign", LARGE_SIGNS)
def test_the_largest_answer_is_small_enough(sign: str) -> None:
    event = Event(EventKind.TEXT, "d", "canteen", language="en")
    assert len(CHANNEL.write(event, largest(sign)).body) <= LIMIT


@PATIENT
@given(replies())
def test_every_answer_is_small_and_says_what_becomes_of_the_microphone(reply: Reply) -> None:
    answer = CHANNEL.write(Event(EventKind.TEXT, "d", "canteen", language="en"), reply)
    assert len(answer.body) <= LIMIT
    response = content_of(answer)["response"]
    assert response["shouldEndSession"] is not reply.expects_reply
    assert ("reprompt" in response) is reply.expects_reply
    assert len(response["outputSpeech"]["text"]) < 8_000


@PATIENT
@given(st.data())
def test_whatever_is_sent_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([path.stem for path in RECORDINGS]))
    is_read(CHANNEL, signed(as_bytes(data.draw(spoilt(recorded(name)["request"])))))


@PATIENT
@given(st.binary(max_size=200), st.text(max_size=60) | st.just(URL), st.text(max_size=60))
def test_strangers_are_always_refused(body: bytes, url: str, signature: str) -> None:
    with pytest.raises(Refused):
        run(CHANNEL.read(posted(body, {"signature-256": signature, "signaturecertchainurl": url})))


@pytest.mark.parametrize("intent", INTENTS, ids=lambda intent: str(intent["name"]))
def test_every_intent_of_the_model_is_put_back_into_words(intent: dict[str, Any]) -> None:
    slots = {slot["name"]: {"name": slot["name"], "value": "a chemist"} for slot in
             intent.get("slots", [])}  # fmt: skip
    said = sentence_of(Fields({"name": intent["name"], "slots": slots}))
    assert bool(said) is (intent["name"] != "AMAZON.FallbackIntent")
    assert all("a chemist" in said for _ in slots)
    for sample in intent["samples"]:
        assert ("{query}" in sample) is bool(slots), sample


@pytest.mark.parametrize("name", ["Ambulance", "Fallen", "Breath", "Fire", "Gas", "Police"])
def test_a_cry_for_help_is_an_alarm_by_its_words(name: str) -> None:
    assert DangerWords.load().found(sentences()[f"{name}Intent"].lower())


def test_every_sentence_belongs_to_an_intent() -> None:
    assert set(sentences()) == {intent["name"] for intent in INTENTS}
    assert SENTENCES.is_file()


def test_samples_stand_for_one_intent_only() -> None:
    samples = [sample.lower() for intent in INTENTS for sample in intent["samples"]]
    assert len(samples) == len(set(samples))


@pytest.mark.parametrize(
    ("intent", "said"),
    [
        ({"name": "AMAZON.YesIntent"}, "yes"),
        ({"name": "AMAZON.NoIntent", "slots": {}}, "no"),
        ({"name": "WayIntent", "slots": {"query": {"value": "the library"}}},
         "how do I get to the library"),
        ({"name": "WayIntent", "slots": {"query": {"name": "query"}}}, ""),
        ({"name": "WayIntent"}, ""),
        ({"name": "Own", "slots": {"b": {"value": "open"}, "a": {"value": "{x}"}}}, "{x} open"),
        ({"name": "FindIntent", "slots": {"query": {"value": "{query.real}"}}},
         "where can I find {query.real}"),
        ({"name": "AMAZON.FallbackIntent"}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_intents_become_words(intent: dict[str, Any], said: str) -> None:
    assert sentence_of(Fields(intent)) == said


def test_without_an_id_there_is_no_channel() -> None:
    assert alexa(Settings()) is None


def test_the_channel_is_made_from_the_settings(tmp_path: Path) -> None:
    assert isinstance(alexa(Settings(alexa_skill_id=SKILL)), Alexa)
    path = tmp_path / "amazon.pem"
    path.write_bytes(ISSUED.pem)
    channel = alexa(Settings(alexa_skill_id=SKILL, alexa_certificate=str(path)))
    assert channel is not None
    assert as_event(run(channel.read(signed(as_bytes(recorded("launch")["request"])))))
    with pytest.raises(UsageError, match="ASSISTANT_ALEXA_CERTIFICATE"):
        alexa(Settings(alexa_skill_id=SKILL, alexa_certificate=str(tmp_path / "none.pem")))


def test_what_to_enter_is_told() -> None:
    lines = set_up(Settings(alexa_skill_id=SKILL), "https://a.example/")
    assert "https://a.example/channels/alexa" in lines[0]
