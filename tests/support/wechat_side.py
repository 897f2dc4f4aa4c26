"""The other side of WeChat and WeCom for the tests: requests as they send them, their interface."""

import asyncio
import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import fromstring

import pytest
from wechatpy.crypto import WeChatCrypto
from wechatpy.enterprise.crypto import WeChatCrypto as WeComCrypto

from assistant.channels import Answer, Channel, Event, Request
from assistant.channels.wechat_envelope import signature_of
from assistant.clock import ZONE
from assistant.paths import ROOT
from assistant.wording.reply import Reply

VECTORS = Path(
    os.environ.get("ASSISTANT_CHANNEL_VECTORS", ROOT.parent / "shared" / "channels" / "vectors")
)
AT = datetime.fromtimestamp(1798700002, ZONE)
TOKEN = "shequ2026"
AES_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
APP_ID = "wx1234567890abcdef"
CORP_ID = "ww1234567890abcdef"
NONCE = "8421763"
FOUND = Reply(
    "最近的是珠江路食堂。",
    "最近的是珠江路食堂，走 4 分钟。\n2. 长江路食堂，走 7 分钟。",
    places=({"name": "珠江路食堂"}, {"name": "长江路食堂"}),
    suggestions=("怎么走",),
)


def vectors() -> dict[str, Any]:
    """The vectors of both platforms."""
    path = VECTORS / "wechat_aes.json"
    assert path.is_file(), f"The vectors are missing: {path} (set ASSISTANT_CHANNEL_VECTORS)."
    return dict(json.loads(path.read_text(encoding="utf-8")))


def recorded(name: str) -> list[Path]:
    """The recorded requests of a channel."""
    return sorted((ROOT / "tests" / "channels" / "recorded" / name).glob("*.json"))


def event_of(channel: Channel, request: Request) -> Event:
    """What the channel reads, where that is an event."""
    found = asyncio.run(channel.read(request))
    assert isinstance(found, Event)
    return found


def answer_of(channel: Channel, request: Request) -> Answer:
    """What the channel answers at once."""
    found = asyncio.run(channel.read(request))
    assert isinstance(found, Answer)
    return found


def as_recorded(found: Event | Answer) -> dict[str, Any]:
    """What was read, as the recorded files tell it."""
    if isinstance(found, Answer):
        return {"answer": found.body.decode()}
    return {
        "event": {
            "kind": found.kind.value,
            "user": found.user,
            "text": found.text,
            "location": found.location,
            "message_id": found.message_id,
        }
    }


def plain_request(xml: str, at: datetime = AT, token: str = TOKEN) -> Request:
    """A message in plain mode."""
    stamp = str(int(at.timestamp()))
    query = {
        "signature": signature_of(token, stamp, NONCE),
        "timestamp": stamp,
        "nonce": NONCE,
        "openid": "oUser_0001",
    }
    return post("wechat", query, xml.encode())


def sealed_request(xml: str, name: str = "wechat", *, beside: str = "") -> Request:
    """A sealed message, sealed by wechatpy; `beside` stands in plain words next to it."""
    stamp = str(int(AT.timestamp()))
    crypto = crypto_of(name)
    content = crypto.encrypt_message(xml, NONCE, stamp)
    start = content.index("<Encrypt>")
    sealed = content[start : content.index("</Encrypt>") + len("</Encrypt>")]
    bare = sealed.removeprefix("<Encrypt><![CDATA[").removesuffix("]]></Encrypt>")
    query = {
        "msg_signature": signature_of(TOKEN, stamp, NONCE, bare),
        "timestamp": stamp,
        "nonce": NONCE,
    }
    if name == "wechat":
        query |= {"signature": signature_of(TOKEN, stamp, NONCE), "encrypt_type": "aes"}
    head = "<ToUserName><![CDATA[gh_a1b2c3d4e5f6]]></ToUserName>"
    return post(name, query, f"<xml>{head}{beside}{sealed}</xml>".encode())


def post(name: str, query: Mapping[str, str], body: bytes, at: datetime = AT) -> Request:
    """A POST to the channel of that name."""
    headers = {"content-type": "text/xml"}
    return Request("POST", f"/channels/{name}", query, headers, body, at)


def get(name: str, query: Mapping[str, str], at: datetime = AT) -> Request:
    """A GET to the channel of that name."""
    return Request("GET", f"/channels/{name}", query, {}, b"", at)


def later(request: Request, seconds: float) -> Request:
    """The same request when it comes that much later."""
    at = request.at + timedelta(seconds=seconds)
    return Request(request.method, request.path, request.query, request.headers, request.body, at)


def crypto_of(name: str) -> Any:
    """Wechatpy's own cipher, for that channel."""
    if name == "wechat":
        return WeChatCrypto(TOKEN, AES_KEY, APP_ID)
    return WeComCrypto(TOKEN, AES_KEY, CORP_ID)


def opened(answer: Answer, name: str = "wechat") -> str:
    """A sealed answer, verified and opened by wechatpy."""
    outer = fromstring(answer.body)
    signed = [outer.findtext(part) for part in ("MsgSignature", "TimeStamp", "Nonce")]
    return str(crypto_of(name).decrypt_message(answer.body.decode(), *signed))


class PlatformServer:
    """An interface on this machine, in the documented format; it knows which tokens it gave."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        """Path, query and body of each request, in order."""
        self.codes: list[int] = []
        """Error numbers for the next messages; then all is well."""
        self.token_answer: dict[str, Any] | None = None
        """Another answer to those who ask for a token."""
        self.raw: tuple[int, bytes] | None = None
        """Another status and body for messages."""
        self.more: dict[str, Any] = {}
        """What stands in an answer besides."""
        self.forced = 0
        """How often a token was made anew on demand."""
        self.given = 1
        self.url = ""

    @property
    def token(self) -> str:
        """The token that holds."""
        return f"TOKEN-{self.given}"

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The bodies of the messages."""
        return [json.loads(body) for path, _, body in self.asked if path.endswith("/send")]

    @property
    def token_requests(self) -> int:
        """How often a token was asked for."""
        return sum(not path.endswith("/send") for path, _, _ in self.asked)

    def answer(self, path: str, query: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Status and body."""
        self.asked.append((path, query, body))
        if not path.endswith("/send"):
            if body and json.loads(body)["force_refresh"]:
                self.forced += 1
                self.given += 1
            content = self.token_answer or {"access_token": self.token, "expires_in": 7200}
            return 200, json.dumps(content).encode()
        if self.raw:
            return self.raw
        code = self.codes.pop(0) if self.codes else 0
        if query.get("access_token") != self.token:
            code = 40001
        return 200, json.dumps({"errcode": code, "errmsg": "ok", **self.more}).encode()


@contextmanager
def platform_server() -> Iterator[PlatformServer]:
    """A running one."""
    platform = PlatformServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body: bytes) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            status, content = platform.answer(parts.path, query, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    platform.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("NO_PROXY", "127.0.0.1")
            yield platform
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
