"""Rasa component: links words to catalogue ids with spaCy, the catalogue read at run time."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.understanding.lexicon import CATALOGUE, NAME
from assistant.understanding.reader import Reader, reader

EXTRACTOR = "ServiceLinker"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ServiceLinker(GraphComponent):
    """Adds an entity `service` for every name of a service that was said and not denied."""

    def __init__(self, reader_: Reader) -> None:
        self._reader = reader_

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Where the catalogue is, counted from the checkout."""
        return {"catalogue": CATALOGUE}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ServiceLinker:
        """The component with its settings; see GraphComponent."""
        return cls(reader(config["catalogue"]))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities to each message."""
        for message in messages:
            text = message.get(TEXT)
            if text and text.strip():
                found = [
                    {
                        "entity": "service",
                        "value": link.service,
                        "start": link.start,
                        "end": link.end,
                        "extractor": EXTRACTOR,
                    }
                    for link in self._reader.named(text)
                    if link.kind == NAME and not link.denied
                ]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
