"""The patched Rasa answers as the original does."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.utils.common import all_subclasses

from assistant.understanding import patches

original_validate = RemoteAction._validate_action_result
original_resolve = Event.resolve_by_type

GOOD: list[Any] = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "here", "value": {"lat": 1}}], "responses": [{}]},
    {"responses": [{"text": "好", "custom": {"speech": "好"}}]},
    {"events": [{"event": "followup", "name": "action_listen", "timestamp": None}]},
]
BAD: list[Any] = [
    [],
    None,
    {"events": "no list"},
    {"events": [{"event": "unknown"}]},
    {"events": [{"event": "slot"}]},
    {"responses": ["text"]},
]


@pytest.mark.parametrize("result", GOOD)
def test_good_answers_pass_both(result: Any) -> None:
    action = RemoteAction("action_find", None)
    assert original_validate(action, result) is True
    assert patches.validate_action_result(action, result) is True


@pytest.mark.parametrize("result", BAD)
def test_bad_answers_fail_both_alike(result: Any) -> None:
    action = RemoteAction("action_find", None)
    with pytest.raises(ValidationError) as expected:
        original_validate(action, result)
    with pytest.raises(ValidationError) as given:
        patches.validate_action_result(action, result)
    assert given.value.message == expected.value.message
    assert list(given.value.path) == list(expected.value.path)


def test_every_event_class_is_found_alike() -> None:
    for each in all_subclasses(Event):
        name = each.type_name
        assert patches.resolve_event_class(name) is original_resolve(name)


@pytest.mark.parametrize("default", [None, SlotSet])
def test_unknown_events_alike(default: type[Event] | None) -> None:
    assert patches.resolve_event_class("topic", default) is original_resolve("topic", default)
    if default is None:
        with pytest.raises(ValueError, match="Unknown event name"):
            patches.resolve_event_class("nonsense")
    else:
        assert patches.resolve_event_class("nonsense", default) is default


def test_applied_twice_it_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", original_validate)
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(original_resolve))
    patches.apply()
    patches.apply()
    event = Event.from_parameters({"event": "slot", "name": "here", "value": 1})
    assert event == SlotSet("here", 1)
    assert RemoteAction("x", None)._validate_action_result({}) is True
