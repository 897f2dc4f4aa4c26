"""How WeChat and WeCom seal their messages: AES-256 in CBC mode, the key's start as its IV.

Inside lie 16 random bytes, the length of the content, the content, and whose it is.
"""

import base64
import binascii
import re
import secrets
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from assistant.channels.channel import Refused
from assistant.errors import UsageError

KEY_LENGTH = 43
"""Characters of an EncodingAESKey: base64 without its last sign."""

BLOCK = 32
"""Bytes that the content is filled up to; twice the block of AES itself."""

AES_BLOCK = 16
SALT = 16
HEAD = SALT + 4


class MessageCipher:
    """Opens what the platform sealed for us, and seals what we answer."""

    def __init__(self, name: str, key: str, owner: str) -> None:
        """`key` is the EncodingAESKey from the setting `name`; `owner` the AppID or CorpID.

        Raises UsageError where that is no such key.
        """
        if not re.fullmatch(rf"[A-Za-z0-9+/]{{{KEY_LENGTH}}}", key):
            raise UsageError(f"{name} must be the {KEY_LENGTH} letters and digits of the platform.")
        raw = base64.b64decode(key + "=")
        self._cipher = Cipher(algorithms.AES(raw), modes.CBC(raw[:AES_BLOCK]))
        self._owner = owner.encode()

    def open(self, sealed: str) -> bytes:
        """The content. Raises Refused: 400 where it is damaged, 403 where it is not for us."""
        try:
            raw = base64.b64decode(sealed, validate=True)
            decryptor = self._cipher.decryptor()
            filled = decryptor.update(raw) + decryptor.finalize()
            plain = _emptied(filled)
            (length,) = struct.unpack(">I", plain[SALT:HEAD])
        except (binascii.Error, ValueError, struct.error) as error:
            raise Refused("a sealed message that cannot be opened", 400) from error
        content, owner = plain[HEAD : HEAD + length], plain[HEAD + length :]
        if owner != self._owner:
            raise Refused("a sealed message for another account")
        return content

    def seal(self, content: str) -> str:
        """The content as only the platform can read it."""
        inside = content.encode()
        plain = secrets.token_bytes(SALT) + struct.pack(">I", len(inside)) + inside + self._owner
        encryptor = self._cipher.encryptor()
        return base64.b64encode(encryptor.update(_filled(plain)) + encryptor.finalize()).decode()


def _filled(plain: bytes) -> bytes:
    count = BLOCK - len(plain) % BLOCK
    return plain + bytes([count]) * count


def _emptied(filled: bytes) -> bytes:
    """Without what `_filled` added. Raises ValueError where that is not as it should be."""
    count = filled[-1] if filled else 0
    if not 1 <= count <= BLOCK or filled[-count:] != bytes([count]) * count:
        raise ValueError("the end is not filled up as it should be")
    return filled[:-count]
