"""The key under which somebody is known: always the same, and nothing can be read from it."""

import hashlib
import hmac
import re
import unicodedata

from assistant.errors import UsageError

CALLER = "caller"
"""The kind of those who are known by their telephone number; the others are the channels."""

LENGTH = 24
"""Hex digits of a key."""

_BETWEEN_DIGITS = re.compile(r"[\s()+./\-\u2010-\u2015\u2212]")
_NUMBER = re.compile(r"[0-9]{5,20}")
_LEAST_ABROAD = 12
"""Digits of a Chinese number with 86 before it, at least: 86, an area, seven or eight more."""


def person_key(secret: bytes, kind: str, name: str) -> str:
    """The key of the user `name` of a channel, or of the telephone number of a "caller".

    Raises UsageError for a caller's number that is not whole: strangers would become one person.
    """
    known_as = telephone(name) if kind == CALLER else name
    message = f"{kind}:{known_as}".encode(errors="surrogatepass")
    return hmac.new(secret, message, hashlib.sha256).hexdigest()[:LENGTH]


def telephone(number: str) -> str:
    """The digits of `number` without 0086, +86 or the 0 of the area, however it is written.

    Raises UsageError where digits are hidden or missing.
    """
    digits = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", number))
    if _NUMBER.fullmatch(digits):
        digits = digits.lstrip("0")
        if digits.startswith("86") and len(digits) >= _LEAST_ABROAD:
            digits = digits.removeprefix("86").lstrip("0")
        if digits:
            return digits
    raise UsageError("A caller is known by a whole telephone number, such as 027-87654321.")
