"""Reading the body of a request: JSON of a bearable size, or a sentence."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from starlette.requests import Request

from assistant.errors import UsageError
from assistant.gateway.reading import LARGEST_BODY, read_body


class Sent:
    """A request whose body comes in pieces."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces: Sequence[bytes] = pieces
        self.received = 0

    def read(self) -> Any:
        async def receive() -> dict[str, Any]:
            self.received += 1
            more = self.received < len(self.pieces)
            body = self.pieces[self.received - 1]
            return {"type": "http.request", "body": body, "more_body": more}

        return asyncio.run(read_body(Request({"type": "http", "method": "POST"}, receive)))


@pytest.mark.parametrize("content", [{"text": "您好"}, [], "a", 5, None, {}])
def test_a_body_is_read_from_its_pieces(content: Any) -> None:
    raw = json.dumps(content, ensure_ascii=False).encode()
    assert Sent(*(raw[n : n + 1] for n in range(len(raw)))).read() == content


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"nonsense", b"[" * 50_000, b'{"a": }'])
def test_what_is_no_json_is_told(raw: bytes) -> None:
    with pytest.raises(UsageError, match="no JSON"):
        Sent(raw).read()


def test_what_is_too_large_is_not_read_to_its_end() -> None:
    fitting = b'"' + b"x" * (LARGEST_BODY - 2) + b'"'
    assert len(Sent(fitting).read()) == LARGEST_BODY - 2
    sent = Sent(fitting, b" ", b" ", b" ")
    with pytest.raises(UsageError, match="64 KB"):
        sent.read()
    assert sent.received == 2
