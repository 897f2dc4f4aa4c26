"""The web application: its paths, and clear refusals."""

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from assistant.gateway.app import Gateway
from assistant.gateway.conversations import Conversations
from assistant.gateway.rasa import RasaError
from assistant.gateway.reading import LARGEST_BODY
from assistant.wording.reply import Reply

TOKEN = "local-token"


class StubRasa:
    """Stands for the Rasa server: answers every turn and every parse the same."""

    def __init__(self) -> None:
        self.alive = True

    async def turn(self, *_: Any) -> list[dict[str, Any]]:
        return [Reply("好", "好的").as_json() | {"behaviour": "find", "services": ["bank"]}]

    async def parse(self, text: str) -> dict[str, Any]:
        if not self.alive:
            raise RasaError("gone")
        return {
            "intent": {"name": "nlu_fallback", "confidence": 0.4},
            "intent_ranking": [
                {"name": "nlu_fallback", "confidence": 0.4},
                {"name": "find", "confidence": 0.3},
            ],
            "services": [{"id": "bank", "confidence": 0.3}],
            "entities": [{"entity": "choice", "value": 2}, {"entity": "service", "value": "bank"}],
        }

    async def ready(self) -> bool:
        return self.alive


class Client:
    """Speaks to the application without a network."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
                return await http.request(method, path, **options)

        return asyncio.run(ask())

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def get(self, path: str) -> httpx.Response:
        return self.request("GET", path)


@pytest.fixture
def rasa() -> StubRasa:
    return StubRasa()


@pytest.fixture
def client(rasa: StubRasa) -> Client:
    async def health() -> dict[str, str]:
        return {"rasa": "ok" if rasa.alive else "not ready", "database": "ok"}

    conversations = Conversations(rasa, b"secret", 5.0)
    gateway = Gateway(conversations, rasa, health, TOKEN)
    return Client(gateway.app())


def test_a_turn_answers_the_reply(client: Client) -> None:
    content = client.post("/api/chat", json={"user": "a", "text": "取钱"}).json()
    assert content["text"] == "好的"
    assert set(content) == {"speech", "text", "places", "booking", "ticket", "suggestions",
                            "expects_reply", "end_session", "ask_location", "handoff", "author",
                            "language", "start"}  # fmt: skip
    assert (content["handoff"], content["author"]) == ("none", "bot")


def test_what_was_understood_is_shown_on_request(client: Client) -> None:
    body = {"user": "a", "text": "取钱", "explain": True}
    content = client.post("/api/chat", json=body).json()
    assert content["behaviour"] == "find"
    assert content["services"] == ["bank"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"no json", "JSON"), (b"[" * 10_000, "JSON"), (b'"' + b"x" * LARGEST_BODY + b'"', "64 KB"),
     (b'{"user": "a", "text": "x", "now": "2026-01-01T00:00"}', "now"), (b"{}", "user")],
)  # fmt: skip
def test_a_bad_request_is_refused_with_a_sentence(
    client: Client, content: bytes, reason: str
) -> None:
    response = client.post("/api/chat", content=content)
    assert response.status_code == 400
    assert reason in response.json()["error"]


def test_only_this_machine_sets_the_clock(client: Client) -> None:
    body = {"user": "a", "text": "取钱", "now": "2026-05-01T09:30"}
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert client.post("/api/chat", json=body).status_code == 400
    assert client.post("/api/chat", json=body, headers=headers).status_code == 200


def test_where_no_clerk_can_speak_no_message_waits(client: Client) -> None:
    assert client.post("/api/messages", json={"user": "a"}).json() == {"messages": []}


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"no json", "JSON"), (b"{}", "user"), (b'{"user": "a", "channel": "fax"}', "channel"),
     (b'{"user": "a", "now": "2026-01-01T00:00"}', "now")],
)  # fmt: skip
def test_a_bad_request_for_messages_is_refused_with_a_sentence(
    client: Client, content: bytes, reason: str
) -> None:
    response = client.post("/api/messages", content=content)
    assert response.status_code == 400
    assert reason in response.json()["error"]


def test_health_tells_each_part(client: Client, rasa: StubRasa) -> None:
    assert client.get("/health").status_code == 200
    rasa.alive = False
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json()["parts"]["rasa"] == "not ready"


def test_understanding_never_answers_that_it_fell_back(client: Client) -> None:
    content = client.post("/api/understand", json={"text": "取钱"}).json()
    assert content["behaviour"] == "find"
    assert content["services"] == [{"id": "bank", "confidence": 0.3}]
    assert content["entities"] == [{"type": "choice", "value": 2}]
    assert content["language"] == "zh"


def test_understanding_without_rasa_says_so(client: Client, rasa: StubRasa) -> None:
    rasa.alive = False
    assert client.post("/api/understand", json={"text": "取钱"}).status_code == 503
    assert client.post("/api/understand", json={"text": 5}).status_code == 400


def test_who_speaks_for_callers_needs_the_operators_token_once_there_is_one(rasa: StubRasa) -> None:
    async def health() -> dict[str, str]:
        return {"rasa": "ok"}

    conversations = Conversations(rasa, b"secret", 5.0)
    guarded = Client(Gateway(conversations, rasa, health, TOKEN, (), "hotline").app())
    call = {"user": "desk", "text": "取钱", "channel": "operator"}
    refused = guarded.post("/api/chat", json=call)
    assert refused.status_code == 400
    assert "token" in refused.json()["error"]
    for token in ("hotline", TOKEN):
        headers = {"Authorization": f"Bearer {token}"}
        assert guarded.post("/api/chat", json=call, headers=headers).json()["text"] == "好的"
    assert guarded.post("/api/chat", json=call | {"channel": "chat"}).status_code == 200


def test_without_such_a_token_the_hotline_is_open(client: Client) -> None:
    call = {"user": "desk", "text": "取钱", "channel": "operator"}
    assert client.post("/api/chat", json=call).status_code == 200
