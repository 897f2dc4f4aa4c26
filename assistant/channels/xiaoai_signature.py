"""The signature of Xiaomi's requests: HMAC-SHA256 over address, time and headers."""

import base64
import binascii
import hashlib
import hmac
import re
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode, urlsplit

from assistant.channels.channel import Refused, Request
from assistant.channels.freshness import refuse_stale
from assistant.errors import UsageError

FRESH = timedelta(minutes=5)
PATH = "/channels/xiaoai"
_AUTHORIZATION = re.compile(r"MIAI-HmacSHA256-V1 ([^:\s]+):([^:\s]*):([0-9a-f]{64})", re.ASCII)
_MD5 = re.compile(r"[A-Za-z0-9+/]{22}==", re.ASCII)


class XiaoAISignature:
    """Checks requests that are sent to one address."""

    def __init__(self, key_id: str, secret: bytes, host: str, path: str) -> None:
        """`host` and `path` as the platform knows them: a proxy may change what reaches us."""
        self._key_id = key_id
        self._secret = secret
        self._host = host
        self._path = path

    def verify(self, request: Request) -> None:
        """Raises Refused unless the request was signed with our key, just now."""
        headers = request.headers
        found = _AUTHORIZATION.fullmatch(headers.get("authorization", ""))
        if not found:
            raise Refused("The request is not signed.")
        key_id, _, signature = found.groups()
        expected = hmac.new(self._secret, self._signed(request), hashlib.sha256).hexdigest()
        same_key = hmac.compare_digest(_bytes(key_id), _bytes(self._key_id))
        if not hmac.compare_digest(signature, expected) or not same_key:
            raise Refused("The signature does not fit.")
        _refuse_old(request)
        _refuse_other_body(headers.get("content-md5", ""), request.body)

    def _signed(self, request: Request) -> bytes:
        headers = request.headers
        parts = (
            request.method,
            self._path,
            urlencode(request.query, errors="replace"),
            headers.get("x-xiaomi-date", ""),
            self._host,
            headers.get("content-type", ""),
            headers.get("content-md5", ""),
        )
        return _bytes("".join(f"{part}\n" for part in parts))


def _refuse_old(request: Request) -> None:
    try:
        made = parsedate_to_datetime(request.headers.get("x-xiaomi-date", ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        raise Refused("The request's time is none.") from None
    if made.tzinfo is None:  # "-0000": the time is in UTC, the zone of the sender unknown
        made = made.replace(tzinfo=UTC)
    refuse_stale(made, request.at, FRESH)


def _refuse_other_body(given: str, body: bytes) -> None:
    """Only this header covers the body, and it is not sure that it is always sent."""
    if not _MD5.fullmatch(given):
        return
    digest = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
    if not hmac.compare_digest(given, digest):
        raise Refused("The body is not the one that was signed.")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def read_signature(key_id: str, secret: str, public_url: str) -> XiaoAISignature:
    """The check for the settings. Raises UsageError for one that is missing or malformed."""
    try:
        key = base64.b64decode(secret, validate=True)
    except (binascii.Error, ValueError) as error:
        raise UsageError("ASSISTANT_XIAOAI_SECRET must be base64, as shown there.") from error
    if not key:
        raise UsageError("ASSISTANT_XIAOAI_SECRET must be base64, as shown there.")
    address = urlsplit(public_url)
    if not address.netloc:
        raise UsageError("XiaoAI signs our address: set ASSISTANT_PUBLIC_URL, https://….")
    return XiaoAISignature(key_id, key, address.netloc, address.path.rstrip("/") + PATH)
