from __future__ import annotations

import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.understanding.memory import RecentConversations

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [find]
slots:
  here:
    type: any
    mappings: [{type: custom}]
forms:
  place_form: {required_slots: [here]}
actions: [action_find]
"""
)


def _store(**settings: float) -> RecentConversations:
    return RecentConversations(DOMAIN, **settings)  # type: ignore[arg-type]


def _save(store: RecentConversations, sender: str, events: list[Event]) -> None:
    tracker = DialogueStateTracker.from_events(sender, events, DOMAIN.slots)
    asyncio.run(store.save(tracker))


def _turns(count: int, at: float = 1000.0) -> list[Event]:
    events: list[Event] = [
        ActionExecuted("action_session_start", timestamp=at),
        SessionStarted(timestamp=at),
        ActionExecuted("action_listen", timestamp=at),
    ]
    for n in range(count):
        events.append(UserUttered(f"turn {n}", {"name": "find"}, timestamp=at + n))
        events.append(ActionExecuted("action_find", timestamp=at + n))
        events.append(ActionExecuted("action_listen", timestamp=at + n))
    return events


def _kept(store: RecentConversations, sender: str) -> DialogueStateTracker:
    tracker = asyncio.run(store.retrieve(sender))
    assert tracker is not None
    return tracker


def test_a_conversation_comes_back_as_it_was() -> None:
    store = _store()
    events = [*_turns(3), SlotSet("here", {"lat": 30.26}, timestamp=1003.0)]
    _save(store, "a", events)
    tracker = _kept(store, "a")
    assert list(tracker.events) == events
    assert tracker.get_slot("here") == {"lat": 30.26}
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == "turn 2"


def test_nobody_unknown_is_made_up() -> None:
    assert asyncio.run(_store().retrieve("a")) is None


def test_the_longest_silent_goes_first() -> None:
    store = _store(conversations=2)
    for at, sender in enumerate("abc"):
        _save(store, sender, _turns(1, at=1000.0 + at))
    assert asyncio.run(store.keys()) == ("b", "c")
    _save(store, "b", _turns(1, at=1005.0))
    _save(store, "d", _turns(1, at=1006.0))
    assert asyncio.run(store.keys()) == ("b", "d")


def test_silence_ends_a_conversation() -> None:
    store = _store(minutes=10)
    _save(store, "a", _turns(1, at=1000.0))
    _save(store, "b", _turns(1, at=1601.0))
    assert asyncio.run(store.keys()) == ("b",)


def test_long_conversations_keep_the_last_turns_and_their_slots() -> None:
    store = _store(turns=2)
    events = _turns(6)
    events.insert(5, SlotSet("here", "home", timestamp=1000.5))
    events.insert(6, ActiveLoop("place_form", timestamp=1000.5))
    _save(store, "a", events)
    tracker = _kept(store, "a")
    said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert said == ["turn 4", "turn 5"]
    assert tracker.get_slot("here") == "home"
    assert tracker.active_loop_name == "place_form"


def test_the_bound_holds_over_many_turns() -> None:
    store = _store(turns=3)
    sizes = set()
    _save(store, "a", _turns(1))
    for n in range(30):
        tracker = _kept(store, "a")
        tracker.update(UserUttered(f"more {n}", {"name": "find"}, timestamp=2000.0 + n))
        tracker.update(ActionExecuted("action_listen", timestamp=2000.0 + n))
        asyncio.run(store.save(tracker))
        sizes.add(len(_kept(store, "a").events))
    assert max(sizes) <= 14


@pytest.mark.parametrize(
    "event", [Restarted(timestamp=1009.0), ActionExecuted("action_session_start", timestamp=1009.0)]
)
def test_what_was_before_a_restart_or_a_new_session_is_forgotten(event: Event) -> None:
    store = _store()
    after = UserUttered("afterwards", {"name": "find"}, timestamp=1010.0)
    _save(store, "a", [*_turns(2), event, after])
    said = [e.text for e in _kept(store, "a").events if isinstance(e, UserUttered)]
    assert said == ["afterwards"]


def test_a_restart_at_the_end_leaves_nothing() -> None:
    store = _store()
    _save(store, "a", _turns(1))
    _save(store, "a", [*_turns(1), Restarted(timestamp=1009.0)])
    assert asyncio.run(store.retrieve("a")) is None
