"""Sealing what is kept about people: read by nobody without the installation's secret."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
STEP = 256
"""What is sealed is filled up to a multiple of this many bytes: its length tells nothing."""

DIGEST_LENGTH = 32
"""Hex digits of a digest."""


class Sealer:
    """Seals and opens with AES-256-GCM, and hashes what is looked up; safe to use from threads."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(_derived(secret, "sealing"))
        self._hash_key = _derived(secret, "looking up")

    def seal(self, what: Mapping[str, Any], owner: str) -> bytes:
        """`what` (plain JSON), to be opened for the same `owner` only."""
        plain = json.dumps(what).encode()
        plain += b" " * (-len(plain) % STEP)
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, owner.encode())

    def open(self, sealed: bytes, owner: str) -> dict[str, Any] | None:
        """What was sealed; None for another owner, under another secret, or where it is damaged."""
        if len(sealed) <= NONCE_BYTES:
            return None
        try:
            plain = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], owner.encode())
        except InvalidTag:
            return None
        found: dict[str, Any] = json.loads(plain)
        return found

    def digest(self, *parts: str) -> str:
        """A hash of `parts` by which a row is found, worthless without the secret."""
        message = json.dumps(parts).encode()
        return hmac.new(self._hash_key, message, hashlib.sha256).hexdigest()[:DIGEST_LENGTH]


def _derived(secret: bytes, purpose: str) -> bytes:
    info = f"fifteen-minute-assistant/people/{purpose}/1".encode()
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(secret)
