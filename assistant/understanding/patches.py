"""Two changes to Rasa that make it faster and change none of its answers.

Rasa 3.6 lets jsonschema check its own schema again at every answer of an action (61 % of the time
of a turn), and searches all event classes for each event that it reads. Here one validator and one
table are kept. tests/understanding holds both against the originals.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL
from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

_search_event_class = Event.resolve_by_type


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def validate_action_result(_: RemoteAction, result: dict[str, Any]) -> bool:
    """True if the answer of an action is well formed; else jsonschema's ValidationError."""
    error = best_match(_validator().iter_errors(result))
    if error is None:
        return True
    error.message += (
        f". Failed to validate Action server response from API, "
        f"make sure your response from the Action endpoint is valid. "
        f"For more information about the format visit "
        f"{DOCS_BASE_URL}/custom-actions"
    )
    raise error


@lru_cache(maxsize=1)
def _event_classes() -> dict[str, type[Event]]:
    classes: dict[str, type[Event]] = {}
    for each in all_subclasses(Event):
        classes.setdefault(each.type_name, each)
    return classes


def resolve_event_class(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """The event class of a name; what Rasa's own search says where the table does not know it."""
    found = _event_classes().get(type_name)
    return found if found is not None else _search_event_class(type_name, default)


def apply() -> None:
    """Put both changes in place. Doing it twice changes nothing more."""
    RemoteAction._validate_action_result = validate_action_result
    Event.resolve_by_type = staticmethod(resolve_event_class)
