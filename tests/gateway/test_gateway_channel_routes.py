"""The platforms' addresses: what comes in, what goes out, and what a sender learns of a defect."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from assistant import clock
from assistant.gateway.channel_routes import LARGEST_BODY, channel_routes
from assistant.gateway.conversations import Conversations
from assistant.gateway.door import NOTHING, Door
from assistant.wording.phrases import phrase_book
from tests.gateway.edge import AT_ONCE, PATIENT, HeldRasa, SmallPlatform, Web

PATH = "/channels/wechat"
OPEN = {"X-Secret": "open"}


class Outside:
    """A platform that sends to us."""

    def __init__(self, *, push: bool = False) -> None:
        self.rasa = HeldRasa()
        self.platform = SmallPlatform(push=push)
        door = Door(Conversations(self.rasa, b"secret", PATIENT))
        self.web = Web(Starlette(routes=channel_routes([self.platform], door)))

    def sends(self, **fields: Any) -> httpx.Response:
        return self.web.post(PATH, json=fields, headers=OPEN)


@pytest.fixture
def outside() -> Iterator[Outside]:
    made = Outside()
    yield made
    made.web.close()


def test_a_message_is_read_answered_and_written(outside: Outside) -> None:
    response = outside.sends(text="配钥匙")
    assert (response.status_code, response.text) == (200, "答：配钥匙")
    assert response.headers["content-type"].startswith("text/plain")


def test_a_channel_reads_the_request_as_it_came(outside: Outside) -> None:
    content = '{"text": "好" }'.encode()
    before = clock.now()
    outside.web.post(f"{PATH}?sign=1&sign2=%E5%A5%BD", content=content, headers=OPEN)
    [request] = outside.platform.requests
    assert (request.method, request.path, request.body) == ("POST", PATH, content)
    assert request.query == {"sign": "1", "sign2": "好"}
    assert request.headers["x-secret"] == "open"
    assert before <= request.at <= clock.now()


def test_the_check_of_an_address_is_answered_as_the_channel_says(outside: Outside) -> None:
    response = outside.web.get(f"{PATH}?echo=123")
    assert (response.status_code, response.text) == (201, "123")
    assert outside.rasa.asked == []


def test_who_is_refused_learns_the_status_only(
    outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    response = outside.web.post(PATH, json={"text": "配钥匙"}, headers={"X-Secret": "guessed"})
    assert (response.status_code, response.content) == (401, b"")
    assert outside.rasa.asked == []
    assert "the secret is wrong" in caplog.text


def test_a_body_that_is_too_large_is_not_read(outside: Outside) -> None:
    fitting = json.dumps({"text": "x"}).encode().ljust(LARGEST_BODY)
    assert outside.web.post(PATH, content=fitting, headers=OPEN).status_code == 200
    response = outside.web.post(PATH, content=fitting + b" ", headers=OPEN)
    assert (response.status_code, response.content) == (413, b"")
    assert len(outside.platform.requests) == 1


@pytest.mark.parametrize("content", [b"no json", b'{"kind": "fax"}', b"[]", b'{"nonsense": 1}'])
def test_a_defect_in_reading_shows_nothing(
    outside: Outside, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    response = outside.web.post(PATH, content=content, headers=OPEN)
    assert (response.status_code, response.content) == (500, b"")
    assert "wechat failed" in caplog.text
    assert "Traceback" in caplog.text


def test_a_defect_in_writing_does_not_make_the_platform_send_it_again(
    outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    outside.platform.write_breaks = ZeroDivisionError()
    response = outside.sends(text="配钥匙")
    assert (response.status_code, response.text) == (200, "success")
    assert outside.rasa.sentences == ["配钥匙"]
    assert "could not be written" in caplog.text


def test_where_nothing_is_to_be_said_nothing_is_written(
    outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    outside.rasa.replies["配钥匙"] = NOTHING
    outside.platform.write_breaks = ZeroDivisionError()
    assert outside.sends(text="配钥匙").text == "success"
    assert outside.sends(kind="leave").text == "success"
    assert "could not be written" not in caplog.text


@pytest.mark.parametrize(
    ("kind", "key"), [("launch", "greet"), ("unreadable", "unreadable"), ("silence", "empty")]
)
def test_what_is_no_sentence_is_answered(outside: Outside, kind: str, key: str) -> None:
    assert outside.sends(kind=kind).text == phrase_book("zh").reply(key).text


def test_what_is_late_is_heard_and_pushed() -> None:
    outside = Outside(push=True)
    outside.rasa.hold("配钥匙")
    outside.platform.seconds = AT_ONCE
    assert outside.sends(text="配钥匙", message_id="m1").text == "success"
    outside.rasa.let_go("配钥匙")
    outside.web.settled()
    assert [reply.text for _, reply in outside.platform.pushed] == ["答：配钥匙"]
    outside.web.close()


def test_files_that_a_platform_wants_are_served(outside: Outside) -> None:
    response = outside.web.get("/check.txt")
    assert (response.status_code, response.text) == (200, "好")
    assert outside.web.post("/check.txt").status_code == 405
    assert outside.web.get("/other.txt").status_code == 404


def test_other_ways_of_asking_are_not_known(outside: Outside) -> None:
    assert outside.web.request("PUT", PATH).status_code == 405
    assert outside.web.get("/channels/wecom").status_code == 404


def test_no_channel_no_address() -> None:
    door = Door(Conversations(HeldRasa(), b"secret", PATIENT))
    assert channel_routes([], door) == []


def test_a_sender_that_goes_away_is_no_defect(
    outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    async def send() -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.disconnect"}

        async def answer(message: Any) -> None:
            told.append(message)

        scope = {
            "type": "http", "method": "POST", "path": PATH, "raw_path": PATH.encode(),
            "query_string": b"", "headers": [], "http_version": "1.1", "scheme": "http",
            "root_path": "", "server": ("test", 80), "client": ("test", 1),
        }  # fmt: skip
        door = Door(Conversations(outside.rasa, b"secret", PATIENT))
        await Starlette(routes=channel_routes([outside.platform], door))(scope, receive, answer)
        return told

    assert outside.web.run(send())[0]["status"] == 400
    assert "Traceback" not in caplog.text
