"""The clerks' interface: who may ask, what is refused with which sentence, and what it shows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from assistant import clock
from assistant.gateway.queue_routes import LONGEST_NAME
from assistant.gateway.reading import LARGEST_BODY
from assistant.settings import Settings
from tests.gateway.two_sides import OPERATOR_TOKEN, TOKEN, TwoSides

ADDRESSES = [
    ("GET", ""), ("POST", "/leave"), ("GET", "/x"), ("POST", "/x/take"), ("POST", "/x/say"),
    ("POST", "/x/return"),
]  # fmt: skip


@pytest.fixture
def sides(sqlite_engine: Engine, tmp_path: Path) -> Iterator[TwoSides]:
    made = TwoSides(sqlite_engine, Settings(home=tmp_path / "home"))
    yield made
    made.close()


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", "Bearer wrong", f"Bearer {TOKEN}x", "口令"]
)
def test_who_knows_no_token_learns_nothing(
    sides: TwoSides, method: str, path: str, given: str
) -> None:
    headers = [(b"authorization", given.encode())] if given else []
    response = sides.http.request(method, f"/api/queue{path}", headers=headers, content=b"no json")
    assert response.status_code == 401
    assert "token" in response.json()["error"]


@pytest.mark.parametrize("token", [TOKEN, OPERATOR_TOKEN])
def test_either_token_will_do(sides: TwoSides, token: str) -> None:
    response = sides.desk(token=token)
    assert (response.status_code, response.json()) == (200, {"queue": []})


def test_who_looks_with_a_name_is_there(sides: TwoSides) -> None:
    clerks = sides.world.clerks
    sides.desk()
    sides.desk("?clerk=%20")
    assert not clerks.attended(clock.now())
    sides.desk("?clerk=li")
    assert clerks.attended(clock.now())
    assert sides.desk("/leave", {"clerk": " li "}).json() == {"left": "li"}
    assert not clerks.attended(clock.now())


@pytest.mark.parametrize("what", ["take", "say"])
def test_who_answers_is_there(sides: TwoSides, what: str) -> None:
    held = sides.taken()
    sides.desk("/leave", {"clerk": "li"})
    assert sides.desk(f"/{held}/{what}", {"clerk": "li", "text": "您好"}).status_code == 200
    assert sides.world.clerks.attended(clock.now())


def test_what_a_clerk_sees(sides: TwoSides) -> None:
    here = {"lat": 30.2, "lon": 114.5, "label": "银杏苑", "label_en": ""}
    sides.rasa.slots = {"phone": "13907138642", "here": here}
    held = sides.asked("我要转人工")
    [seen] = sides.queue()
    moment = seen.pop("asked_at")
    assert moment.endswith("+08:00")
    assert seen == {
        "id": held, "state": "queued", "reason": "asked", "urgent": False, "clerk": "",
        "channel": "chat", "ending": None,
        "summary": {
            "said": ["我要转人工"], "answered": "", "place": "银杏苑", "wish": "", "codes": [],
            "phone": "13907138642", "language": "zh",
        },
    }  # fmt: skip
    assert "anna" not in json.dumps(sides.desk(f"/{held}").json())
    sides.says("在吗")
    shown = sides.desk(f"/{held[:8]}").json()
    assert {name: shown[name] for name in seen} == seen
    [message] = shown["messages"]
    assert (message["author"], message["text"], message["told"]) == ("person", "在吗", False)
    assert sides.desk(f"/{held}?after={message['id']}").json()["messages"] == []
    assert len(sides.desk(f"/{held}?after=0").json()["messages"]) == 1


def test_the_urgent_stand_first(sides: TwoSides) -> None:
    first, second = sides.asked(user="a"), sides.asked(user="b")
    sides.says("有人晕倒了", user="b")
    assert [each["id"] for each in sides.queue()] == [second, first]


def test_the_wrong_clerk_is_refused(sides: TwoSides) -> None:
    held = sides.asked()
    for path in ("say", "return"):
        body = {"clerk": "li", "text": "您好"}
        assert sides.desk(f"/{held}/{path}", body).status_code == 409, "not taken yet"
    assert sides.desk(f"/{held}/take", {"clerk": "li"}).status_code == 200
    assert sides.desk(f"/{held}/take", {"clerk": "li"}).status_code == 200
    for path in ("take", "say", "return"):
        response = sides.desk(f"/{held}/{path}", {"clerk": "zhao", "text": "您好"})
        assert response.status_code == 409
        assert "take it first" in response.json()["error"]
    assert sides.transcript(held) == []
    assert sides.desk(f"/{held}/return", {"clerk": "li"}).status_code == 200
    for path in ("take", "say", "return"):
        response = sides.desk(f"/{held}/{path}", {"clerk": "li", "text": "您好"})
        assert response.status_code == 409
        assert "over" in response.json()["error"]


def test_the_same_message_of_a_clerk_is_one(sides: TwoSides) -> None:
    held = sides.taken()
    first = sides.clerk_says(held, " 您好 ", message_id="c1")
    again = sides.clerk_says(held, "您好", message_id="c1")
    assert (first, first["text"]) == (again, "您好")
    sides.clerk_says(held, "您好", message_id="c2")
    sides.clerk_says(held, "您好")
    sides.clerk_says(held, "您好")
    assert sides.transcript(held) == [("clerk", "您好")] * 4
    sides.waiting()
    assert sides.clerk_says(held, "您好", message_id="c1")["told"]


CLERK, TEXT, ID, AFTER = '"clerk"', '"text"', '"message_id"', '"after"'


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("/leave", [], CLERK), ("/leave", {}, CLERK), ("/leave", {"clerk": " "}, CLERK),
        ("/leave", {"clerk": 7}, CLERK), ("/leave", {"clerk": "l" * (LONGEST_NAME + 1)}, CLERK),
        ("/{id}/take", {"clerk": None}, CLERK), ("/{id}/return", "li", CLERK),
        ("/{id}/say", {"text": "您好"}, CLERK), ("/{id}/say", {"clerk": "li"}, TEXT),
        ("/{id}/say", {"clerk": "li", "text": " \n"}, TEXT),
        ("/{id}/say", {"clerk": "li", "text": ["您好"]}, TEXT),
        ("/{id}/say", {"clerk": "li", "text": "您好", "message_id": "m" * 65}, ID),
        ("/{id}/say", {"clerk": "li", "text": "您好", "message_id": 5}, ID),
        ("/nobody/take", {"clerk": "li"}, "none"), ("/nobody/return", {"clerk": "li"}, "none"),
        ("/nobody/say", {"clerk": "li", "text": "您好"}, "none"),
        ("/nobody", None, "none"), ("/{id}?after=x", None, AFTER), ("/{id}?after=-1", None, AFTER),
        ("/{id}?after=" + "9" * 30, None, AFTER), ("/{id}?after=" + "9" * 5000, None, AFTER),
    ],
)  # fmt: skip
def test_slips_are_refused_with_a_sentence(
    sides: TwoSides, path: str, body: Any, told: str
) -> None:
    held = sides.taken()
    response = sides.desk(path.format(id=held), body)
    assert response.status_code == 400
    assert told in response.json()["error"]
    assert sides.transcript(held) == []


@pytest.mark.parametrize("path", ["/leave", "/x/take", "/x/say", "/x/return"])
def test_what_is_no_json_or_too_large_is_refused(sides: TwoSides, path: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    for content, told in ((b"\xff{", "JSON"), (b"[" * LARGEST_BODY, "JSON"),
                          (b'"' + b"x" * LARGEST_BODY, "64 KB")):  # fmt: skip
        response = sides.http.post(f"/api/queue{path}", headers=headers, content=content)
        assert response.status_code == 400
        assert told in response.json()["error"]


def test_a_desk_without_tokens_lets_nobody_in(sides: TwoSides) -> None:
    for token in ("", " "):
        assert sides.desk(token=token).status_code == 401
