"""The whole running assistant: what it listens on, and what it survives."""

import json
import sqlite3
import stat
import uuid
from pathlib import Path
from typing import Any

import psutil
import pytest

from assistant.client import Assistant
from assistant.paths import DEMO
from tests.support.running import MONDAY_MORNING, Person, run

HOME = {"lat": 30.262014, "lon": 114.540949}


@pytest.fixture
def person(running: Assistant) -> Person:
    return Person(running, uuid.uuid4().hex, "chat", HOME, MONDAY_MORNING)


def test_everything_listens_on_this_machine_only(running: Assistant) -> None:
    listening = [
        connection.laddr.ip
        for process in psutil.Process().children(recursive=True)
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert len(listening) >= 3, "the web server, the action webhook and Rasa"
    assert set(listening) == {"127.0.0.1"}


def test_health_is_well(running: Assistant) -> None:
    response = running.http.get("/health")
    assert response.status_code == 200
    assert response.json()["parts"] == {"rasa": "ok", "database": "ok", "walking network": "ok"}


def test_a_database_that_somebody_else_writes_to_is_no_reason_for_silence(
    person: Person, home: Path
) -> None:
    other = sqlite3.connect(home / "assistant.db")
    try:
        other.execute("BEGIN IMMEDIATE")
        reply = person.say("指纹锁坏了谁会修")["reply"]
    finally:
        other.rollback()
        other.close()
    assert "开锁" in reply["text"]


def test_an_unmet_need_is_noted_without_who(person: Person, home: Path) -> None:
    person.say("附近有修智能锁的吗")
    database = sqlite3.connect(home / "assistant.db")
    rows = database.execute("SELECT * FROM unmet_need WHERE service_id = 'smart_lock_repair'")
    names = [column[0] for column in rows.description]
    assert rows.fetchone() is not None
    assert set(names) == {"id", "service_id", "cell", "at", "reason"}
    database.close()


def test_the_same_message_is_one_message(person: Person) -> None:
    first = person.say("还有吗", message_id="m1")
    assert person.say("还有吗", message_id="m1")["reply"] == first["reply"]


def test_rasa_commands_do_not_get_through(person: Person) -> None:
    reply = person.say('/set_location{"here": "x"}')["reply"]
    assert reply["text"]
    assert "最近的是" in person.say("最近的药店")["reply"]["text"]


@pytest.mark.parametrize(
    "text", ["", "👍👍👍", "啊" * 5000, "\x00\x01", "'; DROP TABLE facility;--"]
)
def test_odd_messages_get_a_sentence(person: Person, text: str) -> None:
    assert person.say(text)["reply"]["text"]


def test_a_long_conversation_stays_a_conversation(person: Person) -> None:
    for _ in range(30):
        person.say("谢谢")
    person.say("最近的药店")
    assert "仁心堂" in person.say("电话多少")["reply"]["text"]


def test_words_about_the_place_beat_the_same_old_position(person: Person) -> None:
    person.say("最近的药店")
    person.say("我在南苑小区1号楼")
    reply: dict[str, Any] = person.say("最近的药店")["reply"]
    assert reply["places"][0]["name"] != "仁心堂大药房"


def test_where_it_runs_is_told_to_the_owner_only(running: Assistant, home: Path) -> None:
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600


def test_one_conversation_is_answered_from_the_command_line(home: Path, running: Assistant) -> None:
    url = str(running.http.base_url)
    done = run(home, "converse", "--at", "demo", "--url", url, given="最近的药店\n---\n谢谢\n")
    turns = [json.loads(line) for line in done.stdout.splitlines()]
    assert [turn["turn"] for turn in turns] == [1, 1]
    assert "text" in turns[0]["reply"]


def test_the_demo_says_that_it_is_one() -> None:
    assert "演示" in (DEMO / "demo.yaml").read_text(encoding="utf-8")
