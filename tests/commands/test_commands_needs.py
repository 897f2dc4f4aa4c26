"""`assistant needs`: what is lacking and said, without anybody behind it."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from assistant import clock
from assistant.commands import Commands, needs
from assistant.errors import UsageError
from assistant.facilities.store import record_unmet
from assistant.requests import Voice, VoiceKind, Voices
from assistant.secret import secret_of
from assistant.settings import load_settings
from tests.requests.report_desk import CELL, NOW
from tests.support.running import run

PLACE = (30.262, 114.541)


class Office:
    """Somebody who reads the figures, and the people behind them."""

    def __init__(self, engine: Engine, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        url = engine.url.render_as_string(hide_password=False)
        self.settings = load_settings({}, database=url, home=str(home))
        self.engine = engine
        self.voices = Voices(engine, secret_of(home))
        self._capsys = capsys

    def says(self, *arguments: str) -> str:
        """What the command prints."""
        self._capsys.readouterr()
        commands = Commands("test")
        needs.add(commands)
        options = commands.parser.parse_args(["needs", *arguments])
        assert not options.run(options, self.settings)
        return self._capsys.readouterr().out

    def objects(self, *arguments: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.says(*arguments, "--json").splitlines()]

    def wished(self, people: int, now: datetime = NOW, **told: Any) -> None:
        """So many people wish for a hairdresser."""
        for n in range(people):
            values: dict[str, Any] = {"service": "hairdresser", "cell": CELL} | told
            self.voices.record(Voice(VoiceKind.WISH, f"p{n}", **values), now)

    def missed(self, hours: int) -> None:
        """Nobody offers books, asked for in so many hours."""
        with Session(self.engine) as session:
            for n in range(hours):
                record_unmet(session, "bookstore", *PLACE, NOW + timedelta(hours=n), "none")
            session.commit()


@pytest.fixture
def office(
    engine: Engine,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Office:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return Office(engine, tmp_path / "home", capsys)


def test_both_stand_together(office: Office) -> None:
    office.wished(6)
    office.missed(7)
    shown = office.says()
    assert "2026-11  7 hours" in shown
    assert "6 people  wish  hairdresser" in shown
    assert shown.endswith("Figures: 2. What is below 5 is not shown.\n")
    missed, wished = office.objects()
    assert missed.items() >= {"what": "none", "service": "bookstore", "count": 7}.items()
    assert wished.items() >= {"month": "2026-11", "what": "wish", "voiced": True}.items()
    assert abs(wished["lat"] - PLACE[0]) < 0.03
    assert abs(wished["lon"] - PLACE[1]) < 0.03


def test_few_are_not_shown(office: Office) -> None:
    office.wished(4)
    office.missed(4)
    assert office.objects() == []
    assert office.says() == "Figures: 0. What is below 5 is not shown.\n"


def test_a_month_and_all_of_them(office: Office) -> None:
    office.wished(5)
    office.wished(5, NOW - timedelta(days=30), service="", cell=None)
    assert [each["month"] for each in office.objects("--month", "2026-10")] == ["2026-10"]
    assert [each["month"] for each in office.objects("--month", "all")] == ["2026-11", "2026-10"]
    assert office.objects("--month", "2026-10")[0]["lat"] is None
    assert "wish  -" in office.says("--month", "2026-10")
    assert office.objects("--month", "2026-09") == []


def test_what_was_said(office: Office) -> None:
    office.wished(1, words="想要一家\x1b理发店")
    assert "\x1b" not in office.says("--words")
    assert office.objects("--words") == [
        {
            "day": "2026-11-23",
            "kind": "wish",
            "service": "hairdresser",
            "words": "想要一家\x1b理发店",
        }
    ]


@pytest.mark.parametrize("month", ["2026-13", "November", "2026", "26-11"])
def test_a_month_that_is_none(office: Office, month: str) -> None:
    with pytest.raises(UsageError, match="2026-05"):
        office.says("--month", month)


def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    done = run(tmp_path, "needs", "--json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert run(tmp_path, "needs", "--month", "soon").returncode == 2
