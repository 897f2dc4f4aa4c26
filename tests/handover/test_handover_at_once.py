"""Several at once: one hand-over, one clerk, each message told once."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Engine

from assistant.handover import Ending, Handover, Refusal
from assistant.handover.keeping import end_idle, erase_person
from tests.handover.waiting_room import ANNA, BERT, NOW, SECRET, Room, later, sure

AT_ONCE = 8
ROUNDS = 5


def at_once(work: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each gave; all begin together, and none may fail."""
    gate, found = threading.Barrier(len(work)), [None] * len(work)
    failed: list[BaseException] = []

    def run(number: int) -> None:
        gate.wait()
        try:
            found[number] = work[number]()
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    return found


def test_asked_at_once_is_one_hand_over(engine: Engine) -> None:
    room = Room(engine)
    for number in range(ROUNDS):
        made = at_once([lambda: Room(engine).asked()] * AT_ONCE)
        assert len({each.id for each in made}) == 1
        assert room.count() == (number + 1, 0)
        room.handovers.end(made[0].id, Ending.DROPPED, NOW)


def test_two_clerks_cannot_take_one(engine: Engine) -> None:
    room = Room(engine)
    for number in range(ROUNDS):
        held = room.asked(f"person-{number}")
        names = [f"clerk-{n}" for n in range(AT_ONCE)]
        found = at_once([partial(Room(engine).clerks.take, held.id, name, NOW) for name in names])
        taken = [each for each in found if isinstance(each, Handover)]
        assert [each.clerk for each in taken] == [room.now(held).clerk]
        assert found.count(Refusal.TAKEN) == AT_ONCE - 1


def test_the_same_message_at_once_is_one_message(engine: Engine) -> None:
    room = Room(engine)
    held = room.taken()
    heard = at_once([lambda: Room(engine).handovers.hear(held.id, "m1", "在吗", NOW)] * AT_ONCE)
    assert heard.count(True) == 1
    said = at_once(
        [lambda: sure(Room(engine).clerks.say(held.id, "li", "c1", "在", NOW))] * AT_ONCE
    )
    assert len({each.id for each in said}) == 1
    assert room.said(held) == [("person", "在吗"), ("clerk", "在")]


def test_each_message_is_told_once_to_whoever_asks_at_once(engine: Engine) -> None:
    room = Room(engine)
    held = room.taken()
    for number in range(ROUNDS):
        for n in range(3):
            sure(room.clerks.say(held.id, "li", f"{number}-{n}", f"{number}-{n}", NOW))
        found = at_once([lambda: Room(engine).handovers.collect(ANNA)] * AT_ONCE)
        told = [message.text for each in found for message in each]
        assert sorted(told) == [f"{number}-{n}" for n in range(3)]


def test_ended_at_once_is_once(engine: Engine) -> None:
    room = Room(engine)
    held, other = room.asked(), room.asked(BERT)
    ends = at_once([lambda: Room(engine).handovers.end(held.id, Ending.DROPPED, NOW)] * AT_ONCE)
    assert ends.count(True) == 1
    found = at_once([lambda: end_idle(engine, SECRET, later(hours=1))] * AT_ONCE)
    assert [each.id for all_of in found for each in all_of] == [other.id]


def test_taken_and_dropped_at_once_is_one_or_the_other(engine: Engine) -> None:
    room = Room(engine)
    for number in range(ROUNDS):
        held = room.asked(f"person-{number}")
        at_once(
            [
                partial(Room(engine).clerks.take, held.id, "li", NOW),
                partial(Room(engine).handovers.end, held.id, Ending.DROPPED, NOW),
                partial(Room(engine).clerks.say, held.id, "li", "c", "您好", NOW),
            ]
        )
        # However they met: it is over, and nobody can say anything in it any more.
        assert room.now(held).ending is Ending.DROPPED
        assert room.clerks.say(held.id, "li", "d", "还在吗", NOW) is Refusal.GONE


def test_what_is_said_while_somebody_is_forgotten_is_forgotten_or_refused(engine: Engine) -> None:
    room = Room(engine)
    for number in range(ROUNDS):
        person = f"person-{number}"
        held = room.taken(person)
        at_once(
            [
                partial(Room(engine).clerks.say, held.id, "li", "c", "您好", NOW),
                partial(erase_person, engine, [person], NOW),
            ]
        )
        assert room.said(held) == []
