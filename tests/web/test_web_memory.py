"""What was told to whom, for half an hour."""

import pytest

from assistant.web import memory as memory_module
from assistant.web.memory import KEPT_SECONDS, MOST_SHOWN, Memory, picture_name
from assistant.wording.reply import Reply
from tests.web.web_site import HERE, PHARMACIES, found


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_answer_can_be_drawn_by_who_got_it() -> None:
    memory, reply = Memory(), found()
    memory.note_numbers("a", reply)
    memory.keep("a", reply, HERE)
    shown = memory.shown("a", picture_name(reply))
    assert shown is not None
    assert (shown.places, shown.start) == (PHARMACIES, HERE)
    assert shown.numbers == {"demo-a": 1, "demo-b": 2}
    assert memory.shown("b", picture_name(reply)) is None
    assert memory.shown("a", "another") is None


def test_after_half_an_hour_of_silence_nothing_is_known() -> None:
    clock = Clock()
    memory, reply = Memory(clock), found()
    memory.note_position("a", HERE)
    memory.note_numbers("a", reply)
    memory.keep("a", reply, HERE)
    clock.now += KEPT_SECONDS
    assert memory.position("a") == HERE
    clock.now += 1
    assert memory.position("a") is None
    assert memory.numbers("a") == {}
    assert memory.shown("a", picture_name(reply)) is None


def test_who_goes_on_talking_is_remembered_longer_than_who_does_not() -> None:
    clock = Clock()
    memory = Memory(clock)
    memory.note_position("quiet", HERE)
    memory.note_position("talking", HERE)
    clock.now += KEPT_SECONDS
    memory.note_numbers("talking", found())
    clock.now += 1
    assert memory.position("quiet") is None
    assert memory.position("talking") == HERE


def test_only_so_many_answers_and_people_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    replies = [Reply("", "", ({**PHARMACIES[0], "id": str(n)},)) for n in range(MOST_SHOWN + 1)]
    for reply in replies:
        memory.keep("a", reply, HERE)
    kept = [memory.shown("a", picture_name(reply)) is not None for reply in replies]
    assert kept == [False] + [True] * MOST_SHOWN
    monkeypatch.setattr(memory_module, "MOST_PEOPLE", 2)
    for name in ("b", "c", "d"):
        memory.note_position(name, HERE)
    assert [memory.position(name) is not None for name in "abcd"] == [False, False, True, True]


def test_the_same_places_have_the_same_picture() -> None:
    assert picture_name(found()) == picture_name(Reply("别的话。", "别的话。", PHARMACIES))
    assert picture_name(found()) != picture_name(Reply("", "", PHARMACIES[:1]))
