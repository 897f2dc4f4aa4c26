"""Reading the body of a request of ours."""

import json
from typing import Any

from starlette.requests import Request

from assistant.errors import UsageError

LARGEST_BODY = 64 * 1024


async def read_body(request: Request) -> Any:
    """The JSON body. Raises UsageError where it is too large or no JSON."""
    chunks = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LARGEST_BODY:
            raise UsageError("The body is larger than 64 KB.")
        chunks.append(chunk)
    try:
        return json.loads(b"".join(chunks))
    except (ValueError, RecursionError) as error:
        raise UsageError("The body is no JSON.") from error
