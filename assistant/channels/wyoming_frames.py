"""Reading one event of the Wyoming protocol from somebody who may send anything.

A line of JSON; then, if it says so, more JSON of so many bytes, merged over its data; then so many
bytes of sound. The library reads the same, but waits for as many bytes as anybody claims will come.
"""

import asyncio
import json
from typing import Any

from wyoming.event import Event

LONGEST_LINE = 64 * 1024
"""Bytes of the line, and of the data after it."""
LONGEST_PAYLOAD = 64 * 1024
"""Bytes of sound that are read past; nobody sends us any."""


class BrokenFrameError(ValueError):
    """What came is no event; nothing after it can be read."""


async def read_frame(reader: asyncio.StreamReader) -> Event | None:
    """The next event; None where the other side is done.

    Raises BrokenFrameError for what is none or too long. The reader's limit must be `LONGEST_LINE`.
    """
    try:
        line = await reader.readline()
        if not line:
            return None
        header = _object(line)
        more = await _bytes(reader, header.get("data_length"), LONGEST_LINE)
        data = header.get("data") or {}
        if more:
            data = {**data, **_object(more)}
        await _bytes(reader, header.get("payload_length"), LONGEST_PAYLOAD)
        kind = header["type"]
    except (ValueError, TypeError, KeyError, RecursionError, asyncio.IncompleteReadError) as error:
        raise BrokenFrameError(type(error).__name__) from None
    if not isinstance(kind, str) or not isinstance(data, dict):
        raise BrokenFrameError("type or data is of the wrong kind")
    return Event(kind, data)


async def _bytes(reader: asyncio.StreamReader, length: object, most: int) -> bytes:
    if length is None:
        return b""
    if type(length) is not int or not 0 <= length <= most:
        raise BrokenFrameError("a length that cannot be")
    return await reader.readexactly(length)


def _object(text: bytes) -> dict[str, Any]:
    content = json.loads(text)
    if not isinstance(content, dict):
        raise BrokenFrameError("no object")
    return content
