"""The page as a channel: what is read, what is written, what is said later."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine

from assistant.channels import Event, EventKind, Refused, Request, capabilities_of
from assistant.settings import Settings
from assistant.web.page import WebPage
from assistant.wording.reply import Reply
from tests.web.web_site import HERE, NOW, PHARMACIES, SECRET, found

ROOM = create_engine("sqlite:////nowhere/at/all.db")
"""Reading asks no database."""
PAGE = WebPage(ROOM, SECRET, Settings())
HEADERS = {
    "host": "help.example",
    "origin": "https://help.example",
    "content-type": "application/json",
    "cookie": PAGE.sessions.cookie(None, secure=True).partition(";")[0],
}
USER = PAGE.sessions.user(HEADERS["cookie"]) or ""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def read(body: bytes | dict[str, Any], **headers: str) -> Event:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    asked = Request("POST", "/web/messages", {}, HEADERS | headers, raw, NOW)
    return asyncio.run(PAGE.read(asked))


def status_of(body: bytes | dict[str, Any], **headers: str) -> int:
    with pytest.raises(Refused) as refused:
        read(body, **headers)
    assert USER not in str(refused.value)
    return refused.value.status


def outcome(body: bytes | dict[str, Any], **headers: str) -> str | int:
    """The user of what was read, or the status with which it was refused."""
    try:
        return read(body, **headers).user
    except Refused as refused:
        return refused.status


def test_it_is_the_web_channel() -> None:
    assert PAGE.capabilities == capabilities_of("web")
    assert PAGE.can_push
    assert dict(PAGE.files) == {}


def test_words_are_read() -> None:
    event = read({"text": "配钥匙", "message_id": "m1", "language": "en"})
    assert event == Event(EventKind.TEXT, str(USER), "配钥匙", None, "m1", "en")


def test_a_position_is_read_with_or_without_words() -> None:
    event = read({"location": {"lat": 30.26, "lon": 114.54}})
    assert event.location == {"lat": 30.26, "lon": 114.54, "crs": "wgs84", "label": ""}
    assert (event.text, event.message_id, event.language) == ("", None, "zh")
    assert read({"text": "a", "location": None}).location is None


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff", b"[1]", b"null", b"[" * 5000, {"text": 1}, {"text": None},
        {"text": "a", "message_id": ""}, {"text": "a", "message_id": "x" * 201},
        {"text": "a", "message_id": 7}, {"text": "a", "message_id": "\ud800"},
        {"text": "a", "message_id": "a\nb"},
        {"location": 1}, {"location": []}, {"location": {}}, {"location": {"lat": 1}},
        {"location": {"lat": "1", "lon": 2}}, {"location": {"lat": True, "lon": 2}},
        {"location": {"lat": 91, "lon": 2}}, {"location": {"lat": 1, "lon": -181}},
        {"location": {"lat": float("nan"), "lon": 2}}, {"location": {"lat": 1, "lon": 10**400}},
        {"location": {"lat": 1, "lon": float("inf")}},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(body: Any) -> None:
    assert status_of(body) == 400


def test_who_has_no_cookie_of_ours_is_told_apart() -> None:
    assert status_of({"text": "a"}, cookie="") == 401
    assert status_of({"text": "a"}, cookie="resident=me.0") == 401


def test_other_sites_are_refused_before_anything_is_read() -> None:
    assert status_of(b"\xff", origin="https://evil.example") == 403
    assert status_of(b"\xff", **{"content-type": "text/plain"}) == 415
    assert status_of(b" " * 70_000) == 413


@given(st.binary(max_size=200))
def test_whatever_the_bytes_it_is_read_or_refused(body: bytes) -> None:
    assert outcome(body) in (USER, 400)


@given(st.dictionaries(st.sampled_from(["text", "message_id", "location", "language"]), JSON))
def test_whatever_the_content_it_is_read_or_refused(content: dict[str, Any]) -> None:
    assert outcome(content) in (USER, 400)


@given(st.dictionaries(st.sampled_from([*HEADERS, "sec-fetch-site"]), st.text(max_size=40)))
def test_whatever_the_headers_it_is_read_or_refused(headers: dict[str, str]) -> None:
    assert outcome({"text": "a"}, **headers) in (USER, 401, 403, 415)


@pytest.fixture
def page(sqlite_engine: Engine, tmp_path: Path) -> WebPage:
    return WebPage(sqlite_engine, SECRET, Settings(home=tmp_path), lambda: NOW)


def event(text: str = "药店") -> Event:
    return Event(EventKind.TEXT, "somebody", text)


def test_a_reply_is_written_with_its_cards(page: WebPage) -> None:
    asyncio.run(page.remember("somebody", found()))
    answer = page.write(event(), found())
    content = json.loads(answer.body)
    assert (answer.status, answer.media_type) == (200, "application/json; charset=utf-8")
    assert Reply.from_json(content) == found()
    assert [card["number"] for card in content["cards"]] == [1, 2]
    assert "望月" not in content["shown"]
    assert content["map"] is None, "nobody knows from where"
    assert content["list"] == "demo-a"


def test_where_the_start_is_known_there_is_a_map(page: WebPage) -> None:
    asyncio.run(page.remember("somebody", found(), HERE))
    name = json.loads(page.write(event(), found()).body)["map"]
    assert page.memory.shown("somebody", name) is not None
    assert page.memory.shown("another", name) is None


def test_a_person_who_moved_away_gets_no_map_from_the_old_place(page: WebPage) -> None:
    asyncio.run(page.remember("somebody", Reply("好。", "好。"), (30.3, 114.6)))
    asyncio.run(page.remember("somebody", found()))
    assert json.loads(page.write(event(), found()).body)["map"] is None


def test_an_empty_reply_is_silence(page: WebPage) -> None:
    answer = page.write(event(), Reply("", "", handoff="human"))
    assert (answer.status, answer.body) == (204, b"")
    assert page.silence(event()) == answer


def test_both_of_end_and_wait_are_told(page: WebPage) -> None:
    content = json.loads(page.write(event(), Reply("再见。", "再见。").last()).body)
    assert (content["expects_reply"], content["end_session"]) == (False, True)


def test_half_a_sign_does_no_harm(page: WebPage) -> None:
    assert b"?" in page.write(event(), Reply("a", "\ud800")).body


def test_what_is_said_later_goes_to_an_open_page(page: WebPage) -> None:
    async def scene() -> dict[str, Any]:
        assert not await page.push("somebody", found()), "nobody is there"
        lines = page.stream.listen("somebody")
        await anext(lines)
        page.memory.note_position("somebody", HERE)
        assert await page.push("somebody", found())
        told = (await anext(lines)).decode().partition("data: ")[2]
        await lines.aclose()
        return dict(json.loads(told))

    told = asyncio.run(scene())
    assert told["text"] == found().text
    assert len(told["cards"]) == len(PHARMACIES)
    assert told["map"]
