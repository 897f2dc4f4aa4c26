"""What is asked of the Rasa server, and what is told where it refuses."""

import asyncio

import pytest

from assistant.gateway.rasa import RasaClient, RasaError

TOKEN = "t0ken-of-this-start"


async def asked(status: str) -> str:
    """What is told of a server that answers everything with this status."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\n{{}}".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        host, port, *_ = server.sockets[0].getsockname()
        client = RasaClient(f"http://{host}:{port}", TOKEN, 20.0)
        with pytest.raises(RasaError) as caught:
            await client.parse("配钥匙")
        await client.close()
    return str(caught.value)


@pytest.mark.parametrize("status", ["401 Unauthorized", "500 Internal Server Error"])
def test_a_refusal_does_not_tell_the_token(status: str) -> None:
    assert asyncio.run(asked(status)) == f"status {status[:3]}"


def test_who_is_not_there_is_no_answer() -> None:
    async def gone() -> None:
        client = RasaClient("http://127.0.0.1:1", TOKEN, 20.0)
        with pytest.raises(RasaError) as caught:
            await client.parse("配钥匙")
        assert TOKEN not in str(caught.value)
        assert not await client.ready()
        await client.close()

    asyncio.run(gone())
