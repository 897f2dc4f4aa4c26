"""Unanswered reports are closed; whose the old ones were is forgotten, on time and on request."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from assistant.database import Base
from assistant.people import CALLER, person_key
from assistant.requests import Details, Status, Ticket, Voice, VoiceKind, Voices
from assistant.requests.keeping import erase_old, erase_person, settle
from tests.requests.report_desk import ANNA, BERT, CELL, NOW, NUMBER, SECRET, Reports, later, sure

SAID = Details(
    ("我家在三楼，楼道灯不亮, the lamp is dead",), "银杏苑3栋502", "重阳节起", NUMBER, "zh"
)
WORDS = (NUMBER, NUMBER[3:], "三楼", "lamp is dead", "银杏苑", "3栋502", "重阳节", "换了灯泡")
NAMES = ("phone", "place", "since", "words")


def dump(engine: Engine) -> tuple[str, bytes]:
    """Every table, as text and as bytes."""
    values = []
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            values += [value for row in connection.execute(table.select()) for value in row]
    raw = b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in values)
    return "\n".join(map(str, values)), raw


def hidden_in(shown: str, raw: bytes) -> list[str]:
    """The words that are readable there, also with all that is in UTF-16 or escaped."""
    return [
        word
        for word in (*WORDS, *NAMES)
        if word in shown
        or any(word.encode(code) in raw for code in ("utf-8", "utf-16-le", "gb18030"))
        or word.encode("unicode_escape") in raw
    ]


def go_through(reports: Reports) -> list[Ticket]:
    """Everything that may happen to a ticket."""
    person = person_key(SECRET, CALLER, NUMBER)
    made = [reports.filed(f"r{n}", person, details=SAID) for n in range(4)]
    sure(reports.tickets.add(made[0].id, "三楼四楼都不亮", NOW))
    sure(reports.tickets.withdraw(made[1].id, NOW))
    for ticket in (made[2], made[3]):
        sure(reports.desk.assign(ticket.id, "city_line", NOW))
        sure(reports.desk.begin(ticket.id, NOW))
        sure(reports.desk.finish(ticket.id, "换了灯泡", NOW))
    reports.tickets.news([person], NOW)
    sure(reports.tickets.say_mended(made[2].id, False, NOW))
    sure(reports.tickets.say_mended(made[3].id, True, NOW))
    Voices(reports.engine, SECRET).record(
        Voice(VoiceKind.PRAISE, person, "hairdresser", CELL, "三楼的银杏苑理发师傅真好"), NOW
    )
    return made


def test_nothing_can_be_read_in_the_database(engine: Engine) -> None:
    made = go_through(Reports(engine))
    shown, raw = dump(engine)
    assert all(ticket.id in shown for ticket in made)
    assert hidden_in(shown, raw) == []


def test_the_dump_would_show_what_is_not_sealed(engine: Engine) -> None:
    made = go_through(Reports(engine))
    with engine.begin() as connection:
        planted = text("UPDATE ticket SET desk = '银杏苑' WHERE id = :id")
        connection.execute(planted, {"id": made[0].id})
    assert hidden_in(*dump(engine)) == ["银杏苑"]


def test_nothing_can_be_read_in_the_files_of_the_database(sqlite_engine: Engine) -> None:
    made = go_through(Reports(sqlite_engine))
    path = Path(str(sqlite_engine.url.database))
    files = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    assert made[0].id.encode() in files
    assert [word for word in WORDS if word.encode() in files] == []


def test_details_open_for_their_own_ticket_only(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    reports = Reports(engine)
    mine, theirs = reports.filed("1", details=SAID), reports.filed("2", BERT)
    with engine.begin() as connection:
        moved = "UPDATE ticket SET sealed = (SELECT sealed FROM ticket WHERE id = :a) WHERE id = :b"
        connection.execute(text(moved), {"a": mine.id, "b": theirs.id})
    assert reports.now(theirs).details == Details()
    assert "cannot be opened" in caplog.text


def test_logs_tell_nothing(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    reports = Reports(engine)
    with caplog.at_level(logging.DEBUG):
        made = go_through(reports)
        with engine.begin() as connection:
            connection.execute(text("UPDATE ticket SET sealed = substr(sealed, 2)"))
        for ticket in made:
            reports.tickets.ticket(ticket.id)
    assert "cannot be opened" in caplog.text
    assert hidden_in(caplog.text, caplog.text.encode()) == []


def test_what_nobody_answers_is_closed(engine: Engine) -> None:
    reports = Reports(engine)
    quiet, answered, new = reports.done("1"), reports.done("2"), reports.filed("3")
    sure(reports.tickets.say_mended(answered.id, False, later(hours=3)))
    assert settle(engine, later(hours=2), later(days=14)) == 0
    assert settle(engine, later(hours=2, seconds=1), later(days=14)) == 1
    assert settle(engine, later(hours=2, seconds=1), later(days=14)) == 0
    closed = reports.now(quiet)
    assert (closed.status, closed.changed_at) == (Status.CLOSED, later(days=14))
    assert reports.history(quiet)[-1] == "closed system"
    assert reports.desk.history(quiet.id)[-1].at == later(days=14)
    assert [reports.now(each).status for each in (answered, new)] == ["assigned", "accepted"]
    assert reports.desk.calls(later(days=15)) == []


def test_what_is_long_over_says_nothing_of_anybody(engine: Engine) -> None:
    reports = Reports(engine)
    over, still_open = reports.done("1"), reports.filed("2", now=NOW)
    sure(reports.tickets.say_mended(over.id, True, later(days=1)))
    assert erase_old(engine, later(days=1)) == 0
    assert erase_old(engine, later(days=1, seconds=1)) == 1
    assert erase_old(engine, later(days=1, seconds=1)) == 0
    left = reports.now(over)
    assert (left.person, left.details) == (None, Details())
    assert (left.kind, left.desk, left.status) == (over.kind, over.desk, Status.CLOSED)
    assert len(reports.history(over)) == 4
    assert reports.now(still_open) == still_open


def test_who_asks_to_be_forgotten_is(engine: Engine) -> None:
    reports = Reports(engine)
    over, now_open, waits = reports.done("1"), reports.filed("2"), reports.done("3")
    of_bert = reports.filed("4", BERT)
    sure(reports.tickets.say_mended(over.id, True, later(days=1)))
    assert erase_person(engine, [ANNA], later(days=2)) == 3
    for ticket in (over, now_open, waits):
        left = reports.now(ticket)
        assert (left.person, left.details, left.open) == (None, Details(), False)
    assert reports.history(now_open)[-1] == "withdrawn person"
    assert reports.desk.calls(later(days=3)) == []
    assert reports.now(of_bert) == of_bert
    shown, raw = dump(engine)
    assert ANNA not in shown
    assert ANNA.encode() not in raw
    assert erase_person(engine, [ANNA], later(days=2)) == 0


def test_what_is_open_can_be_kept_until_it_is_over(engine: Engine) -> None:
    reports = Reports(engine)
    over, now_open = reports.done("1"), reports.filed("2")
    sure(reports.tickets.say_mended(over.id, True, later(days=1)))
    assert erase_person(engine, [ANNA], later(days=2), open_too=False) == 1
    assert reports.now(now_open) == now_open
    assert reports.now(over).person is None
