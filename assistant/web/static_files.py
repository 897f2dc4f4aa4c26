"""The page's own files, read once, with the headers that keep others' scripts out."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
}
PAGE = "page.html"
"""The template of the page; it is not handed out as a file."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), microphone=(self), camera=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Of every answer: nothing comes from elsewhere, nothing is taken for what it is not."""


@dataclass(frozen=True)
class File:
    """A file as it is sent."""

    content: bytes
    media_type: str

    @property
    def etag(self) -> str:
        """Changes with the content."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'


def read_files(folder: Path = FOLDER) -> dict[str, File]:
    """Every file of the folder by its name, but the template."""
    return {
        path.name: File(path.read_bytes(), TYPES[path.suffix])
        for path in sorted(folder.iterdir())
        if path.suffix in TYPES and path.name != PAGE
    }


def sent(file: File, request: Request, **headers: str) -> Response:
    """The file, or 304 where the browser has it already; it asks again every time."""
    known = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    given = {**HEADERS, "ETag": file.etag, "Cache-Control": "no-cache", **headers}
    if file.etag in known or f"W/{file.etag}" in known:
        return Response(status_code=304, headers=given)
    return Response(file.content, media_type=file.media_type, headers=given)
