"""What the tests of the speakers' channels share: requests, recordings, authorities made here."""

import asyncio
import base64
import json
import os
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from assistant.channels import Answer, Channel, Event, EventKind, Refused, Request
from assistant.paths import ROOT
from assistant.wording.reply import Reply

VECTORS = Path(
    os.environ.get("ASSISTANT_CHANNEL_VECTORS", ROOT.parent / "shared" / "channels" / "vectors")
)
T = TypeVar("T")
RECORDED = Path(__file__).parent / "recorded"
NOW = datetime(2026, 12, 31, 6, 53, 30, tzinfo=UTC)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Signing takes its time, and the machine may be busy."""
LIMIT = 24 * 1024
"""Bytes of an answer that the platforms take."""
LARGE_SIGNS = ["测", "😀", "\x01", '"', "\n", "句。"]
"""Signs of which a JSON text takes more than one byte."""


def vector(name: str) -> dict[str, Any]:
    """A file of test vectors."""
    path = VECTORS / f"{name}.json"
    assert path.is_file(), f"The vectors are missing: {path} (set ASSISTANT_CHANNEL_VECTORS)."
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def recordings(channel: str) -> list[Path]:
    """Requests and answers of a platform's form."""
    return sorted((RECORDED / channel).glob("*.json"))


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def posted(
    body: bytes, headers: dict[str, str] | None = None, path: str = "/", at: datetime = NOW
) -> Request:
    """A request as the web server hands it over."""
    lowered = {name.lower(): value for name, value in (headers or {}).items()}
    return Request("POST", path, {}, lowered, body, at)


def as_bytes(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")


def content_of(answer: Answer) -> Any:
    assert answer.status == 200
    assert answer.media_type.startswith("application/json")
    return json.loads(answer.body)


def as_event(outcome: Event | Answer) -> Event:
    assert isinstance(outcome, Event), outcome
    return outcome


def replay(channel: Channel, recorded: dict[str, Any], request: Request) -> None:
    """One recording: what it was read as, and what was answered."""
    outcome = run(channel.read(request))
    if "event" in recorded:
        event = as_event(outcome)
        seen: dict[str, Any] = {"kind": event.kind.value, "user": event.user, "text": event.text}
        seen |= {"message_id": event.message_id, "language": event.language}
        seen["location"] = dict(event.location) if event.location else None
        assert seen == recorded["event"]
        if event.kind is EventKind.LEAVE:
            outcome = channel.silence(event)
        else:
            outcome = channel.write(event, Reply.from_json(recorded["reply"]))
    assert isinstance(outcome, Answer)
    assert content_of(outcome) == recorded["answer"]


def is_read(channel: Channel, request: Request) -> None:
    """Whatever is sent: an event, an answer or a refusal that names nobody."""
    try:
        outcome = run(channel.read(request))
    except Refused:
        return
    if isinstance(outcome, Event):
        outcome.user.encode()
        outcome.text.encode()
        said = "您好。"
        channel.write(outcome, Reply(speech=said, text=said))
        channel.silence(outcome)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=8), below, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def spoilt(draw: st.DrawFn, content: dict[str, Any]) -> dict[str, Any]:
    """`content` with something else at one or two places in it."""
    changed: dict[str, Any] = json.loads(json.dumps(content))
    for _ in range(draw(st.integers(1, 2))):
        part = changed
        while True:
            name = draw(st.sampled_from(sorted(part)))
            if not isinstance(part[name], dict) or not part[name] or draw(st.booleans()):
                part[name] = draw(JSON)
                break
            part = part[name]
    return changed


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """Replies larger and odder than any that is made."""
    words = st.text(max_size=30) | st.sampled_from(["\x00\x01" * 40, "测" * 300, '<&>"\\'])
    place = st.fixed_dictionaries(
        {"name": words, "address": words | st.none()},
        optional={
            "name_en": words,
            "walk_metres": st.integers(0, 9_000) | st.none(),
            "walk_minutes": st.floats(0, 90) | st.none(),
            "straight_metres": st.integers(0, 9_000),
            "estimated": st.booleans(),
        },
    )
    going = draw(st.sampled_from([(True, False), (False, False), (False, True)]))
    return Reply(
        speech=draw(words.filter(str.strip)) + draw(st.sampled_from(["", "测。" * 900])),
        text=draw(words) + draw(st.sampled_from(["", "字\n" * 2_000])),
        places=tuple(draw(st.lists(place, max_size=12))),
        suggestions=tuple(draw(st.lists(words.filter(bool), max_size=8))),
        expects_reply=going[0],
        end_session=going[1],
        ask_location=draw(st.booleans()),
        language=draw(st.sampled_from(["zh", "en"])),
    )


