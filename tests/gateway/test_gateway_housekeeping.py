"""Once a day: who did not come back is forgotten."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from assistant.gateway.housekeeping import forget_unseen
from assistant.people import People, PersonPlace

SECRET = bytes(32)


def test_who_did_not_come_back_is_forgotten(engine: Engine) -> None:
    people = People(engine, SECRET)
    people.remember_place("old", PersonPlace("home", 30.0, 114.0), date(2025, 1, 1))
    people.remember_place("new", PersonPlace("home", 30.0, 114.0), date(2026, 1, 1))
    forget_unseen(people, 365, date(2026, 11, 23))
    assert not people.known("old", date(2026, 11, 23)).places
    assert people.known("new", date(2026, 11, 23)).places


def test_a_busy_database_is_no_reason_to_stop(caplog: pytest.LogCaptureFixture) -> None:
    def busy(_before: date) -> int:
        raise OperationalError("DELETE", {}, Exception("locked"))

    people: Any = SimpleNamespace(forget_unseen=busy)
    forget_unseen(people, 365, date(2026, 11, 23))
    assert "could not be deleted" in caplog.text
