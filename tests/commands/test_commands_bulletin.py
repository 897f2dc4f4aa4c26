"""`assistant notices` and `assistant import notices`: what is posted, taken down, told of slips."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from assistant import cli
from tests.bulletin.board import NOW, Town, entry, for_


class Clerk:
    """Somebody at the command line."""

    def __init__(self, engine: Engine, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        url = engine.url.render_as_string(hide_password=False)
        self._where = ["--database", url, "--home", str(home)]
        self._capsys = capsys
        self.town = Town(engine, home)

    def runs(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status and what is printed."""
        self._capsys.readouterr()
        status = cli.main([*arguments, *self._where])
        told = self._capsys.readouterr()
        return status, told.out, told.err

    def lists(self) -> list[dict[str, Any]]:
        status, out, _ = self.runs("notices", "list", "--json", "--now", NOW.isoformat())
        assert status == 0
        return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def clerk(engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(engine, tmp_path, capsys)


def test_a_file_is_taken_over_and_its_slips_are_told(clerk: Clerk) -> None:
    clerk.town.posts(for_("银杏苑", id="a"), entry(id="b"), entry(id="c", subject="gold"))
    status, out, err = clerk.runs("import", "notices", str(clerk.town.path))
    assert status == 1
    assert out == "0 notices added, 0 changed, 2 unchanged, 0 dropped, 1 entries skipped.\n"
    assert err == 'posted.yaml, c: there is no subject "gold".\n'


def test_a_good_file_succeeds_and_a_missing_one_is_wrong_usage(clerk: Clerk) -> None:
    clerk.town.posts(entry())
    assert clerk.runs("import", "notices", str(clerk.town.path))[0] == 0
    status, _, err = clerk.runs("import", "notices", "nowhere.yaml")
    assert (status, err) == (2, "There is no file nowhere.yaml.\n")


def test_what_is_posted_is_listed_the_soonest_first(clerk: Clerk) -> None:
    often = {"rule": "FREQ=WEEKLY;BYDAY=SA", "often_zh": "每周六", "often_en": "every Saturday"}
    clerk.town.posts(
        entry(id="saturdays", starts="2026-11-07T08:00", ends="2026-11-07T11:00", **often),
        for_("银杏苑", id="water"),
        entry(id="over", starts="2026-11-20T09:00", ends="2026-11-20T10:00"),
    )
    status, out, _ = clerk.runs("notices", "list", "--now", NOW.isoformat())
    assert status == 0
    first, second, count = out.splitlines()
    assert first.startswith("2026-11-24 09:00  2026-11-24 16:00  water")
    assert "银杏苑" in first
    assert second.startswith("2026-11-28 08:00")
    assert count == "Notices: 2."
    water, saturdays = clerk.lists()
    assert water["next"]["start"] == "2026-11-24T09:00:00+08:00"
    assert saturdays["rule"] == "FREQ=WEEKLY;BYDAY=SA"


def test_one_is_taken_down(clerk: Clerk) -> None:
    clerk.town.posts(entry())
    assert clerk.runs("notices", "drop", "water")[:2] == (0, "Taken down: water.\n")
    assert clerk.lists() == []
    status, _, err = clerk.runs("notices", "drop", "water")
    assert (status, err) == (1, 'No notice with the id "water" is posted.\n')


def test_without_an_action_it_is_wrong_usage(clerk: Clerk) -> None:
    with pytest.raises(SystemExit) as ended:
        clerk.runs("notices")
    assert ended.value.code == 2
