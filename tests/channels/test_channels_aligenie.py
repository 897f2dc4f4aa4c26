"""AliGenie: who may ask, what is read, what is answered."""

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels import EventKind, Refused, Request
from assistant.channels.aligenie import FRESH, AliGenie, aligenie, set_up
from assistant.channels.aligenie_cipher import AliGenieCipher, read_cipher
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

SECRET = "gate-of-the-lane-7319"
VECTOR = vector("aligenie_rsa")
KEY = load_pem_private_key(VECTOR["private_key_pem"].encode(), None)
assert isinstance(KEY, rsa.RSAPrivateKey)
CHANNEL = AliGenie(SECRET, AliGenieCipher(KEY), template="list-1")
RECORDINGS = recordings("aligenie")


def known(body: bytes) -> Request:
    return posted(body, {"X-Assistant-Secret": SECRET})


def recorded(name: str) -> dict[str, Any]:
    path = next(path for path in RECORDINGS if path.stem == name)
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def sealed(body: bytes) -> dict[str, Any]:
    """As the platform encrypts: blocks as large as the padding leaves room for."""
    assert isinstance(KEY, rsa.RSAPrivateKey)
    public = KEY.public_key()
    blocks = [body[start : start + 117] for start in range(0, len(body), 117)]
    raw = b"".join(public.encrypt(block, padding.PKCS1v15()) for block in blocks)
    return {**VECTOR["request"], "securityQuery": base64.b64encode(raw).decode()}


def test_the_recordings_are_there() -> None:
    assert len(RECORDINGS) >= 9


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_the_recordings(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    replay(CHANNEL, content, known(as_bytes(content["request"])))


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_the_recordings_encrypted(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    replay(CHANNEL, content, known(as_bytes(sealed(as_bytes(content["request"])))))


def test_the_vector() -> None:
    event = as_event(run(CHANNEL.read(known(as_bytes(VECTOR["request"])))))
    assert (event.kind, event.user, event.text) == (EventKind.TEXT, "do1", "附近的老年食堂")
    assert event.message_id == "20261231145320000-1277958919"


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), "口令"])
def test_without_the_secret_nobody_is_heard(secret: str | None) -> None:
    body = as_bytes(recorded("wish")["request"])
    headers = {} if secret is None else {"x-assistant-secret": secret}
    with pytest.raises(Refused) as refused:
        run(CHANNEL.read(posted(body, headers)))
    assert refused.value.status == 403


def test_the_secret_comes_before_the_key() -> None:
    """Strangers learn nothing of how their encrypted text was opened."""
    with pytest.raises(Refused, match="secret"):
        run(CHANNEL.read(posted(as_bytes(VECTOR["request"]))))


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_request_of_another_time_is_refused(minutes: int) -> None:
    request = known(as_bytes(recorded("wish")["request"]))
    run(CHANNEL.read(request))
    at = NOW + timedelta(minutes=minutes)
    assert abs(at - NOW) > FRESH
    with pytest.raises(Refused, match="old"):
        run(CHANNEL.read(posted(request.body, dict(request.headers), at=at)))


@pytest.mark.parametrize(
    "request_id", [None, "", "r-1", "20261399145320123-1", "202612311453201234-1", 7]
)
def test_a_request_without_a_time_is_refused(request_id: object) -> None:
    content = {**recorded("wish")["request"], "requestId": request_id}
    with pytest.raises(Refused) as refused:
        run(CHANNEL.read(known(as_bytes(content))))
    assert refused.value.status == 400


@pytest.mark.parametrize("query", ["不是", "QUJD", base64.b64encode(b"x" * 128).decode(), 5, "%"])
def test_what_cannot_be_decrypted_is_refused(query: object) -> None:
    with pytest.raises(Refused) as refused:
        run(CHANNEL.read(known(as_bytes({**VECTOR["request"], "securityQuery": query}))))
    assert refused.value.status == 400


def test_an_encrypted_body_without_a_key_is_refused() -> None:
    with pytest.raises(Refused, match="no key"):
        run(AliGenie(SECRET).read(known(as_bytes(VECTOR["request"]))))


def test_a_long_body_is_decrypted_whole() -> None:
    content = recorded("wish")["request"]
    content["slotEntities"] = [{"slotName": "text:any", "slotValue": "食堂" * 2_000}]
    event = as_event(run(CHANNEL.read(known(as_bytes(sealed(as_bytes(content)))))))
    assert event.text == content["utterance"]


def test_a_list_is_shown_only_where_screen_and_template_are() -> None:
    reply = Reply.from_json(recorded("wish_on_a_screen")["reply"])
    for channel, name in ((AliGenie(SECRET), "wish_on_a_screen"), (CHANNEL, "wish")):
        event = as_event(run(channel.read(known(as_bytes(recorded(name)["request"])))))
        commands = content_of(channel.write(event, reply))["returnValue"]["gwCommands"]
        assert [command["commandName"] for command in commands] == ["Speak"]


