"""Sessions: a cookie that we made is a person of the web page."""

import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie

COOKIE = "resident"
_LENGTH = 32
"""Letters of a user's name and of the seal behind it."""


class Sessions:
    """Makes and reads cookies. Only who was here before with a cookie of ours is somebody."""

    def __init__(self, secret: bytes, days: int) -> None:
        """A browser keeps the cookie for so many `days` after the last visit."""
        self._secret = secret
        self._seconds = days * 24 * 3600

    def user(self, header: str) -> str | None:
        """The user in the request's Cookie header; None where there is no cookie of ours."""
        try:
            value = SimpleCookie(header)[COOKIE].value
        except (CookieError, KeyError):
            return None
        user, _, seal = value.partition(".")
        known = hmac.compare_digest(seal.encode(errors="replace"), self._seal(user).encode())
        return user if known and len(user) == _LENGTH else None

    def cookie(self, user: str | None, *, secure: bool) -> str:
        """The Set-Cookie header for this user, for a new one without; `secure` over HTTPS."""
        name = user or secrets.token_hex(_LENGTH // 2)
        value = f"{COOKIE}={name}.{self._seal(name)}; Path=/; Max-Age={self._seconds}"
        return f"{value}; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")

    def _seal(self, user: str) -> str:
        message = f"web session:{user}".encode(errors="replace")
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()[:_LENGTH]
