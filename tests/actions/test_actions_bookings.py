"""Bookings in conversation where things go wrong: restarts, lost answers, a silent database."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from actions.bookings.book import Book
from actions.bookings.held import Cancel, ListBookings
from actions.find import Find
from actions.follow import Affirm
from actions.safety import Emergency
from actions.world import World
from assistant.booking import Bookings
from tests.support.desk import TABLES
from tests.support.someone import DEMO_HOME, Someone

WISH = "约明天下午三点的健康屋"


@pytest.fixture(autouse=True)
def nothing_booked(world: World) -> Iterator[None]:
    yield
    with world.engine.begin() as connection:
        for table in TABLES:
            connection.execute(text(f"DELETE FROM {table}"))


def wishes(person: Someone) -> str:
    return person.says(Book, WISH, "health_hut", intent="book", here=DEMO_HOME)


def agrees(person: Someone, message_id: str = "") -> str:
    return person.says(Affirm, "对", intent="affirm", message_id=message_id)


def count(world: World) -> int:
    with world.engine.connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM booking")) or 0)


def test_a_yes_that_comes_again_after_a_restart_tells_the_same_booking(
    person: Someone, world: World
) -> None:
    wishes(person)
    first = agrees(person, "m1")
    person.comes_back()  # the process was killed before the answer was delivered
    assert agrees(person, "m1") == first
    assert count(world) == 1


def test_another_yes_after_a_restart_books_nothing(person: Someone, world: World) -> None:
    wishes(person)
    person.comes_back()
    assert "约好" not in agrees(person, "m2")
    assert count(world) == 0


def test_another_yes_is_told_apart_by_the_end_of_its_id(person: Someone, world: World) -> None:
    conversation = "5b1c7a52-30a8-4a6e-9d0c-8f8f2f5f6a11/message-"
    wishes(person)
    assert "约好" in agrees(person, f"{conversation}1")
    person.comes_back()
    assert "约好" not in agrees(person, f"{conversation}2")
    assert count(world) == 1


def test_a_silent_database_loses_neither_wish_nor_booking(
    person: Someone, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes(person)

    def gone(*_: Any) -> None:
        raise OperationalError("", {}, Exception("gone"))

    with monkeypatch.context() as patched:
        patched.setattr(Bookings, "book", gone)
        assert "没能约上" in agrees(person)
    assert "约好了" in agrees(person)
    assert count(world) == 1


def test_a_wish_that_nobody_spoke_of_for_long_is_dropped(person: Someone, world: World) -> None:
    wishes(person)
    person.now = "2026-11-23T11:00:00+08:00"
    agrees(person)
    assert count(world) == 0


def test_a_booking_is_told_with_its_code(person: Someone) -> None:
    wishes(person)
    made = agrees(person)
    code = made.split("预约码 ")[1][:4]
    assert code in person.says(ListBookings, "我约的几点", intent="list_bookings")


def test_a_code_that_nobody_has_is_told_so(person: Someone) -> None:
    wishes(person)
    agrees(person)
    assert "没找到 9999" in person.says(Cancel, "取消预约码9999", intent="cancel")


def test_nobody_cancels_the_booking_of_somebody_else_by_its_code(
    person: Someone, world: World
) -> None:
    wishes(person)
    code = agrees(person).split("预约码 ")[1][:4]
    other = Someone(world, "somebody-else")
    assert "退掉" not in other.says(Cancel, f"取消预约码{code}", intent="cancel")
    clerk = Someone(world, "clerk", channel="operator")
    assert "要退掉" in clerk.says(Cancel, f"取消预约码{code}", intent="cancel")


def test_danger_breaks_off_what_is_being_booked(person: Someone, world: World) -> None:
    wishes(person)
    assert "对吗" not in person.says(Emergency, "有人晕倒了", intent="emergency")
    answer = person.says(Find, "附近有药店吗", "pharmacy", intent="find", here=DEMO_HOME)
    assert "对吗" not in answer
    assert count(world) == 0


def test_the_question_that_is_open_comes_after_another_answer(person: Someone) -> None:
    wishes(person)
    answer = person.says(Find, "附近有药店吗", "pharmacy", intent="find", here=DEMO_HOME)
    assert answer.index("药房") < answer.index("接着说约健康屋咨询") < answer.index("对吗")


def test_a_yes_to_the_number_to_call_books_nothing(person: Someone, world: World) -> None:
    wishes(person)
    person.says(Emergency, "我胸口疼，喘不上气", intent="emergency")
    assert "约好" not in agrees(person)
    assert count(world) == 0
