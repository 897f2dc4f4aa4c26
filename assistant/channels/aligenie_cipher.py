"""Bodies that AliGenie encrypts for us: RSA, block by block.

It hides what was said. It does not prove who sent it: anybody can encrypt with a public key.
"""

import base64
import binascii
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from assistant.channels.channel import Refused
from assistant.errors import UsageError

BITS = 1024
"""The length of key that the platform takes."""


class AliGenieCipher:
    """Opens what was encrypted for the key."""

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        self._key = key

    def open(self, sealed: str) -> bytes:
        """What is in `sealed` (base64). Raises Refused where it cannot be opened."""
        block = self._key.key_size // 8
        try:
            raw = base64.b64decode(sealed, validate=True)
            blocks = [raw[start : start + block] for start in range(0, len(raw), block)]
            return b"".join(self._key.decrypt(each, padding.PKCS1v15()) for each in blocks)
        except (binascii.Error, ValueError):
            raise Refused("The body cannot be decrypted.", 400) from None


def read_cipher(path: Path) -> AliGenieCipher:
    """The cipher with the private key of a PEM file. Raises UsageError."""
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:  # TypeError: it wants a password
        raise UsageError(f"ASSISTANT_ALIGENIE_KEY: {path} is no file with a key (PEM).") from error
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size != BITS:
        raise UsageError(f"ASSISTANT_ALIGENIE_KEY: {path} must hold an RSA key of {BITS} bits.")
    return AliGenieCipher(key)
