"""Whether a request is from WeChat or WeCom, and what is in it; the envelope of our answer."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime

from assistant.channels.channel import Refused, Request
from assistant.channels.wechat_cipher import MessageCipher
from assistant.channels.wechat_xml import sealed_in, sealed_message

FRESH_SECONDS = 300
"""How far the time of a request may be from ours; the platforms do not say."""

LARGEST = 64 * 1024
"""Bytes of a body."""


def signature_of(*parts: str) -> str:
    """The platforms' signature: SHA-1 of the parts, sorted and joined."""
    joined = "".join(sorted(parts)).encode("utf-8", "replace")
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()


class Envelope:
    """Checks and opens requests with the token, and where there is one, the cipher."""

    def __init__(self, token: str, cipher: MessageCipher | None) -> None:
        self._token = token
        self._cipher = cipher

    def echo(self, request: Request) -> str:
        """What the check of the address wants to hear, plain. Raises Refused."""
        self._check(request, "signature")
        echo = request.query.get("echostr", "")
        if not echo:
            raise Refused("a check of the address without its word", 400)
        return echo

    def sealed_echo(self, request: Request) -> bytes:
        """The same where it comes sealed. Raises Refused."""
        return self._open(request, request.query.get("echostr", ""))

    def content(self, request: Request) -> bytes:
        """The message of a verified request. Raises Refused.

        With a cipher only what is sealed counts, whatever stands beside it in plain words.
        """
        if len(request.body) > LARGEST:
            raise Refused("too large", 413)
        if self._cipher:
            return self._open(request, sealed_in(request.body))
        self._check(request, "signature")
        return request.body

    def wrap(self, message: str, at: int) -> bytes:
        """Our answer, sealed where we have a cipher; `at` in seconds since 1970."""
        if not self._cipher:
            return message.encode()
        sealed, nonce = self._cipher.seal(message), str(secrets.randbelow(10**10))
        signature = signature_of(self._token, str(at), nonce, sealed)
        return sealed_message(sealed, signature, str(at), nonce).encode()

    def _open(self, request: Request, sealed: str) -> bytes:
        self._check(request, "msg_signature", sealed)
        if not self._cipher:
            raise Refused("a sealed message, and no key")
        return self._cipher.open(sealed)

    def _check(self, request: Request, name: str, *signed: str) -> None:
        query = request.query
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        expected = signature_of(self._token, timestamp, nonce, *signed)
        given = query.get(name, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, expected.encode()):
            raise Refused("a wrong signature")
        if not _is_fresh(timestamp, request.at):
            raise Refused("a request of another time")


def _is_fresh(timestamp: str, at: datetime) -> bool:
    if not re.fullmatch(r"[0-9]{1,12}", timestamp):
        return False
    return abs(at.timestamp() - int(timestamp)) <= FRESH_SECONDS
