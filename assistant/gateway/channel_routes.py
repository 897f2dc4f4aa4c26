"""HTTP addresses of the platforms' channels: /channels/NAME, and the texts they want served."""

import logging
from collections.abc import Sequence

from starlette.requests import ClientDisconnect
from starlette.requests import Request as WebRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assistant import clock
from assistant.channels import Answer, Channel, EventKind, Refused, Request
from assistant.gateway.door import Door

log = logging.getLogger(__name__)

LARGEST_BODY = 64 * 1024


def channel_routes(channels: Sequence[Channel], door: Door) -> list[Route]:
    """The routes of the channels that are on."""
    routes = []
    for channel in channels:
        if not channel.over_http:
            continue
        path = f"/channels/{channel.name}"
        routes.append(Route(path, _Handler(channel, door).answer, methods=["GET", "POST"]))
        routes += [_file_route(path, content) for path, content in channel.files.items()]
    return routes


class _Handler:
    """One channel's address."""

    def __init__(self, channel: Channel, door: Door) -> None:
        self._channel = channel
        self._door = door

    async def answer(self, web_request: WebRequest) -> Response:
        """Whatever goes wrong: the sender learns a status, the reason stands in the log."""
        try:
            return _response(await self._answered(web_request))
        except Refused as refused:
            log.warning("%s: refused: %s", self._channel.name, refused)
            return Response(status_code=refused.status)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception:
            log.exception("%s failed", self._channel.name)
            return Response(status_code=500)

    async def _answered(self, web_request: WebRequest) -> Answer:
        request = Request(
            method=web_request.method,
            path=web_request.url.path,
            query=dict(web_request.query_params),
            headers={name.lower(): value for name, value in web_request.headers.items()},
            body=await _body(web_request),
            at=clock.now(),
        )
        event = await self._channel.read(request)
        if isinstance(event, Answer):
            return event
        reply = await self._door.answer(self._channel, event)
        if reply.silent or event.kind is EventKind.LEAVE:
            return self._channel.silence(event)
        try:
            return self._channel.write(event, reply)
        except Exception:
            # What was done is done: the platform must not send it again.
            log.exception("%s: an answer could not be written", self._channel.name)
            return self._channel.silence(event)


async def _body(request: WebRequest) -> bytes:
    """The whole body as it was sent. Raises Refused where it is too large."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LARGEST_BODY:
            raise Refused("the body is larger than 64 KB", 413)
        chunks.append(chunk)
    return b"".join(chunks)


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, media_type=answer.media_type)


def _file_route(path: str, content: bytes) -> Route:
    async def serve(_request: WebRequest) -> Response:
        return PlainTextResponse(content)

    return Route(path, serve, methods=["GET"])
