"""`GET /calendar/{token}.ics`: a booking for somebody's own calendar."""

import logging

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assistant.booking.calendar_file import CalendarFiles

log = logging.getLogger(__name__)

NOT_KEPT = {"Cache-Control": "no-store"}
"""Neither a browser nor a proxy keeps what it says: it changes, and it is somebody's own."""

UNKNOWN = (
    "这个链接打不开预约：可能没有抄全，也可能预约早就过去了。\n"
    "This link leads to no booking: it may be incomplete, or the booking is long over.\n"
)
BUSY = (
    "现在查不到预约，请过一会儿再试。\n"
    "Bookings cannot be looked up right now; please try again in a while.\n"
)


def calendar_route(engine: Engine, secret: bytes) -> Route:
    """The route. Who has the link sees the booking it was made for, and nothing else."""
    files = CalendarFiles(engine, secret)

    # No coroutine: the database is asked in a thread, so that nobody else waits for it.
    def calendar(request: Request) -> Response:
        try:
            content = files.with_token(request.path_params["token"])
        except SQLAlchemyError as error:
            log.error("a calendar file could not be made: %s", type(error).__name__)
            return PlainTextResponse(BUSY, status_code=503, headers=NOT_KEPT)
        if content is None:
            return PlainTextResponse(UNKNOWN, status_code=404, headers=NOT_KEPT)
        headers = NOT_KEPT | {"Content-Disposition": 'inline; filename="booking.ics"'}
        return Response(content, headers=headers, media_type="text/calendar")

    return Route("/calendar/{token}.ics", calendar, methods=["GET"])
