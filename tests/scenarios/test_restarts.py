"""The power goes in the middle: nothing that was taken down is lost or taken down twice."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.client import STATE, Assistant
from assistant.paths import DEMO, ROOT
from tests.support.running import run

HOME = {"lat": 30.262014, "lon": 114.540949}
SECONDS = 120.0


@pytest.fixture
def demo_home(tmp_path: Path) -> Path:
    """A home folder with the demo neighbourhood."""
    for arguments in (
        ("import", "osm", str(DEMO / "neighbourhood.osm")),
        ("import", "facilities", str(DEMO / "facilities.csv")),
        ("import", "notices", str(DEMO / "notices.yaml")),
    ):
        assert run(tmp_path, *arguments).returncode == 0
    return tmp_path


@contextmanager
def started(home: Path) -> Iterator[Assistant]:
    """A running assistant; at the end it is killed with all its processes, without a warning."""
    with (home / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "serve", "--home", str(home)],
            cwd=ROOT, env=os.environ | {"ASSISTANT_PORT": "0"}, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        state = _state(home / STATE, process)
        with httpx.Client(base_url=state["url"], timeout=30, trust_env=False) as http:
            found = Assistant(http, state["token"])
            _until(found.ready)
            yield found
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _state(path: Path, process: "subprocess.Popen[bytes]") -> dict[str, Any]:
    def written() -> bool:
        return path.is_file() and bool(path.read_text()) and _is_of(path, process.pid)

    _until(written)
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def _is_of(path: Path, pid: int) -> bool:
    try:
        return bool(json.loads(path.read_text())["pid"] == pid)
    except ValueError:
        return False


def _until(is_so: Any) -> None:
    deadline = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it did not start in time"
        time.sleep(0.1)


def said(running: Assistant, user: str, text: str, message: str) -> dict[str, Any]:
    """The reply to a message."""
    body = {"user": user, "text": text, "message_id": message, "location": HOME}
    reply: dict[str, Any] = running.chat(body)["reply"]
    return reply


def test_a_report_an_opinion_and_a_place_in_the_queue_outlive_the_power(demo_home: Path) -> None:
    with started(demo_home) as running:
        report = said(running, "a", "三栋楼道灯几个月没亮了", "1")["ticket"]
        opinion = said(running, "a", "食堂的饭越来越难吃了", "2")["ticket"]
        running.get("/api/queue", clerk="李敏")
        assert said(running, "b", "转人工", "3")["handoff"] == "queued"
        said(running, "b", "我钥匙断在锁里了", "4")
        [held] = running.get("/api/queue", clerk="李敏")["queue"]
        running.post(f"/api/queue/{held['id']}/take", {"clerk": "李敏"})
        running.post(
            f"/api/queue/{held['id']}/say",
            {"clerk": "李敏", "text": "您住几栋？", "message_id": "c1"},
        )
    with started(demo_home) as running:
        # The platform did not hear the answers and sends everything again.
        assert said(running, "a", "三栋楼道灯几个月没亮了", "1")["ticket"] == report
        assert said(running, "a", "食堂的饭越来越难吃了", "2")["ticket"]["status"] == "recorded"
        assert said(running, "a", "我报的事怎么样了", "5")["text"].count(report["code"]) == 1
        again = said(running, "b", "我钥匙断在锁里了", "4")
        assert (again["author"], again["text"]) == ("operator", "您住几栋？")
        found = running.get(f"/api/queue/{held['id']}")
        assert found["clerk"] == "李敏"
        told = [message["text"] for message in found["messages"]]
        assert told == ["我钥匙断在锁里了", "您住几栋？"]
    words = run(demo_home, "needs", "--words", "--json").stdout
    assert words.count("难吃") == 1
    assert opinion["id"]
    listed = run(demo_home, "tickets", "list", "--json").stdout.strip().splitlines()
    assert [json.loads(line)["id"] for line in listed] == [report["id"]]
