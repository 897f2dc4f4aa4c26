"""`assistant queue`: a clerk at a terminal, people on the other side, a real web server between."""

import io
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from sqlalchemy import Engine

from assistant import clock
from assistant.client import STATE
from assistant.commands import Commands, queue
from assistant.errors import UsageError
from assistant.gateway.serve import Running, _Server, _write_state, listen
from assistant.settings import Settings, load_settings
from assistant.wording.phrases import phrase_book
from tests.gateway.two_sides import OPERATOR_TOKEN, TOKEN, TwoSides
from tests.support.running import run

ZH = phrase_book("zh")


class Screen(io.StringIO):
    """What a clerk sees, also while it is being written."""

    def __init__(self) -> None:
        super().__init__()
        self._written = threading.Condition()

    def write(self, text: str) -> int:
        with self._written:
            self._written.notify_all()
            return super().write(text)

    def shows(self, text: str) -> bool:
        """Waits until it does."""
        with self._written:
            return self._written.wait_for(lambda: text in self.getvalue(), timeout=60)


class Office:
    """A clerk who types commands, and a person who talks to the running assistant."""

    def __init__(self, sides: TwoSides, settings: Settings, url: str) -> None:
        self.sides = sides
        self.settings = settings
        self.url = url
        self._http = httpx.Client(base_url=url, trust_env=False, timeout=60)

    def types(self, *arguments: str, clerk: str = "li", settings: Settings | None = None) -> str:
        """What a command prints."""
        commands = Commands("test")
        queue.add(commands)
        options = commands.parser.parse_args(["queue", *arguments, "--clerk", clerk])
        screen, before = Screen(), sys.stdout
        sys.stdout = screen
        try:
            assert not options.run(options, settings or self.settings)
        finally:
            sys.stdout = before
        return screen.getvalue()

    def refused(self, *arguments: str, **more: Any) -> str:
        """The line of a command that is refused."""
        with pytest.raises(UsageError) as refused:
            self.types(*arguments, **more)
        assert refused.value.status == 1
        assert "\n" not in str(refused.value)
        return str(refused.value)

    def person_says(self, words: str, user: str = "anna", **more: Any) -> dict[str, Any]:
        body = {"user": user, "text": words} | more
        return dict(self._http.post("/api/chat", json=body).json())

    def asked(self, user: str = "anna") -> str:
        """The id of somebody who asks for a person while Li is there."""
        self.types("list")
        assert self.person_says("我要转人工", user)["handoff"] == "queued"
        held = self.sides.world.handovers.of(self.sides.conversations.key("chat", user))
        assert held is not None
        return held.id

    def close(self) -> None:
        self._http.close()


