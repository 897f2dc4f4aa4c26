"""Rasa component: place, choice, phone, numbers, the position sent along, and the language."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.understanding.details import Detail, details
from assistant.understanding.language import LanguageGuess

EXTRACTOR = "DetailExtractor"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DetailExtractor(GraphComponent):
    """Adds entities, and `language` (zh, yue or en) to the parse."""

    def __init__(self) -> None:
        self._language = LanguageGuess.load()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DetailExtractor:
        """The component; it has no settings. See GraphComponent."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add entities and language to each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = [_entity(detail) for detail in details(text)] + _here(message)
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
            message.set("language", self._language.of(text), add_to_output=True)
        return messages


def _entity(detail: Detail) -> dict[str, Any]:
    entity = {
        "entity": detail.kind,
        "value": detail.value,
        "start": detail.start,
        "end": detail.end,
        "extractor": EXTRACTOR,
    }
    return entity | ({"role": detail.of} if detail.of else {})


def _here(message: Message) -> list[dict[str, Any]]:
    """The position that came with the message, so that a slot can be filled from it."""
    metadata = message.get(METADATA)
    here = metadata.get("here") if isinstance(metadata, dict) else None
    if not here:
        return []
    return [{"entity": "here", "value": here, "start": 0, "end": 0, "extractor": EXTRACTOR}]