def test_a_person_answers_elsewhere_and_nothing_is_said() -> None:
    event = as_event(run(CHANNEL.read(known(as_bytes(recorded("wish")["request"])))))
    value = content_of(CHANNEL.write(event, Reply("", "", author="operator")))["returnValue"]
    assert (value["reply"], value["gwCommands"]) == ("", [])


@pytest.mark.parametrize("sign", LARGE_SIGNS)
def test_the_largest_answer_is_small_enough(sign: str) -> None:
    event = as_event(run(CHANNEL.read(known(as_bytes(recorded("wish_on_a_screen")["request"])))))
    assert len(CHANNEL.write(event, largest(sign)).body) <= LIMIT


@PATIENT
@given(replies())
def test_every_answer_is_small_and_says_what_becomes_of_the_session(reply: Reply) -> None:
    event = as_event(run(CHANNEL.read(known(as_bytes(recorded("wish_on_a_screen")["request"])))))
    answer = CHANNEL.write(event, reply)
    assert len(answer.body) <= LIMIT
    value = content_of(answer)["returnValue"]
    spoken, *others = value["gwCommands"]
    assert spoken["payload"]["text"] == value["reply"]
    assert spoken["payload"]["expectSpeech"] is reply.expects_reply
    assert ("wakeupType" in spoken["payload"]) is reply.expects_reply
    assert value["skillDialogSession"]["skillEndNluSession"] is reply.end_session
    assert any(other["commandName"] == "Exit" for other in others) is reply.end_session


@PATIENT
@given(st.data())
def test_whatever_is_sent_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([path.stem for path in RECORDINGS]))
    body = as_bytes(data.draw(spoilt(recorded(name)["request"])))
    is_read(CHANNEL, known(as_bytes(sealed(body)) if data.draw(st.booleans()) else body))


@PATIENT
@given(st.binary(max_size=200), st.text(max_size=40))
def test_strangers_are_always_refused(body: bytes, secret: str) -> None:
    with pytest.raises(Refused):
        run(CHANNEL.read(posted(body, {"x-assistant-secret": secret})))
    is_read(CHANNEL, known(body))


def test_the_platforms_file_is_served(tmp_path: Path) -> None:
    path = tmp_path / "0f3a9c.txt"
    path.write_bytes(b"check=1\n")
    given_ = Settings(aligenie_secret=SECRET, aligenie_check=str(path))
    channel = aligenie(given_)
    assert channel is not None
    assert dict(channel.files) == {"/aligenie/0f3a9c.txt": b"check=1\n"}
    lines = set_up(given_, "https://a.example")
    assert any("https://a.example/aligenie/0f3a9c.txt" in line for line in lines)
    assert not any(SECRET in line for line in lines)


def test_without_a_secret_there_is_no_channel() -> None:
    assert aligenie(Settings()) is None


@pytest.mark.parametrize(
    "secret", ["short", "口令口令口令口令口令口令口令口令口令", "a" * 20 + "\n"]
)
def test_a_secret_that_is_none_is_named(secret: str) -> None:
    with pytest.raises(UsageError, match="ASSISTANT_ALIGENIE_SECRET"):
        aligenie(Settings(aligenie_secret=secret))


@pytest.mark.parametrize("name", ["none.txt", "check.html", "a b.txt"])
def test_a_file_that_is_not_the_platforms_is_named(tmp_path: Path, name: str) -> None:
    if name != "none.txt":
        (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="ASSISTANT_ALIGENIE_CHECK"):
        aligenie(Settings(aligenie_secret=SECRET, aligenie_check=str(tmp_path / name)))


def test_a_key_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text(VECTOR["private_key_pem"], encoding="utf-8")
    assert (
        read_cipher(path).open(VECTOR["request"]["securityQuery"]).decode() == (VECTOR["plaintext"])
    )


def _pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, password: bytes = b"") -> bytes:
    seal = BestAvailableEncryption(password) if password else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, seal)


@pytest.mark.parametrize("kind", ["none", "text", "longer", "curve", "locked"])
def test_a_file_that_holds_no_such_key_is_named(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "key.pem"
    assert isinstance(KEY, rsa.RSAPrivateKey)
    if kind == "text":
        path.write_text("no key", encoding="utf-8")
    elif kind == "longer":
        path.write_bytes(_pem(rsa.generate_private_key(65537, 2048)))
    elif kind == "curve":
        path.write_bytes(_pem(ec.generate_private_key(ec.SECP256R1())))
    elif kind == "locked":
        path.write_bytes(_pem(KEY, b"word"))
    with pytest.raises(UsageError, match="ASSISTANT_ALIGENIE_KEY"):
        aligenie(Settings(aligenie_secret=SECRET, aligenie_key=str(path)))
