"""Lines that are known to be misunderstood: one that is understood must leave the file."""

from __future__ import annotations

from benchmarks.understanding.known import FILE, failing, known
from benchmarks.understanding.lines import held_out
from benchmarks.understanding.parsers import Parser


def test_what_is_understood_now_is_taken_out(parse: Parser) -> None:
    understood = [line.text for line in known() if failing(parse, line) is None]
    assert understood == [], (
        f"understood now, take them out of {FILE.name}: "
        ".venv-rasa/bin/python -m benchmarks.understanding.known"
    )


def test_the_file_names_scoring_lines_only() -> None:
    lines = {line.text for line in held_out()}
    assert [line.text for line in known() if line.text not in lines] == []