def largest(sign: str) -> Reply:
    """A reply in which everything is there, far too long, and made of one sign."""
    place = {"name": sign * 500, "address": sign * 500, "walk_metres": 9_999, "walk_minutes": 99.0}
    return Reply(sign * 9_000, sign * 9_000, (place,) * 40, suggestions=(sign * 500,) * 40)


@dataclass
class Issued:
    """A certificate with its key, and those that vouch for it."""

    key: rsa.RSAPrivateKey
    chain: list[x509.Certificate]

    @property
    def pem(self) -> bytes:
        return b"".join(each.public_bytes(Encoding.PEM) for each in self.chain)

    def signature(self, body: bytes, algorithm: hashes.HashAlgorithm) -> str:
        return base64.b64encode(self.key.sign(body, padding.PKCS1v15(), algorithm)).decode()


class Authority:
    """A root of our own and an authority below it, as the real ones have."""

    def __init__(self) -> None:
        self.root_key = new_key()
        self.root = certificate("Root", self.root_key, "Root", self.root_key, ca=1)
        self._key = new_key()
        self._middle = certificate("Middle", self._key, "Root", self.root_key, ca=0)

    def issue(self, name: str, **more: Any) -> Issued:
        """A certificate for a DNS name; `start` and `days` say when it holds."""
        key = new_key()
        leaf = certificate(name, key, "Middle", self._key, dns=name, **more)
        return Issued(key, [leaf, self._middle])


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def certificate(
    subject: str,
    key: rsa.RSAPrivateKey,
    issuer: str,
    issuer_key: rsa.RSAPrivateKey,
    *,
    dns: str = "",
    ca: int | None = None,
    start: datetime = NOW - timedelta(days=30),
    days: int = 90,
) -> x509.Certificate:
    def named(name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

    is_ca = ca is not None
    uses = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
         "encipher_only", "decipher_only"), False,
    )  # fmt: skip
    usage = x509.KeyUsage(digital_signature=True, key_cert_sign=is_ca, crl_sign=is_ca, **uses)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.BasicConstraints(is_ca, ca), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(above, critical=False)
    )
    if dns:
        server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        builder = builder.add_extension(server, critical=False)
        names = x509.SubjectAlternativeName([x509.DNSName(dns)])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


class _ToLocal(httpx.AsyncHTTPTransport):
    """Connects to this machine, whatever the address says; everything else is as on the network."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        return await super().handle_async_request(request)


class FileServer:
    """A web server on this machine with a few files, which counts what is asked of it."""

    def __init__(self, port: int) -> None:
        self.files: dict[str, tuple[int, bytes, dict[str, str]]] = {}
        self.asked: list[str] = []
        self._port = port

    def put(self, path: str, content: bytes, status: int = 200, **headers: str) -> None:
        self.files[path] = (status, content, headers)

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=_ToLocal(self._port))


@contextmanager
def file_server() -> Iterator[FileServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            files.asked.append(self.path)
            status, content, headers = files.files.get(self.path, (404, b"", {}))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    files = FileServer(server.server_port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield files
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
