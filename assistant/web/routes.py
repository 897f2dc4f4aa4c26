"""The web page over HTTP: the page, its files, messages in, messages out, maps."""

import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from assistant import channels, clock
from assistant.channels import Channel, Event, Refused
from assistant.settings import Settings
from assistant.web.document import document, language_of_browser
from assistant.web.guard import LARGEST_BODY, check_origin
from assistant.web.page import WebPage
from assistant.web.pictures import Wanted
from assistant.web.static_files import FOLDER, HEADERS, PAGE, File, read_files, sent
from assistant.wording.phrases import LANGUAGES
from assistant.wording.reply import Reply

log = logging.getLogger(__name__)

NOT_KEPT = {"Cache-Control": "no-store"}
_HTTPS = "https"


class Door(Protocol):
    """Answers what happens on a channel."""

    async def answer(self, channel: Channel, event: Event) -> Reply:
        """The reply to say there."""
        ...


def web_routes(
    door: Door, engine: Engine, secret: bytes, settings: Settings, page: WebPage | None = None
) -> list[Route]:
    """The routes of the page; `page` is the channel that says things later, one is made else."""
    web = _Web(door, page or WebPage(engine, secret, settings), settings)
    return [
        Route("/", _guarded(web.page), methods=["GET"]),
        Route("/web/messages", _guarded(web.messages), methods=["POST"]),
        Route("/web/events", _guarded(web.events), methods=["GET"]),
        Route("/web/map.svg", web.map, methods=["GET"]),
        Route("/web/{name}", _guarded(web.file), methods=["GET"]),
    ]


def set_up(settings: Settings, public_url: str) -> list[str]:
    """What to tell whoever starts the assistant."""
    if not settings.web:
        return []
    lines = [f"Web page for residents: {public_url}/"]
    if not public_url.startswith(f"{_HTTPS}:"):
        lines.append("  Over HTTPS only do phones tell where they are and take dictation.")
    return lines


_Handler = Callable[[Request], Awaitable[Response]]


def _guarded(handler: _Handler) -> _Handler:
    """The handler; who is refused learns the status only."""

    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except Refused as refused:
            log.info("a request of the web page was refused: %s", refused)
            return Response(status_code=refused.status, headers=HEADERS | NOT_KEPT)

    return guarded


class _Web:
    def __init__(self, door: Door, page: WebPage, settings: Settings) -> None:
        self._door = door
        self._page = page
        self._public_url = settings.public_url
        self._files = read_files()
        template = (FOLDER / PAGE).read_text(encoding="utf-8")
        self._documents = {
            language: File(
                document(template, language, settings.community_phone).encode(),
                "text/html; charset=utf-8",
            )
            for language in LANGUAGES
        }

    async def page(self, request: Request) -> Response:
        """The page, and the cookie by which the browser is known."""
        language = language_of_browser(request.headers.get("accept-language", ""))
        return sent(
            self._documents[language],
            request,
            **{
                "Set-Cookie": self._cookie(request),
                "Vary": "Accept-Language",
                # Nothing on the way may hand one visitor's cookie to another.
                "Cache-Control": "private, no-cache",
            },
        )

    async def file(self, request: Request) -> Response:
        """One of the page's files."""
        file = self._files.get(request.path_params["name"])
        return sent(file, request) if file else Response(status_code=404, headers=HEADERS)

    async def messages(self, request: Request) -> Response:
        """One message of a visitor; the answer to it."""
        asked = channels.Request(
            request.method,
            request.url.path,
            dict(request.query_params),
            dict(request.headers),
            await _body(request),
            clock.now(),
        )
        event = await self._page.read(asked)
        reply = await self._door.answer(self._page, event)
        here = event.location
        position = (here["lat"], here["lon"]) if here else None
        await self._page.remember(event.user, reply, position)
        answer = self._page.write(event, reply)
        return Response(
            answer.body or None,
            answer.status,
            media_type=answer.media_type if answer.body else None,
            headers=HEADERS | NOT_KEPT,
        )

    async def events(self, request: Request) -> Response:
        """Messages that come later, as long as the page is open."""
        user = self._user(request)
        if not self._page.stream.has_room(user):
            raise Refused("too many connections", 429)
        # A page that is loaded again says what it had; the browser itself says it after a pause.
        last = request.headers.get("last-event-id") or request.query_params.get("last", "")
        return StreamingResponse(
            self._page.stream.listen(user, last),
            media_type="text/event-stream",
            headers=HEADERS | NOT_KEPT | {"X-Accel-Buffering": "no"},
        )

    # No coroutine: it is drawn in a thread, so that nobody else waits for it.
    def map(self, request: Request) -> Response:
        """The map of an answer that this visitor got."""
        try:
            user = self._user(request)
        except Refused as refused:
            return Response(status_code=refused.status, headers=HEADERS | NOT_KEPT)
        asked = request.query_params
        shown = self._page.memory.shown(user, asked.get("answer", ""))
        if shown is None:
            return Response(status_code=404, headers=HEADERS | NOT_KEPT)
        language = "en" if asked.get("language") == "en" else "zh"
        wanted = Wanted(language, reach=asked.get("reach") == "1")
        drawn = self._page.pictures.draw(user, shown, wanted)
        headers = HEADERS | {"Cache-Control": "private, max-age=1800", "Vary": "Cookie"}
        return Response(drawn, media_type="image/svg+xml", headers=headers)

    def _user(self, request: Request) -> str:
        check_origin(request.headers)
        user = self._page.sessions.user(request.headers.get("cookie", ""))
        if user is None:
            raise Refused("no session", 401)
        return user

    def _cookie(self, request: Request) -> str:
        user = self._page.sessions.user(request.headers.get("cookie", ""))
        own = f"{_HTTPS}://{request.headers.get('host', '')}"
        is_public = self._public_url.rstrip("/") == own
        return self._page.sessions.cookie(user, secure=request.url.scheme == _HTTPS or is_public)


async def _body(request: Request) -> bytes:
    """The body. Raises Refused where it is too large."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LARGEST_BODY:
            raise Refused("too large", 413)
        chunks.append(chunk)
    return b"".join(chunks)