@pytest.fixture
def office(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Office]:
    home = tmp_path / "home"
    settings = load_settings(
        {}, database=sqlite_engine.url.render_as_string(), home=str(home),
    )  # fmt: skip
    sides = TwoSides(sqlite_engine, settings)
    socket = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{socket.getsockname()[1]}"
    server = _Server(uvicorn.Config(sides.app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, args=([socket],))
    thread.start()
    _write_state(home / STATE, Running(url, TOKEN, os.getpid(), settings.database_url))
    made = Office(sides, settings, url)
    made.types("list")
    made.types("leave")
    yield made
    made.close()
    server.should_exit = True
    thread.join()
    socket.close()
    sides.close()


def test_nobody_waits(office: Office) -> None:
    assert office.types("list") == "Waiting: 0. Being answered: 0.\n"
    assert office.types("list", "--json") == ""


def test_who_looks_is_there_until_they_leave(office: Office) -> None:
    assert office.person_says("转人工")["handoff"] == "none"
    office.types("list")
    assert office.sides.world.clerks.attended(clock.now())
    assert office.types("leave") == "You are not there any more.\n"
    assert not office.sides.world.clerks.attended(clock.now())


def test_the_queue_shows_who_waits_and_for_what(office: Office) -> None:
    first, second = office.asked("a"), office.asked("b")
    office.person_says("有人晕倒了", "b")
    office.types("take", first)
    urgent, other, summed = office.types("list").splitlines()
    for part in (second[:8], "queued", "URGENT", "asked", "chat", "我要转人工"):
        assert part in urgent
    for part in (first[:8], "human", "li", "我要转人工"):
        assert part in other
    assert "URGENT" not in other
    assert summed == "Waiting: 1. Being answered: 1."
    objects = [json.loads(line) for line in office.types("list", "--json").splitlines()]
    assert [each["id"] for each in objects] == [second, first]


def test_a_conversation_command_by_command(office: Office) -> None:
    held = office.asked()
    assert "我要转人工" in office.types("take", held[:8])
    assert office.types("say", held[:8], "您好") == (
        "  (the person sees it with their next message)\n"
    )
    shown = office.types("show", held[:8])
    assert "  我  您好  (not seen yet)\n" in shown
    assert office.person_says("钥匙断了")["text"] == "您好"
    shown = office.types("show", held[:8])
    assert shown.endswith("  我  您好\n  客  钥匙断了\n")
    [found] = [json.loads(line) for line in office.types("show", held, "--json").splitlines()]
    assert [each["text"] for each in found["messages"]] == ["您好", "钥匙断了"]
    assert office.types("return", held[:8]) == "Returned to the assistant.\n"
    assert "  机  " in office.types("show", held)
    assert office.person_says("谢谢")["text"].startswith(ZH.reply("handover_returned").text)


def test_what_is_known_is_shown(office: Office) -> None:
    here = {"lat": 30.2, "lon": 114.5, "label": "银杏苑", "label_en": ""}
    office.sides.rasa.slots = {
        "phone": "13907138642", "here": here,
        "shown": {"services": ["pharmacy"], "places": [], "offset": 0},
        "last_reply": {"text": "最近的是仁心堂"},
    }  # fmt: skip
    shown = office.types("show", office.asked())
    for name, value in (("why", "asked"), ("place", "银杏苑"), ("wanted", "药店"),
                        ("phone", "13907138642"), ("said", "我要转人工"),
                        ("we said", "最近的是仁心堂")):  # fmt: skip
        assert any(line.startswith(name) and value in line for line in shown.splitlines())
    assert not any(line.startswith("open") for line in shown.splitlines())


def test_two_clerks(office: Office) -> None:
    held = office.asked()
    office.types("take", held)
    for arguments in (("take", held), ("say", held, "您好"), ("return", held)):
        assert "another clerk" in office.refused(*arguments, clerk="zhao")
    office.types("return", held)
    assert "over" in office.refused("say", held, "您好")


def test_slips_are_told(office: Office) -> None:
    assert "none of that id" in office.refused("take", "nobody")
    held = office.asked()
    office.types("take", held)
    assert '"text"' in office.refused("say", held, " ")
    assert '"clerk"' in office.refused("leave", clerk="l" * 41)
    assert "does not answer" in office.refused("list", "--url", "http://127.0.0.1:9")


def test_from_another_machine_with_the_operators_token(office: Office, tmp_path: Path) -> None:
    away = load_settings({}, home=str(tmp_path / "away"), operator_token=OPERATOR_TOKEN)
    assert "does not run here" in office.refused("list", settings=away)
    assert "Waiting: 0" in office.types("list", "--url", office.url, settings=away)
    wrong = load_settings({}, home=str(tmp_path / "away"), operator_token="guessed")
    assert "token is wrong" in office.refused("list", "--url", office.url, settings=wrong)


def test_what_people_write_does_not_steer_the_terminal(office: Office) -> None:
    here = {"lat": 30.2, "lon": 114.5, "label": "\x07\x1b[2J楼", "label_en": ""}
    office.sides.rasa.slots = {"here": here, "phone": "\x1b]0;x\x07"}
    held = office.asked()
    office.types("take", held)
    office.types("say", held, "\x1b[2J您好")
    for shown in (office.types("list"), office.types("show", held), office.types("take", held)):
        assert "\x1b" not in shown
        assert "\x07" not in shown


def answered(
    office: Office, held: str, monkeypatch: pytest.MonkeyPatch, dialogue: Callable[[Screen], Any]
) -> str:
    """What `answer` shows in a dialogue that gives the clerk's lines."""
    monkeypatch.setattr(queue, "EVERY_SECONDS", 0.01)
    commands = Commands("test")
    queue.add(commands)
    options = commands.parser.parse_args(["queue", "answer", held[:8], "--clerk", "li"])
    screen = Screen()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", screen)
        patched.setattr(sys, "stdin", dialogue(screen))
        assert not options.run(options, office.settings)
    return screen.getvalue()


def test_a_whole_conversation(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    held = office.asked()

    def dialogue(screen: Screen) -> Iterator[str]:
        yield " 您好 \n"
        assert office.person_says("钥匙断了")["text"] == "您好"
        assert screen.shows("  客  钥匙断了\n")
        yield "\n"
        yield "马上来\n"
        assert office.person_says("好")["text"] == "马上来"
        yield "/return\n"
        yield "没人听\n"

    shown = answered(office, held, monkeypatch, dialogue)
    assert "我要转人工" in shown
    assert shown.count("钥匙断了") == 1
    assert "  我  " not in shown
    assert shown.endswith("Returned to the assistant.\n")
    found = office.sides.world.clerks.messages(held)
    assert [each.text for each in found if each.author == "clerk"] == ["您好", "马上来"]


def test_the_person_goes_back_to_the_assistant(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = office.asked()

    def dialogue(screen: Screen) -> Iterator[str]:
        yield "您好\n"
        office.person_says("转回机器人")
        assert screen.shows("It is over. Press Enter.\n")
        yield "\n"
        yield "没人听\n"

    shown = answered(office, held, monkeypatch, dialogue)
    assert shown.endswith("It is over. Press Enter.\n")
    found = office.sides.world.clerks.messages(held)
    assert [each.text for each in found if each.author == "clerk"] == ["您好"]


def test_who_closes_the_terminal_leaves_it_open(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = office.asked()
    answered(office, held, monkeypatch, lambda _screen: iter(["您好\n"]))
    assert "human" in office.types("list")


def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    done = run(tmp_path, "queue", "list")
    assert (done.returncode, done.stdout) == (1, "")
    assert "assistant serve" in done.stderr
    assert "Traceback" not in done.stderr
