"""The page over HTTP, on a real server."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from assistant.settings import Settings
from assistant.web import set_up
from assistant.web.static_files import FOLDER, PAGE
from assistant.web.stream import MOST_OF_ONE
from assistant.wording.reply import Reply
from tests.web.web_site import HERE, PHARMACIES, Script, Site, found, served

NAMES = sorted(path.name for path in FOLDER.iterdir() if path.name != PAGE)


@pytest.fixture
def http(site: Site) -> Iterator[httpx.Client]:
    """A browser without a face: it keeps its cookie."""
    with httpx.Client(base_url=site.url, trust_env=False, timeout=20) as client:
        client.get("/")
        yield client


def post(http: httpx.Client, content: dict[str, Any], **headers: str) -> httpx.Response:
    return http.post("/web/messages", json=content, headers=headers)


def test_the_page_comes_with_its_cookie(site: Site) -> None:
    answer = httpx.get(site.url, trust_env=False)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["vary"] == "Accept-Language"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "HttpOnly; SameSite=Lax" in answer.headers["set-cookie"]
    assert "Secure" not in answer.headers["set-cookie"]
    again = httpx.get(site.url, headers={"if-none-match": answer.headers["etag"]}, trust_env=False)
    assert (again.status_code, again.content) == (304, b"")


def test_behind_https_the_cookie_is_only_sent_there(
    sqlite_engine: Engine, tmp_path: Path, door: Script
) -> None:
    settings = Settings(home=tmp_path, public_url="https://help.example")
    with served(sqlite_engine, door, settings) as site:
        proxied = {"host": "help.example"}
        answer = httpx.get(site.url, headers=proxied, trust_env=False)
        forwarded = {"x-forwarded-proto": "https"}
        other = httpx.get(site.url, headers=forwarded, trust_env=False)
    assert answer.headers["set-cookie"].endswith("; Secure")
    assert other.headers["set-cookie"].endswith("; Secure")


@pytest.mark.parametrize("path", ["/", *(f"/web/{name}" for name in NAMES), "/web/none"])
def test_nothing_foreign_gets_in(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    rules = answer.headers["content-security-policy"]
    assert "default-src 'none'" in rules
    assert "script-src 'self';" in rules
    assert "unsafe" not in rules
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", NAMES)
def test_files_are_asked_for_once(http: httpx.Client, name: str) -> None:
    first = http.get(f"/web/{name}")
    assert first.content == (FOLDER / name).read_bytes()
    again = http.get(f"/web/{name}", headers={"if-none-match": f'"x", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["page.html", "none.js", "..%2fpage.py", "%2e%2e/page.py", "", "main.js/x", "%00"]
)
def test_nothing_else_is_handed_out(http: httpx.Client, path: str) -> None:
    assert http.get(f"/web/{path}").status_code == 404


def test_a_message_is_answered(http: httpx.Client, door: Script) -> None:
    answer = post(http, {"text": "您好", "message_id": "m1"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["text"] == "听见了：您好"
    assert door.events[0].message_id == "m1"


def test_silence_is_an_answer(http: httpx.Client, door: Script) -> None:
    door.answers["您好"] = Reply("", "", handoff="human")
    answer = post(http, {"text": "您好"})
    assert (answer.status_code, answer.content) == (204, b"")


def test_who_is_refused_learns_nothing(http: httpx.Client, door: Script) -> None:
    answer = post(http, {"text": "a"}, origin="https://evil.example")
    assert (answer.status_code, answer.content) == (403, b"")
    form = http.post("/web/messages", data={"text": "a"})
    assert form.status_code == 415
    assert http.get("/web/messages").status_code == 404
    large = http.post("/web/messages", content=b" " * 70_000)
    assert large.status_code == 413
    assert httpx.post(f"{http.base_url}/web/messages", json={"text": "a"}).status_code == 401
    assert door.events == []


def test_a_map_is_only_for_the_one_who_was_answered(
    http: httpx.Client, site: Site, door: Script
) -> None:
    door.answers["药店"] = found()
    position = {"lat": HERE[0], "lon": HERE[1]}
    name = post(http, {"text": "药店", "location": position}).json()["map"]
    drawn = http.get("/web/map.svg", params={"answer": name})
    assert drawn.status_code == 200
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert drawn.headers["cache-control"].startswith("private")
    assert "望月" in drawn.text
    assert "style" not in drawn.text, "the page's rules allow none"
    with httpx.Client(base_url=site.url, trust_env=False) as other:
        assert other.get("/web/map.svg", params={"answer": name}).status_code == 401
        other.get("/")
        assert other.get("/web/map.svg", params={"answer": name}).status_code == 404
    assert http.get("/web/map.svg").status_code == 404
    foreign = http.get(
        "/web/map.svg", params={"answer": name}, headers={"sec-fetch-site": "cross-site"}
    )
    assert foreign.status_code == 403


def test_what_comes_later_comes_as_events(http: httpx.Client, site: Site) -> None:
    user = http.cookies["resident"].partition(".")[0]
    reply = Reply("我是小王。", "我是小王。", PHARMACIES, author="operator")
    with http.stream("GET", "/web/events") as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        lines = events.iter_lines()
        assert next(lines).startswith("retry:")
        assert site.push(user, reply)
        told = next(line for line in lines if line.startswith("data: "))
    content = json.loads(told.removeprefix("data: "))
    assert (content["text"], content["author"]) == ("我是小王。", "operator")
    assert [card["name"] for card in content["cards"]] == ["仁心堂大药房", "望月大药房"]


def test_events_are_for_somebody_and_not_for_too_many(http: httpx.Client, site: Site) -> None:
    assert httpx.get(f"{site.url}/web/events", trust_env=False).status_code == 401
    responses = [
        http.send(http.build_request("GET", "/web/events"), stream=True)
        for _ in range(MOST_OF_ONE + 1)
    ]
    assert [each.status_code for each in responses] == [200] * MOST_OF_ONE + [429]
    for each in responses:
        each.close()


def test_whoever_starts_it_is_told_where_it_is() -> None:
    assert set_up(Settings(web=False), "https://help.example") == []
    assert set_up(Settings(), "https://help.example") == [
        "Web page for residents: https://help.example/"
    ]
    assert "HTTPS" in set_up(Settings(), "http://127.0.0.1:8615")[1]
