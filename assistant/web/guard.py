"""Who may speak for a visitor: the page itself, and no other site that is open in the browser."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from assistant.channels import Refused

JSON = "application/json"
LARGEST_BODY = 64 * 1024
_OWN = ("same-origin", "none")
"""What a browser says of requests that no other site began."""


def check(headers: Mapping[str, str], body: bytes) -> None:
    """Raises Refused unless the page sent this: JSON of a fair size, from our own origin.

    A form of another site cannot send JSON, and a script of another site has to ask before; we
    never allow it. Old browsers tell no origin: for them that alone has to do.
    """
    if headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise Refused("not JSON", 415)
    if len(body) > LARGEST_BODY:
        raise Refused("too large", 413)
    check_origin(headers)


def check_origin(headers: Mapping[str, str]) -> None:
    """Raises Refused where another site began the request."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None:
        try:
            ours = bool(origin) and urlsplit(origin).netloc == headers.get("host")
        except ValueError:
            ours = False
        if not ours:
            raise Refused("from another site")
    elif site is not None and site not in _OWN:
        raise Refused("from another site")
